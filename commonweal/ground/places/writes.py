"""How do areas come in? A whole checked file at once, or not at all."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Q

from commonweal.ground.audit.freezing import hash_of_bytes
from commonweal.ground.audit.writes import write
from commonweal.ground.places import reads
from commonweal.ground.places.models import Area, AreaLoad
from commonweal.ground.places.rules.checking import CheckReport, Fields, Prepared
from commonweal.ground.places.rules.files import BadFile
from commonweal.ground.places.rules.levels import ALWAYS, LEVELS, may_hold
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("loaded areas from a boundary file", permission="places.load")
def load_areas(
    *,
    content: bytes,
    file_name: str,
    level: str,
    by: Viewer,
    at: datetime,
    fields: Fields | None = None,
    parent_level: str = "",
    valid_from_on: date = ALWAYS,
    source: str = "",
) -> AreaLoad:
    """Check the file again and store all of it. Areas with the same codes from earlier end the day these begin."""
    if level not in LEVELS or (parent_level and not may_hold(parent_level, level)):
        raise NotPossible("The areas need a level, and their parents a larger one.")
    try:
        report = reads.check_file(
            content, level=level, valid_from_on=valid_from_on, fields=fields, parent_level=parent_level
        )
    except BadFile as fault:
        raise NotPossible(str(fault)) from fault
    if not report.may_be_stored:
        raise NotPossible(" ".join(f.words for f in report.stopping) or "The file holds nothing to store.")
    load = AreaLoad.objects.create(
        level=level, file_name=file_name[:200], file_digest=hash_of_bytes(content), source=source,
        valid_from_on=valid_from_on, loaded_at=at, loaded_by=by.name, area_count=len(report.areas),
        said=[f.words for f in report.said],
    )  # fmt: skip
    _store(report, load)
    return load


def _store(report: CheckReport, load: AreaLoad) -> None:
    codes = [a.code for a in report.areas]
    for some in (codes[i : i + 500] for i in range(0, len(codes), 500)):
        earlier = Area.objects.filter(
            Q(valid_until_on__isnull=True) | Q(valid_until_on__gt=load.valid_from_on), code__in=some
        )
        earlier.update(valid_until_on=load.valid_from_on, version=F("version") + 1)
    Area.objects.bulk_create([_area(a, load) for a in report.areas], batch_size=200)


def _area(prepared: Prepared, load: AreaLoad) -> Area:
    return Area(
        level=load.level, code=prepared.code, name=prepared.name, parent_id=prepared.parent_key,
        valid_from_on=load.valid_from_on, boundary=prepared.boundary, outline=prepared.outline,
        square_km=prepared.square_km, load=load,
    )  # fmt: skip


@write("added an area without an outline", permission="places.load")
def add_area(
    *,
    level: str,
    code: str,
    name: str,
    by: Viewer,
    at: datetime,
    parent: Area | None = None,
    valid_from_on: date = ALWAYS,
    valid_until_on: date | None = None,
) -> Area:
    """For a country or region that only holds others."""
    if level not in LEVELS or (parent is not None and not may_hold(parent.level, level)):
        raise NotPossible("The area needs a level, and its parent a larger one.")
    if not code.strip() or not name.strip():
        raise NotPossible("An area needs its official code and its name.")
    if Area.objects.filter(code=code.strip(), valid_from_on=valid_from_on).exists():
        raise NotPossible(f"{code.strip()} is stored already from that day.")
    return Area.objects.create(
        level=level, code=code.strip(), name=" ".join(name.split()), parent=parent,
        valid_from_on=valid_from_on, valid_until_on=valid_until_on,
    )  # fmt: skip


@write("ended an area", permission="places.load", locks="area")
def end_area(*, area: Area, on: date, by: Viewer, at: datetime, reason: str) -> Area:
    if not reason.strip():
        raise NotPossible("Say why the area ends.")
    if on <= area.valid_from_on or (area.valid_until_on is not None and area.valid_until_on <= on):
        raise NotPossible("The end has to lie after the beginning, and an area ends only once.")
    area.valid_until_on = on
    area.save()
    return area
