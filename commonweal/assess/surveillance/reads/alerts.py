"""Which alerts are there, which wait for an answer, and what may this person answer?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.assess.surveillance.models import Alert
from commonweal.assess.surveillance.reads.telling import bodies_of
from commonweal.assess.surveillance.rules.recipes import RECIPES, settings_in_words
from commonweal.assess.surveillance.rules.states import ALERT, WAITING
from commonweal.ground.visibility.rules import Viewer

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
        .select_related("area", "watch")
        .defer("area__boundary", "area__outline")
    )
    if only:
        rows = rows.filter(state__in=WAITING if only == "waiting" else [only])
    if watch:
        rows = rows.filter(watch=watch)
    return rows.filter(area__code=code) if code else rows


def deeds_open_to(alert: Alert, viewer: Viewer) -> list[Deed]:
    owners = bodies_of(alert.area)
    found = []
    for event in ALERT.events_from(alert.state):
        rule = ALERT.events[event]
        own_work = bool(rule.never_by) and alert.explained_by_id == viewer.account_id
        if viewer.may(rule.permission, owners) and not own_work:
            found.append(Deed(event, DEEDS[event], rule.needs_reason))
    return found


def find_permission(event: str) -> str:
    return ALERT.events[event].permission


def facts_of(alert: Alert) -> list[tuple[str, Any]]:
    """What the alert rests on, as (term, value)."""
    recipe = RECIPES[alert.method]
    return [
        ("Method", f"{recipe.title}, version {alert.method_version}"),
        ("Observed", f"{alert.observed:,}"),
        ("Expected", f"{alert.expected:,.1f}"),
        ("Upper bound", f"{alert.upper_bound:,.1f}"),
        ("Compared with", _baseline(alert)),
    ]


def _baseline(alert: Alert) -> str:
    if not alert.baseline:
        return "no earlier period"
    missing = (
        f"; {alert.baseline_missing} more are unknown and were left out" if alert.baseline_missing else ""
    )
    return f"{len(alert.baseline)} periods from {alert.baseline[0]} to {alert.baseline[-1]}{missing}"


def settings_of(alert: Alert) -> list[tuple[str, str]]:
    return settings_in_words(alert.method_settings)


def others_at_the_time(alert: Alert, viewer: Viewer) -> list[Alert]:
    """What else stood out in the same area or the same period."""
    near = Q(area__code=alert.area.code) | Q(period_on=alert.period_on)
    return list(list_alerts(viewer).filter(near).exclude(pk=alert.pk)[:10])


def count_waiting(viewer: Viewer) -> int:
    return list_alerts(viewer, only="waiting").count()
