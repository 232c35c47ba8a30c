"""What had the police of London heard by then: meetings, questions and promises, events elsewhere, and what groups said?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial

from django.urls import reverse

from commonweal.config.demonstration.communities import (
    Given,
    area_named,
    communities_named,
    desk_named,
    find_one,
)
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.listen.engagement.models import Commitment, Community, Desk, Engagement, Issue, WorldEvent
from commonweal.listen.engagement.writes import engagements, feedback, watch


def steps() -> Iterator[Step]:
    world = read("communities")
    for kind, tell in KINDS.items():
        for row in world[kind]:
            yield from tell(row)


def _engagement(row: Given) -> Iterator[Step]:
    made: dict[str, Engagement] = {}
    issues: dict[str, Issue] = {}

    def log(world: World, at: datetime) -> None:
        made["it"] = engagements.log_engagement(
            title=row["title"], held_on=row["held"], kind=row["kind"], purpose=row["purpose"], level=row["level"],
            area=area_named(row["area"]) if "area" in row else None, place=row.get("place", ""),
            desk=desk_named(row["desk"]), partners=[world.organisations[name] for name in row["partners"]],
            communities=communities_named(row["communities"]), attendance=row["attendance"],
            learned=row.get("learned", ""), follow_up_on=row.get("follow_up"),
            strength=row["strength"], basis=row["basis"], on=row["logged"],
            **world.who("desk", at),
        )  # fmt: skip

    yield Step(moment(row["logged"], 10), log)
    for issue in row.get("issues", ()):
        yield from _issue(issue, row["logged"], made, issues)
    for promise in row.get("promises", ()):
        yield from _promise(promise, row["logged"], made, issues)


def _issue(row: Given, on: date, made: dict[str, Engagement], issues: dict[str, Issue]) -> Iterator[Step]:
    def raise_it(world: World, at: datetime) -> None:
        issues[row["key"]] = engagements.raise_issue(
            engagement=made["it"], theme=row["theme"], detail=row["detail"], owed_by=row["owed_by"],
            community=find_one(Community, name=row["community"]), strength=row["strength"], basis=row["basis"],
            next_due_on=row.get("due"), **world.who("desk", at),
        )  # fmt: skip

    def carry_on(step: Given, world: World, at: datetime) -> None:
        address = reverse(step["page"], args=[world.actions[step["action"]].pk]) if "page" in step else ""
        issues[row["key"]] = engagements.carry_on(
            issue=issues[row["key"]], event=step["event"], words=step["words"], owed_by=step["owed_by"],
            label=step.get("label", ""), address=address, on=step["on"], **world.who(step["by"], at),
        )  # fmt: skip

    yield Step(moment(on, 11), raise_it)
    for step in row.get("steps", ()):
        yield Step(moment(step["on"], 16), partial(carry_on, step))


def _promise(
    row: Given, logged: date, made: dict[str, Engagement], issues: dict[str, Issue]
) -> Iterator[Step]:
    kept: dict[str, Commitment] = {}

    def promise(world: World, at: datetime) -> None:
        kept["it"] = engagements.promise(
            engagement=made["it"], you_said=row["said"], promised=row["promised"], promised_by=row["owed_by"],
            made_on=row["on"], due_on=row["due"], issue=issues.get(row.get("issue", "")), on=max(row["on"], logged),
            is_confidential="confidential" in row, confidential_reason=row.get("confidential", ""),
            **world.who("desk", at),
        )  # fmt: skip

    def move(step: Given, world: World, at: datetime) -> None:
        kept["it"] = engagements.move_commitment(
            commitment=kept["it"], event=step["event"], words=step.get("words", ""), on=step["on"],
            **world.who("desk", at),
        )  # fmt: skip

    def release(world: World, at: datetime) -> None:
        engagements.release_commitment(commitment=kept["it"], on=row["released"], **world.who("desk", at))

    yield Step(moment(max(row["on"], logged), 12), promise)
    for step in row.get("moves", ()):
        yield Step(moment(step["on"], 16), partial(move, step))
    if "released" in row:
        yield Step(moment(row["released"], 17), release)


def _event(row: Given) -> Iterator[Step]:
    made: dict[str, WorldEvent] = {}

    def note(world: World, at: datetime) -> None:
        made["it"] = watch.watch_event(
            title=row["title"], what=row["what"], place=row["place"], happens_on=row["on"], expected=row["expected"],
            strength=row["strength"], basis=row["basis"], review_on=row["review"],
            desks=[find_one(Desk, name=name) for name in row["desks"]], communities=communities_named(row["communities"]),
            on=row["noted"], **world.who(row["by"], at),
        )  # fmt: skip

    def judge(world: World, at: datetime) -> None:
        judged = row["judged"]
        watch.judge_event(
            event=made["it"], verdict=judged["verdict"], what_came=judged["words"], on=judged["on"],
            **world.who(judged["by"], at),
        )  # fmt: skip

    yield Step(moment(row["noted"], 9), note)
    if "judged" in row:
        yield Step(moment(row["judged"]["on"], 9), judge)


def _feedback(row: Given) -> Iterator[Step]:
    def keep(world: World, at: datetime) -> None:
        who = world.who("borough", at)
        made = feedback.keep_feedback(
            body=world.organisations[row["body"]], scrutiny=row["scrutiny"], question=row["question"],
            group=row["group"], from_on=row["from"], until_on=row["until"], asked_count=row["asked"],
            answered_count=row["answered"], strength=row["strength"], basis=row["basis"], **who,
        )  # fmt: skip
        for theme in row["themes"]:
            made = feedback.add_theme(
                feedback=made, theme=theme["theme"], words=theme["words"], said_count=theme["said"], **who
            )

    yield Step(moment(row["noted"], 9), keep)


KINDS: dict[str, Callable[[Given], Iterator[Step]]] = {
    "engagements": _engagement, "world_events": _event, "feedback": _feedback,
}  # fmt: skip
