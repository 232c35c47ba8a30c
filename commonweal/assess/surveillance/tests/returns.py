"""A round of weekly returns about two invented boroughs: who reported what, who said nothing, who was silent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from commonweal.assess.surveillance.tests.factories import CODES, borough_body
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Holding
from commonweal.listen.recorded_crime.tests.factories import make_area
from commonweal.listen.tension.models import Asking, ReturnRound, TensionItem, TensionReturn

MONDAY = date(2010, 7, 5)  # the newest week whose deadline has passed on 15 July 2010
FIRST = MONDAY - timedelta(weeks=15)


def make_round() -> ReturnRound:
    force = make_area("E23000001", "Metropolitan Police", level="police_force")
    for code, name in zip(CODES, ("Northmarsh", "Eastham"), strict=True):
        make_area(code, name, parent=force)
    police = borough_body(CODES[0])
    made = ReturnRound.objects.create(
        title="Weekly return", organisation=police, area=force, due_day=9, due_clock=time(12), since_on=FIRST
    )
    for code, name in zip(CODES, ("Northmarsh police", "Eastham police"), strict=True):
        body = borough_body(code, name)
        Asking.objects.create(
            round=made, organisation=body, overseer=body, area=Area.objects.get(code=code), variant="officer",
            since_on=FIRST,
        )  # fmt: skip
    return made


def came(chosen: ReturnRound, code: str, week: date, items: int, *, hours_late: int = -2) -> TensionReturn:
    """A return with so many items; with none it is a nil."""
    asking = Asking.objects.get(round=chosen, area__code=code)
    due_at = chosen.clockwork.due_at(week)
    arrived_at: datetime = due_at + timedelta(hours=hours_late)
    made = TensionReturn.objects.create(
        round=chosen, asking=asking, variant="officer", organisation=asking.organisation, overseer=asking.overseer,
        area=asking.area, week_starting=week, state="submitted", is_nil=items == 0, submitted_at=arrived_at,
        arrived_at=arrived_at, due_at=due_at, level="" if items == 0 else "1", rank=0 if items == 0 else min(items, 3),
        level_scale="tension_level@1", submitted_by=somebody(), drafted_by=somebody(), question_set="tension_return@1",
    )  # fmt: skip
    for number in range(1, items + 1):
        TensionItem.objects.create(
            of=made, number=number, title=f"Item {number}", facts="Something was noticed.", experienced="low",
            scheme="3x5x2", source_grade="2", information_grade="C", handling="P", origin="local",
        )  # fmt: skip
    return made


def somebody() -> Any:
    from commonweal.ground.people.models import Account

    return Account.objects.get_or_create(email="writer@mail.example", defaults={"name": "Writer"})[0]


def weeks(number: int = 16) -> list[date]:
    return [MONDAY - timedelta(weeks=n) for n in range(number - 1, -1, -1)]


def at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


ANALYST = as_viewer([Holding("analyst", None)], account_id=None, name="Analyst")
