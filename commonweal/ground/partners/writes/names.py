"""What can be changed about an organisation itself, its names and the family it belongs to?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    Alias,
    Organisation,
    OrganisationName,
    OrganisationParent,
)
from commonweal.ground.partners.rules import EDIT, own
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("added the organisation", permission=EDIT)
def add_organisation(
    *,
    name: str,
    kind: str,
    by: Viewer,
    at: datetime,
    short_name: str = "",
    remit: str = "",
    meets: str = "",
    exists_from_on: date | None = None,
    exists_until_on: date | None = None,
    aliases: Sequence[str] = (),
    parent: Organisation | None = None,
) -> Organisation:
    rules.check_period(exists_from_on, exists_until_on)
    name = _free_name(name)
    made = Organisation.objects.create(
        name=name, kind=kind, short_name=rules.tidy(short_name), remit=remit, meets=meets,
        exists_from_on=exists_from_on, exists_until_on=exists_until_on,
    )  # fmt: skip
    OrganisationName.objects.create(
        organisation=made, name=name, since_on=exists_from_on, until_on=exists_until_on
    )
    for alias in aliases:
        _add_alias(made, alias)
    if parent is not None:
        OrganisationParent.objects.create(organisation=made, parent=parent, since_on=exists_from_on)
    return made


@write("changed the organisation", permission=EDIT, locks="organisation", owners=own)
def change_organisation(
    *,
    organisation: Organisation,
    kind: str,
    by: Viewer,
    at: datetime,
    short_name: str = "",
    remit: str = "",
    meets: str = "",
    exists_from_on: date | None = None,
    exists_until_on: date | None = None,
) -> Organisation:
    """Everything but its name, which has dates of its own."""
    rules.check_period(exists_from_on, exists_until_on)
    organisation.kind, organisation.short_name = kind, rules.tidy(short_name)
    organisation.remit, organisation.meets = remit, meets
    organisation.exists_from_on, organisation.exists_until_on = exists_from_on, exists_until_on
    organisation.save()
    return organisation


@write("renamed the organisation", permission=EDIT, locks="organisation", owners=own)
def rename_organisation(
    *, organisation: Organisation, name: str, on: date, by: Viewer, at: datetime, reason: str = ""
) -> Organisation:
    """The new name holds from a day; the old one stays with its dates, and is still found."""
    rules.check_not_future(on, timezone.localdate(at))
    name = _free_name(name, but=organisation)
    if name == organisation.name:
        raise NotPossible("That is its name already.")
    last = organisation.names.order_by("pk").filter(until_on__isnull=True).last()
    if last is None:
        last = OrganisationName(
            organisation=organisation, name=organisation.name, since_on=organisation.exists_from_on
        )
    if last.since_on is not None and on <= last.since_on:
        raise NotPossible(f"It has been called {last.name} since a later day than that.")
    last.until_on = on
    last.save()
    OrganisationName.objects.create(organisation=organisation, name=name, since_on=on)
    organisation.name = name
    organisation.save()
    return organisation


@write("recorded an earlier name", permission=EDIT, locks="organisation", owners=own)
def record_earlier_name(
    *,
    organisation: Organisation,
    name: str,
    since_on: date | None,
    until_on: date,
    by: Viewer,
    at: datetime,
) -> OrganisationName:
    """A name from before this program knew the organisation."""
    rules.check_period(since_on, until_on)
    name = rules.check_name(name)
    for row in organisation.names.filter(since_on__isnull=True, name=organisation.name):
        row.since_on = until_on
        row.save()
    others = organisation.names.values_list("since_on", "until_on")
    rules.check_no_overlap((since_on, until_on), others, "It had another name at that time.")
    return OrganisationName.objects.create(
        organisation=organisation, name=name, since_on=since_on, until_on=until_on
    )


def _free_name(name: str, *, but: Organisation | None = None) -> str:
    """A tidy name that no other organisation has now, as its name or as an alias."""
    name = rules.check_name(name)
    others = Organisation.objects.exclude(pk=but.pk) if but else Organisation.objects.all()
    taken = others.filter(Q(name__iexact=name) | Q(aliases__alias__iexact=name)).first()
    if taken is not None:
        raise NotPossible(f"{taken.name} is already called {name}.")
    return name


@write("gave another name for the organisation", permission=EDIT, locks="organisation", owners=own)
def give_alias(*, organisation: Organisation, alias: str, by: Viewer, at: datetime) -> Alias:
    return _add_alias(organisation, alias)


def _add_alias(organisation: Organisation, alias: str) -> Alias:
    alias = _free_name(alias, but=organisation)
    if organisation.aliases.filter(alias__iexact=alias).exists():
        raise NotPossible(f"{organisation.name} is already found as {alias}.")
    return Alias.objects.create(organisation=organisation, alias=alias)


@write("took back another name", permission=EDIT, locks="organisation", owners=own)
def take_back_alias(*, organisation: Organisation, alias: str, by: Viewer, at: datetime) -> Organisation:
    found = organisation.aliases.filter(alias__iexact=rules.tidy(alias)).first()
    if found is None:
        raise NotPossible(f"{organisation.name} has no such other name.")
    found.delete()
    return organisation


@write("set whom the organisation belongs to", permission=EDIT, locks="organisation", owners=own)
def set_parent(
    *, organisation: Organisation, parent: Organisation | None, on: date, by: Viewer, at: datetime
) -> Organisation:
    """From a day it belongs to another (or to nobody); whom it belonged to before stays with its dates."""
    if parent is not None:
        _check_family(organisation, parent)
        rules.check_exists(parent.name, parent.exists_from_on, parent.exists_until_on, on)
    rows = list(organisation.parents.all())
    if any(row.since_on is not None and row.since_on >= on for row in rows):
        raise NotPossible("A later parent is recorded already.")
    for row in rows:
        if rules.holds_on(row.since_on, row.until_on, on):
            row.until_on = on
            row.save()
    if parent is not None:
        OrganisationParent.objects.create(organisation=organisation, parent=parent, since_on=on)
    return organisation


def _check_family(organisation: Organisation, parent: Organisation) -> None:
    parents: dict[int, list[int]] = {}
    for child, above in OrganisationParent.objects.values_list("organisation_id", "parent_id"):
        parents.setdefault(child, []).append(above)
    rules.check_no_circle(organisation.pk, parent.pk, parents)


@write("ended the organisation", permission=EDIT, locks="organisation", owners=own)
def end_organisation(
    *, organisation: Organisation, on: date, by: Viewer, at: datetime, reason: str
) -> Organisation:
    """It ends without a successor: still cited, no longer chosen."""
    if not reason.strip():
        raise NotPossible("Say why it ends.")
    rules.check_period(organisation.exists_from_on, on)
    if organisation.exists_until_on is not None:
        raise NotPossible("It has ended already.")
    organisation.exists_until_on = on
    organisation.save()
    return organisation
