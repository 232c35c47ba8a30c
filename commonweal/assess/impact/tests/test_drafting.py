"""Does the first draft come from the evidence, does it cite every row, and does it say what it could not find or show?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.assess.impact.models import Statement
from commonweal.assess.impact.reads.drafting import gather
from commonweal.assess.impact.rules import drafting as rules
from commonweal.assess.impact.tests import sources
from commonweal.assess.impact.tests.factories import make_area, make_assessment, make_community, make_person
from commonweal.assess.impact.writes.drafting import (
    add_statement,
    draft_assessment,
    edit_statement,
    strike_statement,
)
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.scales.reads import get_scale
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused, Viewer

pytestmark = pytest.mark.django_db


def drawn(viewer: Viewer, **given: Any) -> rules.Draft:
    return gather(
        **{
            "areas": [make_area()], "communities": [make_community()], "from_on": sources.FROM, "to_on": sources.TODAY,
            "viewer": viewer, "at": sources.AT, **given,
        }
    )  # fmt: skip


def said(draft: rules.Draft, source: str) -> list[str]:
    return [one.text for one in draft.of(source).drawn]


def test_an_empty_house_yields_a_draft_whose_every_class_is_shown_as_empty():
    draft = drawn(sources.reader("analyst"))
    assert [one.source for one in draft.classes] == [*rules.SEARCHED, rules.NEAR, rules.LESSONS]
    assert all(one.is_empty and one.sentence == "Empty: nothing was found here." for one in draft.classes)
    assert draft.withheld == 0


def test_each_of_the_four_classes_speaks_of_its_area_and_no_other():
    sources.everywhere()
    draft = drawn(sources.reader("analyst"))
    assert said(draft, rules.RETURNS) == [
        "Northmarsh, week of Monday 12 July: level Moderate.",
        "Leaflets were handed out 1 (about Invented community).",
        "In June 2010 Northmarsh recorded 41.",
    ]
    assert said(draft, rules.FIGURES) == [
        "Invented class of offences, Northmarsh: 41 recorded in June 2010; 7 in the same months a year before. "
        "3 months of the time asked about are not known."
    ]
    assert said(draft, rules.OPEN) == [
        "Leaflets were handed out 2, seen in A newspaper.",
        "An election, Abroad, 30 July 2010. Expected here: A gathering outside the mission",
    ]
    assert said(draft, rules.CONTACTS) == [
        "An evening in the hall: They fear the march",
        "Raised with us (how the police act): They ask why",
    ]


def test_every_statement_cites_a_row_that_exists_and_a_strength_of_the_scale(count: Callable[..., None]):
    sources.everywhere()
    for one in drawn(sources.reader("analyst")).statements:
        row = apps.get_model(one.cites.kind).objects.get(pk=one.cites.pk)
        assert one.cites.label
        assert one.strength in get_scale(one.strength_scale).codes
        assert row is not None
        count("statements of a draft whose cited row exists", 1)


def test_the_facts_of_an_item_and_who_said_it_never_reach_a_draft():
    sources.everywhere()
    assert "SECRET" not in " ".join(one.text for one in drawn(SYSTEM).statements)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "shared"),
        ({"shareable_text": ""}, "title"),
        ({"is_protected": True}, None),
        ({"scheme": "3x5x2", "handling": "C", "shareable_text": ""}, None),
        ({"scheme": "3x5x2", "handling": "C"}, "shared"),
        ({"scheme": "5x5x5", "handling": "1"}, None),
        ({"scheme": "5x5x5", "handling": "5"}, None),
        ({"scheme": "5x5x5", "handling": "2"}, "shared"),
        ({"scheme": "unknown", "handling": "P"}, None),
    ],
)
def test_of_an_item_stands_what_was_written_to_be_shared_or_its_title_or_nothing(given, text):
    usual = {
        "title": "title",
        "shareable_text": "shared",
        "scheme": "3x5x2",
        "handling": "P",
        "is_protected": False,
    }
    assert rules.text_of_item(**(usual | given)) == text


def test_what_a_draft_may_not_hold_is_counted_whoever_asks():
    sent = sources.came(state="checked")
    sources.item(sent, 1, is_protected=True)
    sources.item(sent, 2, scheme="5x5x5", source_grade="A", information_grade="1", handling="4")
    searched = drawn(sources.reader("analyst")).of(rules.RETURNS)
    assert (len(searched.drawn), searched.withheld) == (1, 2)
    assert "2 rows withheld: you may not read them." in searched.sentence


def test_whoever_reads_less_gets_less_and_is_told_how_much_less():
    sources.everywhere()
    numbers = {}
    for role in ("analyst", "borough_lead", "investigating_officer", "oversight_auditor", "contributor"):
        draft = drawn(sources.reader(role))
        numbers[role] = {one.source: (len(one.drawn), one.withheld) for one in draft.classes[:4]}
    # the figures of the window and of the year before are one statement of two rows
    assert numbers["analyst"] == {"returns": (3, 0), "figures": (1, 0), "open": (2, 0), "contacts": (2, 0)}
    assert numbers["borough_lead"]["contacts"] == (2, 0)
    assert numbers["investigating_officer"] == {
        "returns": (1, 3), "figures": (1, 0), "open": (0, 1), "contacts": (0, 2),
    }  # fmt: skip
    assert numbers["oversight_auditor"] == {
        "returns": (0, 4), "figures": (1, 0), "open": (0, 1), "contacts": (0, 2),
    }  # fmt: skip
    assert numbers["contributor"]["figures"] == (0, 2)


def test_nobody_who_enforces_immigration_law_gets_one_statement_of_what_communities_say():
    sources.everywhere()
    lesson = rules.Drawn(
        rules.LESSONS, "Talk first", rules.Cited("impact.lesson", 1, "L"), "reported", "s", "b"
    )
    draft = drawn(sources.enforcer(), lessons=[lesson])
    assert {one.source for one in draft.statements} <= {rules.FIGURES}
    closed = [one for one in draft.classes if one.is_closed]
    assert {one.source for one in closed} == {rules.RETURNS, rules.OPEN, rules.CONTACTS, rules.LESSONS}
    assert all(one.withheld == 0 and one.sentence == rules.CLOSED for one in closed)


def test_an_item_about_other_communities_only_is_left_out_and_one_about_nobody_stands():
    sent = sources.came(state="checked")
    sources.item(sent, 1, about=make_community("Another community"))
    sources.item(sent, 2)
    texts = said(drawn(sources.reader("analyst")), rules.RETURNS)
    assert "Leaflets were handed out 2." in texts
    assert not any("handed out 1" in text for text in texts)
    everybody = said(drawn(sources.reader("analyst"), communities=[]), rules.RETURNS)
    assert "Leaflets were handed out 1 (about Another community)." in everybody


def test_what_nobody_has_checked_gives_its_level_and_not_its_words():
    sources.item(sources.came(state="submitted"))
    (one,) = drawn(sources.reader("analyst")).of(rules.RETURNS).drawn
    assert one.basis == "nobody has checked it yet"
    assert "Leaflets" not in one.text


def test_a_nil_return_is_something_that_was_said():
    sources.came(rank=0)
    searched = drawn(sources.reader("analyst")).of(rules.RETURNS)
    assert [one.text for one in searched.drawn] == ["Northmarsh, week of Monday 12 July: nothing to report."]


def test_what_lies_outside_the_window_is_not_drawn():
    sources.came(week=date(2010, 4, 5))
    sources.held(make_area(), make_community(), held_on=sources.FROM - timedelta(days=1))
    sources.figures(make_area(), ("2010-03", 40), ("2009-03", 4))
    assert drawn(sources.reader("analyst")).statements == []


def test_an_operation_in_a_ward_hears_of_its_borough_and_one_in_a_borough_of_its_wards():
    borough = make_area()
    ward = make_area("E05000001", "North ward")
    ward.parent, ward.level = borough, "ward"
    ward.save()
    sources.came(borough)
    sources.held(ward, make_community())
    analyst = sources.reader("analyst")
    for area in (borough, ward):
        draft = drawn(analyst, areas=[area])
        assert (len(draft.of(rules.RETURNS).drawn), len(draft.of(rules.CONTACTS).drawn)) == (1, 1)


def test_a_draft_asks_seven_questions_at_most_and_is_bounded_however_much_there_is(
    count: Callable[..., None],
):
    area, community = sources.everywhere()
    analyst = sources.reader("analyst")

    def ask() -> tuple[int, rules.Draft]:
        with CaptureQueriesContext(connection) as asked:
            draft = drawn(analyst)
        return len(asked), draft

    few, _ = ask()
    for number in range(60):
        sources.held(area, community, title=f"Evening {number}")
    many, draft = ask()
    assert few == many <= 7
    contacts = draft.of(rules.CONTACTS)
    assert (len(contacts.drawn), contacts.left_out) == (rules.MOST_DRAWN, 22)
    assert "22 older rows had no room" in contacts.sentence
    count("questions of a first draft, of at most 7", many)


def test_months_are_summed_where_they_are_known_and_compared_where_all_of_them_are():
    known = {date(2010, 5, 1): 4, date(2010, 6, 1): 5, date(2009, 5, 1): 3}
    found = rules.sum_months(known, from_on=date(2010, 4, 10), to_on=date(2010, 6, 30))
    assert found == rules.Months(9, 2, 3, None, date(2010, 5, 1), date(2010, 6, 1))
    whole = rules.sum_months(known | {date(2009, 6, 1): 0}, from_on=date(2010, 5, 1), to_on=date(2010, 6, 1))
    assert whole is not None
    assert whole.before == 3
    assert rules.sum_months({}, from_on=date(2010, 5, 1), to_on=date(2010, 6, 1)) is None
    assert "the same months a year before are not known" in rules.months_in_words("Thefts", "Here", found)


# What is stored


def author_of(assessment: Any) -> Viewer:
    return get_viewer(assessment.author, on=sources.TODAY)


def drafted(state: str = "in_draft") -> Any:
    sources.everywhere()
    assessment = make_assessment(state, author=make_person("analyst"))
    draft_assessment(assessment=assessment, by=author_of(assessment), at=sources.AT)
    return assessment


def test_a_draft_is_stored_with_its_empty_classes_and_what_was_withheld():
    assessment = make_assessment("in_draft")
    sources.item(sources.came(state="checked"), is_protected=True)
    draft_assessment(assessment=assessment, by=author_of(assessment), at=sources.AT)
    kept = {one.source: (one.drawn_count, one.withheld_count) for one in assessment.searched.all()}
    assert kept == {
        "returns": (1, 1), "figures": (0, 0), "open": (0, 0), "contacts": (0, 0), "near": (0, 0), "lessons": (0, 0),
    }  # fmt: skip


def test_drafting_again_adds_what_is_new_and_loses_nothing_that_the_author_did():
    assessment = drafted()
    by = author_of(assessment)
    first, second, *_ = assessment.statements.all()
    edit_statement(assessment=assessment, statement=first, text="In my words.", by=by, at=sources.AT)
    strike_statement(assessment=assessment, statement=second, reason="It was a rumour", by=by, at=sources.AT)
    add_statement(
        assessment=assessment, text="The mosque asked for a meeting.", cites_label="Letter of 20 July", strength="reported",
        basis="a letter", by=by, at=sources.AT,
    )  # fmt: skip
    before = list(assessment.statements.values_list("pk", flat=True))
    sources.held(make_area(), make_community(), title="A new evening", held_on=sources.TODAY)
    draft_assessment(assessment=assessment, by=by, at=sources.AT)
    after = list(assessment.statements.values_list("pk", flat=True))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.text, first.is_edited, first.drawn_text) == ("In my words.", True, first.drawn_text)
    assert first.drawn_text.startswith("Northmarsh")
    assert (second.is_struck, second.struck_reason) == (True, "It was a rumour")
    assert assessment.statements.get(source="own").cites_label == "Letter of 20 July"


@pytest.mark.parametrize("state", ["requested", "submitted", "approved", "live"])
def test_nothing_of_a_draft_changes_while_nobody_writes(state):
    assessment = make_assessment(state)
    by = sources.reader("analyst")
    with pytest.raises(NotPossible, match="Nothing changes in this assessment now"):
        draft_assessment(assessment=assessment, by=by, at=sources.AT)
    with pytest.raises(NotPossible, match="Nothing changes in this assessment now"):
        add_statement(
            assessment=assessment,
            text="a",
            cites_label="b",
            strength="reported",
            basis="",
            by=by,
            at=sources.AT,
        )


def test_a_statement_needs_words_a_source_and_a_reason_to_go_and_goes_once():
    assessment = drafted()
    by, one = author_of(assessment), assessment.statements.first()
    with pytest.raises(NotPossible, match="which source says so"):
        add_statement(
            assessment=assessment,
            text="a",
            cites_label=" ",
            strength="reported",
            basis="",
            by=by,
            at=sources.AT,
        )
    with pytest.raises(NotPossible, match="needs words"):
        edit_statement(assessment=assessment, statement=one, text=" ", by=by, at=sources.AT)
    with pytest.raises(NotPossible, match="Say why"):
        strike_statement(assessment=assessment, statement=one, reason=" ", by=by, at=sources.AT)
    strike_statement(assessment=assessment, statement=one, reason="A rumour", by=by, at=sources.AT)
    for change in (
        lambda: strike_statement(assessment=assessment, statement=one, reason="x", by=by, at=sources.AT),
        lambda: edit_statement(assessment=assessment, statement=one, text="x", by=by, at=sources.AT),
    ):
        with pytest.raises(NotPossible, match="struck out already"):
            change()


def test_only_those_who_assess_draft():
    assessment = make_assessment("in_draft")
    for role in ("investigating_officer", "commander", "borough_lead", "oversight_auditor"):
        with pytest.raises(Refused):
            draft_assessment(assessment=assessment, by=sources.reader(role), at=sources.AT)


def test_who_reads_the_statements_of_an_assessment():
    drafted()

    def classes(viewer: Viewer) -> set[str]:
        seen = Statement.objects.visible_to(viewer).values_list("pk", flat=True)
        return set(Statement.objects.filter(pk__in=list(seen)).values_list("source", flat=True))

    every = {"returns", "figures", "open", "contacts"}
    assert classes(sources.reader("analyst")) == classes(sources.reader("commander")) == every
    assert classes(sources.reader("investigating_officer")) == every - {"contacts"}
    for viewer in (
        sources.reader("oversight_auditor"),
        sources.reader("contributor"),
        sources.enforcer(),
        Viewer(),
    ):
        assert classes(viewer) == set()
