"""What waits for this person: what to send, to confirm, to judge, to answer and to settle?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.act.plans.models import (
    ActionPartner,
    Challenge,
    Evidence,
    KeyTask,
    PlannedAction,
    ProgressUpdate,
    StatusSnapshot,
)  # fmt: skip
from commonweal.act.plans.reads.gathering import local_day
from commonweal.act.plans.reads.grants import organisations_with, overseen_q, reported_q
from commonweal.act.plans.rules.states import AT_WORK, WAITING_FOR_CONFIRMATION
from commonweal.act.plans.rules.words import ago, long_day
from commonweal.ground.visibility.rules import Viewer

AT_MOST = 25
AHEAD = timedelta(days=21)


@dataclass(frozen=True)
class Need:
    """One thing to do: where, why, by when. tone is bad when it is late, warn when it is soon, neutral otherwise."""

    kind: str
    title: str
    why: str
    url_name: str
    pk: int
    due_on: date | None = None
    tone: str = "neutral"


ORDER = {"bad": 0, "warn": 1, "neutral": 2}


def what_needs(viewer: Viewer, on: date) -> list[Need]:
    """The most pressing first. At most 25 of a kind; the plan's own pages show the rest."""
    needs: list[Need] = []
    if viewer.may_somewhere("plans.report"):
        needs += [*_sent_back(viewer), *_to_report(viewer, on), *_late_tasks(viewer, on)]
    if viewer.may_somewhere("plans.confirm"):
        needs += _to_confirm(viewer, on)
    if viewer.may_somewhere("plans.judge"):
        needs += _to_judge(viewer)
    if viewer.may_somewhere("plans.close"):
        needs += [*_to_close(viewer), *_to_answer(viewer)]
    if viewer.may_somewhere("plans.edit"):
        needs += _nobody_named(viewer)
    return sorted(needs, key=lambda n: (ORDER[n.tone], n.due_on or date.max, n.title))


def _own(viewer: Viewer) -> frozenset[int]:
    return organisations_with(viewer, "plans.report") or frozenset()


def _sent_back(viewer: Viewer) -> Iterator[Need]:
    mine = ProgressUpdate.objects.visible_to(viewer).filter(
        organisation__in=_own(viewer), state__in=["sent_back", "draft"], action__state__in=AT_WORK
    )
    for update in _some(mine.select_related("action")):
        if update.state == "sent_back":
            why = f"It was sent back because {update.sent_back_reason.rstrip('.')}."
            yield Need(
                "sent_back",
                f"Mend your update on {update.action}",
                why,
                "plans:write_update",
                update.pk,
                None,
                "bad",
            )
        else:
            why = "You began it and have not sent it."
            yield Need(
                "draft",
                f"Finish your update on {update.action}",
                why,
                "plans:write_update",
                update.pk,
                None,
                "warn",
            )


def _to_report(viewer: Viewer, on: date) -> Iterator[Need]:
    begun = ProgressUpdate.objects.filter(organisation__in=_own(viewer), state__in=["draft", "sent_back"])
    leading = ActionPartner.objects.filter(organisation__in=_own(viewer), role="lead").values("action")
    rows = StatusSnapshot.objects.visible_to(viewer).filter(
        is_current=True, action__state__in=AT_WORK, action__in=leading, update_due_on__lte=on + AHEAD
    )
    rows = rows.exclude(action__in=begun.values("action")).order_by("update_due_on")
    for run in _some(rows.select_related("action")):
        due, late = run.update_due_on, (on - run.update_due_on).days
        why = f"It was due {ago(late)}." if late > 0 else f"It is due on {long_day(due)}."
        tone = "bad" if late > 0 else "warn"
        yield Need("report", f"Report on {run.action}", why, "plans:start_update", run.action_id, due, tone)


