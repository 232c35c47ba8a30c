"""What was advised about the demonstration's operations, what became of it, what did community monitors see, and who else relied on it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time
from functools import partial
from typing import Any

from commonweal.assess.impact.models import (
    Assessment,
    BronzeAdvice,
    Monitor,
    Operation,
    Recommendation,
    SharingRequest,
)
from commonweal.assess.impact.writes import advising, recommending, sharing, watching
from commonweal.config.demonstration.organisations import FOUNDED
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.places.reads import find_area
from commonweal.listen.engagement.models import Community

Given = dict[str, Any]
OWNER, DESK, GOLD = "Metropolitan Police Service", "desk", "gold"


def steps() -> Iterator[Step]:
    told = read("advice")
    for row in told["impacts"]:
        yield Step(moment(row["on"], row["hour"]), partial(_judge, row))
    for row in told["consultations"]:
        yield Step(moment(row["on"], 14), partial(_consult, row))
    for row in told["recommendations"]:
        yield Step(moment(row["on"], 16), partial(_recommend, row))
        for event in row["events"]:
            yield Step(moment(event["on"], 17), partial(_settle, row, event))
    for row in told["monitors"]:
        yield from _watched(row)
    for row in told["log"]:
        yield Step(moment(row["on"], row["hour"]), partial(_advise, row))
        if "decision" in row:
            yield Step(moment(row["on"], row["hour"] + 1), partial(_decide, row))
    for row in told["shared"]:
        yield from _shared(row)


def _assessment(row: Given) -> Assessment:
    return Assessment.objects.select_related("operation").get(operation__title=row["operation"])


def _judge(row: Given, world: World, at: datetime) -> None:
    (likelihood, impact), (then, smaller) = row["before"], row["after"]
    advising.add_impact(
        assessment=_assessment(row), community=Community.objects.get(name=row["community"]), likely_effect=row["effect"],
        concerns=row["concerns"], vulnerabilities=row["vulnerabilities"], positive_effects=row["positive"],
        likelihood_before=likelihood, impact_before=impact, mitigation=row["mitigation"], likelihood_after=then,
        impact_after=smaller, confidence=row["confidence"], **world.who(DESK, at),
    )  # fmt: skip


def _consult(row: Given, world: World, at: datetime) -> None:
    names = ("group", "who", "way", "shared", "advice", "answer", "why")
    advising.log_consultation(
        assessment=_assessment(row),
        held_on=row["on"],
        **{name: row[name] for name in names},
        **world.who(DESK, at),
    )


def _recommend(row: Given, world: World, at: datetime) -> None:
    found = recommending.recommend(
        assessment=_assessment(row), kind=row["kind"], text=row["text"], owner_body=world.organisations[OWNER],
        owner_post=row["post"], due_on=row["due"], **world.who(DESK, at),
    )  # fmt: skip
    if "line" in row:
        line = dict(row["line"])
        embargo = moment(line.pop("embargo"), 8)
        recommending.write_press_line(recommendation=found, embargo_at=embargo, **line, **world.who(DESK, at))


DEEDS: dict[str, Callable[..., Any]] = {
    "accept": recommending.accept_recommendation,
    "decline": recommending.decline_recommendation,
    "done": recommending.finish_recommendation,
}


def _settle(row: Given, event: Given, world: World, at: datetime) -> None:
    found = Recommendation.objects.get(text=row["text"])
    why = {"reason": event["why"]} if "why" in event else {}
    DEEDS[event["do"]](recommendation=found, **why, **world.who(event["by"], at))


def _watched(told: Given) -> Iterator[Step]:
    for group in told["groups"]:
        yield Step(moment(told["deployed"], 10), partial(_deploy, told, group))
    for row in told["seen"]:
        hours, minutes = map(int, row["at"].split(":"))
        yield Step(moment(row["on"], hours, minutes + 5), partial(_see, told["groups"][row["group"]], row))
    if told["stood_down"]:
        for group in told["groups"]:
            yield Step(moment(told["until"], 12), partial(_stand_down, group))


def _deploy(told: Given, group: Given, world: World, at: datetime) -> None:
    watching.deploy_monitor(
        operation=Operation.objects.get(title=told["operation"]), who=group["who"], task=group["task"],
        area=find_area(group["area"], level="borough", on=FOUNDED), from_on=told["deployed"],
        until_on=told["until"], **world.who(DESK, at),
    )  # fmt: skip


def _see(group: Given, row: Given, world: World, at: datetime) -> None:
    monitor = Monitor.objects.select_related("area").get(who=group["who"])
    watching.observe(
        monitor=monitor, seen_on=row["on"], seen_clock=time.fromisoformat(row["at"]), area=monitor.area, text=row["text"],
        strength=row["strength"], **world.who(DESK, at),
    )  # fmt: skip


def _stand_down(group: Given, world: World, at: datetime) -> None:
    watching.stand_down(monitor=Monitor.objects.get(who=group["who"]), **world.who(DESK, at))


def _advise(row: Given, world: World, at: datetime) -> None:
    operation = Operation.objects.get(title=row["operation"])
    watching.advise_gold(operation=operation, advice=row["advice"], **world.who(DESK, at))


def _decide(row: Given, world: World, at: datetime) -> None:
    said = BronzeAdvice.objects.select_related("operation").get(advice=row["advice"])
    watching.decide_advice(advice=said, decision=row["decision"], reason=row["why"], **world.who(GOLD, at))


def _shared(row: Given) -> Iterator[Step]:
    yield Step(moment(row["asked"], 10), partial(_ask_to_share, row))
    if "answer" in row:
        yield Step(moment(row["answer"]["on"], 11), partial(_let_read, row))
    if "relied" in row:
        yield Step(moment(row["relied"]["on"], 12), partial(_rely, row))


def _ask_to_share(row: Given, world: World, at: datetime) -> None:
    sharing.ask_to_share(
        of_version=_assessment(row).versions.get(outcome="approved"), body=world.organisation_of(row["by"], at),
        purpose=row["purpose"], **world.who(row["by"], at),
    )  # fmt: skip


def _let_read(row: Given, world: World, at: datetime) -> None:
    asked, answer = SharingRequest.objects.get(purpose=row["purpose"]), row["answer"]
    sharing.grant_sharing(request=asked, reason=answer["reason"], **world.who(answer["by"], at))


def _rely(row: Given, world: World, at: datetime) -> None:
    asked = SharingRequest.objects.get(purpose=row["purpose"])
    sharing.rely_on(request=asked, relied_for=row["relied"]["for"], **world.who(row["by"], at))
