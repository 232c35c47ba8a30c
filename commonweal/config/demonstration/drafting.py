"""What was learned before, which days come, and how does the draft about a march come together in the demonstration?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from commonweal.assess.exposure.models import Study
from commonweal.assess.impact.daily import reopen_for_news
from commonweal.assess.impact.models import Assessment, DatedEvent, Lesson, Operation
from commonweal.assess.impact.writes import drafting, events
from commonweal.assess.impact.writes.assessments import claim_assessment
from commonweal.assess.impact.writes.lessons import record_lesson
from commonweal.assess.impact.writes.near import lay_study
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.places.models import Area
from commonweal.listen.engagement.models import Community

Given = dict[str, Any]


def steps() -> Iterator[Step]:
    told = read("drafting")
    for row in told["lessons"]:
        yield Step(moment(row["on"], 11), partial(_learn, row))
    for row in told["events"]:
        yield Step(moment(row["on"], 11), partial(_open, row))
    for row in told["run_up"]:
        yield Step(moment(row["on"], 14), partial(_settle, row))
    for row in told["asked"]:
        yield Step(moment(row["on"], 15), partial(_ask, row))
    for row in told["near"]:
        yield Step(moment(row["on"], 15, 30), partial(_lay, row))
    yield Step(moment(told["drafted"]["on"], 16), partial(_draft, told["drafted"]))
    yield Step(moment(told["reopened"], 18), lambda world, at: reopen_for_news(now=at))


def _around(row: Given) -> Given:
    areas = Area.objects.filter(level="borough", name__in=row["areas"])
    return {"areas": areas, "communities": Community.objects.filter(name__in=row["communities"])}


def _learn(row: Given, world: World, at: datetime) -> None:
    record_lesson(
        event=row["event"], from_on=row["from"], to_on=row["to"], kind=row["kind"], triggers=row["triggers"],
        what_happened=row["what_happened"], what_worked=row["what_worked"], next_time=row["next_time"],
        operation=Operation.objects.filter(title=row.get("operation", "")).first(), **_around(row),
        **world.who(row["by"], at),
    )  # fmt: skip


def _open(row: Given, world: World, at: datetime) -> None:
    events.open_event(
        owner=world.organisation_of(row["by"], at), title=row["title"], starts_on=row["starts"], ends_on=row["ends"],
        kind=row["kind"], triggers=row["triggers"], what=row["what"], owner_post=row["post"], **_around(row),
        **world.who(row["by"], at),
    )  # fmt: skip


def _settle(row: Given, world: World, at: datetime) -> None:
    event = DatedEvent.objects.get(title=row["event"])
    events.settle_task(
        event=event, task=event.tasks.get(weeks_before=row["weeks"]), outcome=row["outcome"],
        is_dropped=row.get("dropped", False), **world.who(row["by"], at),
    )  # fmt: skip


def _ask(row: Given, world: World, at: datetime) -> None:
    events.ask_for_event(
        event=DatedEvent.objects.get(title=row["event"]), unit=row["unit"], needed_by_on=row["needed_by"],
        silver_post=row["silver"], **world.who(row["by"], at),
    )  # fmt: skip


def _lay(row: Given, world: World, at: datetime) -> None:
    lay_study(
        operation=Operation.objects.get(title=row["event"]), study=Study.objects.get(title=row["study"]),
        **world.who(row["by"], at),
    )  # fmt: skip


def _draft(row: Given, world: World, at: datetime) -> None:
    assessment = Assessment.objects.get(operation__title=row["event"])
    who = world.who(row["by"], at)
    claim_assessment(assessment=assessment, **who)
    drafting.draft_assessment(assessment=assessment, **who)
    own = row["own"]
    drafting.add_statement(
        assessment=assessment, text=own["text"], cites_label=own["cites"], strength=own["strength"], basis=own["basis"],
        **who,
    )  # fmt: skip
    for title, is_taken, reason in (
        (row["takes"], True, row["because"]),
        (row["sets_aside"], False, row["why"]),
    ):
        lesson = Lesson.objects.get(event=title)
        drafting.answer_lesson(assessment=assessment, lesson=lesson, is_taken=is_taken, reason=reason, **who)
