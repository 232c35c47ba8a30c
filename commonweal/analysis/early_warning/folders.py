"""What stands in a folder of series and settings?

`input.csv` has the columns t, epoch and one for each series; `population.csv`, where there is one, has the same without
epoch; `control.json` names the settings under which each file is asked for. That is how the reference outputs are laid
out, so that anyone can compare.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isnan, nan
from pathlib import Path
from typing import Any, overload

import numpy as np

from commonweal.analysis.early_warning.settings import (
    EarsMethod,
    EarsSettings,
    FarringtonSettings,
    Mode,
    Power,
    Settings,
    Threshold,
)
from commonweal.analysis.early_warning.spooled import Spooled, opened, rows_of, spool
from commonweal.analysis.early_warning.values import NotPossible, Series, check_count

MISSING = {"", "NA", "NaN"}


@dataclass(frozen=True)
class Asked:
    """One output file: its name, its settings and the places for which it wants a row."""

    file: str
    settings: Settings
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Folder:
    series: Sequence[Series]
    asked: tuple[Asked, ...]


def read_folder(folder: Path, mode: Mode) -> Folder:
    control = _control(folder / "control.json")
    series = AllSeries(folder, control)
    return Folder(series, tuple(_all_asked(control, mode, series.length)))


# Settings


def _control(path: Path) -> dict[str, Any]:
    with opened(path) as file:
        text = file.read()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise NotPossible(f"{path} is not JSON: {broken}.") from None
    if not isinstance(found, dict):
        raise NotPossible(f"{path} must hold one object with the settings.")
    return found


def _all_asked(control: Mapping[str, Any], mode: Mode, length: int) -> Iterator[Asked]:
    for method, make in (("farrington", farrington_settings), ("ears", ears_settings)):
        asked = control.get(method) or {}
        if not isinstance(asked, dict):
            raise NotPossible(f"control.json: {method!r} must be an object with a name for each output file.")
        for name, given in asked.items():
            yield _one_asked(f"{method}_{name}", given, make, mode, length)


def _one_asked(name: str, given: Any, make: Any, mode: Mode, length: int) -> Asked:
    where = f"control.json, {name}"
    if Path(name).name != name or not isinstance(given, dict):
        raise NotPossible(f"{where}: a name must be fit for a file, and hold an object of settings.")
    try:
        settings = make(given, mode)
        first, last = (_place(given, key) for key in ("range_first", "range_last"))
    except NotPossible as wrong:
        raise NotPossible(f"{where}: {wrong}") from None
    except (TypeError, ValueError, KeyError, IndexError, OverflowError) as wrong:
        raise NotPossible(f"{where}: a setting is not of the right kind ({wrong}).") from None
    if not 0 <= (first or 0) <= (length - 1 if last is None else last) < length:
        raise NotPossible(f"{where}: the range must lie in the {length} periods of input.csv.")
    return Asked(f"{name}.csv", settings, first, last)


def _place(given: Mapping[str, Any], key: str) -> int | None:
    return None if given.get(key) is None else int(given[key]) - 1


def farrington_settings(given: Mapping[str, Any], mode: Mode) -> FarringtonSettings:
    """Under the reference's names, and with its defaults where nothing is said."""
    fewest_cases, over_periods = given.get("limit54", (5, 4))
    half_window = int(given.get("w", 3))
    left_out = given.get("pastWeeksNotIncluded")
    return FarringtonSettings(
        years_back=int(given.get("b", 5)),
        half_window=half_window,
        season_groups=int(given.get("noPeriods", 1)),
        past_left_out=half_window if left_out is None else int(left_out),
        trend=bool(given.get("trend", True)),
        trend_level=float(given.get("pThresholdTrend", 0.05)),
        reweight=bool(given.get("reweight", True)),
        reweight_above=float(given.get("weightsThreshold", 2.58)),
        alpha=float(given.get("alpha", 0.05)),
        threshold=Threshold(given.get("thresholdMethod", "delta")),
        power=Power(given.get("powertrans", "2/3")),
        use_population=bool(given.get("populationOffset", False)),
        fewest_cases=int(fewest_cases),
        over_periods=int(over_periods),
        mode=mode,
    )


