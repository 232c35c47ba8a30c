"""Which plans are there of every tier, and in each an update, evidence, a challenge and a resource in more than one state?"""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.act.plans.models import ReadingDoubt, Strategy
from commonweal.act.plans.writes import closing, evidence, partners, progress, resources, structure, work
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import SYSTEM
from tests.guarantees.extras.asking import a_judge, organisation_named, who
from tests.guarantees.town import AT


def make_plan(title: str, tier: str, *, owner: str, link: str, partner: str) -> Strategy:
    by: dict[str, Any] = {"by": SYSTEM, "at": AT}
    body, reporter = organisation_named(partner), who(_somebody_of(partner))
    strategy = structure.add_strategy(
        title=title, owner_organisation=organisation_named(owner), tier=tier, **by
    )
    area = structure.add_service_area(
        strategy=strategy, title="Its area", link_body=organisation_named(link), **by
    )
    objective = structure.add_objective(service_area=area, text=f"What {title} wants", **by)
    ReadingDoubt.objects.create(strategy=strategy, line=3, kind="misprint", text=f"A doubt about {title}")
    for number, state in enumerate(("open", "ready", "proposed", "closed", "challenged"), 1):
        action = structure.add_action(
            objective=objective,
            reference=f"X.{number}",
            title=f"{title} {number}",
            due_on=date(2010, 12, 1),
            **by,
        )
        action = partners.set_lead(action=action, organisation=body, contact_post="Head of policy", **by)
        task = work.add_task(action=action, text=f"A task of {title}", due_on=date(2010, 9, 1), **by)
        work.add_task(action=action, parent=task, text="A part of it", **by)
        outcome = work.add_outcome(action=action, text=f"An outcome of {title}", **by)
        ReadingDoubt.objects.create(
            strategy=strategy,
            action=action,
            line=7,
            kind="lead not stated",
            text=f"Who leads in {title} {number}?",
        )
        resources.add_resource(action=action, kind="funding", text="A grant", state="applied", **by)
        _updates(action, body, reporter)
        _evidence(outcome, body, reporter)
        _move(action, task, state, reporter, body)
    return strategy


def _somebody_of(organisation: str) -> str:
    found = {"Metropolitan Police Service": "mps", "Refugee Council": "refugee_council"}
    return found.get(organisation, "lscb")


def _updates(action: Any, body: Organisation, reporter: dict[str, Any]) -> None:
    judge: dict[str, Any] = {"by": a_judge(), "at": AT}
    for number, state in enumerate(("draft", "sent", "sent_back", "confirmed", "withdrawn")):
        update = progress.start_update(
            action=action, organisation=body, period_until_on=date(2010, 2 + number, 1), narrative=f"A {state} report",
            **reporter,
        )  # fmt: skip
        if state in {"sent", "sent_back", "confirmed"}:
            update = progress.send_update(update=update, **reporter)
        if state == "sent_back":
            progress.send_back_update(update=update, reason="It says too little", **judge)
        if state == "confirmed":
            progress.confirm_update(update=update, **judge)
        if state == "withdrawn":
            progress.withdraw_update(update=update, **reporter)


def _evidence(outcome: Any, body: Organisation, reporter: dict[str, Any]) -> None:
    judge: dict[str, Any] = {"by": a_judge(), "at": AT}
    for state in ("offered", "rejected", "withdrawn", "accepted"):
        item = evidence.offer_evidence(
            outcome=outcome, organisation=body, text=f"Something {state}", source="A report", strength="recorded",
            shown_from_on=date(2010, 3, 1), **reporter,
        )  # fmt: skip
        if state == "accepted":
            evidence.accept_evidence(evidence=item, **judge)
        elif state == "rejected":
            evidence.reject_evidence(evidence=item, reason="Not enough", **judge)
        elif state == "withdrawn":
            evidence.withdraw_evidence(evidence=item, **reporter)


def _move(action: Any, task: Any, state: str, reporter: dict[str, Any], body: Organisation) -> None:
    judge: dict[str, Any] = {"by": a_judge(), "at": AT}
    if state == "open":
        return
    for each in (*task.subtasks.all(), task):
        work.mark_task_done(task=each, done_on=date(2010, 7, 1), **reporter)
    if state == "ready":
        return
    action = closing.propose_closing(action=action, **reporter)
    if state != "proposed":
        action = closing.close_action(action=action, **judge)
    if state == "closed":
        action = closing.challenge_action(action=action, why="Is it so?", **who("member"))
        closing.answer_challenge(
            action=action, challenge=action.challenges.get(), upheld=False, answer="It is", **judge
        )
    if state == "challenged":
        closing.challenge_action(action=action, why="Nobody can see it", **who("member"))
