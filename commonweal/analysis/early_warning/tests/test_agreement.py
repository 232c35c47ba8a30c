"""The method says what the R package surveillance says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from commonweal.analysis.early_warning import FarringtonSettings, Mode
from commonweal.analysis.early_warning.command_line import main
from commonweal.analysis.early_warning.farrington import Asked, judge
from commonweal.analysis.early_warning.finding import as_floats
from commonweal.analysis.early_warning.folders import read_folder
from commonweal.analysis.early_warning.tests.comparing import differences, rows_of

pytestmark = pytest.mark.once
OWN = Path(__file__).parent / "reference"


def compare(folder: Path, out: Path) -> tuple[int, list[str]]:
    assert main([str(folder), "--out", str(out)]) == 0
    return differences(folder, out, folder / "control.json")


@pytest.mark.parametrize("name", ["syn_given", "edge_given"])
def test_the_command_agrees_with_the_answers_kept_here(name, tmp_path, count):
    compared, found = compare(OWN / name, tmp_path)
    count("early warning: numbers compared with the answers kept here", compared)
    assert compared > 10_000
    assert not found, found[:10]


@pytest.mark.slow
def test_the_command_agrees_with_every_file_of_the_reference(shared, tmp_path, count):
    folders = sorted(path.parent for path in (shared / "reference" / "early_warning").glob("*/control.json"))
    assert folders
    for folder in folders:
        compared, found = compare(folder, tmp_path / folder.name)
        count("early warning: numbers compared with the reference folder", compared)
        assert not found, found[:10]


def test_a_planted_difference_is_noticed(tmp_path):
    assert main([str(OWN / "edge_given"), "--out", str(tmp_path)]) == 0
    file = tmp_path / "farrington_uk_nb_b3.csv"
    kept = rows_of(OWN / "edge_given" / file.name)[0]
    lines = file.read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{kept['unit']},{kept['t']},"))
    cells = lines[at].split(",")
    cells[9] = str(float(cells[9]) + 2e-7)
    file.write_text("\n".join([*lines[:at], ",".join(cells), *lines[at + 1 :]]) + "\n")
    _, found = differences(OWN / "edge_given", tmp_path, OWN / "edge_given" / "control.json")
    assert len(found) == 1
    assert "phi" in found[0]


def test_the_inside_of_the_fit_agrees_as_well(shared, count):
    """Steps, standard errors and slopes of three places, with a trend and without."""
    folder = shared / "reference" / "early_warning"
    for case in json.loads((folder / "trace_internals.json").read_text()):
        series = read_folder(folder / case["case"], Mode.COMPAT).series[case["unit"] - 1]
        asked = case["control"]
        settings = {
            "years_back": asked["b"], "half_window": asked["w"], "season_groups": asked["noPeriods"],
            "past_left_out": asked["pastWeeksNotIncluded"], "reweight_above": asked["weightsThreshold"],
            "mode": Mode.COMPAT,
        }  # fmt: skip
        for which, trend in (("with_trend", True), ("without_trend", False)):
            fit, at = case[which], case["k"] - 1
            level = 1.0 if not trend or fit["trend_p"] < 0.05 else 0.9
            said = judge(
                [Asked(series, as_floats(series), at, at)],
                FarringtonSettings(**settings, trend=trend, trend_level=level),
            )
            assert said.used[0] == len(case["window"])
            assert said.expected[0] == pytest.approx(np.exp(fit["eta"]), abs=1e-10, rel=1e-10)
            assert said.phi[0] == pytest.approx(max(1, fit["phi"]), rel=1e-10)
            assert said.error[0] == pytest.approx(fit["se_eta"], rel=1e-8)
            assert said.steps[0] == fit["iter0"] + fit["iter"]
            if trend:
                assert said.slope[0] == pytest.approx(fit["coef"]["wtime"], rel=1e-8)
            count("early warning: fits compared from inside", 1)
