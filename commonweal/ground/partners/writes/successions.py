"""How do organisations become others, with nothing deleted?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    Organisation,
    Succession,
    SuccessionSide,
)
from commonweal.ground.partners.rules import EDIT
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("recorded a merger", permission=EDIT)
def merge_organisations(
    *,
    organisations: Collection[Organisation],
    into: Organisation,
    on: date,
    by: Viewer,
    at: datetime,
    why: str = "",
    reason: str = "",
) -> Succession:
    """Several become one on a day: a new one, or one of them that goes on."""
    return _succeed("merged", organisations, [into], on=on, at=at, why=why)


@write("recorded a split", permission=EDIT)
def split_organisation(
    *,
    organisation: Organisation,
    into: Collection[Organisation],
    on: date,
    by: Viewer,
    at: datetime,
    why: str = "",
    reason: str = "",
) -> Succession:
    """One becomes several on a day; it may itself be one of them."""
    return _succeed("split", [organisation], into, on=on, at=at, why=why)


@write("recorded a successor", permission=EDIT)
def replace_organisation(
    *,
    organisation: Organisation,
    by_organisation: Organisation,
    on: date,
    by: Viewer,
    at: datetime,
    why: str = "",
    reason: str = "",
) -> Succession:
    return _succeed("replaced", [organisation], [by_organisation], on=on, at=at, why=why)


def _succeed(
    kind: str,
    before: Collection[Organisation],
    after: Collection[Organisation],
    *,
    on: date,
    at: datetime,
    why: str,
) -> Succession:
    """Those that do not go on end that day, those that are new begin; everything is kept."""
    old, new = {o.pk for o in before}, {o.pk for o in after}
    rules.check_succession(kind, old, new)
    rules.check_not_future(on, timezone.localdate(at))
    rows = {o.pk: o for o in Organisation.objects.select_for_update().filter(pk__in=old | new).order_by("pk")}
    for pk in sorted(old):
        gone = rows[pk]
        if gone.exists_until_on is not None and gone.exists_until_on < on:
            raise NotPossible(f"{gone.name} ended before that day.")
        if pk not in new:
            rules.check_period(gone.exists_from_on, on)
            _touch(gone, exists_until_on=on)
    for pk in sorted(new - old):
        begun = rows[pk]
        if begun.exists_until_on is not None and begun.exists_until_on <= on:
            raise NotPossible(f"{begun.name} has ended by that day.")
        if begun.exists_from_on is None:
            _touch(begun, exists_from_on=on)
    succession = Succession.objects.create(kind=kind, happened_on=on, why=rules.tidy(why))
    sides = [(pk, False) for pk in sorted(old)] + [(pk, True) for pk in sorted(new)]
    for pk, is_after in sides:
        SuccessionSide.objects.create(succession=succession, organisation=rows[pk], is_after=is_after)
    return succession


def _touch(organisation: Organisation, **dates: date) -> None:
    """A change that belongs to another record's entry still counts the version, so that no stale form overwrites it."""
    for name, value in dates.items():
        setattr(organisation, name, value)
    organisation.version += 1
    organisation.save()