def _late_tasks(viewer: Viewer, on: date) -> Iterator[Need]:
    rows = KeyTask.objects.visible_to(viewer).filter(
        reported_q(viewer, "action__"), done_on__isnull=True, due_on__lt=on, action__state__in=AT_WORK
    )
    for task in _some(rows.order_by("due_on").select_related("action")):
        why = f"“{task.text[:90]}” was due {ago((on - task.due_on).days)}."
        title = f"Task {task.number} of {task.action} is late"
        yield Need("task", title, why, "plans:action", task.action_id, task.due_on, "bad")


def _to_confirm(viewer: Viewer, on: date) -> Iterator[Need]:
    rows = ProgressUpdate.objects.visible_to(viewer).filter(
        overseen_q(viewer, "plans.confirm", "action__"), state__in=WAITING_FOR_CONFIRMATION
    )
    rows = rows.exclude(reported_by=viewer.account_id).exclude(drafted_by=viewer.account_id)
    for update in _some(rows.order_by("sent_at").select_related("action", "organisation")):
        sent = local_day(update.sent_at)
        again = " again" if update.state == "sent_again" else ""
        why = f"{update.organisation} sent it{again} on {long_day(sent)}."
        tone = "warn" if sent and (on - sent).days > 5 else "neutral"
        yield Need(
            "confirm",
            f"Confirm or send back the update on {update.action}",
            why,
            "plans:update",
            update.pk,
            sent,
            tone,
        )


def _to_judge(viewer: Viewer) -> Iterator[Need]:
    rows = Evidence.objects.visible_to(viewer).filter(
        overseen_q(viewer, "plans.judge", "outcome__action__"),
        state="offered",
        outcome__action__state__in=AT_WORK,
    )
    rows = rows.exclude(offered_by=viewer.account_id).order_by("offered_at")
    for item in _some(rows.select_related("outcome__action", "organisation")):
        action = item.outcome.action
        why = f"{item.organisation or 'Somebody'} offered it for outcome {item.outcome.number}: {item.text[:90]}"
        yield Need(
            "evidence",
            f"Judge evidence for {action}",
            why,
            "plans:evidence",
            item.pk,
            local_day(item.offered_at),
        )


def _to_close(viewer: Viewer) -> Iterator[Need]:
    rows = PlannedAction.objects.visible_to(viewer).filter(
        overseen_q(viewer, "plans.close"), state="proposed"
    )
    for action in _some(rows.exclude(proposed_by=viewer.account_id)):
        why = "Every task is done and every outcome proven. A second person closes it."
        yield Need(
            "close",
            f"Close {action}, or keep it open",
            why,
            "plans:close",
            action.pk,
            local_day(action.proposed_at),
        )


def _to_answer(viewer: Viewer) -> Iterator[Need]:
    rows = Challenge.objects.visible_to(viewer).filter(
        overseen_q(viewer, "plans.close", "action__"), state="open"
    )
    rows = rows.exclude(raised_by=viewer.account_id)
    for challenge in _some(rows.select_related("action")):
        since = local_day(challenge.raised_at)
        why = f"Since {long_day(since)}: {challenge.why[:110]}"
        title = f"Answer the challenge to {challenge.action}"
        yield Need("challenge", title, why, "plans:answer_challenge", challenge.pk, since, "warn")


def _nobody_named(viewer: Viewer) -> Iterator[Need]:
    leads = ActionPartner.objects.filter(role="lead")
    rows = PlannedAction.objects.visible_to(viewer).filter(
        overseen_q(viewer, "plans.edit"), state__in=AT_WORK
    )
    unled = ~_in(leads) | (_in(leads.filter(contact_post="")) & Q(responsible_post=""))
    for action in _some(rows.filter(unled)):
        why = "The lead is not stated or has named no contact, so nobody can be asked."
        yield Need("nobody", f"Settle who answers for {action}", why, "plans:partners", action.pk)


def _in(leads: QuerySet[Any]) -> Q:
    return Q(pk__in=leads.values("action"))


def _some(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows[:AT_MOST]
