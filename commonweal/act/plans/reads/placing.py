"""Where may an action be placed, and under which other service areas may it be listed?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commonweal.act.plans.models import PlannedAction, ServiceArea
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import list_areas
from commonweal.ground.places.rules.levels import LEVELS
from commonweal.ground.visibility.rules import Viewer

# Wards and smaller are too many to tick; those that an action already has stay.
OFFERED = ("country", "region", "police_force", "borough")
Choices = list[tuple[str, str]]


def choices_of_areas(action: PlannedAction, on: date) -> dict[str, Choices]:
    """By level, the largest first: the areas of the day, and those that the action has already."""
    offered = list_areas(on=on).filter(level__in=OFFERED).values_list("level", "pk", "name")
    mine = action.areas.values_list("level", "pk", "name")
    found: dict[str, Choices] = {level: [] for level in LEVELS}
    for level, pk, name in sorted({*offered, *mine}, key=lambda row: (row[2], row[1])):
        found[level].append((str(pk), name))
    return found


def chosen_areas(action: PlannedAction) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {level: [] for level in LEVELS}
    for level, pk in action.areas.order_by("name").values_list("level", "pk"):
        found[level].append(str(pk))
    return found


def find_areas(keys: Iterable[str]) -> list[Area]:
    return list(Area.objects.only("name").filter(pk__in=list(keys)))


def choices_of_listing(viewer: Viewer, action: PlannedAction) -> Choices:
    """The other service areas of the same plan."""
    others = ServiceArea.objects.visible_to(viewer).filter(strategy=action.strategy_id)
    rows = others.exclude(pk=action.objective.service_area_id).values_list("pk", "title")
    return [(str(pk), title) for pk, title in rows]


def chosen_listing(action: PlannedAction) -> dict[str, list[str]]:
    return {"service_areas": [str(pk) for pk in action.cross_listed.values_list("pk", flat=True)]}


def find_service_areas(action: PlannedAction, keys: Iterable[str]) -> list[ServiceArea]:
    return list(ServiceArea.objects.filter(strategy=action.strategy_id, pk__in=list(keys)))
