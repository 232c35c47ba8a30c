"""Which alerts are there, which wait for an answer, and what may this person answer?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.assess.surveillance.models import Alert, SeriesBreak
from commonweal.assess.surveillance.reads.sources import breaks_of
from commonweal.assess.surveillance.reads.telling import covering
from commonweal.assess.surveillance.rules.judging import period_words
from commonweal.assess.surveillance.rules.recipes import RECIPES, settings_in_words
from commonweal.assess.surveillance.rules.states import ALERT, WAITING
from commonweal.design.words import count
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

TAGS = {
    "raised": ("Raised", "!", "triangle", "warn"),
    "acknowledged": ("Acknowledged", "A", "square", "watch"),
    "explained": ("Explained", "E", "circle", "good"),
    "closed": ("Closed", "C", "ring", "neutral"),
}


@dataclass(frozen=True)
class Deed:
    """Something that the viewer may answer now."""

    event: str
    label: str
    asks: bool


DEEDS = {
    "acknowledge": "Acknowledge",
    "explain": "Explain",
    "close": "Close",
    "look-again": "Look again",
}


def list_alerts(
    viewer: Viewer, *, only: str = "", watch: int | None = None, code: str = ""
) -> QuerySet[Alert]:
    """Newest period first, each with its area and its watch. only is "waiting", a state, or "" for all."""
    rows = (
        Alert.objects.visible_to(viewer)
        .select_related("area", "watch__offence_class", "watch__return_round", "explained_by", "closed_by")
        .defer("area__boundary", "area__outline")
    )
    if only:
        rows = rows.filter(state__in=WAITING if only == "waiting" else [only])
    if watch:
        rows = rows.filter(watch=watch)
    return rows.filter(area__code=code) if code else rows


@dataclass(frozen=True)
class Around:
    """What stands round an alert: what else stood out, the breaks of its watch, and whose the area is."""

    near: list[Alert]
    breaks: list[SeriesBreak]
    bodies: list[int]

    def others(self, alert: Alert) -> list[Alert]:
        return [each for each in self.near if each.pk != alert.pk][:10]

    def of_its_series(self, alert: Alert) -> list[Alert]:
        return [e for e in self.near if e.watch_id == alert.watch_id and e.area.code == alert.area.code]


def around(alert: Alert, viewer: Viewer) -> Around:
    """One question to the database."""
    near = Q(area__code=alert.area.code) | Q(period_on=alert.period_on)
    found = fetch_together(
        near=list_alerts(viewer).filter(near), breaks=breaks_of(alert.watch), bodies=covering(alert.area)
    )
    return Around(found["near"], found["breaks"], [row.body_id for row in found["bodies"]])


def deeds_open_to(alert: Alert, viewer: Viewer, owners: list[int]) -> list[Deed]:
    found = []
    for event in ALERT.events_from(alert.state):
        rule = ALERT.events[event]
        own_work = bool(rule.never_by) and alert.explained_by_id == viewer.account_id
        if viewer.may(rule.permission, owners) and not own_work:
            found.append(Deed(event, DEEDS[event], rule.needs_reason))
    return found


def find_permission(event: str) -> str:
    return ALERT.events[event].permission


def method_title(key: str) -> str:
    """An alert outlives its method: one that the program no longer knows is called by its key."""
    return RECIPES[key].title if key in RECIPES else key


def facts_of(alert: Alert) -> list[tuple[str, Any]]:
    """What the alert rests on, as (term, value)."""
    return [
        ("Method", f"{method_title(alert.method)}, version {alert.method_version}"),
        ("Observed", f"{alert.observed:,}"),
        ("Expected", f"{alert.expected:,.1f}"),
        ("Upper bound", f"{alert.upper_bound:,.1f}"),
        ("Compared with", _baseline(alert)),
    ]


def baseline_words(alert: Alert) -> list[str]:
    """Every earlier period that it was compared with."""
    return [period_words(date.fromisoformat(start), alert.watch.period) for start in alert.baseline]


def _baseline(alert: Alert) -> str:
    periods = baseline_words(alert)
    if not periods:
        return "no earlier period"
    missing = (
        f"; {alert.baseline_missing} more are unknown and were left out" if alert.baseline_missing else ""
    )
    return f"{count(len(periods), alert.watch.period)}, from {periods[0]} to {periods[-1]}{missing}"


def settings_of(alert: Alert) -> list[tuple[str, str]]:
    return settings_in_words(alert.method_settings)


def count_waiting(viewer: Viewer) -> int:
    return list_alerts(viewer, only="waiting").count()
