"""Drafts with statements in every state, lessons of covert operations and others, and dated events of several bodies."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.assess.impact.models import Assessment, DatedEvent, Operation
from commonweal.assess.impact.writes import drafting, events, lessons
from commonweal.ground.places.models import Area
from commonweal.listen.engagement.models import Community
from tests.guarantees.extras.asking import organisation_named, who
from tests.guarantees.extras.impact import HARINGEY, POLICE


def draft() -> None:
    """After the operations and assessments of the town are there."""
    for state in ("in_draft", "under_review"):
        found = Assessment.objects.get(operation__title=f"Assessment {state}")
        drafting.draft_assessment(assessment=found, **who("desk"))
        first, second = found.statements.all()[:2]
        drafting.edit_statement(assessment=found, statement=first, text="In other words", **who("desk"))
        drafting.strike_statement(assessment=found, statement=second, reason="A rumour", **who("desk"))
    learn("A lesson of a covert operation", operation=Operation.objects.filter(is_covert=True).first())
    come("An event of Haringey", HARINGEY, "borough")
    events.call_off_event(
        event=come("An event that was called off", POLICE, "desk"), reason="It rained", **who("desk")
    )


def _around() -> dict[str, Any]:
    return {
        "areas": [Area.objects.get(code="E09000014")],
        "communities": [Community.objects.order_by("pk").first()],
    }


def learn(title: str, **given: Any) -> None:
    lessons.record_lesson(
        event=title, from_on=date(2010, 7, 1), to_on=date(2010, 7, 2), kind="event", triggers=["large_event"],
        what_happened="It went well", what_worked="Stewards", next_time="The same again", **_around(), **given, **who("desk"),
    )  # fmt: skip


def come(title: str, owner: str, key: str) -> DatedEvent:
    return events.open_event(
        owner=organisation_named(owner), title=title, starts_on=date(2010, 10, 1), ends_on=date(2010, 10, 2), kind="event",
        triggers=["feast"], what="A day in October", owner_post="Desk officer", **_around(), **who(key),
    )  # fmt: skip


def draft_and_forget() -> None:
    learn("Gone")
    come("Gone", POLICE, "desk")
    found = Assessment.objects.get(operation__title="Assessment in_draft")
    drafting.add_statement(
        assessment=found, text="Gone", cites_label="A letter", strength="reported", basis="", **who("desk")
    )
