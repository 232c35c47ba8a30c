"""Which classes are counted, what does a file hold, and how does a series run?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.recorded_crime.models import CountLoad, KnownBreak, MonthlyCount, OffenceClass
from commonweal.listen.recorded_crime.rules.checking import CheckReport, KnownArea, check_rows
from commonweal.reading.files import open_table
from commonweal.reading.values import CannotRead

Series = dict[date, int]


@dataclass(frozen=True)
class Break:
    """A declared break as whoever compares months needs it; code is empty where it concerns every area."""

    from_on: date
    reason: str
    effect: str
    code: str = ""


def list_classes(viewer: Viewer) -> QuerySet[OffenceClass]:
    """Each with how many counts there are, and from when to when."""
    return OffenceClass.objects.visible_to(viewer).annotate(
        count_number=Count("counts"), first_on=Min("counts__month_on"), last_on=Max("counts__month_on")
    )


def list_loads(offence_class: OffenceClass, viewer: Viewer) -> QuerySet[CountLoad]:
    return CountLoad.objects.visible_to(viewer).filter(offence_class=offence_class)


def list_breaks(offence_class: OffenceClass, viewer: Viewer) -> QuerySet[KnownBreak]:
    rows = KnownBreak.objects.visible_to(viewer).filter(offence_class=offence_class)
    return rows.select_related("area").defer("area__boundary", "area__outline")


def find_breaks(viewer: Viewer) -> QuerySet[KnownBreak]:
    return KnownBreak.objects.visible_to(viewer).select_related("offence_class")


def totals_by_month(offence_class: OffenceClass, viewer: Viewer) -> list[tuple[date, int, int]]:
    """(month, sum, in how many areas), oldest first."""
    rows = MonthlyCount.objects.visible_to(viewer).filter(offence_class=offence_class).order_by("month_on")
    return list(
        rows.values("month_on")
        .annotate(Sum("number"), Count("pk"))
        .values_list("month_on", "number__sum", "pk__count")
    )


def counts_in(offence_class: OffenceClass, month: date, viewer: Viewer) -> QuerySet[MonthlyCount]:
    """The counts of one month, by the name of the area."""
    rows = MonthlyCount.objects.visible_to(viewer).filter(offence_class=offence_class, month_on=month)
    return rows.select_related("area").defer("area__boundary", "area__outline").order_by("area__name", "pk")


def all_counts(offence_class: OffenceClass, viewer: Viewer) -> Iterable[tuple[str, str, date, int]]:
    """(code, name, month, number) of everything, for a file."""
    rows = MonthlyCount.objects.visible_to(viewer).filter(offence_class=offence_class)
    return rows.order_by("area__code", "month_on").values_list(
        "area__code", "area__name", "month_on", "number"
    )


# For whoever compares months: no viewer, because it is a step of the program that asks.


def series_by_area(offence_class_id: int, *, code: str = "") -> dict[str, Series]:
    """For each area's code its months and numbers, oldest first; through all versions of the area."""
    rows = MonthlyCount.objects.filter(offence_class=offence_class_id)
    if code:
        rows = rows.filter(area__code=code)
    found: dict[str, Series] = defaultdict(dict)
    for area, month, number in rows.order_by("month_on").values_list("area__code", "month_on", "number"):
        found[area][month] = number
    return dict(found)


def breaks_in(offence_class_id: int) -> list[Break]:
    """Those that stand, oldest first."""
    rows = KnownBreak.objects.filter(offence_class=offence_class_id, withdrawn_at=None)
    return [
        Break(b.from_on, b.reason, b.effect, b.area.code if b.area else "")
        for b in rows.select_related("area")
    ]


def mark_of(offence_class_id: int) -> str:
    """Changes whenever a file was stored or a break declared or withdrawn."""
    loads = CountLoad.objects.filter(offence_class=offence_class_id).aggregate(Max("pk"))["pk__max"]
    breaks = KnownBreak.objects.filter(offence_class=offence_class_id).aggregate(
        last=Max("pk"), gone=Count("pk", filter=Q(withdrawn_at__isnull=False))
    )
    return f"{loads or 0}.{breaks['last'] or 0}.{breaks['gone']}"


# Before anything is stored


def check_file(
    content: bytes, *, file_name: str, offence_class: OffenceClass, today: date, add_up: bool = False
) -> CheckReport:
    """Read a table of counts and compare it with what is stored; stores nothing. Raises NotPossible."""
    try:
        rows = open_table(content, name=file_name)
    except CannotRead as refused:
        raise NotPossible(str(refused)) from refused
    stored = {
        (code, month): number
        for code, months in series_by_area(offence_class.pk).items()
        for month, number in months.items()
    }
    return check_rows(rows[0][1], rows[1:], areas=_areas(), stored=stored, today=today, add_up=add_up)


def _areas() -> dict[str, list[KnownArea]]:
    found: dict[str, list[KnownArea]] = defaultdict(list)
    rows = Area.objects.order_by("valid_from_on").values_list(
        "pk", "code", "name", "valid_from_on", "valid_until_on"
    )
    for pk, code, name, since, until in rows.iterator(chunk_size=2000):
        found[code.upper()].append(KnownArea(pk, name, since, until))
    return found
