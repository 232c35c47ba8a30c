"""What has been heard of some areas since a moment, that an assessment of them could not know?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from commonweal.assess.impact.reads.gathering import OFFICIAL, find_asked
from commonweal.assess.surveillance.models import Alert
from commonweal.design.words import day
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import Community
from commonweal.listen.tension.models import GroupMeeting, ItemCommunity, TensionReturn
from commonweal.listen.tension.rules.states import ARRIVED, LOOKED_AT

MOST_TOLD = 50


@dataclass(frozen=True)
class News:
    """One row that came since: its table, its key, when it came, its area, and what it is, in words.

    The words say that it came, about where, and never what it says: a notice is read by more people than the row.
    """

    kind: str
    pk: int
    came_at: datetime
    area_id: int
    words: str

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.pk


def what_is_new(
    *,
    since: datetime,
    areas: Iterable[Area],
    communities: Iterable[Community] = (),
    known: Collection[tuple[str, int]] = (),
) -> list[News]:
    """Returns above nil, alerts and changes of level in these areas after the moment, the oldest first.

    An assessment of communities without a place hears of the returns that name one of them, wherever they come from.
    known are the keys of what was laid before it already: without them every new row is found, however many came before.
    For a step of the program: it asks about no viewer. Three questions to the database.
    """
    areas, keys = list(areas), [community.pk for community in communities]
    today = timezone.localdate(since)
    asked = find_asked(areas, keys, today, today)
    where = Q(area__in=asked.areas) if areas else _naming(keys)
    wanted: dict[str, Any] = {"returns": _returns(since).filter(where)}
    if areas:
        wanted["alerts"] = Alert.objects.filter(raised_at__gt=since, area__in=asked.areas).select_related(
            "area"
        )
        wanted["meetings"] = _meetings(since).filter(where)
    bounded = {name: _unknown(rows, known)[:MOST_TOLD] for name, rows in wanted.items()}
    found = fetch_together(**bounded)
    told = [
        *(_of_return(row) for row in found["returns"]),
        *(_of_alert(row) for row in found.get("alerts", ())),
        *(_of_meeting(row) for row in found.get("meetings", ())),
    ]
    return sorted(told, key=lambda news: (news.came_at, news.kind, news.pk))


def _unknown(rows: QuerySet[Any], known: Collection[tuple[str, int]]) -> QuerySet[Any]:
    keys = [pk for kind, pk in known if kind == rows.model._meta.label_lower]
    return rows.exclude(pk__in=keys).defer("area__boundary", "area__outline").order_by("pk")


def _returns(since: datetime) -> QuerySet[TensionReturn]:
    """Each with the level that an officer gave the area the week before that was heard."""
    of_officers = Q(variant__in=OFFICIAL, state__in=ARRIVED, arrived_at__gt=since)
    # What anybody can send re-opens nothing before somebody has looked at it: it could be sent in order to.
    of_others = Q(state__in=LOOKED_AT, checked_at__gt=since) & ~Q(variant__in=OFFICIAL)
    earlier = TensionReturn.objects.filter(
        area__code=OuterRef("area__code"), variant="officer", state__in=ARRIVED, rank__isnull=False,
        week_starting__lt=OuterRef("week_starting"),
    )  # fmt: skip
    before = Subquery(earlier.order_by("-week_starting", "-pk").values("rank")[:1])
    above_nil = Q(is_nil=False)
    changed = Q(variant="officer", rank__isnull=False, rank_before__isnull=False) & ~Q(rank=F("rank_before"))
    rows = TensionReturn.objects.filter(of_officers | of_others).annotate(rank_before=before)
    return rows.filter(above_nil | changed).select_related("area")


def _meetings(since: datetime) -> QuerySet[GroupMeeting]:
    """Meetings of a tension monitoring group that were recorded since, and agreed on another level than the one before."""
    recorded = AuditEntry.objects.filter(action="tension.record_meeting", outcome="done", at__gt=since)
    keys = [int(key) for key in recorded.values_list("subject_id", flat=True)]
    earlier = GroupMeeting.objects.filter(
        area__code=OuterRef("area__code"), rank__isnull=False, held_on__lt=OuterRef("held_on")
    )
    before = Subquery(earlier.order_by("-held_on").values("rank")[:1])
    rows = GroupMeeting.objects.filter(pk__in=keys, rank__isnull=False).annotate(rank_before=before)
    return rows.filter(Q(rank_before__isnull=True) | ~Q(rank=F("rank_before"))).select_related("area")


def _naming(communities: list[int]) -> Q:
    items = ItemCommunity.objects.filter(community__in=communities).values("item__of")
    return Q(pk__in=items)


def _of_return(row: TensionReturn) -> News:
    came = row.arrived_at if row.variant in OFFICIAL else row.checked_at
    what = "A change of level" if row.is_nil else "A return above nil"
    words = f"{what} about {row.area.name}, week of {day(row.week_starting)}"
    return News(row._meta.label_lower, row.pk, came, row.area_id, words)  # type: ignore[arg-type]


def _of_alert(row: Alert) -> News:
    words = f"An alert of the early warning about {row.area.name}"
    return News(row._meta.label_lower, row.pk, row.raised_at, row.area_id, words)


def _of_meeting(row: GroupMeeting) -> News:
    held = timezone.make_aware(datetime.combine(row.held_on, time(12)))
    words = f"A level agreed by the tension monitoring group of {row.area.name}, {day(row.held_on)}"
    return News(row._meta.label_lower, row.pk, held, row.area_id, words)
