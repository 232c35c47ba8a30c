"""When was each community heard in which area, and who is there to listen to it?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

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


@dataclass
class Known:
    """What the tables hold, by community and area."""

    desks: Counter[int] = field(default_factory=Counter)
    organisations: Counter[Place] = field(default_factory=Counter)
    trusted: Counter[Place] = field(default_factory=Counter)
    contacts: Counter[Place] = field(default_factory=Counter)
    engagements: Counter[Place] = field(default_factory=Counter)
    last: dict[Place, date] = field(default_factory=dict)
    anywhere: dict[int, date] = field(default_factory=dict)

    def heard(self, community: int, area: int, on: date | None) -> None:
        if on is None:
            return
        key = (community, area)
        self.last[key] = max(on, self.last.get(key, on))
        self.anywhere[community] = max(on, self.anywhere.get(community, on))

    def in_area(self, counter: Counter[Place], place: Place) -> int:
        """Those of the area, and those that work everywhere."""
        community, area = place
        if area == EVERYWHERE:
            return sum(number for (one, _), number in counter.items() if one == community)
        return counter[place] + counter[community, EVERYWHERE]


def known_on(on: date) -> Known:
    known = Known()
    links = DeskCommunity.objects.filter(until_on__isnull=True).values_list("community_id", flat=True)
    workers = OutreachCover.objects.filter(until_on__isnull=True).values_list("community_id", flat=True)
    known.desks.update(links)
    known.desks.update(workers)
    _relationships(known)
    _contacts(known, on)
    _engagements(known, on)
    return known


def _relationships(known: Known) -> None:
    rows = Relationship.objects.order_by().values_list(
        "pk", "state", "last_contact_on", "communities", "areas"
    )
    for _, state, last_on, community, area in rows:
        if community is None:
            continue
        key = (community, area or EVERYWHERE)
        known.organisations[key] += state != "dormant"
        known.trusted[key] += state == "trusted"
        known.heard(*key, last_on)


def _contacts(known: Known, on: date) -> None:
    rows = Contact.objects.filter(ended_on__isnull=True, expires_on__gt=on).order_by()
    for community, area in rows.values_list("speaks_for", "relationship__areas"):
        if community is not None:
            known.contacts[community, area or EVERYWHERE] += 1


def _engagements(known: Known, on: date) -> None:
    first = since(on, YEAR_WEEKS)
    rows = Engagement.objects.filter(held_on__lte=on, communities__isnull=False).order_by()
    found = rows.values_list("communities", "area_id", "area__level", "area__parent_id", "held_on")
    for community, area, level, parent, held_on in found:
        within = parent if level == "ward" else area
        known.heard(community, within or EVERYWHERE, held_on)
        known.engagements[community, within or EVERYWHERE] += held_on >= first
