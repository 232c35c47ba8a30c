"""What stands in the tables of the early warning, for a file? What is unknown is None, and never 0."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commonweal.assess.surveillance.models import Alert
from commonweal.assess.surveillance.reads.alerts import method_title
from commonweal.assess.surveillance.reads.histories import History
from commonweal.assess.surveillance.reads.sources import Grade, strength_of, strength_of_returns
from commonweal.assess.surveillance.reads.this_week import Week
from commonweal.listen.tension.rules.standing import WORDS

Rows = list[dict[str, Any]]
ALERTS = (
    "area", "code", "period", "watch", "method", "method_version", "observed", "expected", "upper_bound", "score", "state",
    "strength", "sentence", "raised",
)  # fmt: skip
PERIODS = (
    "area", "code", "period", "observed", "expected", "low", "high", "unusual", "not_judged_because", "who_reported", "alert",
    "strength",
)  # fmt: skip
AREAS = (
    "area", "code", "week", "state", "level", "rank", "items", "asked", "heard", "returns", "risen", "alerts", "strength",
)  # fmt: skip


def alert_rows(found: Iterable[Alert]) -> Rows:
    return [
        {
            "area": a.area.name, "code": a.area.code, "period": a.period_on.isoformat(), "watch": a.watch.title,
            "method": method_title(a.method), "method_version": a.method_version, "observed": a.observed,
            "expected": a.expected, "upper_bound": a.upper_bound, "score": a.score, "state": a.get_state_display(),
            "strength": _label(strength_of(a.watch, a.period_on)), "sentence": a.sentence,
            "raised": a.raised_at.isoformat(),
        }
        for a in found
    ]  # fmt: skip


def _label(grade: Grade) -> str | None:
    return grade.status.label if grade.status else None


def period_rows(told: History, strength: Grade) -> Rows:
    """Every period of one area, oldest first."""
    alerts = {alert.period_on: alert for alert in told.alerts}
    series, found, can_bear = told.series, [], _label(strength)
    for at, start in enumerate(series.starts):
        judged, alert = told.judged[at], alerts.get(start)
        is_judged = judged.high is not None
        found.append({
            "area": told.area.name, "code": told.area.code, "period": start.isoformat(), "observed": series.counts[at],
            "expected": judged.expected if is_judged else None, "low": judged.low, "high": judged.high,
            "unusual": judged.is_unusual if is_judged else None, "not_judged_because": judged.why_not or None,
            "who_reported": series.effort[at] if at < len(series.effort) else None,
            "alert": alert.get_state_display() if alert else None, "strength": can_bear,
        })  # fmt: skip
    return found


def area_rows(shown: Week) -> Rows:
    """How every area stands in a week, the four states kept apart."""
    can_bear = _label(strength_of_returns(shown.week))
    return [
        {
            "area": row.point.area_name, "code": row.point.area_code, "week": shown.week.isoformat(),
            "state": WORDS[row.point.standing], "level": row.level.label if row.level else None, "rank": row.point.rank,
            "items": row.point.items, "asked": row.point.week.asked, "heard": row.point.week.heard,
            "returns": row.point.effort, "risen": row.has_risen, "alerts": [a.sentence for a in row.alerts],
            "strength": can_bear,
        }
        for row in shown.rows
    ]  # fmt: skip
