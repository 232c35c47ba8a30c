"""How is a round set up, who is asked, who is given longer, and who is reminded?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.people.models import Account
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import UnknownScale
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.tension.models import Asking, DeadlineException, ReturnReminder, ReturnRound
from commonweal.listen.tension.reads.levels import levels_on, themes_on
from commonweal.listen.tension.rules import deadlines
from commonweal.listen.tension.writes.telling import _people_with

SETTINGS = (
    "title", "due_day", "due_clock", "zone", "lock_hours", "remind_hours", "level_scale", "theme_scale",
    "open_to_public",
)  # fmt: skip
ARRANGE = "tension.arrange"


@write("set up a round of returns", permission=ARRANGE)
def add_round(
    *, organisation: Organisation, area: Area, since_on: date, by: Viewer, at: datetime, **values: Any
) -> ReturnRound:
    check_may_hear(organisation.pk)
    made = ReturnRound(organisation=organisation, area=area, since_on=since_on)
    _set(made, values, since_on)
    made.save()
    return made


@write("changed the settings of a round", permission=ARRANGE, locks="chosen")
def change_round(*, chosen: ReturnRound, on: date, by: Viewer, at: datetime, **values: Any) -> ReturnRound:
    """Returns that have come keep the deadline that they were held to."""
    _set(chosen, values, on)
    chosen.save()
    return chosen


def _set(chosen: ReturnRound, values: dict[str, Any], on: date) -> None:
    if unknown := values.keys() - set(SETTINGS):
        raise TypeError(f"A round has no {', '.join(sorted(unknown))}")
    for column, value in values.items():
        setattr(chosen, column, value)
    deadlines.check_settings(chosen.clockwork)
    try:
        levels_on(chosen.level_scale, on=on)
        themes_on(chosen.theme_scale, on=on)
    except UnknownScale as unknown_scale:
        raise NotPossible(str(unknown_scale)) from unknown_scale


@write("asked somebody for returns", permission=ARRANGE)
def ask(
    *, chosen: ReturnRound, organisation: Organisation, area: Area, variant: str, overseer: Organisation,
    since_on: date, by: Viewer, at: datetime,
) -> Asking:  # fmt: skip
    """From the first Monday on or after the day: nobody is asked for half a week."""
    first = since_on if deadlines.is_week(since_on) else deadlines.week_of(since_on) + timedelta(days=7)
    still = Asking.objects.filter(
        Asking.asked_q(first), round=chosen, organisation=organisation, area=area, variant=variant
    )
    check_may_hear(organisation.pk, overseer.pk)
    if variant == "public":
        raise NotPossible("The public is not asked by name. Open the round to the public instead.")
    if still.exists():
        raise NotPossible(f"{organisation} is asked about {area} already.")
    return Asking.objects.create(
        round=chosen, organisation=organisation, area=area, variant=variant, overseer=overseer, since_on=first
    )


@write("stopped asking somebody for returns", permission=ARRANGE, locks="asking")
def stop_asking(*, asking: Asking, until_on: date, by: Viewer, at: datetime) -> Asking:
    """Weeks before the day stay asked: what was missing stays missing."""
    if until_on <= asking.since_on:
        raise NotPossible("They were asked from a later day. Choose a day after that.")
    asking.until_on = until_on
    asking.save()
    return asking


@write("gave somebody longer for a week", permission=ARRANGE)
def grant_exception(
    *, asking: Asking, week_starting: date, account: Account, until_at: datetime, reason: str, by: Viewer,
    at: datetime,
) -> DeadlineException:  # fmt: skip
    deadlines.check_week(week_starting)
    deadlines.check_exception(granted_at=at, until_at=until_at, reason=reason)
    if account.pk == by.account_id:
        raise NotPossible("Nobody gives themselves longer. Ask another analyst.")
    if DeadlineException.objects.filter(asking=asking, week_starting=week_starting, account=account).exists():
        raise NotPossible("This person has longer for that week already.")
    given = DeadlineException.objects.create(
        asking=asking, week_starting=week_starting, account=account, until_at=until_at, reason=reason,
        granted_by_id=by.account_id, granted_at=at,
    )  # fmt: skip
    add_notice(account_ids={account.pk}, kind="decided", at=at, address=reverse("tension:mine"), record=given)
    return given


@write("reminded somebody of a return", permission=ARRANGE)
def remind(*, asking: Asking, week_starting: date, kind: str, by: Viewer, at: datetime) -> ReturnReminder:
    """That something awaits them; not which week, and nothing of what anybody said."""
    above = kind == ReturnReminder.Kind.ABOVE
    people = _who_oversees(asking, at) if above else _who_owes(asking, at)
    reminder = ReturnReminder.objects.create(
        asking=asking, week_starting=week_starting, kind=kind, people=len(people), raised_at=at
    )
    address = reverse("tension:week" if above else "tension:mine")
    add_notice(account_ids=people, kind="awaits", at=at, address=address)
    return reminder


def _who_owes(asking: Asking, at: datetime) -> set[int]:
    return _people_with("tension.send", [asking.organisation_id], at, scope="own")


def _who_oversees(asking: Asking, at: datetime) -> set[int]:
    """Whoever checks for the area; and where that is the silent body itself, whoever puts the week together."""
    people = _people_with("tension.check", [asking.overseer_id], at, scope="own")
    if asking.overseer_id == asking.organisation_id or not people:
        people |= _people_with("tension.check", [], at, scope="any")
    return people