def ears_settings(given: Mapping[str, Any], mode: Mode) -> EarsSettings:
    alpha = given.get("alpha")
    return EarsSettings(
        method=EarsMethod(given.get("method", "C1")),
        baseline=int(given.get("baseline", 7)),
        least_sigma=float(given.get("minSigma", 0)),
        alpha=None if alpha is None else float(alpha),
        mode=mode,
    )


# Series


class AllSeries(Sequence[Series]):
    """Every series of a folder, one after another: only a few of them are in memory at a time."""

    def __init__(self, folder: Path, control: Mapping[str, Any]):
        self.per_year = control.get("freq", 52)
        if not isinstance(self.per_year, int):
            raise NotPossible(
                f"control.json: freq is {self.per_year!r}; it must be a whole number of periods a year."
            )
        rows = rows_of(folder / "input.csv")
        header = next(rows)
        if header[:2] != ["t", "epoch"] or len(header) < 3:
            raise NotPossible(
                f"{folder / 'input.csv'} must begin with the columns t and epoch, and have a series after them."
            )
        self.names = header[2:]
        days: list[date] | None = [] if control.get("epochAsDate") else None
        self._counts = spool(_noting_days(rows, days), self.names, 2, _count)
        self.starts = None if days is None else tuple(days)
        self._population, self._column_of = _populations(folder / "population.csv")

    @property
    def length(self) -> int:
        return self._counts.length

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Series]:
        for name, counts in zip(self.names, self._counts, strict=True):
            yield self._series(name, counts)

    @overload
    def __getitem__(self, place: int) -> Series: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Series]: ...
    def __getitem__(self, place: int | slice) -> Series | Sequence[Series]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = range(len(self))[place]
        return self._series(self.names[at], self._counts.columns(at, 1)[0])

    def _series(self, name: str, counts: np.ndarray) -> Series:
        known = [None if isnan(value) else int(value) for value in counts.tolist()]
        one = Series(known, name, starts=self.starts, per_year=self.per_year)
        if self._population is None or name not in self._column_of:
            return one
        return replace(one, population=self._population.columns(self._column_of[name], 1)[0].tolist())


def _noting_days(rows: Iterator[list[str]], days: list[date] | None) -> Iterator[list[str]]:
    """The rows as they are; what day each began is noted on the way, where that is wanted."""
    for at, row in enumerate(rows):
        if days is not None:
            days.append(_day(row, at))
        yield row


def _populations(path: Path) -> tuple[Spooled | None, dict[str, int]]:
    """The figures, and in which column each series has its own."""
    if not path.exists():
        return None, {}
    rows = rows_of(path)
    header = next(rows)
    wanted = [column for column, name in enumerate(header) if name not in {"t", "epoch"}]
    names = [header[column] for column in wanted]
    try:
        found = spool(
            ([row[c] for c in wanted] for row in rows), names, 0, lambda text, name, at: float(text)
        )
    except ValueError as wrong:
        if isinstance(wrong, NotPossible):
            raise
        raise NotPossible(f"{path} holds something that is not a number.") from None
    return found, {name: at for at, name in enumerate(names)}


def _count(text: str, name: str, at: int) -> float:
    if text in MISSING:
        return nan
    try:
        value = float(text)
        whole: int | None = int(value)
    except (ValueError, OverflowError):
        whole = None
    if whole is not None and value == whole:
        check_count(whole, name, at)
        return value
    raise NotPossible(
        f"input.csv holds {text[:40]!r} for {name[:80]!r} in period {at + 1}; a count is a whole number."
    )


def _day(row: list[str], at: int) -> date:
    try:
        return date.fromisoformat(row[1])
    except ValueError:
        raise NotPossible(
            f"input.csv has no date (year-month-day) as the epoch of period {at + 1}."
        ) from None
