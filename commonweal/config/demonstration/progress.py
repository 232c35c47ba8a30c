"""What became of the plan in its first year: who reported, who confirmed or sent back, what was proven and what was doubted?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from commonweal.act.plans.models import ProgressUpdate
from commonweal.act.plans.writes.closing import (
    challenge_action,
    close_action,
    override_status,
    propose_closing,
)
from commonweal.act.plans.writes.evidence import accept_evidence, offer_evidence, reject_evidence
from commonweal.act.plans.writes.progress import (
    confirm_update,
    send_back_update,
    send_update,
    start_update,
    withdraw_update,
)
from commonweal.act.plans.writes.resources import move_resource
from commonweal.act.plans.writes.work import mark_task_done, move_task_date
from commonweal.config.demonstration.story import Step, World, moment, read

Given = dict[str, Any]


def steps() -> Iterator[Step]:
    year = read("progress")
    kinds: dict[str, Callable[[Given], Iterator[Step]]] = {
        "updates": _update, "tasks_done": _task, "evidence": _evidence, "moved": _moved, "resources": _resource,
        "judged": _judged, "closed": _closed, "challenged": _challenged,
    }  # fmt: skip
    for kind, tell in kinds.items():
        for row in year[kind]:
            yield from tell(row)


def _update(row: Given) -> Iterator[Step]:
    made: dict[str, ProgressUpdate] = {}
    yield Step(moment(row["began"], 10), partial(_begin, row, made))
    for after in row.get("steps", ()):
        doing = next(word for word in after if word in UPDATE_STEPS)
        hour = 11 if doing == "sent" else 16
        yield Step(moment(after["on"], hour), partial(_carry_on, doing, after, made))


def _begin(row: Given, made: dict[str, ProgressUpdate], world: World, at: datetime) -> None:
    made["update"] = start_update(
        action=world.actions[row["action"]], organisation=world.organisation_of(row["by"], at),
        period_until_on=row["until"], narrative=row["text"], forecast_on=row.get("forecast"), issue=row.get("issue", ""),
        recovery_plan=row.get("recovery", ""), **world.who(row["by"], at),
    )  # fmt: skip


def _send(update: ProgressUpdate, row: Given, **who: Any) -> Any:
    return send_update(update=update, **({"narrative": row["text"]} if "text" in row else {}), **who)


UPDATE_STEPS: dict[str, Callable[..., Any]] = {
    "sent": _send,
    "sent_again": _send,
    "confirmed": lambda update, row, **who: confirm_update(update=update, **who),
    "sent_back": lambda update, row, **who: send_back_update(update=update, reason=row["why"], **who),
    "withdrawn": lambda update, row, **who: withdraw_update(update=update, **who),
}


def _carry_on(doing: str, row: Given, made: dict[str, ProgressUpdate], world: World, at: datetime) -> None:
    made["update"] = UPDATE_STEPS[doing](made["update"], row, **world.who(row[doing], at))


def _task(row: Given) -> Iterator[Step]:
    def do(world: World, at: datetime) -> None:
        mark_task_done(task=world.task(row["action"], row["task"]), **world.who(row["by"], at))

    yield Step(moment(row["on"], 15), do)


def _evidence(row: Given) -> Iterator[Step]:
    made: Given = {}

    def offer(world: World, at: datetime) -> None:
        made["evidence"] = offer_evidence(
            outcome=world.outcome(row["action"], row["outcome"]), organisation=world.organisation_of(row["by"], at),
            text=row["text"], source=row["source"], strength=row["strength"], **world.who(row["by"], at),
        )  # fmt: skip

    def judge(world: World, at: datetime) -> None:
        judged = row["judged"]
        if "accepted" in judged:
            accept_evidence(evidence=made["evidence"], **world.who(judged["accepted"], at))
        else:
            who = world.who(judged["rejected"], at)
            reject_evidence(evidence=made["evidence"], reason=judged["why"], **who)

    yield Step(moment(row["on"], 12), offer)
    if "judged" in row:
        yield Step(moment(row["judged"]["on"], 12), judge)


def _moved(row: Given) -> Iterator[Step]:
    def do(world: World, at: datetime) -> None:
        task = world.task(row["action"], row["task"])
        move_task_date(task=task, due_on=row["to"], reason=row["why"], **world.who(row["by"], at))

    yield Step(moment(row["on"], 13), do)


def _resource(row: Given) -> Iterator[Step]:
    def do(world: World, at: datetime) -> None:
        resource = world.actions[row["action"]].resources.get(text=row["resource"])
        move_resource(
            resource=resource, event=row["event"], reason=row.get("why", ""), **world.who(row["by"], at)
        )

    yield Step(moment(row["on"], 13), do)


def _judged(row: Given) -> Iterator[Step]:
    def do(world: World, at: datetime) -> None:
        who = world.who(row["by"], at)
        override_status(action=world.actions[row["action"]], status=row["status"], reason=row["why"], **who)

    yield Step(moment(row["on"], 14), do)


def _closed(row: Given) -> Iterator[Step]:
    def propose(world: World, at: datetime) -> None:
        propose_closing(action=world.actions[row["action"]], **world.who(row["proposed_by"], at))

    def close(world: World, at: datetime) -> None:
        close_action(action=world.actions[row["action"]], **world.who(row["closed_by"], at))

    yield Step(moment(row["proposed"], 14), propose)
    yield Step(moment(row["on"], 14), close)


def _challenged(row: Given) -> Iterator[Step]:
    def do(world: World, at: datetime) -> None:
        outcome = world.outcome(row["action"], row["outcome"])
        who = world.who(row["by"], at)
        challenge_action(action=world.actions[row["action"]], why=row["why"], outcome=outcome, **who)

    yield Step(moment(row["on"], 17), do)
