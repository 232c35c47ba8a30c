"""How do known and missing periods become the series that a method reads, with its breaks?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.analysis.early_warning import Series
from commonweal.assess.surveillance.rules.recipes import PER_YEAR, Period


@dataclass(frozen=True)
class Rupture:
    """A declared break: whether earlier periods are still compared, or only named as a warning."""

    from_on: date
    reason: str
    restarts: bool


@dataclass(frozen=True)
class Watched:
    """One area's series, oldest first: every period from the first to the last, None where nobody knows.

    effort is what lay behind each number (how many reported), in words; "" where the source does not say.
    """

    period: Period
    starts: tuple[date, ...] = ()
    counts: tuple[int | None, ...] = ()
    effort: tuple[str, ...] = ()
    ruptures: tuple[Rupture, ...] = ()

    def place(self, on: date) -> int | None:
        return self.starts.index(on) if on in self.starts else None

    def as_series(self, name: str = "") -> Series:
        return Series(
            counts=self.counts,
            name=name,
            starts=self.starts,
            per_year=PER_YEAR[self.period],
            breaks=tuple(self._restarts()),
        )

    def _restarts(self) -> Iterable[int]:
        for rupture in self.ruptures:
            after = [at for at, start in enumerate(self.starts) if start >= rupture.from_on]
            if rupture.restarts and after and after[0] > 0:
                yield after[0]

    def cautions(self, on: date) -> list[str]:
        """What a reader must know about a comparison of this period with earlier ones."""
        return [
            rupture.reason
            for rupture in self.ruptures
            if not rupture.restarts and self.starts and self.starts[0] < rupture.from_on <= on
        ]


def next_start(start: date, period: Period) -> date:
    if period is Period.WEEK:
        return start + timedelta(days=7)
    return date(start.year + start.month // 12, start.month % 12 + 1, 1)


def starts_between(first: date, last: date, period: Period) -> list[date]:
    found = []
    while first <= last:
        found.append(first)
        first = next_start(first, period)
    return found


def make_series(
    period: Period,
    known: Mapping[date, int],
    *,
    until: date | None = None,
    effort: Mapping[date, str] | None = None,
    ruptures: Iterable[Rupture] = (),
) -> Watched:
    """Every period between the first known and the last (or a later one that is asked for)."""
    if not known:
        return Watched(period, ruptures=tuple(ruptures))
    last = max(known)
    starts = starts_between(min(known), max(last, until) if until else last, period)
    said = effort or {}
    return Watched(
        period,
        tuple(starts),
        tuple(known.get(start) for start in starts),
        tuple(said.get(start, "") for start in starts),
        tuple(ruptures),
    )
