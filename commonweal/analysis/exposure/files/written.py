"""Which number or which time does a file write here?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from commonweal.analysis.exposure.values import NotPossible


def time_of(value: object) -> datetime | None:
    """A time as files write it: ISO 8601, or seconds (or milliseconds) since 1970. None where it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _since_1970(value)
    text = str(value).strip()
    if re.fullmatch(r"\d{9,13}(\.\d{1,9})?", text):
        return _since_1970(float(text))
    try:
        return datetime.fromisoformat(text) if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text) else None
    except ValueError:
        return None


def _since_1970(value: float) -> datetime | None:
    seconds = value / 1000 if value > 1e11 else value
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (OverflowError, OSError, ValueError):
        return None


def times_of(values: Sequence[object]) -> list[datetime | None]:
    """Times of a line; nothing at all where none of them is one."""
    found = [time_of(value) for value in values]
    return found if any(found) else []


def number_of(text: str, what: str) -> float:
    """A number as a file writes it. "nan" and "inf" are words, and no positions."""
    text = text.strip()
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", text):
        raise NotPossible(f"{what} is {text[:40]!r}, which is not a number.")
    return float(text)
