"""How is each status shown, by the scale that was in force on a day?"""

from __future__ import annotations

from datetime import date

from commonweal.act.plans.rules.facts import LABELS, Code
from commonweal.ground.scales.reads import UnknownScale, scale_in_force
from commonweal.ground.scales.values import Status

# The worst first, as lists and counts show them.
ORDER = tuple(
    code.value
    for code in (
        Code.OFF_TRACK, Code.NO_UPDATE, Code.AT_RISK, Code.ON_TRACK, Code.NOT_STARTED, Code.COMPLETE, Code.UNDELIVERED,
    )
)  # fmt: skip
COMPLETE = Code.COMPLETE.value


def status_words(on: date) -> dict[str, Status]:
    """Label, letter, tone, shape and definition of each status by its code."""
    try:
        return {status.code: status for status in scale_in_force("plan_status", on=on).statuses}
    except UnknownScale:
        return {code.value: _plain(code.value, label) for code, label in LABELS.items()}


def _plain(code: str, label: str) -> Status:
    return Status(code, label, code, "neutral", "circle", "", 0)
