"""The five real papers are read right, and every trap in them is found at its line."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.reading.tests.reading_of import actions_of, kinds_by_line, reading_of
from commonweal.reading.tests.shared_papers import shared_paper
from commonweal.reading.values import Reading

# part of the name: body, date, number, author office, marks of the sections, paragraphs in each, recommendations, contacts
REAL = {
    "report-04": ("Equality and Diversity Sub-committee", date(2010, 7, 22), "4",
                  "Director of Public Affairs", "A B C D E F G H", [0, 22, 3, 1, 2, 1, 2, 0], 2, 3),
    "report-05": ("Equality and Diversity Sub-committee", date(2010, 7, 22), "5", "Chief Executive", "A B C D E F G H",
                  [0, 13, 4, 1, 1, 1, 1, 0], 1, 3),
    "report-13": ("Co-ordination and Policing Committee", date(2007, 2, 1), "13",
                  "Assistant Commissioner Territorial Policing", "A B C D E F",
                  [0, 12, 4, 1, 1, 0], 1, 3),
    "report-08": ("Communities, Equalities and People Committee", date(2011, 11, 3), "8", "Chief Executive", "A B C D E",
                  [0, 20, 7, 1, 0], 2, 3),
    "seec": ("South East England Councils Executive Committee", date(2013, 3, 27), "",
             "Roy Millard, Manager", "1 2", [2, 10], 2, 0),
}  # fmt: skip


def _reading(name: str) -> Reading:
    return reading_of(shared_paper(name))


@pytest.mark.parametrize("name", REAL)
def test_each_real_paper_is_read_whole(name: str) -> None:
    reading = _reading(name)
    paper = reading.paper
    assert paper is not None
    marks = " ".join(section.letter for section in paper.sections)
    counts = [len(section.paragraphs) for section in paper.sections]
    by = paper.by.split(" on behalf")[0].split(", South")[0]
    said = (paper.body, paper.meeting_on, paper.number, by)
    assert (*said, marks, counts, len(paper.recommendations), len(paper.contacts)) == REAL[name]
    assert reading.not_understood == ()


def test_the_titles_are_those_of_the_papers() -> None:
    titles = {name: paper.title for name in REAL if (paper := _reading(name).paper)}
    assert titles["report-04"].startswith("MPS Service Delivery to New Migrants")
    assert titles["report-05"] == "The London Strategic Migration Partnership Board"
    assert titles["report-13"].startswith("Proposed joint working arrangements")
    assert titles["report-08"].endswith("People Committee Legacy Report")
    assert titles["seec"].startswith("Impact of migration on policing")


def test_the_five_abbreviations_of_2007_are_read() -> None:
    paper = _reading("report-13").paper
    assert paper is not None
    assert list(paper.abbreviations) == ["IND", "ACPO", "DCC", "FAS", "MPS"]
    assert paper.abbreviations["FAS"] == "Failed Asylum Seeker"


def test_section_c_of_2011_groups_seven_paragraphs_under_headings() -> None:
    paper = _reading("report-08").paper
    assert paper is not None
    headings = [one.heading for one in paper.sections[2].paragraphs]
    assert [heading for heading in headings if heading][-1] == "Risk Implications"
    assert sum(1 for heading in headings if heading) == 6
    assert [one.number for one in paper.sections[1].paragraphs] == [str(number) for number in range(1, 21)]


def test_the_council_paper_has_ten_numbered_entries_under_headings_and_its_letters_under_the_last() -> None:
    paper = _reading("seec").paper
    assert paper is not None
    findings = paper.sections[1].paragraphs
    numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
    assert [one.number for one in findings] == ["2.1", *numerals]
    assert [(at, one.heading) for at, one in enumerate(findings) if one.heading][:2] == [
        (1, "Migration in the South East"),
        (4, "Impact on policing"),
    ]
    assert [item.split(")")[0] for item in findings[-1].items] == ["a", "b", "c"]
    assert not any(one.items for one in findings[:-1])


def test_the_five_presentations_are_not_taken_for_background_papers() -> None:
    paper = _reading("report-04").paper
    assert paper is not None
    assert paper.background_papers == ()
    assert len(paper.sections[6].paragraphs[1].items) == 5


def test_the_plan_of_report_5_is_whole() -> None:
    reading = _reading("report-05")
    actions = actions_of(reading)
    assert [action.reference for action in actions] == ["7.3.1", "7.2.2", "7.3.3", "7.3.4", "7.3.5", "8.3.4"]
    assert [len(action.tasks) for action in actions] == [3, 2, 2, 1, 2, 4]
    assert [len(task.subtasks) for task in actions[1].tasks] == [4, 0]
    assert [len(action.outcomes) for action in actions] == [3, 3, 2, 1, 2, 2]
    assert [len(action.partners) for action in actions] == [10, 6, 9, 2, 7, 14]
    assert [len(action.resources) for action in actions] == [2, 2, 1, 1, 1, 1]
    assert [action.lead for action in actions] == [None] * 6
    assert actions[3].partners == ("GLA Events Team", "GLA Diversity and Social Policy Team")
    assert reading.plan is not None
    assert [one.service_area for one in reading.plan.objectives] == [
        "Community safety",
        "Children and Young People",
    ]


def test_every_trap_of_report_5_is_found_at_its_line() -> None:
    assert kinds_by_line(_reading("report-05")) == [
        (84, "probable_misprint"),
        (113, "unclosed_mark"),
        (137, "lead_unmarked"),
        (155, "reference_out_of_place"),
        (162, "nesting_flattened"),
        (174, "lead_unmarked"),
        (186, "conditional_resource"),
        (188, "numbering_gap"),
        (202, "lead_unmarked"),
        (206, "names_may_be_one_body"),
        (229, "lead_unmarked"),
        (229, "partners_under_wrong_heading"),
        (249, "lead_unmarked"),
        (256, "names_may_be_one_body"),
        (287, "lead_unmarked"),
        (291, "names_may_be_one_body"),
        (294, "person_among_organisations"),
        (302, "probable_misprint"),
    ]


def test_every_trap_of_report_4_is_found_at_its_line() -> None:
    assert kinds_by_line(_reading("report-04")) == [
        (29, "letters_without_list"),
        (54, "list_run_together"),
        (54, "probable_misprint"),
        (54, "unclosed_mark"),
    ]


@pytest.mark.parametrize("name", ["report-13", "report-08", "seec"])
def test_the_other_papers_raise_no_false_alarm(name: str) -> None:
    assert _reading(name).doubts == ()


def _plan_of_report_5() -> list[str]:
    lines = shared_paper("report-05").split("\n")
    return lines[lines.index("Appendix 1") :]


def test_the_appendices_alone_are_a_plan() -> None:
    reading = reading_of("\n".join(_plan_of_report_5()))
    assert reading.paper is None
    assert [len(action.partners) for action in actions_of(reading)] == [10, 6, 9, 2, 7, 14]
    assert reading.plan is not None
    assert reading.plan.title == "Community safety actions within ‘London Enriched"
    assert [one.service_area for one in reading.plan.objectives] == [
        "Community safety",
        "Children and Young People",
    ]


def test_the_plan_is_the_same_without_indentation_and_without_blank_lines() -> None:
    lines = [line.strip() for line in _plan_of_report_5() if line.strip()]
    actions = actions_of(reading_of("\n".join(lines)))
    assert sum(len(action.tasks) for action in actions) == 14
    assert sum(len(task.subtasks) for action in actions for task in action.tasks) == 4
    assert sum(len(action.outcomes) for action in actions) == 13
