"""Who was who on a day: names, members, empty seats, contacts, and what became of a body?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import list_history
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
    period_q,
)
from commonweal.ground.partners.rules import Seat, SeatGap
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class Link:
    """One step of a succession: what became of whom, on which day."""

    happened_on: date
    kind: str
    words: str
    before: tuple[Organisation, ...]
    after: tuple[Organisation, ...]
    why: str = ""


@dataclass(frozen=True)
class MissingContact:
    """An organisation that nobody can be asked in: about a subject, or (no subject) about anything."""

    organisation: Organisation
    subject: str = ""
    last: PointOfContact | None = None


@dataclass(frozen=True)
class Fact:
    """Something that is known about an organisation: a name, an alias, a parent, a part or an area, with its dates."""

    kind: str
    words: str
    since_on: date | None
    until_on: date | None
    key: int | None
    outline: str = ""

    def holds_on(self, on: date) -> bool:
        return rules.holds_on(self.since_on, self.until_on, on)


def find_organisation(name_or_alias: str, *, on: date | None = None) -> Organisation | None:
    """The organisation that is called so; with a day, a name counts only while it was in use. None where nobody is.

    Its present name goes first, then its aliases and short name, then names it had. Large and small letters are alike.
    Two organisations that used one name (at different times, or on that day) are no answer: None.
    """
    name = rules.tidy(name_or_alias)
    if not name:
        return None
    if exact := Organisation.objects.filter(name__iexact=name).first():
        return exact if on is None or _was_called(exact, name, on) else None
    if alias := Alias.objects.filter(alias__iexact=name).select_related("organisation").first():
        return alias.organisation
    had = OrganisationName.objects.filter(period_q(on) if on else Q(), name__iexact=name)
    found = Organisation.objects.filter(Q(short_name__iexact=name) | Q(pk__in=had.values("organisation")))
    candidates = list(found.distinct()[:2])
    return candidates[0] if len(candidates) == 1 else None


def _was_called(organisation: Organisation, name: str, on: date) -> bool:
    return name_on(organisation, on).casefold() == name.casefold()


def get_organisation(viewer: Viewer, pk: int) -> Organisation | None:
    return list_organisations(viewer).filter(pk=pk).first()


def list_organisations(
    viewer: Viewer, on: date | None = None, *, kind: str = "", area: int | None = None, words: str = ""
) -> QuerySet[Organisation]:
    """Every organisation that the viewer may see; with a day, those that existed then."""
    rows = Organisation.objects.visible_to(viewer)
    if on is not None:
        rows = rows.choosable(on)
    if kind:
        rows = rows.filter(kind=kind)
    if area is not None:
        covering = BodyArea.objects.filter(period_q(on) if on else Q(), body=OuterRef("pk"), area_id=area)
        rows = rows.filter(Exists(covering))
    if words:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Exists(Alias.objects.filter(organisation=OuterRef("pk"), alias__icontains=words))
            | Exists(OrganisationName.objects.filter(organisation=OuterRef("pk"), name__icontains=words))
        )
    return rows


def choosable(on: date) -> QuerySet[Organisation]:
    """Those that may be given something new on a day. A dissolved body stays citable but is not among them."""
    return Organisation.objects.choosable(on)


def name_on(organisation: Organisation, day: date) -> str:
    """What it was called on a day; its present name where nothing is recorded for that day."""
    held = [n for n in organisation.names.all() if rules.holds_on(n.since_on, n.until_on, day)]
    return held[-1].name if held else organisation.name


def names_on(organisations: Iterable[Organisation], day: date) -> dict[int, str]:
    """The name of each on a day, in one question."""
    names = {o.pk: o.name for o in organisations}
    rows = OrganisationName.objects.filter(period_q(day), organisation__in=list(names))
    return names | {row.organisation_id: row.name for row in rows}


def parent_on(organisation: Organisation, day: date) -> Organisation | None:
    row = OrganisationParent.objects.filter(period_q(day), organisation=organisation)
    first = row.select_related("parent").first()
    return first.parent if first else None


def list_parts(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """Those that belonged to it on a day."""
    belonging = OrganisationParent.objects.filter(period_q(on), parent=organisation)
    return Organisation.objects.filter(pk__in=belonging.values("organisation"))


def list_members(body: Organisation, on: date | None = None) -> QuerySet[Membership]:
    """Who sits on a body: the chair first; with a day, only those whose term holds then."""
    rows = body.memberships.select_related("member")
    return rows.filter(period_q(on)) if on is not None else rows


def list_chairs(body: Organisation, on: date) -> QuerySet[Membership]:
    return list_members(body, on).filter(role=Membership.Role.CHAIR)


def list_seats_of(organisation: Organisation, on: date) -> QuerySet[Membership]:
    """The bodies on which an organisation sits on a day."""
    return organisation.seats.filter(period_q(on)).select_related("body")


def seat_gaps(body: Organisation, on: date) -> tuple[SeatGap, ...]:
    """Every seat rule of a body as it stands on a day, broken or kept."""
    seats = [_seat(m) for m in list_members(body, on)]
    return tuple(_gap(rule, seats) for rule in body.seat_rules.all() if _in_force(rule, on))


def list_broken_seats(viewer: Viewer, on: date) -> list[tuple[Organisation, SeatGap]]:
    """Every broken seat rule of every body that exists on a day."""
    bodies = list_organisations(viewer, on)
    seat_rules = SeatRule.objects.filter(period_q(on), body__in=bodies).select_related("body")
    sitting: dict[int, list[Membership]] = defaultdict(list)
    ruled = SeatRule.objects.filter(body=OuterRef("body"))
    for member in Membership.objects.filter(period_q(on), Exists(ruled)).select_related("member"):
        sitting[member.body_id].append(member)
    gaps = [
        (rule.body, _gap(rule, [_seat(m) for m in sitting[rule.body_id]]))
        for rule in seat_rules.order_by("body__name", "pk")
    ]
    return [(body, gap) for body, gap in gaps if gap.broken]


def _seat(membership: Membership) -> Seat:
    kind = membership.member.kind if membership.member else ""
    return Seat(role=membership.role, holder=membership.holder, member_kind=kind)


def _in_force(rule: SeatRule, on: date) -> bool:
    return rules.holds_on(rule.since_on, rule.until_on, on)


def _gap(rule: SeatRule, seats: list[Seat]) -> SeatGap:
    filled = rules.count_filled(rule.criterion, rule.criterion_value, seats)
    return SeatGap(words=rule.words, at_least=rule.at_least, filled=filled)


def list_contacts(organisation: Organisation, *, viewer: Viewer) -> QuerySet[PointOfContact]:
    """Every contact there was and is, the latest first within each subject."""
    rows = PointOfContact.objects.visible_to(viewer).filter(organisation=organisation)
    return rows.order_by("subject", "-since_on")


def point_of_contact(
    organisation: Organisation, subject: str, on: date, *, viewer: Viewer | None = None
) -> PointOfContact | None:
    """The post to ask in an organisation about a subject on a day: "who was it in July 2010?" """
    rows = PointOfContact.objects.visible_to(viewer) if viewer else PointOfContact.objects.all()
    held = rows.filter(period_q(on), organisation=organisation, subject__iexact=rules.tidy(subject))
    return held.order_by("-since_on").first()


def find_contacts(
    viewer: Viewer, on: date, *, organisation: int | None = None, subject: str = ""
) -> QuerySet[PointOfContact]:
    """Every contact there was on a day, for one organisation or subject or for all."""
    rows = PointOfContact.objects.visible_to(viewer).filter(period_q(on)).select_related("organisation")
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if subject:
        rows = rows.filter(subject__icontains=subject)
    return rows.order_by("organisation__name", "subject")


def list_missing_contacts(viewer: Viewer, on: date) -> list[MissingContact]:
    """Organisations that exist on a day and have no contact for a subject they once had one for, or none at all."""
    contacts: dict[int, list[PointOfContact]] = defaultdict(list)
    for contact in PointOfContact.objects.visible_to(viewer).order_by("since_on"):
        contacts[contact.organisation_id].append(contact)
    missing = []
    for organisation in list_organisations(viewer, on):
        missing += _missing(organisation, contacts.get(organisation.pk, []), on)
    return missing


def _missing(organisation: Organisation, contacts: list[PointOfContact], on: date) -> list[MissingContact]:
    begun = [c for c in contacts if c.since_on is None or c.since_on <= on]
    if not begun:
        return [MissingContact(organisation)]
    last = {c.subject.casefold(): c for c in begun}
    held = {c.subject.casefold() for c in begun if rules.holds_on(c.since_on, c.until_on, on)}
    return [MissingContact(organisation, c.subject, c) for key, c in last.items() if key not in held]


def _links() -> list[Link]:
    """Every succession there was, oldest first; they are few, so one question fetches them all."""
    sides = SuccessionSide.objects.select_related("succession", "organisation")
    grouped: dict[Succession, list[SuccessionSide]] = defaultdict(list)
    for side in sides.order_by("succession__happened_on", "succession", "pk"):
        grouped[side.succession].append(side)
    return [
        Link(
            happened_on=s.happened_on,
            kind=s.kind,
            words=s.get_kind_display(),
            before=tuple(x.organisation for x in of if not x.is_after),
            after=tuple(x.organisation for x in of if x.is_after),
            why=s.why,
        )
        for s, of in grouped.items()
    ]


def successors_of(organisation: Organisation, on: date) -> tuple[Organisation, ...]:
    """What an organisation had become by a day; itself where it goes on. Follows every link up to that day."""
    heirs = {organisation.pk: organisation}
    for link in _links():
        ending = [o for o in link.before if o not in link.after]
        if link.happened_on <= on and any(o.pk in heirs for o in link.before):
            for gone in ending:
                heirs.pop(gone.pk, None)
            heirs |= {o.pk: o for o in link.after}
    return tuple(heirs.values())


def chain_of(organisation: Organisation) -> tuple[Link, ...]:
    """Everything that leads to an organisation and everything that follows from it, oldest first."""
    links = _links()
    behind = _reached(organisation, reversed(links), forwards=False)
    ahead = _reached(organisation, links, forwards=True)
    return tuple(link for link in links if link in behind or link in ahead)


def _reached(organisation: Organisation, links: Iterable[Link], *, forwards: bool) -> list[Link]:
    known, found = {organisation.pk}, []
    for link in links:
        near, far = (link.before, link.after) if forwards else (link.after, link.before)
        if any(o.pk in known for o in near):
            known |= {o.pk for o in far}
            found.append(link)
    return found


def list_areas_of(body: Organisation, on: date) -> QuerySet[BodyArea]:
    """The areas that a body covers on a day."""
    return body.body_areas.filter(period_q(on)).select_related("area").order_by("area__name")


def list_bodies_in(area: int, on: date, *, viewer: Viewer) -> QuerySet[Organisation]:
    return list_organisations(viewer, on, area=area)


def list_facts(organisation: Organisation) -> list[Fact]:
    """Names, aliases, parents, parts and areas, each with its dates, in one question to the database."""
    pk = organisation.pk
    sources = (
        ("name", OrganisationName.objects.filter(organisation=pk), "name", None, None),
        ("alias", Alias.objects.filter(organisation=pk), "alias", None, None),
        ("parent", OrganisationParent.objects.filter(organisation=pk), "parent__name", "parent_id", None),
        ("part", OrganisationParent.objects.filter(parent=pk), "organisation__name", "organisation_id", None),
        ("area", BodyArea.objects.filter(body=pk), "area__name", "area_id", "area__outline"),
    )
    first, *rest = (_facts(*source) for source in sources)
    facts = [Fact(*row) for row in first.union(*rest, all=True)]
    return sorted(facts, key=lambda f: (f.kind, f.since_on or date.min, f.words))


def _facts(
    kind: str, rows: QuerySet[Any], words: str, key: str | None, outline: str | None
) -> QuerySet[Any, tuple[Any, ...]]:
    dated = hasattr(rows.model, "since_on")
    none = Value(None, output_field=DateField())
    return (
        rows.order_by()
        .annotate(
            fact=Value(kind, output_field=TextField()),
            words_=F(words),
            since_=F("since_on") if dated else none,
            until_=F("until_on") if dated else none,
            key_=F(key) if key else Value(None, output_field=BigIntegerField()),
            outline_=F(outline) if outline else Value("", output_field=TextField()),
        )
        .values_list("fact", "words_", "since_", "until_", "key_", "outline_")
    )


def list_everybody_around(organisation: Organisation) -> list[Membership]:
    """Every seat on it and every seat it holds, at any time."""
    rows = Membership.objects.filter(Q(body=organisation) | Q(member=organisation))
    return list(rows.select_related("body", "member").order_by("since_on", "pk"))


def gaps_among(rules_: Iterable[SeatRule], members: Iterable[Membership], on: date) -> tuple[SeatGap, ...]:
    """The seat rules as they stand on a day, for members that were fetched already."""
    seats = [_seat(m) for m in members if rules.holds_on(m.since_on, m.until_on, on)]
    return tuple(_gap(rule, seats) for rule in rules_ if _in_force(rule, on))


def list_history_of(organisation: Organisation) -> QuerySet[AuditEntry]:
    """Who did what to it, mergers and other successions included."""
    entries = list_history(organisation)
    for succession in Succession.objects.filter(sides__organisation=organisation).distinct():
        entries |= list_history(succession)
    return entries


def all_organisations() -> QuerySet[Organisation]:
    """Those that have ended too: for what lies in the past."""
    return Organisation.objects.all()


def area_named(pk: int) -> Area | None:
    return Area.objects.filter(pk=pk).only("pk", "name").first()
