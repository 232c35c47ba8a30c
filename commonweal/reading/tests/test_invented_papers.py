"""Papers of many layouts, in our own words, are read right."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.reading.tests.reading_of import actions_of, invented, invented_paper, reading_of
from commonweal.reading.tests.standing import PAPERS
from commonweal.reading.values import CannotRead, Paper

# name: body, date, number, title, author office, marks of the sections, number of recommendations
HEADS = {
    "authority_2003": ("Planning and Standards Committee", date(2003, 3, 6), "7", "Cycle patrols in the river boroughs",
                       "Clerk and Treasurer", "A B C D E F", 2),
    "cabinet_labels": ("Cabinet", date(2010, 7, 22), "6", "Keeping the covered market open late",
                       "Head of Neighbourhood Services", "1 2 3 4 5 6", 2),
    "capitals": ("Westmarsh District Council Community Safety Panel", date(2007, 2, 1), "",
                 "WINTER LIGHTING ON THE MARSH ROAD", "DIRECTOR OF ENVIRONMENT", "", 2),
    "wrapped_pdf": ("Northmere Police Authority Community Engagement Sub-Committee", date(2009, 9, 14), "",
                    "A year of street surgeries", "Assistant Chief Constable (Neighbourhoods)", "A B C D", 1),
    "markdown": ("Hollin Valley Partnership Board", date(2013, 3, 27), "", "Sharing interpreters across the valley",
                 "Farida Lomax, Partnership Manager", "1 2", 2),
    "two_line_labels": ("Health Overview and Scrutiny Committee", date(2011, 5, 3), "9",
                        "Walking groups for people new to the town", "Director of Public Health", "", 1),
    "letters_with_groups": ("Strategy and Learning Committee", date(2011, 6, 9), "12", "Training days after two years",
                            "Chief Executive", "A B C D E", 2),
    "full_authority": ("Greater Ouse Combined Authority", date(2007, 2, 1), "", "Moving the records office",
                       "Chief Executive", "A B C", 1),
    "paper_with_flat_plan": ("", date(2010, 10, 11), "3", "The Saltley plan for young newcomers", "Chief Executive",
                             "A B C", 1),
    "decimal_sections": ("Safer Streets Scrutiny Panel", date(2009, 11, 12), "7",
                         "Street wardens: how the scheme has grown since 2007",
                         "Borough Commander / Head of Safer Streets", "1.0 2.0 3.0 4.0", 2),
    "borough_cabinet": ("Cabinet", date(2014, 10, 14), "11", "Renewing the contract for community interpreters",
                        "Marion Achebe, Director of Communities", "1 2 3 4 5 6 7 8 9 10", 3),
    "commissioner_decision": ("Office of the Police and Crime Commissioner for Westmarsh", date(2016, 3, 9), "PCC/2016/027",
                              "Grant to the Westmarsh Night Shelter", "", "1 2 3 4 5 6", 1),
    "chief_constable": ("Fenshire Police Authority Community and Diversity Committee", date(2008, 9, 17), "8",
                        "POLICING THE HARVEST CAMPS", "CHIEF CONSTABLE", "1.0 2.0 3.0 4.0 5.0 6.0", 2),
    "mayors_decision": ("", None, "MD1177", "Summer festival of welcome 2013", "", "1 2 3 4 5 6", 2),
    "county_item": ("Children and Young People's Services Committee", date(2012, 12, 3), "12",
                    "YOUNG PEOPLE WHO COME ALONE", "Corporate Director for Children", "", 2),
    "action_summary": ("Migration Sub-Group", date(2015, 2, 5), "4",
                       "Notes of the Migration Sub-Group held on 5 February 2015 at the Civic Centre",
                       "Partnership Officer", "1 2 3 4 5", 1),
    "points_in_numbers": ("Cabinet", date(2009, 5, 3), "", "Lamps", "", "1 2 3 4", 3),
    "markdown_with_plan": ("Community Safety Board", date(2008, 11, 5), "", "A plan for the night buses",
                           "Sam Lee, Policy Officer", "1 2 3", 2),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_the_head_of_each_invented_paper_is_read(name: str) -> None:
    paper = invented_paper(name)
    said = (paper.body, paper.meeting_on, paper.number, paper.title, paper.by)
    marks = " ".join(section.letter for section in paper.sections if section.letter)
    assert (*said, marks, len(paper.recommendations)) == HEADS[name]


@pytest.mark.parametrize("name", sorted(path.stem for path in PAPERS.glob("*.txt") if path.stem != "letter"))
def test_every_line_of_each_invented_paper_is_understood(name: str) -> None:
    assert invented(name).not_understood == ()


@pytest.mark.parametrize("name", [name for name in HEADS if "plan" not in name])
def test_a_clean_paper_raises_no_doubt(name: str) -> None:
    assert invented(name).doubts == ()


def _numbers(paper: Paper, letter: str) -> list[str]:
    return [
        one.number for section in paper.sections if section.letter == letter for one in section.paragraphs
    ]


def test_words_that_open_a_list_go_before_each_recommendation() -> None:
    assert (
        invented_paper("authority_2003").recommendations[0]
        == "That the first year of the patrols be noted; and"
    )
    assert invented_paper("cabinet_labels").recommendations[1].startswith("Cabinet is recommended to ask for")
    assert invented_paper("wrapped_pdf").recommendations[0].endswith("fewest visitors be moved.")


def test_letters_need_no_full_stop() -> None:
    paper = invented_paper("authority_2003")
    assert paper.sections[1].heading == "Supporting information"
    assert [one.heading for one in paper.sections[1].paragraphs] == ["How it began", "", "What was found"]
    assert paper.sections[1].paragraphs[1].items == (
        "be seen on the towpaths;",
        "talk to boaters, and",
        "mark bicycles for anyone who asks.",
    )
    assert paper.background_papers == ("Towpath survey, October 2002", "Minutes of the autumn meeting")


def test_numbered_sections_hold_decimal_paragraphs_and_roman_points() -> None:
    paper = invented_paper("cabinet_labels")
    assert _numbers(paper, "3") == ["3.1", "3.2", "3.3"]
    assert paper.sections[2].paragraphs[1].items[2] == "(iii) a second gate"
    assert paper.summary == "To ask for longer opening hours at the covered market."
    assert paper.background_papers == ("Survey of traders, May 2010",)
    assert paper.details == ("Classification: Open", "Wards affected: Castle, Riverside")
    assert [(one.number, one.heading) for one in paper.appendices] == [("A", "Answers of the traders")]


def test_headings_in_capitals_open_sections() -> None:
    headings = [section.heading for section in invented_paper("capitals").sections]
    assert headings == [
        "RECOMMENDATIONS",
        "BACKGROUND",
        "FINANCIAL IMPLICATIONS",
        "LEGAL IMPLICATIONS",
        "BACKGROUND PAPERS",
    ]


def test_lines_broken_by_a_printer_are_joined_even_across_pages() -> None:
    reading = invented("wrapped_pdf")
    assert reading.paper is not None
    paragraphs = reading.paper.sections[1].paragraphs
    assert [one.number for one in paragraphs] == ["1", "2", "3"]
    assert paragraphs[2].text.endswith("nobody had expected when the list was drawn up.")
    assert len(paragraphs[1].items) == 3
    assert reading.furniture == ("Page 1 of 2", "Page 2 of 2")


def test_numerals_right_below_a_heading_are_paragraphs_and_letters_below_them_their_points() -> None:
    found = invented_paper("markdown").sections[1]
    assert [(one.number, one.heading) for one in found.paragraphs] == [
        ("2.1", ""),
        ("i", "For people who need an interpreter"),
        ("ii", ""),
        ("iii", "For partners"),
    ]
    assert [item.split(")")[0] for item in found.paragraphs[2].items] == ["a", "b"]


def test_a_value_may_stand_on_the_line_below_its_label() -> None:
    paper = invented_paper("two_line_labels")
    assert [section.heading for section in paper.sections][1:] == [
        "Introduction",
        "Current position",
        "Equality impact",
    ]
    assert paper.sections[2].paragraphs[0].items == ("Harbour", "Old Town", "Long Meadow", "Station")
    assert len(paper.contacts) == 1


def test_a_section_may_group_paragraphs_under_headings() -> None:
    paper = invented_paper("letters_with_groups")
    assert [one.heading for one in paper.sections[2].paragraphs] == [
        "Equality and Diversity Impact",
        "Financial Implications",
        "Risk Implications",
    ]
    assert list(paper.abbreviations) == ["ETD", "SA", "TNA"]
    assert paper.abbreviations["TNA"] == "Training needs analysis"
    assert len(paper.warnings) == 1
    assert len(paper.background_papers) == 2


def test_a_label_may_hold_its_text_on_the_same_line() -> None:
    paper = invented_paper("full_authority")
    assert paper.summary.startswith("The records office")
    assert paper.recommendations == ("That the Authority choose the former library.",)
    assert paper.background_papers == ("Survey of the mill, 2006", "Lease of the library")


def test_a_numbered_heading_without_numbered_paragraphs_is_a_section_where_its_number_comes_next() -> None:
    sections = invented_paper("borough_cabinet").sections
    assert [(one.letter, one.heading) for one in sections[8:]] == [
        ("9", "Use of appendices"),
        ("10", "Local Government (Access to Information) Act 1985"),
    ]
    assert [one.heading for one in invented_paper("borough_cabinet").appendices][1] == "Exempt information"


def test_numbered_points_below_a_colon_are_no_sections() -> None:
    paper = invented_paper("points_in_numbers")
    assert paper.recommendations[2] == "That Cabinet agrees to Light the market"
    dark, cheap = paper.sections[2].paragraphs
    assert dark.items == ("1. The quay", "2. The bridge", "3. The market", "4. The church yard")
    assert (cheap.number, cheap.text) == ("3.2", "Lamps are cheap.")


def test_the_declaration_of_a_decision_form_is_no_recommendation() -> None:
    paper = invented_paper("commissioner_decision")
    assert paper.recommendations == ("The Commissioner is asked to approve a grant of £18,000 for 2016/17.",)
    assert [one.heading for one in paper.sections if not one.letter] == [
        "Police and Crime Commissioner for Westmarsh",
        "PART 1 – NON-CONFIDENTIAL FACTS AND ADVICE",
        "Originating officer declaration",
    ]
    assert paper.background_papers == ("Letter from the shelter, 4 January 2016",)
    assert paper.contacts == ("Author: Jude Penhallow, Policy Officer", "Contact: 01632 960001")


def test_what_is_decided_may_be_called_the_decision() -> None:
    paper = invented_paper("mayors_decision")
    assert paper.recommendations[1] == "That the Mayor approves a competitive purchase of the stage."
    assert paper.summary.endswith("and of stewards.")
    assert paper.appendices == (), "“None” is no appendix"


def test_whoever_reports_and_signs_below_is_no_recommendation() -> None:
    paper = invented_paper("county_item")
    assert paper.recommendations[-1] == "That a further report comes to the Committee in a year."
    assert paper.details == ("Corporate Director for Children", "NORTHOLME COUNTY COUNCIL")
    assert paper.contacts == ("Rosa Whitlock, Service Manager, T: 01632 960222",)
    assert paper.background_papers == ("School places for young people, October 2012",)
    assert paper.sections[-1].heading == "Electoral Division(s) and Member(s) Affected"
    assert invented_paper("chief_constable").details == ("CHIEF CONSTABLE",)


def test_the_actions_at_the_end_of_notes_are_a_plan_with_the_leads_that_are_named() -> None:
    reading = invented("action_summary")
    assert [(one.reference, one.lead, one.partners) for one in actions_of(reading)] == [
        ("1", "Harrow Vale College", ("Library Service", "Refugee Forum")),
        ("2", "Health Centre", ("Harrow Vale Patients Group",)),
    ]


def test_a_letter_to_a_friend_is_refused_in_one_sentence() -> None:
    with pytest.raises(CannotRead, match="neither a committee paper nor a plan"):
        invented("letter")


@pytest.mark.parametrize("text", ["", "\n\n", "Hello", "1\n2\n3", "Resources", "x" * 5000])
def test_what_has_no_structure_is_refused(text: str) -> None:
    with pytest.raises(CannotRead):
        reading_of(text)


def test_a_paper_without_a_plan_has_none() -> None:
    assert invented("capitals").plan is None
