"""What does the page of one organisation show for a day? Everything in five questions to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from commonweal.ground.partners.models import Membership, Organisation, PointOfContact
from commonweal.ground.partners.reads.contacts import list_contacts
from commonweal.ground.partners.reads.facts import Fact, list_facts
from commonweal.ground.partners.reads.seats import gaps_among, list_everybody_around
from commonweal.ground.partners.reads.successions import Link, chain_of
from commonweal.ground.partners.rules import SeatGap, holds_on
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import AreaMap, AreaValue, map_of
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class OrganisationPage:
    """One organisation as at a day, with what was before and after."""

    name: str
    exists: bool
    names: tuple[Fact, ...]
    aliases: tuple[str, ...]
    parents: tuple[Fact, ...]
    parts: tuple[Fact, ...]
    areas: tuple[Fact, ...]
    map: AreaMap | None
    members: tuple[Membership, ...]
    members_before: tuple[Membership, ...]
    sits_on: tuple[Membership, ...]
    gaps: tuple[SeatGap, ...]
    contacts: tuple[PointOfContact, ...]
    contacts_before: tuple[PointOfContact, ...]
    chain: tuple[Link, ...]


def page_of(organisation: Organisation, on: date, *, viewer: Viewer) -> OrganisationPage:
    facts = list_facts(organisation)
    around = list_everybody_around(organisation)
    members = [m for m in around if m.body_id == organisation.pk]
    contacts = list(list_contacts(organisation, viewer=viewer))
    areas = tuple(f for f in facts if f.kind == "area" and f.holds_on(on))
    named = [f.words for f in facts if f.kind == "name" and f.holds_on(on)]
    return OrganisationPage(
        name=named[-1] if named else organisation.name,
        exists=holds_on(organisation.exists_from_on, organisation.exists_until_on, on),
        names=tuple(f for f in facts if f.kind == "name"),
        aliases=tuple(f.words for f in facts if f.kind == "alias"),
        parents=tuple(f for f in facts if f.kind == "parent" and f.holds_on(on)),
        parts=tuple(f for f in facts if f.kind == "part" and f.holds_on(on)),
        areas=areas,
        map=_map(areas),
        members=tuple(sorted((m for m in members if _now(m, on)), key=lambda m: m.role != "chair")),
        members_before=tuple(m for m in members if not _now(m, on)),
        sits_on=tuple(m for m in around if m.member_id == organisation.pk and _now(m, on)),
        gaps=gaps_among(organisation.seat_rules.all(), members, on),
        contacts=tuple(c for c in contacts if _now(c, on)),
        contacts_before=tuple(c for c in contacts if not _now(c, on)),
        chain=chain_of(organisation),
    )


def _now(row: Membership | PointOfContact, on: date) -> bool:
    return holds_on(row.since_on, row.until_on, on)


def _map(facts: tuple[Fact, ...]) -> AreaMap | None:
    areas = [Area(code=str(f.key), name=f.words, outline=f.outline) for f in facts if f.outline]
    covered = {a.code: AreaValue("Covered", level=1) for a in areas}
    return map_of(areas, covered, url=lambda a: reverse("places:show", args=[a.code]), width=480.0)
