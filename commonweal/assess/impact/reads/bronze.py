"""What stands in the log to Gold, and what did community monitors see?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commonweal.assess.impact.models import BronzeAdvice, Operation
from commonweal.assess.impact.reads import advice_page
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.ground.visibility.together import fetch_together

SHOWN = 300


def entries(viewer: Viewer) -> Any:
    """For whoever works with the operation; those who oversee read what was declined on a page of its own."""
    rows = BronzeAdvice.objects.visible_to(viewer).select_related(
        "operation", "given_by", "decision__decided_by"
    )
    return rows if viewer.sees(Tier.POLICE) else rows.none()


def log_of(operation: Operation, viewer: Viewer) -> Any:
    """Newest first."""
    return entries(viewer).filter(operation=operation).order_by("-given_at", "-pk")[:SHOWN]


@dataclass(frozen=True)
class Seen:
    """An observation with its strength in words."""

    row: Any
    strength: Any
    is_corrected: bool


@dataclass(frozen=True)
class Watched:
    """The monitors of an operation and what they saw, newest first."""

    monitors: list[Any]
    seen: list[Seen]


def get_monitors(operation: Operation, viewer: Viewer) -> Watched:
    found = fetch_together(
        monitors=advice_page.monitors(viewer).filter(operation=operation),
        seen=advice_page.observations(viewer)
        .filter(monitor__operation=operation)
        .order_by("-seen_on", "-seen_clock", "-pk")[:SHOWN],
    )
    corrected = {row.corrects_id for row in found["seen"]}
    seen = [
        Seen(row, status_of(row.strength_scale, row.strength), row.pk in corrected) for row in found["seen"]
    ]
    return Watched(found["monitors"], seen)
