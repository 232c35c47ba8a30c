"""What would the R package surveillance say of the same series? Asked only where both are installed."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_suffix(".R")
LACKING = "R with the package surveillance is not here (Debian: r-base-core and r-cran-surveillance)"


@cache
def is_here() -> bool:
    if not shutil.which("Rscript"):
        return False
    asked = ["Rscript", "-e", "quit(status = !requireNamespace('surveillance', quietly = TRUE))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def write_folder(
    folder: Path,
    control: Mapping[str, Any],
    series: Mapping[str, list[int | None]],
    *,
    epochs: list[str] | None = None,
    population: Mapping[str, list[float]] | None = None,
) -> None:
    """A folder as both sides read it."""
    folder.mkdir(parents=True, exist_ok=True)
    length = len(next(iter(series.values())))
    with (folder / "input.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["t", "epoch", *series])
        for at in range(length):
            counts = ["" if one[at] is None else one[at] for one in series.values()]
            writer.writerow([at + 1, epochs[at] if epochs else at + 1, *counts])
    if population:
        with (folder / "population.csv").open("w", newline="") as file:
            csv.writer(file).writerows(
                [
                    ["t", *population],
                    *([at + 1, *(p[at] for p in population.values())] for at in range(length)),
                ]
            )
    (folder / "control.json").write_text(json.dumps(control))
    (folder / "control.R").write_text(f"control <- {_in_r(control)}\n")


def ask(folder: Path, out: Path, *, seconds: float = 500) -> dict[str, float]:
    """Writes R's answers into `out`; gives back the seconds that each file took, start-up left aside."""
    out.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["Rscript", str(SCRIPT), str(folder), str(out)],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {name: float(took) for name, took in (line.split() for line in done.stdout.splitlines() if line)}


def _in_r(value: Any) -> str:
    if isinstance(value, Mapping):
        return "list(" + ", ".join(f"`{key}` = {_in_r(one)}" for key, one in value.items()) + ")"
    if isinstance(value, list | tuple):
        return "c(" + ", ".join(_in_r(one) for one in value) + ")"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return json.dumps(value)
