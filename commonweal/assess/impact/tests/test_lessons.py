"""Is what was learned kept, offered where it helps and for a reason that can be checked, and taken or set aside?"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from commonweal.assess.impact.models import Lesson
from commonweal.assess.impact.reads.lessons import list_lessons, offers_for
from commonweal.assess.impact.rules.similar import ENOUGH, WEIGHTS, Shape, compare, in_words
from commonweal.assess.impact.tests import sources
from commonweal.assess.impact.tests.factories import (
    make_area,
    make_assessment,
    make_community,
    make_operation,
    make_person,
)
from commonweal.assess.impact.writes.drafting import answer_lesson, draft_assessment
from commonweal.assess.impact.writes.events import open_event
from commonweal.assess.impact.writes.lessons import record_lesson
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.pages import main_text
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer

pytestmark = pytest.mark.django_db


def torch(by: Viewer | None = None, **given: Any) -> Lesson:
    """The relay of 2008."""
    return record_lesson(
        **{
            "event": "The torch relay of 2008", "from_on": date(2008, 4, 6), "to_on": date(2008, 4, 6), "kind": "event",
            "triggers": ["large_event", "overseas"], "what_happened": "The route passed what a community holds dear.",
            "next_time": "Ask first what lies near the route.", "areas": [make_area()], "communities": [make_community()],
            "by": by or sources.reader("analyst"), "at": sources.AT, **given,
        }
    )  # fmt: skip


def relay() -> Any:
    """The relay of 2012, taken up by an analyst."""
    operation = make_operation(title="The torch relay of 2012", triggers=["large_event", "feast"])
    return make_assessment("in_draft", operation=operation, author=make_person("analyst"))


def author_of(assessment: Any) -> Viewer:
    return get_viewer(assessment.author, on=sources.TODAY)


def test_the_relay_of_2008_is_offered_to_that_of_2012_and_says_why():
    lesson, assessment = torch(), relay()
    (offer,) = offers_for(assessment, author_of(assessment))
    assert offer.lesson == lesson
    assert offer.because == (
        "same type (Event); same trigger (A large or contentious event or protest); "
        "same communities (Invented community); same places (Northmarsh)"
    )


def test_it_is_offered_as_soon_as_the_operation_or_the_day_is_opened(ask):
    torch()
    analyst = make_person("analyst")
    operation = make_operation(title="The torch relay of 2012", triggers=["large_event", "feast"])
    event = open_event(
        title="The torch relay of 2012", what="The flame comes", kind="event", triggers=["large_event"], owner=operation.owner,
        starts_on=date(2012, 7, 21), ends_on=date(2012, 7, 27), areas=[make_area()], communities=[make_community()],
        by=sources.reader("investigating_officer"), at=sources.AT,
    )  # fmt: skip
    for path in (f"/impact/operations/{operation.pk}/", f"/impact/events/{event.pk}/"):
        said = main_text(ask(analyst, path))
        assert "The torch relay of 2008 (2008): Ask first what lies near the route." in said
        assert "Offered because: same type (Event); same trigger (A large" in said


def test_what_was_learned_at_a_covert_operation_is_counted_and_no_more():
    assessment = relay()
    covert = make_operation(title="Operation Heron", is_covert=True)
    torch(event="Heron", operation=covert)
    by = author_of(assessment)
    assert offers_for(assessment, by) == []
    draft_assessment(assessment=assessment, weeks=1, by=by, at=sources.AT)
    searched = assessment.searched.get(source="lessons")
    assert (searched.drawn_count, searched.withheld_count) == (0, 1)
    assert not assessment.statements.filter(source="lessons").exists()


def test_likeness_is_the_sum_of_what_is_shared_in_every_combination(count):
    whole = Shape(frozenset(["event"]), frozenset(["t"]), frozenset([1]), frozenset(["E09"]))
    kinds = ("type", "trigger", "community", "area")
    for shares in product([True, False], repeat=4):
        parts = dict(zip(kinds, shares, strict=True))
        other = Shape(
            frozenset(["event" if parts["type"] else "release"]), frozenset(["t" if parts["trigger"] else "u"]),
            frozenset([1 if parts["community"] else 2]), frozenset(["E09" if parts["area"] else "E10"]),
        )  # fmt: skip
        found = compare(whole, other)
        assert found.points == sum(WEIGHTS[kind] for kind in kinds if parts[kind])
        assert found.points == compare(other, whole).points
        assert found.is_enough == (found.points >= ENOUGH)
        assert (in_words(found) == "") == (found.points == 0)
        count("combinations of likeness between two events", 1)


def test_what_shares_a_borough_alone_is_not_offered_and_its_own_lesson_is_not_either():
    assessment = relay()
    torch(kind="release", triggers=["trial"], communities=[], event="A verdict")
    torch(operation=assessment.operation, event="Its own")
    assert offers_for(assessment, author_of(assessment)) == []


def test_a_lesson_is_taken_into_the_draft_or_set_aside_with_a_reason_and_answered_once():
    taken, aside = torch(), torch(event="A parade")
    assessment = relay()
    by = author_of(assessment)
    draft_assessment(assessment=assessment, by=by, at=sources.AT)
    assert assessment.statements.filter(source="lessons").count() == 2
    with pytest.raises(NotPossible, match="Say why"):
        answer_lesson(assessment=assessment, lesson=aside, is_taken=False, by=by, at=sources.AT)
    answer_lesson(
        assessment=assessment, lesson=aside, is_taken=False, reason="There is no parade", by=by, at=sources.AT
    )
    answer_lesson(assessment=assessment, lesson=taken, is_taken=True, by=by, at=sources.AT)
    with pytest.raises(NotPossible, match="answered already"):
        answer_lesson(assessment=assessment, lesson=taken, is_taken=True, by=by, at=sources.AT)
    stated = {row.cites_id: row.struck_reason for row in assessment.statements.filter(source="lessons")}
    assert stated == {taken.pk: "", aside.pk: "There is no parade"}
    assert [bool(offer.answer) for offer in offers_for(assessment, by)] == [True, True]


def test_a_lesson_that_was_not_offered_is_not_answered():
    assessment = relay()
    other = torch(kind="release", triggers=["trial"], communities=[], areas=[])
    with pytest.raises(NotPossible, match="not offered"):
        answer_lesson(
            assessment=assessment, lesson=other, is_taken=True, by=author_of(assessment), at=sources.AT
        )


def test_a_lesson_says_what_happened_and_what_to_do_and_is_recorded_by_those_who_assess():
    for missing in ("event", "what_happened", "next_time"):
        with pytest.raises(NotPossible, match="what to do next time"):
            torch(**{missing: " "})
    with pytest.raises(NotPossible, match="from the lists"):
        torch(kind="festival")
    with pytest.raises(NotPossible, match="last day"):
        torch(to_on=date(2008, 4, 5))
    with pytest.raises(Refused):
        torch(by=sources.reader("commander"))


def test_the_lesson_of_a_covert_operation_is_read_by_those_who_see_the_operation():
    operation = make_operation(is_covert=True)
    torch(operation=operation)
    torch(event="An open one")
    seen = {
        role: list_lessons(sources.reader(role)).count()
        for role in ("analyst", "commander", "investigating_officer", "oversight_auditor", "contributor")
    }
    assert seen == {
        "analyst": 1, "commander": 2, "investigating_officer": 1, "oversight_auditor": 1, "contributor": 0,
    }  # fmt: skip
    assert list_lessons(sources.enforcer()).count() == 0
    assert list_lessons(get_viewer(operation.asked_by, on=sources.TODAY)).count() == 2
