"""Do two folders of answers say the same?"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

TOLERANCE = 1e-7
NOT_NUMBERS = {"NA", "NaN", "Inf", "-Inf"}
# At an exact tie the reference keeps or drops a trend by what rounding has left.
LEVEL = 1e-12
Row = dict[str, str]


def differences(
    reference: Path,
    ours: Path,
    control: Path,
    *,
    leave_out: Callable[[str, Row], bool] = lambda name, row: False,
) -> tuple[int, list[str]]:
    """How many numbers were compared, and a sentence for each that differs by more than the tolerance.

    `leave_out` is asked of a row that differs whether the reference's own answer hangs on rounding.
    """
    compared, found = 0, []
    asked = json.loads(control.read_text())["farrington"]
    for file in sorted(reference.glob("*_*.csv")):
        answers = {(row["unit"], row["t"]): row for row in rows_of(ours / file.name)}
        name = file.stem.removeprefix("farrington_")
        junk = {"unit", "t"} | ({"mu0"} if asked.get(name, {}).get("thresholdMethod") == "delta" else set())
        for theirs in rows_of(file):
            mine = answers[theirs["unit"], theirs["t"]]
            columns = set(theirs) - junk - ({"trend", "trendCoef"} if _level(theirs, mine) else set())
            wrong = [column for column in columns if not same(theirs[column], mine[column])]
            if wrong and leave_out(file.stem, theirs):
                continue
            compared += len(columns)
            found += [
                f"{file.name} {theirs['unit']} {theirs['t']}: {c} is {theirs[c]}, not {mine[c]}"
                for c in wrong
            ]
    return compared, found


def same(theirs: str, mine: str) -> bool:
    if theirs in NOT_NUMBERS or mine in NOT_NUMBERS:
        return theirs == mine or {theirs, mine} == {"NA", "NaN"}
    return abs(float(theirs) - float(mine)) <= TOLERANCE * max(1.0, abs(float(theirs)))


def rows_of(file: Path) -> list[Row]:
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


def _level(theirs: Row, mine: Row) -> bool:
    slopes = [one.get("trendCoef", "NA") for one in (theirs, mine)]
    return any(slope not in NOT_NUMBERS and abs(float(slope)) < LEVEL for slope in slopes)
