"""What stands in a folder of series and settings?

`input.csv` has the columns t, epoch and one for each series; `population.csv`, where there is one, has the same without
epoch; `control.json` names the settings under which each file is asked for. That is how the reference outputs are laid
out, so that anyone can compare.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from commonweal.analysis.early_warning.settings import (
    EarsMethod,
    EarsSettings,
    FarringtonSettings,
    Mode,
    Power,
    Settings,
    Threshold,
)
from commonweal.analysis.early_warning.values import NotPossible, Series

LARGEST_FILE = 200_000_000
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
    series: tuple[Series, ...]
    asked: tuple[Asked, ...]


def read_folder(folder: Path, mode: Mode) -> Folder:
    control = _control(folder / "control.json")
    series = tuple(_all_series(folder, control))
    length = len(series[0].counts) if series else 0
    return Folder(series, tuple(_all_asked(control, mode, length)))


# Settings


def _control(path: Path) -> dict[str, Any]:
    text = _text(path)
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


def _all_series(folder: Path, control: Mapping[str, Any]) -> Iterator[Series]:
    header, rows = _table(folder / "input.csv")
    if header[:2] != ["t", "epoch"] or len(header) < 3:
        raise NotPossible(
            f"{folder / 'input.csv'} must begin with the columns t and epoch, and have a series after them."
        )
    starts = tuple(_day(row, at) for at, row in enumerate(rows)) if control.get("epochAsDate") else None
    per_year = control.get("freq", 52)
    if not isinstance(per_year, int):
        raise NotPossible(f"control.json: freq is {per_year!r}; it must be a whole number of periods a year.")
    populations = _populations(folder / "population.csv")
    for column, name in enumerate(header[2:], start=2):
        counts = [_count(row[column], name, at) for at, row in enumerate(rows)]
        one = Series(counts, name, starts=starts, per_year=per_year)
        yield replace(one, population=populations[name]) if name in populations else one


def _populations(path: Path) -> dict[str, list[float]]:
    if not path.exists():
        return {}
    header, rows = _table(path)
    try:
        return {
            name: [float(row[column]) for row in rows]
            for column, name in enumerate(header)
            if name not in {"t", "epoch"}
        }
    except ValueError:
        raise NotPossible(f"{path} holds something that is not a number.") from None


def _count(text: str, name: str, at: int) -> int | None:
    if text in MISSING:
        return None
    try:
        value = float(text)
        if value == int(value):
            return int(value)
    except (ValueError, OverflowError):
        pass
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


def _table(path: Path) -> tuple[list[str], list[list[str]]]:
    text = _text(path)
    try:
        header, *rows = [row for row in csv.reader(text.splitlines()) if row]
    except (ValueError, csv.Error):
        raise NotPossible(f"{path} is not a table of comma-separated values with a heading.") from None
    for at, row in enumerate(rows):
        if len(row) != len(header):
            raise NotPossible(f"{path} has {len(row)} values in row {at + 2} under {len(header)} headings.")
    return header, rows


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotPossible(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as missing:
        raise NotPossible(f"{path} cannot be read ({missing.strerror}).") from None
    except UnicodeDecodeError:
        raise NotPossible(f"{path} is not a text file in UTF-8.") from None
