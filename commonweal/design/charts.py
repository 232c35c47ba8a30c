"""How long is each bar, and where does its interval lie? Pure geometry; length means amount, so it starts at zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

SMALLEST = 1e-9  # less is nothing on any scale that people read


@dataclass(frozen=True)
class Bar:
    """`words` is the value as written; `kind` is amount, missing, nil, late or not_asked; low and high an interval."""

    label: str
    value: float = 0.0
    words: str = ""
    low: float | None = None
    high: float | None = None
    kind: str = "amount"
    tone: str = "neutral"
    url: str = ""


@dataclass(frozen=True)
class DrawnBar:
    bar: Bar
    width: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class BarDrawing:
    bars: tuple[DrawnBar, ...]
    ticks: tuple[tuple[float, str], ...]


def draw_bars(bars: Sequence[Bar], *, maximum: float | None = None) -> BarDrawing:
    """All bars on one scale from zero, in hundredths of the width."""
    if any(bar.value < 0 for bar in bars):
        raise ValueError("A bar cannot show less than nothing: draw a difference in another way.")
    top, steps = scale_to(maximum or max([max(bar.value, bar.high or 0) for bar in bars], default=0))
    drawn = tuple(
        DrawnBar(bar, _x(bar.value, top) or 0.0, _x(bar.low, top), _x(bar.high, top)) for bar in bars
    )
    return BarDrawing(drawn, tuple((_x(value, top) or 0.0, f"{value:,g}") for value in steps))


def scale_to(most: float) -> tuple[float, list[float]]:
    """A round number at or above the largest, and the round steps from zero up to it."""
    most = most if most > SMALLEST else 1.0
    step = _step(most)
    top = step * ceil(round(most / step, 9))
    return top, [step * n for n in range(round(top / step) + 1)]


def _x(value: float | None, top: float) -> float | None:
    return None if value is None else round(min(value / top, 1) * 100, 2)


def _step(most: float) -> float:
    """1, 2 or 5 times a power of ten, so that two to five steps reach the top."""
    power = 10 ** floor(log10(most))
    return next(size * power for size in (0.2, 0.5, 1, 2) if most / (size * power) <= 5)
