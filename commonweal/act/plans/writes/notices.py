"""Who is told that something in a plan awaits them, or was decided?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from commonweal.act.plans.models import Notice, PlanDay, PlannedAction
from commonweal.act.plans.reads.gathering import facts_of
from commonweal.act.plans.reads.loading import with_parts
from commonweal.act.plans.rules.notices import reminders_for
from commonweal.ground.audit.models import Record
from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.rules import roles_with
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Viewer

PIECE = 250


def _people_with(permission: str, bodies: Iterable[int], on: date, but_not: int | None = None) -> set[int]:
    """Who holds, in one of these bodies, a role with the permission."""
    held = RoleHeld.objects.filter(
        RoleHeld.held_q(on),
        organisation__in=list(bodies),
        role__in=roles_with(permission),
        account__is_active=True,
    )
    return set(held.values_list("account", flat=True)) - {but_not}


def _tell_bodies(
    bodies: Iterable[int], permission: str, *, by: Viewer, at: datetime, page: str, record: Record
) -> None:
    """Whoever acts for these bodies learns that something awaits them; never what it is."""
    people = _people_with(permission, bodies, timezone.localdate(at), by.account_id)
    add_notice(
        account_ids=people,
        kind="awaits",
        at=at,
        address=reverse(f"plans:{page}", args=[record.pk]),
        record=record,
    )


def _tell_person(account: int | None, *, by: Viewer, at: datetime, page: str, record: Record) -> None:
    """What became of it, to whoever sent it."""
    people = {account} - {None, by.account_id}
    address = reverse(f"plans:{page}", args=[record.pk])
    add_notice(account_ids=people, kind="decided", at=at, address=address, record=record)  # type: ignore[arg-type]


# Once a day: reminders


@write("raised reminders of the day", permission="plans.record_statuses", locks="day")
def raise_reminders(*, day: PlanDay, by: Viewer, at: datetime) -> PlanDay:
    """The next piece of the plan; each reminder is kept and goes once. The last piece sends the messages."""
    if day.noticed_at is not None:
        raise NotPossible("The reminders of this day have been raised.")
    actions = day.strategy.actions.filter(pk__gt=day.noticed_to).order_by("pk")
    keys = list(actions.values_list("pk", flat=True)[:PIECE])
    day.notices += _raise_for(keys, day.looked_on, at)
    day.noticed_to = keys[-1] if keys else day.noticed_to
    if len(keys) < PIECE:
        day.noticed_at = at
        _tell_everybody_once(day, at)
    day.save()
    return day


def _raise_for(keys: list[int], on: date, at: datetime) -> int:
    known = set(Notice.objects.filter(action__in=keys).values_list(*IDENTITY))
    actions = with_parts(PlannedAction.objects.filter(pk__in=keys), SYSTEM, history=False)
    fresh = [n for action in actions for n in _notices(action, on, at) if _identity(n) not in known]
    Notice.objects.bulk_create(fresh, batch_size=500)
    return len(fresh)


def _tell_everybody_once(day: PlanDay, at: datetime) -> None:
    """One message a person, however many reminders the day brought their organisations."""
    today = Notice.objects.filter(action__strategy=day.strategy_id, raised_at__gte=at - timedelta(hours=12))
    bodies = set(today.order_by().values_list("organisation", flat=True)) if day.notices else set()
    people: set[int] = set()
    for permission in ("plans.report", "plans.confirm", "plans.edit"):
        people |= _people_with(permission, bodies, day.looked_on)
    add_notice(account_ids=people, kind="awaits", at=at, address=reverse("plans:needs"))


IDENTITY = ("action_id", "organisation_id", "kind", "about_on", "days_before")


def _identity(notice: Notice) -> tuple[Any, ...]:
    return tuple(getattr(notice, column) for column in IDENTITY)


def _notices(action: PlannedAction, on: date, at: datetime) -> list[Notice]:
    """To the lead; where none is stated to whoever oversees the action, so that nobody is told by nobody."""
    reminders = reminders_for(facts_of(action, on))
    if not reminders:
        return []
    lead = action.lead_row
    bodies = [lead.organisation_id] if lead else sorted(action.link_body_ids())
    return [
        Notice(
            action=action,
            organisation_id=body,
            kind=r.kind,
            about_on=r.about_on,
            days_before=r.days_before,
            raised_at=at,
        )
        for body in bodies
        for r in reminders
    ]
