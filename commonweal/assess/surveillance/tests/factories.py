"""A watch over two invented boroughs, one of which has a month that stands out; and people who may answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.assess.surveillance.writes import begin_watch, look_through
from commonweal.ground.partners.models import BodyArea, Organisation
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.visibility.rules import SYSTEM
from commonweal.listen.recorded_crime.tests.factories import AT, ON, WHO, load, make_area, make_class, months

CODES = ("E09000010", "E09000022")
LAST = date(2010, 6, 1)
USUAL = (9, 11, 10, 12, 8, 10, 13, 9, 11, 10, 9, 12)
STANDS_OUT = 41


def counts(number: int = 78, *, last: int = 10) -> list[tuple[date, int]]:
    """So many months up to and with June 2010, alike in every year but for the last."""
    first = 2010 * 12 + 5 - number + 1
    found = [
        (month, USUAL[(at * 7 + month.month) % 12])
        for at, month in enumerate(months(date(first // 12, first % 12 + 1, 1), number))
    ]
    return [*found[:-1], (found[-1][0], last)]


def rows(code: str, series: list[tuple[date, int]]) -> list[tuple[str, str, object]]:
    return [(code, f"{month:%Y-%m}", number) for month, number in series]


def make_areas() -> list[Any]:
    return [make_area(CODES[0], "Northmarsh"), make_area(CODES[1], "Eastham")]


def make_watch(**given: Any) -> Watch:
    offence_class = given.pop("offence_class", None) or make_class()
    given = {
        "methods": ["farrington"],
        "from_on": date(2010, 4, 1),
        "title": "Invented class by borough",
        **given,
    }
    return begin_watch(subject="recorded_crime", offence_class=offence_class, **WHO, **given)


def watched(*, last: int = STANDS_OUT, **given: Any) -> Watch:
    """The areas, the class, its figures and the watch, not yet looked through."""
    make_areas()
    watch = make_watch(**given)
    load(watch.offence_class, rows(CODES[0], counts(last=last)) + rows(CODES[1], counts()))
    return watch


def make_alert() -> Alert:
    look_through(watch=watched(), by=SYSTEM, at=AT)
    return Alert.objects.get()


def borough_body(code: str, name: str = "Northmarsh police") -> Organisation:
    from commonweal.ground.places.models import Area

    body = make_organisation(name, "police")
    BodyArea.objects.get_or_create(body=body, area=Area.objects.get(code=code))
    return body


def borough_lead(code: str = CODES[0], name: str = "Northmarsh police") -> Any:
    return make_account("borough_lead", organisation=borough_body(code, name))


__all__ = [
    "AT", "CODES", "LAST", "ON", "STANDS_OUT", "WHO", "borough_body", "borough_lead", "counts", "load", "make_alert",
    "make_areas", "make_class", "make_watch", "rows", "watched",
]  # fmt: skip
