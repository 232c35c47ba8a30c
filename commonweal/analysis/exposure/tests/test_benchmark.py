"""Is it as fast beside bare shapely and geopandas as is claimed? Only figures of one run are compared."""

from __future__ import annotations

import subprocess
import sys
from runpy import run_path

import pytest

from commonweal.config.home import PROJECT

pytestmark = pytest.mark.once
BENCHMARK = PROJECT / "benchmarks" / "exposure.py"


@pytest.mark.slow
def test_the_benchmark_finds_it_as_fast_as_bare_shapely_and_exact():
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "--short"], capture_output=True, text=True, check=False, cwd=PROJECT
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "Ours / bare shapely within 250 m" in done.stdout
    assert "Exact methods differ by" in done.stdout


@pytest.mark.parametrize(
    ("slower", "everything", "faster", "apart", "status"),
    [
        (0.9, 0.8, 11.0, 1e-15, 0),
        (0.9, 0.8, None, 1e-15, 0),
        (1.6, 0.8, 11.0, 1e-15, 1),
        (0.9, 1.6, 11.0, 1e-15, 1),
        (0.9, 0.8, 7.9, 1e-15, 1),
        (0.9, 0.8, 11.0, 1e-8, 1),
        (0.9, 0.8, 11.0, float("nan"), 1),
    ],
)
def test_the_benchmark_fails_where_it_is_slow_or_methods_differ(
    slower, everything, faster, apart, status, monkeypatch
):
    monkeypatch.setattr(sys, "path", [*sys.path])
    program = run_path(str(BENCHMARK))
    assert program["verdict"](program["Measured"](slower, everything, faster, apart)) == status


def test_the_made_up_city_has_areas_that_fit_without_a_gap(monkeypatch):
    import shapely

    monkeypatch.setattr(sys, "path", [*sys.path])
    made = run_path(str(BENCHMARK))["city"](areas=100, sites=10)
    assert all(shapely.is_valid(made.outlines))
    total = sum(each.area for each in made.outlines)
    assert shapely.union_all(made.outlines).area == pytest.approx(total, rel=1e-9)
    assert shapely.LineString(made.route).length == pytest.approx(10_000, rel=0.01)
