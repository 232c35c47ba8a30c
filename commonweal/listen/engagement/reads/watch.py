"""Which world events are watched, whose review is due, and how often were expectations right?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import Community, Desk, WorldEvent
from commonweal.listen.engagement.rules.states import EVENT
from commonweal.listen.engagement.rules.words import VERDICTS


def events(viewer: Viewer) -> QuerySet[WorldEvent]:
    return WorldEvent.objects.visible_to(viewer).select_related("expected_by", "judged_by")


@dataclass(frozen=True)
class Watch:
    due: list[WorldEvent]
    watched: list[WorldEvent]
    judged: list[WorldEvent]

    @property
    def record(self) -> str:
        """How often what was expected came."""
        numbers = Counter(event.verdict for event in self.judged)
        if not numbers:
            return "Nothing that was expected has been judged yet."
        return ", ".join(f"{VERDICTS[code].lower()}: {numbers[code]}" for code in VERDICTS if numbers[code])


def list_watch(viewer: Viewer, *, on: date) -> Watch:
    rows = list(events(viewer)[:300])
    open_rows = [row for row in rows if row.state == EVENT.start]
    due = [row for row in open_rows if row.review_on <= on]
    return Watch(due, [row for row in open_rows if row.review_on > on], [row for row in rows if row.verdict])


@dataclass(frozen=True)
class EventPage:
    desks: list[Desk]
    communities: list[Community]


def get_event_page(event: WorldEvent, viewer: Viewer) -> EventPage:
    found = fetch_together(
        desks=Desk.objects.visible_to(viewer).filter(world_events=event),
        communities=Community.objects.visible_to(viewer).filter(world_events=event),
    )
    return EventPage(**found)


def verdicts() -> list[tuple[str, str]]:
    return list(VERDICTS.items())


def is_own(event: WorldEvent, viewer: Viewer) -> bool:
    """Whoever expected it does not judge it."""
    return event.expected_by_id is not None and event.expected_by_id == viewer.account_id
