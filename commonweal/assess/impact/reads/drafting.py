"""What do the sources that this viewer may read say about some areas and communities, statement by statement?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from commonweal.assess.impact.reads import gathering
from commonweal.assess.impact.reads.gathering import MOST_FETCHED, Asked, find_asked
from commonweal.assess.impact.reads.telling import Telling
from commonweal.assess.impact.rules import drafting as rules
from commonweal.assess.impact.rules.drafting import Draft, Drawn, Searched
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import Community

# In which class of source the rows of each question stand.
CLASS_OF = {
    "returns": rules.RETURNS, "items": rules.RETURNS, "ahead": rules.RETURNS, "meetings": rules.RETURNS,
    "alerts": rules.RETURNS, "counts": rules.FIGURES, "events": rules.OPEN, "engagements": rules.CONTACTS,
    "issues": rules.CONTACTS,
}  # fmt: skip
JOINED = {
    "returns": ("area",), "items": ("of__area",), "ahead": ("of__area",), "meetings": ("area",),
    "alerts": ("area", "watch__offence_class"), "counts": ("area", "offence_class"), "events": (),
    "engagements": ("area",), "issues": ("engagement__area",),
}  # fmt: skip


def gather(
    *,
    areas: Iterable[Area],
    communities: Iterable[Community],
    from_on: date,
    to_on: date,
    viewer: Viewer,
    at: datetime,
    exposure: Sequence[Drawn] = (),
    studies_withheld: int = 0,
    lessons: Sequence[Drawn] = (),
    lessons_withheld: int = 0,
) -> Draft:
    """The first draft for these areas and communities, drawn from the days from_on to to_on, both included.

    It reads only what the viewer may read, and counts the rest. Three questions to the database, however much there is.
    What lies near and earlier lessons are handed in, since their own rooms and tables answer for them.
    """
    asked = find_asked(areas, (c.pk for c in communities), from_on, to_on)
    closed = viewer.enforces_immigration
    seen = _open_to(viewer, gathering.rows_of(lambda model: model.objects.visible_to(viewer), asked))
    everything = _open_to(viewer, gathering.rows_of(lambda model: model.objects.all(), asked))
    found = _fetch(viewer, asked, seen)
    numbers = gathering.count_together(
        **{f"seen_{name}": rows for name, rows in seen.items()},
        **{f"all_{name}": rows for name, rows in everything.items()},
    )
    told = Telling(found, asked, timezone.localdate(at))
    drawn = {
        rules.RETURNS: [*told.returns(), *told.items(in_media=False), *told.meetings(), *told.alerts(), *told.ahead()],
        rules.FIGURES: told.figures(),
        rules.OPEN: [*told.items(in_media=True), *told.events()],
        rules.CONTACTS: [*told.engagements(), *told.issues()],
    }  # fmt: skip
    classes = [
        Searched(source, is_closed=True)
        if closed and source in rules.SAID_BY_COMMUNITIES
        else _searched(source, drawn[source], numbers, found, told.kept_back)
        for source in rules.SEARCHED
    ]
    classes.append(rules.bound(rules.NEAR, exposure, studies_withheld))
    classes.append(
        Searched(rules.LESSONS, is_closed=True)
        if closed
        else rules.bound(rules.LESSONS, lessons, lessons_withheld)
    )
    return Draft(from_on, to_on, tuple(classes))


def _open_to(viewer: Viewer, rows: dict[str, Any]) -> dict[str, Any]:
    if not viewer.enforces_immigration:
        return rows
    return {name: found for name, found in rows.items() if CLASS_OF[name] not in rules.SAID_BY_COMMUNITIES}


def _fetch(viewer: Viewer, asked: Asked, seen: dict[str, Any]) -> dict[str, list[Any]]:
    wanted: dict[str, Any] = {}
    for name, rows in seen.items():
        joined = JOINED[name]
        heavy = [
            f"{path}__{column}"
            for path in joined
            if path.endswith("area")
            for column in ("boundary", "outline")
        ]
        chosen = rows.select_related(*joined) if joined else rows
        # figures are added up: none of them may be left out
        wanted[name] = chosen.defer(*heavy) if name == "counts" else chosen.defer(*heavy)[:MOST_FETCHED]
    if "items" in seen:
        named = gathering.communities_of(lambda model: model.objects.visible_to(viewer), asked)
        wanted["communities"] = named.select_related("community")
    return fetch_together(**wanted)


def _searched(
    source: str,
    drawn: list[Drawn],
    numbers: dict[str, int],
    found: dict[str, list[Any]],
    kept_back: dict[str, int],
) -> Searched:
    names = [name for name, of in CLASS_OF.items() if of == source and f"all_{name}" in numbers]
    hidden = sum(numbers[f"all_{name}"] - numbers[f"seen_{name}"] for name in names)
    unread = sum(numbers[f"seen_{name}"] - len(found[name]) for name in names)
    return rules.bound(source, drawn, hidden + kept_back.get(source, 0), unread)
