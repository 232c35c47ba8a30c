"""Which weeks of a folder of series are unusual, asked at a terminal?

`python3 run early-warning FOLDER --out FOLDER`. The exit status is 0 when the files were written and 2, with one
sentence and nothing half-written, when they were not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from commonweal.analysis.early_warning.settings import Mode
from commonweal.analysis.early_warning.values import NotPossible


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    try:
        print(_answer(asked.folder, asked.out, Mode(asked.mode)))
    except NotPossible as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    return 0


def _answer(folder: Path, out: Path, mode: Mode) -> str:
    from commonweal.analysis.early_warning.folders import read_folder
    from commonweal.analysis.early_warning.output_files import write_together

    read = read_folder(folder, mode)
    if not read.asked:
        raise NotPossible(
            f"{folder} asks for nothing: control.json must name settings, and input.csv a series."
        )
    rows = write_together(out, read.asked, read.series)
    return f"{len(read.asked)} files with {rows:,} rows for {len(read.series)} series are in {out}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 run early-warning",
        description="Judge every series of a folder under every settings of its control.json.",
    )
    parser.add_argument("folder", type=Path, help="with input.csv, control.json and perhaps population.csv")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for the answers; made where it is missing"
    )
    parser.add_argument(
        "--mode",
        choices=[str(mode) for mode in Mode],
        default=str(Mode.COMPAT),
        help="compat agrees with the R package surveillance; corrected uses the right standard errors (default: %(default)s)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
