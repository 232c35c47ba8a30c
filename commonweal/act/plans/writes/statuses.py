"""How is it kept how each action stood on each day?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.utils import timezone

from commonweal.act.plans.models import PlanDay, PlannedAction, StatusSnapshot, Strategy
from commonweal.act.plans.reads.gathering import concerns_of, facts_of, shown_of
from commonweal.act.plans.reads.loading import with_parts
from commonweal.act.plans.rules.facts import WORRY
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Viewer

PIECE = 250
KEPT = [
    "seen_on", "code", "computed_code", "worry", "sentence", "next_on", "update_due_on", "concerns", "concerns_count",
    "is_current",
]  # fmt: skip


def _refresh(action: PlannedAction, at: datetime) -> None:
    """Keep the status that follows from a change, within the change's own transaction."""
    _keep([action.pk], timezone.localdate(at))


def _keep(keys: Sequence[int], on: date) -> Counter[str]:
    """Compute and keep the status of these actions on a day. Returns how many stand where."""
    # The actions' own rows are the queue in which two keepers of the same status wait.
    list(
        PlannedAction.objects.select_for_update(no_key=True)
        .filter(pk__in=keys)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    counts: Counter[str] = Counter()
    changed: list[StatusSnapshot] = []
    begun: list[StatusSnapshot] = []
    ended: list[int] = []
    for action in with_parts(PlannedAction.objects.filter(pk__in=keys), SYSTEM):
        runs = list(action.snapshots.all())
        now = _compute(action, on, runs)
        counts[now.code] += 1
        current = next((run for run in runs if run.is_current), None)
        if current is None:
            begun.append(now)
        elif (current.code, current.computed_code) == (now.code, now.computed_code):
            changed.append(_carry(current, now))
        elif current.from_on < now.seen_on:
            current.is_current = False
            changed.append(current)
            begun.append(now)
        else:
            _replace_today(current, now, runs, changed, ended)
    # Taken out and put back with their keys: many times faster than updating each row by its own values.
    StatusSnapshot.objects.filter(pk__in=[*ended, *(run.pk for run in changed)]).delete()
    StatusSnapshot.objects.bulk_create([*changed, *begun], batch_size=200)
    return counts


def _compute(action: PlannedAction, on: date, runs: list[StatusSnapshot]) -> StatusSnapshot:
    """The snapshot of the day; a day that lies before the last one looked at counts as that one."""
    on = max([on, *(run.seen_on for run in runs if run.is_current)])
    facts, shown = facts_of(action, on), shown_of(action, on)
    before = next((run.code for run in reversed(runs) if run.code != shown.code), "")
    since = next((run.from_on for run in runs if run.is_current and run.code == shown.code), None)
    concerns = concerns_of(action, shown, facts, since)
    return StatusSnapshot(
        action=action, from_on=on, seen_on=on, code=shown.code, computed_code=shown.computed.code,
        before_code=before, worry=WORRY[shown.code], sentence=shown.sentence, next_on=facts.next_on(), update_due_on=facts.update_due_on(),
        concerns=[asdict(c) for c in concerns],
        concerns_count=len(concerns),
    )  # fmt: skip


def _carry(run: StatusSnapshot, now: StatusSnapshot) -> StatusSnapshot:
    for column in KEPT:
        setattr(run, column, getattr(now, column))
    return run


def _replace_today(
    current: StatusSnapshot,
    now: StatusSnapshot,
    runs: list[StatusSnapshot],
    changed: list[StatusSnapshot],
    ended: list[int],
) -> None:
    """What changed and changed back within one day is one run; the audit trail keeps the steps in between."""
    earlier = next((run for run in reversed(runs) if run.from_on < current.from_on), None)
    if earlier is not None and (earlier.code, earlier.computed_code) == (now.code, now.computed_code):
        ended.append(current.pk)
        changed.append(_carry(earlier, now))
    else:
        changed.append(_carry(current, now))


@write("began the day's look at the plan", permission="plans.record_statuses")
def begin_day(*, strategy: Strategy, on: date, by: Viewer, at: datetime) -> PlanDay:
    """Once a day for each plan: a second worker's attempt finds the first one's row."""
    return PlanDay.objects.create(strategy=strategy, looked_on=on)


@write("looked at actions of the plan", permission="plans.record_statuses", locks="day")
def look_further(*, day: PlanDay, by: Viewer, at: datetime) -> PlanDay:
    """The next piece of the plan, in a transaction of its own, so that nobody waits long behind it."""
    if day.is_whole:
        raise NotPossible("Every action of the plan has been looked at today.")
    actions = day.strategy.actions.filter(pk__gt=day.looked_to).order_by("pk")
    keys = list(actions.values_list("pk", flat=True)[:PIECE])
    counts = Counter(day.counts) + _keep(keys, day.looked_on)
    day.counts, day.actions = dict(sorted(counts.items())), day.actions + len(keys)
    day.looked_to = keys[-1] if keys else day.looked_to
    day.is_whole = len(keys) < PIECE
    day.save()
    return day
