"""What can be changed about organisations: names, families, seats, contacts, and what becomes of them?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    Alias,
    BodyArea,
    Membership,
    Organisation,
    OrganisationName,
    OrganisationParent,
    PointOfContact,
    SeatRule,
    Succession,
    SuccessionSide,
)
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer

EDIT = "partners.edit"


def _own(organisation: Organisation) -> list[int | None]:
    return [organisation.pk]


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


@write("changed the organisation", permission=EDIT, locks="organisation", owners=_own)
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


@write("renamed the organisation", permission=EDIT, locks="organisation", owners=_own)
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


@write("recorded an earlier name", permission=EDIT, locks="organisation", owners=_own)
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
    others = Organisation.objects.exclude(pk=but.pk if but else None)
    taken = others.filter(Q(name__iexact=name) | Q(aliases__alias__iexact=name)).first()
    if taken is not None:
        raise NotPossible(f"{taken.name} is already called {name}.")
    return name


@write("gave another name for the organisation", permission=EDIT, locks="organisation", owners=_own)
def give_alias(*, organisation: Organisation, alias: str, by: Viewer, at: datetime) -> Alias:
    return _add_alias(organisation, alias)


def _add_alias(organisation: Organisation, alias: str) -> Alias:
    alias = _free_name(alias, but=organisation)
    if organisation.aliases.filter(alias__iexact=alias).exists():
        raise NotPossible(f"{organisation.name} is already found as {alias}.")
    return Alias.objects.create(organisation=organisation, alias=alias)


@write("took back another name", permission=EDIT, locks="organisation", owners=_own)
def take_back_alias(*, organisation: Organisation, alias: str, by: Viewer, at: datetime) -> Organisation:
    found = organisation.aliases.filter(alias__iexact=rules.tidy(alias)).first()
    if found is None:
        raise NotPossible(f"{organisation.name} has no such other name.")
    found.delete()
    return organisation


@write("set whom the organisation belongs to", permission=EDIT, locks="organisation", owners=_own)
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


@write("ended the organisation", permission=EDIT, locks="organisation", owners=_own)
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


@write("gave a seat on the body", permission=EDIT, locks="body", owners=_own)
def add_membership(
    *,
    body: Organisation,
    since_on: date,
    by: Viewer,
    at: datetime,
    member: Organisation | None = None,
    holder: str = "",
    role: str = Membership.Role.MEMBER,
    until_on: date | None = None,
) -> Membership:
    holder = rules.tidy(holder)
    if member is None and not holder:
        raise NotPossible("Say which organisation or which post takes the seat.")
    if member is not None:
        if member.pk == body.pk:
            raise NotPossible("A body cannot be its own member.")
        rules.check_exists(member.name, member.exists_from_on, member.exists_until_on, since_on)
    rules.check_exists(body.name, body.exists_from_on, body.exists_until_on, since_on)
    rules.check_period(since_on, until_on)
    same = body.memberships.filter(member=member, holder__iexact=holder, role=role)
    rules.check_no_overlap(
        (since_on, until_on), same.values_list("since_on", "until_on"), "They hold that seat at that time."
    )
    if role == Membership.Role.CHAIR:
        chairs = body.memberships.filter(role=role).values_list("since_on", "until_on")
        rules.check_no_overlap((since_on, until_on), chairs, "Somebody else is in the chair at that time.")
    return Membership.objects.create(
        body=body, member=member, holder=holder, role=role, since_on=since_on, until_on=until_on
    )


@write("ended a seat on the body", permission=EDIT, locks="body", owners=_own)
def end_membership(
    *, body: Organisation, membership: Membership, on: date, by: Viewer, at: datetime, reason: str = ""
) -> Membership:
    held = body.memberships.filter(pk=membership.pk).first()
    if held is None:
        raise NotPossible("That is not a seat on this body.")
    rules.check_period(held.since_on, on)
    if held.until_on is not None and held.until_on <= on:
        raise NotPossible("That term has ended already.")
    held.until_on = on
    held.save()
    return held


@write("set which seats must be filled", permission=EDIT, locks="body", owners=_own)
def set_seat_rule(
    *,
    body: Organisation,
    words: str,
    at_least: int,
    criterion: str,
    criterion_value: str,
    by: Viewer,
    at: datetime,
    since_on: date | None = None,
    until_on: date | None = None,
) -> SeatRule:
    """A rule with the same words takes the place of the earlier one from its day on."""
    words, criterion_value = rules.tidy(words), rules.tidy(criterion_value)
    if not words or not criterion_value or at_least < 1:
        raise NotPossible("A seat rule needs words, whom it means, and at least one seat.")
    rules.check_period(since_on, until_on)
    for earlier in body.seat_rules.filter(words__iexact=words):
        if rules.overlap((earlier.since_on, earlier.until_on), (since_on, until_on)):
            _close_rule(earlier, since_on)
    return SeatRule.objects.create(
        body=body, words=words, at_least=at_least, criterion=criterion, criterion_value=criterion_value,
        since_on=since_on, until_on=until_on,
    )  # fmt: skip


def _close_rule(rule: SeatRule, on: date | None) -> None:
    if on is None or (rule.since_on is not None and rule.since_on >= on):
        raise NotPossible("That seat rule is there already: say from which day the new one holds.")
    rule.until_on = on
    rule.save()


@write("set an area that the body covers", permission=EDIT, locks="body", owners=_own)
def cover_area(
    *,
    body: Organisation,
    area: Area,
    by: Viewer,
    at: datetime,
    since_on: date | None = None,
    until_on: date | None = None,
) -> BodyArea:
    rules.check_period(since_on, until_on)
    same = body.body_areas.filter(area=area).values_list("since_on", "until_on")
    rules.check_no_overlap(
        (since_on, until_on), same, f"{body.name} covers {area.name} at that time already."
    )
    return BodyArea.objects.create(body=body, area=area, since_on=since_on, until_on=until_on)


@write("ended an area that the body covered", permission=EDIT, locks="body", owners=_own)
def leave_area(*, body: Organisation, area: Area, on: date, by: Viewer, at: datetime) -> BodyArea:
    rows = [r for r in body.body_areas.filter(area=area) if rules.holds_on(r.since_on, r.until_on, on)]
    if not rows:
        raise NotPossible(f"{body.name} does not cover {area.name} on that day.")
    rules.check_period(rows[0].since_on, on)
    rows[0].until_on = on
    rows[0].save()
    return rows[0]


@write("named the point of contact", permission=EDIT, locks="organisation", owners=_own)
def name_contact(
    *,
    organisation: Organisation,
    subject: str,
    post_title: str,
    since_on: date,
    by: Viewer,
    at: datetime,
    email: str = "",
    phone: str = "",
    until_on: date | None = None,
) -> PointOfContact:
    """One post at a time for a subject: the one before ends the day that this one begins, and is kept."""
    subject, post_title = rules.tidy(subject), rules.tidy(post_title)
    if not subject or not post_title:
        raise NotPossible("A contact needs a subject and a post.")
    rules.check_period(since_on, until_on)
    before = organisation.contacts.filter(subject__iexact=subject)
    for earlier in before.filter(until_on__isnull=True):
        if earlier.since_on is not None and earlier.since_on >= since_on and until_on is None:
            raise NotPossible(f"{earlier.post_title} has been the contact since a later day.")
        if earlier.since_on is None or earlier.since_on < since_on:
            earlier.until_on = since_on
            earlier.save()
    others = before.values_list("since_on", "until_on")
    rules.check_no_overlap((since_on, until_on), others, "Another post was the contact at that time.")
    return PointOfContact.objects.create(
        organisation=organisation, subject=subject, post_title=post_title, email=email, phone=phone,
        since_on=since_on, until_on=until_on,
    )  # fmt: skip


@write("ended the point of contact", permission=EDIT, locks="organisation", owners=_own)
def end_contact(
    *, organisation: Organisation, contact: PointOfContact, on: date, by: Viewer, at: datetime
) -> PointOfContact:
    held = organisation.contacts.filter(pk=contact.pk, until_on__isnull=True).first()
    if held is None:
        raise NotPossible("That is no contact of this organisation now.")
    rules.check_period(held.since_on, on)
    held.until_on = on
    held.save()
    return held
