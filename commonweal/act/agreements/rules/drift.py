"""Does what is done still serve the purpose that was agreed? Shares of hours by month, and where they have drifted.

Hours are the measure, because one operation may be an afternoon or a month. What lies outside is what served no limb or
one that the agreement does not cover. Whether it was led by harm or by a number to be reached is told beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Done:
    """What was done in one month and area for one limb (None: for none), led by harm or by volume. Counts only."""

    month: date
    limb: int | None
    led_by: str
    operations: int
    hours: int
    tasked: int = 0
    complaints: int = 0
    area: int | None = None


@dataclass
class Month:
    """One month of joint working. by_limb holds hours; None stands for no limb."""

    month: date
    operations: int = 0
    hours: int = 0
    tasked: int = 0
    complaints: int = 0
    outside: int = 0
    by_volume: int = 0
    by_limb: dict[int | None, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def share_outside(self) -> int | None:
        """In whole per cent, rounded half up; None where nothing was done."""
        return share(self.outside, self.hours)

    @property
    def share_by_volume(self) -> int | None:
        return share(self.by_volume, self.hours)

    def share_of(self, limb: int | None) -> int | None:
        return share(self.by_limb.get(limb, 0), self.hours)

    def has_drifted(self, threshold: int) -> bool:
        """From the threshold on; compared without rounding."""
        return self.hours > 0 and self.outside * 100 >= threshold * self.hours


def share(part: int, whole: int) -> int | None:
    return None if whole == 0 else (part * 200 + whole) // (2 * whole)


def by_month(done: Iterable[Done], covered: Collection[int]) -> list[Month]:
    """Every month in which something was recorded, oldest first."""
    found: dict[date, Month] = {}
    for row in done:
        month = found.setdefault(row.month, Month(row.month))
        month.operations += row.operations
        month.hours += row.hours
        month.tasked += row.tasked
        month.complaints += row.complaints
        month.by_limb[row.limb] += row.hours
        if row.limb is None or row.limb not in covered:
            month.outside += row.hours
        if row.led_by == "volume":
            month.by_volume += row.hours
    return [found[month] for month in sorted(found)]


def in_words(months: Iterable[Month], threshold: int, name: str) -> str:
    """What the page says first, about the newest month and those before it. name is the newest month in words."""
    known = [month for month in months if month.hours]
    if not known:
        return "No hours were recorded yet, so nobody can say whether the work serves its purpose."
    newest = known[-1]
    said = (
        f"In {name}, {newest.share_outside}% of the hours ({newest.outside} of {newest.hours}) lay outside the purpose, "
        f"and {newest.share_by_volume}% were led by a number to be reached. "
    )
    drifted = [month for month in known if month.has_drifted(threshold)]
    if newest.has_drifted(threshold):
        said += f"That is drift: the parties agreed to speak of it from {threshold}% on."
    elif drifted:
        said += f"That is no drift, but {len(drifted)} of {len(known)} months reached {threshold}%, from which one speaks of it."
    else:
        said += f"No month reached {threshold}%, from which one speaks of drift."
    return said


def weeks_in_words(served: int, off: int, threshold: int) -> str:
    """Whether one post still does what it was lent for."""
    if not served:
        return "Nothing was recorded yet."
    said = f"{off} of {served} weeks were spent on something else."
    return f"{said} That is drift." if off * 100 >= threshold * served and off else said
