"""Which operations were assessed before they went ahead, which went ahead first, and what waits for a decision?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from commonweal.assess.impact.models import Assessment, Operation
from commonweal.assess.impact.writes import assessments, gate, operations
from commonweal.config.demonstration.organisations import FOUNDED
from commonweal.config.demonstration.story import Step, World, moment, read
from commonweal.ground.places.reads import find_area
from commonweal.listen.engagement.models import Community

Given = dict[str, Any]
OWNER = "Metropolitan Police Service"


def steps() -> Iterator[Step]:
    for row in read("impact")["operations"]:
        yield Step(moment(row["asked"], 9), partial(_ask, row))
        for event in row["events"]:
            yield Step(moment(event["on"], event.get("hour", 10)), partial(_event, row["title"], event))


def _ask(row: Given, world: World, at: datetime) -> None:
    operations.ask_for_assessment(
        owner=world.organisations[OWNER], title=row["title"], kind=row["kind"], triggers=row["triggers"],
        unit=row["unit"], summary=row["summary"].strip(), needed_by_at=moment(row["needed"], 12),
        starts_at=moment(row["starts"], 0), ends_at=moment(row["ends"], 23, 59),
        areas=[find_area(name, level="borough", on=FOUNDED) for name in row["areas"]],
        communities=Community.objects.filter(name__in=row["communities"]).order_by("name"),
        sensitivity=row["sensitivity"], is_covert=row.get("covert", False), gold_post=row["gold"], silver_post=row["silver"], bronze_post=row["bronze"],
        **world.who(row["by"], at),
    )  # fmt: skip


def _rated(event: Given) -> Given:
    (likelihood, impact), (then, smaller) = event["before"], event["after"]
    return {
        "likelihood_before": likelihood, "impact_before": impact, "likelihood_after": then, "impact_after": smaller,
    }  # fmt: skip


def _signed(event: Given) -> Given:
    return {
        "exit_strategy": event["strategy"].strip(),
        "debrief_on": event["debrief"],
        "baseline_reason": event["baseline"],
    }


def _said(event: Given) -> Given:
    return {"reason": event["why"]}


def _nothing(event: Given) -> Given:
    return {}


OF_OPERATIONS: dict[str, tuple[Callable[..., Any], Callable[[Given], Given]]] = {
    "authorise": (gate.authorise_operation, _nothing),
    "override": (gate.override_gate, _said),
    "begin": (operations.begin_operation, _nothing),
    "end": (operations.end_operation, _nothing),
}
OF_ASSESSMENTS: dict[str, tuple[Callable[..., Any], Callable[[Given], Given]]] = {
    "claim": (assessments.claim_assessment, _nothing),
    "consult": (assessments.consult_on_assessment, _nothing),
    "submit": (assessments.submit_assessment, _rated),
    "approve": (assessments.approve_assessment, _nothing),
    "go_live": (assessments.go_live, _nothing),
    "review": (assessments.begin_review, _said),
    "confirm": (assessments.confirm_assessment, _said),
    "sign_exit": (assessments.sign_exit, _signed),
    "close": (assessments.close_assessment, _nothing),
}


def _event(title: str, event: Given, world: World, at: datetime) -> None:
    who = world.who(event["by"], at)
    if event["do"] in OF_OPERATIONS:
        change, given = OF_OPERATIONS[event["do"]]
        change(operation=Operation.objects.get(title=title), **given(event), **who)
        return
    change, given = OF_ASSESSMENTS[event["do"]]
    assessment = Assessment.objects.select_related("operation").get(operation__title=title)
    change(assessment=assessment, **given(event), **who)
