"""Where on a chart does each week or month of a series lie, with what was to be expected? Pure geometry, from zero upwards.

A period that nobody knows breaks the line and is hatched; it is never drawn as zero.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from .charts import scale_to
from .words import MONTHS

WIDTH, HEIGHT = 1000.0, 260.0
MOST_TICKS = 7
LOWEST_TOP = 5.0  # below it the scale would have fractions of something that is counted


@dataclass(frozen=True)
class Point:
    """One period. words is the value as written; low and high the band of what was to be expected, expected its middle.

    kind is amount, nil, missing, late or not_asked; mark is the words of a warning that stands at this point, with its url.
    """

    on: date
    label: str
    value: float | None = None
    words: str = ""
    kind: str = "amount"
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    mark: str = ""
    url: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Rupture:
    """From this day on the figures are made in another way."""

    on: date
    label: str


@dataclass(frozen=True)
class Drawn:
    """x in hundredths of the width, y in units from the top; None where there is no value."""

    point: Point
    x: float
    y: float | None


@dataclass(frozen=True)
class SeriesDrawing:
    """lines, bands and middles are the points of SVG polylines and polygons in a box of 1000 by 260."""

    points: tuple[Drawn, ...]
    lines: tuple[str, ...]
    bands: tuple[str, ...]
    middles: tuple[str, ...]
    unknown: tuple[tuple[float, float], ...]
    y_ticks: tuple[tuple[float, str], ...]
    x_ticks: tuple[tuple[float, str], ...]
    ruptures: tuple[tuple[float, Rupture], ...]
    height: float = HEIGHT

    @property
    def has_band(self) -> bool:
        return bool(self.bands)

    @property
    def has_low(self) -> bool:
        return any(each.point.low is not None for each in self.points)

    @property
    def has_beside(self) -> bool:
        return any(each.point.beside for each in self.points)

    @property
    def has_unknown(self) -> bool:
        return bool(self.unknown)

    @property
    def marked(self) -> tuple[Drawn, ...]:
        return tuple(each for each in self.points if each.point.mark)

    @property
    def nils(self) -> tuple[Drawn, ...]:
        return tuple(each for each in self.points if each.point.kind == "nil")


def draw_series(points: Sequence[Point], *, ruptures: Sequence[Rupture] = ()) -> SeriesDrawing:
    """Every period on one scale from zero, oldest first, each as wide as the next."""
    if any(v is not None and v < 0 for p in points for v in (p.value, p.low, p.high)):
        raise ValueError("A series of amounts cannot show less than nothing.")
    highest = max((v for p in points for v in (p.value, p.high, p.expected) if v is not None), default=0)
    top, steps = scale_to(max(float(highest), LOWEST_TOP))
    drawn = tuple(Drawn(p, _x(n, len(points)), _y(p.value, top)) for n, p in enumerate(points))
    return SeriesDrawing(
        points=drawn,
        lines=tuple(_path((d.x, d.y) for d in run) for run in _runs(drawn, "value")),
        bands=tuple(_band(run, top) for run in _runs(drawn, "high")),
        middles=tuple(
            _path((d.x, _y(d.point.expected, top)) for d in run) for run in _runs(drawn, "expected")
        ),
        unknown=tuple(_unknown(drawn)),
        y_ticks=tuple((round(HEIGHT * (1 - step / top), 2), f"{step:,g}") for step in steps),
        x_ticks=tuple(_x_ticks(drawn)),
        ruptures=tuple((_where(each.on, drawn), each) for each in ruptures if drawn),
    )


def _x(number: int, of: int) -> float:
    return round((number + 0.5) / of * 100, 3)


def _y(value: float | None, top: float) -> float | None:
    return None if value is None else round(HEIGHT * (1 - min(value / top, 1)), 2)


def _runs(drawn: Sequence[Drawn], column: str) -> Iterator[list[Drawn]]:
    """The stretches in which nothing is missing."""
    for known, run in groupby(drawn, key=lambda d: getattr(d.point, column) is not None):
        if known:
            yield list(run)


def _path(places: Iterator[tuple[float, float | None]]) -> str:
    return " ".join(f"{x * WIDTH / 100:g},{y:g}" for x, y in places if y is not None)


def _band(run: Sequence[Drawn], top: float) -> str:
    wide = (-0.4, 0.4) if len(run) == 1 else (0.0,)  # a single period has a width, too
    above = [(d.x + shift, _y(d.point.high, top)) for d in run for shift in wide]
    below = [(d.x - shift, _y(d.point.low or 0.0, top)) for d in reversed(run) for shift in wide]
    return _path(iter([*above, *below]))


def _unknown(drawn: Sequence[Drawn]) -> Iterator[tuple[float, float]]:
    """From where to how wide, in hundredths, nobody knows a number."""
    half = 50 / max(len(drawn), 1)
    for known, run in groupby(drawn, key=lambda d: d.y is not None):
        if not known:
            places = [d.x for d in run]
            yield round(places[0] - half, 3), round(places[-1] - places[0] + 2 * half, 3)


def _x_ticks(drawn: Sequence[Drawn]) -> Iterator[tuple[float, str]]:
    """Years where there are several, otherwise months; never more than have room on a phone."""
    if not drawn:
        return
    years = drawn[-1].point.on.year - drawn[0].point.on.year
    starts = [d for d, is_first in _starts(drawn, by_year=years >= 2) if is_first]
    step = -(-len(starts) // MOST_TICKS) or 1
    for each in starts[::step]:
        on = each.point.on
        yield each.x, str(on.year) if years >= 2 else f"{MONTHS[on.month - 1][:3]} {on.year}"


def _starts(drawn: Sequence[Drawn], *, by_year: bool) -> Iterator[tuple[Drawn, bool]]:
    before: object = None
    for each in drawn:
        on = each.point.on
        now: object = on.year if by_year else (on.year, on.month)
        yield each, now != before and (before is not None or on.month == 1 or not by_year)
        before = now


def _where(on: date, drawn: Sequence[Drawn]) -> float:
    """The line between the last period before the day and the first after it."""
    half = 50 / len(drawn)
    after = next((d for d in drawn if d.point.on >= on), None)
    return round(after.x - half, 3) if after else 100.0
