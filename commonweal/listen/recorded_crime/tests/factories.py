"""Classes of offences, areas and files of counts for tests; the numbers are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from commonweal.ground.people.reads import as_viewer
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Holding, Viewer
from commonweal.listen.recorded_crime.models import OffenceClass
from commonweal.listen.recorded_crime.writes import add_offence_class, load_counts

AT = datetime(2010, 7, 15, 9, 0, tzinfo=UTC)
ON = date(2010, 7, 15)
ANALYST: Viewer = as_viewer([Holding("analyst", None)], name="Analyst")
WHO: dict[str, Any] = {"by": ANALYST, "at": AT}


def make_area(code: str = "E09000010", name: str = "Northmarsh", **given: Any) -> Area:
    given = {"level": "borough", "valid_from_on": date(1965, 4, 1), **given}
    return Area.objects.create(code=code, name=name, **given)


def make_class(name: str = "Invented class of offences") -> OffenceClass:
    return add_offence_class(
        name=name,
        words="Whatever a test needs",
        source="Nobody: a test",
        limits="It says nothing at all",
        **WHO,
    )


def months(first: date, number: int) -> list[date]:
    found = []
    for _ in range(number):
        found.append(first)
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return found


def table(rows: list[tuple[str, str, object]], head: str = "area_code,month,count") -> bytes:
    return "\n".join([head, *(",".join(map(str, row)) for row in rows)]).encode() + b"\n"


def load(offence_class: OffenceClass, rows: list[tuple[str, str, object]], **given: Any) -> Any:
    return load_counts(
        content=table(rows),
        file_name="counts.csv",
        offence_class=offence_class,
        source="A test",
        **{**WHO, **given},
    )
