"""Which documents may this person read, and how fresh is each?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion
from commonweal.assess.guidance.models.reading import own_q
from commonweal.assess.guidance.rules.freshness import STATES, Freshness, days_of, freshness
from commonweal.assess.guidance.rules.kinds import KINDS
from commonweal.assess.guidance.rules.states import REVIEW
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.models import Community

TAGS = {
    "fresh": ("Fresh", "F", "circle", "good"),
    "due": ("Review due", "D", "triangle", "watch"),
    "stale": ("Stale", "S", "octagon", "bad"),
    "none": ("Nothing in force", "", "dash", "nil"),
}


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; everything empty means every document. area is the code of an area."""

    kind: str = ""
    community: str = ""
    area: str = ""
    fresh: str = ""


def _in_force() -> Exists:
    return Exists(GuidanceVersion.objects.filter(document=OuterRef("pk"), state="in_force"))


def list_documents(viewer: Viewer, wanted: Wanted, *, on: date) -> QuerySet[GuidanceDocument]:
    """By title. A document without areas is for everywhere, and found under every area."""
    rows = GuidanceDocument.objects.visible_to(viewer).select_related("owner").annotate(in_force=_in_force())
    if wanted.kind in KINDS:
        rows = rows.filter(kind=wanted.kind)
    if wanted.community.isdecimal() and len(wanted.community) < 10:
        about = Community.objects.visible_to(viewer).filter(pk=wanted.community)
        rows = rows.filter(communities__in=about.values("pk"))
    if wanted.area:
        rows = rows.filter(Q(areas__code=wanted.area) | Q(areas=None)).distinct()
    if wanted.fresh == "none":
        rows = rows.filter(in_force=False)
    elif wanted.fresh in STATES:
        since, until = days_of(wanted.fresh, on)
        rows = rows.filter(
            in_force=True, **{k: v for k, v in (("review_on__gte", since), ("review_on__lte", until)) if v}
        )
    return rows


@dataclass(frozen=True)
class Line:
    """One document of the list."""

    document: GuidanceDocument
    kind: str
    about: list[str]
    fresh: Freshness

    @property
    def tag(self) -> tuple[str, str, str, str]:
        return TAGS[self.fresh.state]


def lines_of(documents: Iterable[Any], viewer: Viewer, *, on: date) -> list[Line]:
    """One more question: the communities that each is about, as far as this person may see them."""
    documents = list(documents)
    about: dict[int, list[str]] = defaultdict(list)
    rows = Community.objects.visible_to(viewer).filter(guidance__in=[d.pk for d in documents])
    for key, name in rows.order_by("name").values_list("guidance", "name"):
        about[key].append(name)
    return [
        Line(d, KINDS[d.kind], about[d.pk], freshness(d.review_on, on=on, in_force=d.in_force))
        for d in documents
    ]


def kind_choices() -> list[tuple[str, str]]:
    return list(KINDS.items())


def fresh_choices() -> list[tuple[str, str]]:
    return list(STATES.items())


def communities_described(viewer: Viewer) -> QuerySet[Community]:
    """Those about which there is guidance that this person may read."""
    seen = GuidanceDocument.objects.visible_to(viewer)
    return Community.objects.visible_to(viewer).filter(guidance__in=seen.values("pk")).distinct()


def areas_described(viewer: Viewer) -> list[tuple[str, str]]:
    """(code, name) of the areas for which there is guidance that this person may read."""
    seen = GuidanceDocument.objects.visible_to(viewer).exclude(areas=None)
    return list(seen.order_by("areas__name").values_list("areas__code", "areas__name").distinct())


def list_asked(viewer: Viewer) -> QuerySet[CommunityReview]:
    """What this person's own organisations are asked, or were, what waits first."""
    rows = CommunityReview.objects.visible_to(viewer).filter(own_q(viewer, "group", REVIEW))
    rows = rows.exclude(state="taken_back").select_related("wording__document__owner", "community", "group")
    return rows.order_by("-state", "answer_by_on", "pk").defer(
        "wording__text", "wording__frozen_content", "wording__signposts"
    )
