"""Which round takes returns from anybody, and about which areas?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.ground.places.models import Area
from commonweal.listen.tension.models import Asking, ReturnRound
from commonweal.listen.tension.reads.weeks import OFFICIAL, rounds_on
from commonweal.listen.tension.rules.deadlines import week_of


@dataclass(frozen=True)
class Place:
    """An area, and who checks what is said about it."""

    area: Area
    overseer_id: int


def open_round(on: date) -> ReturnRound | None:
    return rounds_on(on).filter(open_to_public=True).order_by("since_on", "pk").first()


def places_of(chosen: ReturnRound, on: date) -> list[Place]:
    asked = Asking.objects.filter(Asking.asked_q(week_of(on)), round=chosen, variant=OFFICIAL)
    found: dict[int, Place] = {}
    for asking in (
        asked.select_related("area").defer("area__boundary", "area__outline").order_by("area__name", "pk")
    ):
        found.setdefault(asking.area_id, Place(asking.area, asking.overseer_id))
    return list(found.values())
