"""When was each community heard in which area, and who is there to listen to it on that day?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date

from commonweal.ground.partners.models import period_q
from commonweal.listen.engagement.models import (
    Contact,
    DeskCommunity,
    Engagement,
    OutreachCover,
    Relationship,
)
from commonweal.listen.engagement.rules.coverage import since

EVERYWHERE = 0
"""Stands for no area."""
YEAR_WEEKS = 52
Place = tuple[int, int]


def _there() -> defaultdict[Place, set[Hashable]]:
    return defaultdict(set)


@dataclass
class Known:
    """What the tables hold, by community and area: each thing itself, so that none counts twice."""

    desks: defaultdict[Place, set[Hashable]] = field(default_factory=_there)
    organisations: defaultdict[Place, set[Hashable]] = field(default_factory=_there)
    trusted: defaultdict[Place, set[Hashable]] = field(default_factory=_there)
    contacts: defaultdict[Place, set[Hashable]] = field(default_factory=_there)
    engagements: defaultdict[Place, set[Hashable]] = field(default_factory=_there)
    last: dict[Place, date] = field(default_factory=dict)
    anywhere: dict[int, date] = field(default_factory=dict)

    def heard(self, community: int, area: int, on: date) -> None:
        key = (community, area)
        self.last[key] = max(on, self.last.get(key, on))
        self.anywhere[community] = max(on, self.anywhere.get(community, on))

    def in_area(self, there: Mapping[Place, set[Hashable]], place: Place) -> int:
        """How many of the area, and of those that work everywhere; without an area, how many at all."""
        community, area = place
        if area == EVERYWHERE:
            return len({each for (one, _), found in there.items() if one == community for each in found})
        return len(there.get(place, set()) | there.get((community, EVERYWHERE), set()))


def known_on(on: date) -> Known:
    known = Known()
    _desks(known, on)
    _workers(known, on)
    _relationships(known, on)
    _contacts(known, on)
    _engagements(known, on)
    return known


def _within(area: int | None, level: str | None, parent: int | None) -> int:
    """The borough in which a ward lies; every other area is itself."""
    return (parent if level == "ward" else area) or EVERYWHERE


def _desks(known: Known, on: date) -> None:
    """A desk that is closed listens to nobody, whatever it still answers for on paper."""
    rows = DeskCommunity.objects.filter(period_q(on), period_q(on, "desk__opened_on", "desk__closed_on"))
    for community, desk in rows.order_by().values_list("community_id", "desk_id"):
        known.desks[community, EVERYWHERE].add(("desk", desk))


def _workers(known: Known, on: date) -> None:
    rows = OutreachCover.objects.filter(period_q(on), period_q(on, "worker__since_on", "worker__until_on"))
    found = rows.order_by().values_list(
        "community_id", "worker_id", "area_id", "area__level", "area__parent_id"
    )
    for community, worker, area, level, parent in found:
        known.desks[community, _within(area, level, parent)].add(("worker", worker))


def _relationships(known: Known, on: date) -> None:
    exists = period_q(on, "organisation__exists_from_on", "organisation__exists_until_on")
    rows = Relationship.objects.filter(communities__isnull=False).annotate(exists=exists)
    found = rows.order_by().values_list(
        "organisation_id", "exists", "state", "last_contact_on", "communities", "areas", "areas__level",
        "areas__parent_id",
    )  # fmt: skip
    for organisation, is_there, state, last_on, community, area, level, parent in found:
        key = (community, _within(area, level, parent))
        if is_there and state != "dormant":
            known.organisations[key].add(organisation)
        if is_there and state == "trusted":
            known.trusted[key].add(organisation)
        if last_on is not None and last_on <= on:
            known.heard(*key, last_on)


def _contacts(known: Known, on: date) -> None:
    exists = period_q(
        on, "relationship__organisation__exists_from_on", "relationship__organisation__exists_until_on"
    )
    consents = period_q(on, "consented_on", "expires_on")
    rows = Contact.objects.filter(exists, consents, ended_on__isnull=True, speaks_for__isnull=False)
    found = rows.order_by().values_list(
        "pk", "speaks_for", "relationship__areas", "relationship__areas__level", "relationship__areas__parent_id"
    )  # fmt: skip
    for contact, community, area, level, parent in found:
        known.contacts[community, _within(area, level, parent)].add(contact)


def _engagements(known: Known, on: date) -> None:
    first = since(on, YEAR_WEEKS)
    rows = Engagement.objects.filter(held_on__lte=on, communities__isnull=False).order_by()
    found = rows.values_list("pk", "communities", "held_on", "area_id", "area__level", "area__parent_id")
    for engagement, community, held_on, area, level, parent in found:
        key = (community, _within(area, level, parent))
        known.heard(*key, held_on)
        if held_on >= first:
            known.engagements[key].add(engagement)
