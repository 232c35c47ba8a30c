"""How are the answers written, so that they can be laid beside those of the reference?"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import numpy as np

from commonweal.analysis.early_warning import ears, farrington
from commonweal.analysis.early_warning.finding import as_floats, places_asked
from commonweal.analysis.early_warning.folders import Asked
from commonweal.analysis.early_warning.settings import EarsMethod, EarsSettings, FarringtonSettings, Mode
from commonweal.analysis.early_warning.values import NotPossible, Series

FARRINGTON = [
    "unit", "t", "observed", "upperbound", "expected", "alarm", "score", "pvalue", "mu0", "phi", "trend", "trendCoef",
]  # fmt: skip
EARS = ["unit", "t", "observed", "upperbound", "alarm"]
NA = "NA"


def write_table(out: TextIO, asked: Asked, many: Iterable[Series]) -> int:
    """One output file, series by series as they are judged; how many rows it got."""
    writer = csv.writer(out, lineterminator="\n")
    settings = asked.settings
    writer.writerow(EARS if isinstance(settings, EarsSettings) else FARRINGTON)
    written = 0
    for series in many:
        first, last = places_asked(series, settings, asked.first, asked.last)
        if first > last:
            continue
        if isinstance(settings, EarsSettings):
            writer.writerows(_ears_rows(series, settings, first, last))
        else:
            writer.writerows(_farrington_rows(series, settings, first, last))
        written += last - first + 1
    return written


def write_together(folder: Path, every: Sequence[Asked], many: Iterable[Series]) -> int:
    """All files, or none: each is written beside its place first, and only then are they moved."""
    ours = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as beside:
            written = sum(_write_one(Path(beside) / asked.file, asked, many) for asked in every)
            for asked in every:
                (Path(beside) / asked.file).replace(folder / asked.file)
    except BaseException as fault:
        for made in ours:
            with suppress(OSError):
                made.rmdir()
        if isinstance(fault, OSError):
            raise NotPossible(f"{folder} cannot be written to ({fault.strerror}).") from None
        raise
    return written


def _write_one(path: Path, asked: Asked, many: Iterable[Series]) -> int:
    with opened(path) as out:
        return write_table(out, asked, many)


def opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _farrington_rows(
    series: Series, settings: FarringtonSettings, first: int, last: int
) -> Iterator[list[str]]:
    said = farrington.judge([farrington.Asked(series, as_floats(series), first, last)], settings)
    compat, bounds = settings.mode is Mode.COMPAT, said.bounds
    for row, at in enumerate(said.places):
        y = said.observed[row]
        begin = [series.name, str(at + 1), printed(y)]
        if not said.fitted[row]:
            # where no fit converges, the reference says that it expects 0
            expected = "0" if compat and said.has_past[row] else NA
            yield [*begin, NA, expected, *[NA] * 7]
            continue
        upper = bounds.upper[row]
        shown = not compat or (said.enough[row] and not np.isnan(upper))
        unknown = np.isnan(y) and not compat
        yield [
            *begin,
            printed(upper) if shown else NA,
            printed(said.expected[row]) if shown else NA,
            NA if unknown else str(int(said.enough[row] and bounds.above[row])),
            *(printed(v[row]) for v in (bounds.score, bounds.p_value, bounds.mu0, said.phi, said.trend, said.slope)),
        ]  # fmt: skip


def _ears_rows(series: Series, settings: EarsSettings, first: int, last: int) -> Iterator[list[str]]:
    counts = as_floats(series)
    said = ears.judge(counts, settings, first, last)
    for row, at in enumerate(range(first, last + 1)):
        y, upper = counts[at], said.upper[row]
        since, _ = ears.baseline_of(settings, at)
        through_y = settings.method is EarsMethod.C3 and settings.mode is Mode.COMPAT and np.isnan(y)
        unknown = since < 0 or np.isnan(counts[since:at]).any() or through_y
        yield [
            series.name,
            str(at + 1),
            printed(y),
            "NaN" if np.isnan(upper) and not unknown else printed(upper),
            NA if np.isnan(upper) or np.isnan(y) else str(int(y > upper)),
        ]


def printed(value: float) -> str:
    if np.isnan(value):
        return NA
    return f"{value:.17g}" if np.isfinite(value) else ("Inf" if value > 0 else "-Inf")
