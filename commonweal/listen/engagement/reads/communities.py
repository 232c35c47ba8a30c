"""Which communities are there, who speaks with them, and when were they last heard?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.ground.partners.models import period_q
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.ground.visibility.together import fetch_together, keep_for_each
from commonweal.listen.engagement.models import (
    Community,
    CommunityName,
    DeskCommunity,
    Engagement,
    Issue,
    OutreachCover,
    Relationship,
    WorldEvent,
)
from commonweal.listen.engagement.rules.communities import BASIS

AT_MOST = 20


def list_communities(viewer: Viewer, *, basis: str = "", words: str = "") -> list[Community]:
    """By name, each with its other names and what it is part of."""
    rows = Community.objects.visible_to(viewer).select_related("parent")
    if basis in BASIS:
        rows = rows.filter(basis=basis)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(names__name__icontains=words)).distinct()
    found = list(rows)
    names = CommunityName.objects.visible_to(viewer).filter(community__in=[row.pk for row in found])
    keep_for_each(found, "names", names)
    return found


def communities(viewer: Viewer) -> QuerySet[Community]:
    """Those that may be chosen in a form."""
    return Community.objects.visible_to(viewer)


def basis_choices() -> list[tuple[str, str]]:
    return list(BASIS.items())


@dataclass(frozen=True)
class Spoken:
    """Who speaks with a community, and what came of it; empty for whoever may not see it."""

    parts: list[Community]
    names: list[CommunityName]
    desks: list[DeskCommunity]
    outreach: list[OutreachCover]
    relationships: list[Relationship]
    engagements: list[Engagement]
    issues: list[Issue]
    events: list[WorldEvent]


def get_spoken(community: Community, viewer: Viewer, *, on: date) -> Spoken:
    """One question for everything around a community; a desk or a worker only while it is there."""
    wanted: dict[str, QuerySet[Any]] = {
        "parts": Community.objects.visible_to(viewer).filter(parent=community),
        "names": CommunityName.objects.visible_to(viewer).filter(community=community),
    }
    if viewer.sees(Tier.POLICE):
        wanted |= _police(community, viewer, on)
    found = fetch_together(**wanted)
    lists = ("parts", "names", "desks", "outreach", "relationships", "engagements", "issues", "events")
    return Spoken(**{name: found.get(name, [])[:AT_MOST] for name in lists})


def _police(community: Community, viewer: Viewer, on: date) -> dict[str, QuerySet[Any]]:
    def seen(model: Any, *related: str) -> QuerySet[Any]:
        return model.objects.visible_to(viewer).select_related(*related)

    return {
        "desks": seen(DeskCommunity, "desk").filter(
            period_q(on), period_q(on, "desk__opened_on", "desk__closed_on"), community=community
        ),
        "outreach": seen(OutreachCover, "worker").filter(
            period_q(on), period_q(on, "worker__since_on", "worker__until_on"), community=community
        ),
        "relationships": seen(Relationship, "organisation").filter(communities=community).order_by("pk"),
        "engagements": seen(Engagement).filter(communities=community),
        "issues": seen(Issue).filter(community=community),
        "events": seen(WorldEvent).filter(communities=community),
    }
