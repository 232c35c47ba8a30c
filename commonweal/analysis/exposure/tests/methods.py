"""How is it worked out what lies near, told with tables that are worked out while the page is made?

`python -m commonweal.analysis.exposure.tests.methods` writes docs/methods/exposure.md; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely

from commonweal.analysis.exposure import (
    Areas,
    CountTable,
    Part,
    attach_counts,
    find_exposure,
    make_areas,
    make_route,
    make_sites,
)
from commonweal.analysis.exposure.people import FEWEST, ROUNDNESS, TIMES
from commonweal.analysis.exposure.tests import second_ways

PAGE = Path(__file__).resolve().parents[4] / "docs" / "methods" / "exposure.md"
WORDS = Path(__file__).with_name("methods_words.md")
CASES, HELD = 2_490, "99.7 %"
"""Of the test beside real data, which works them out again where the files are."""

EAST, NORTH = 530_000.0, 180_000.0
PAIRS = {
    "1 km to the east": (1000.0, 0.0),
    "2.4 km to the north": (0.0, 2400.0),
    "700 m to the south-west": (-495.0, -495.0),
}
SITES = {"Chapel": (400, 300), "School": (1200, 400), "Hall": (-300, 400), "Library": (1000, 1200)}
WAY = {"Quay": (0, 0), "Market": (1000, 0), "Mill": (1000, 1000)}
AREAS = {"Reedham": (1500, 30), "Hillside": (1200, 260), "Ferry Lane": (300, 95), "Northbank": (2400, 85)}


def at(east: float, north: float) -> tuple[float, float]:
    return EAST + east, NORTH + north


def page() -> str:
    """The words of the page, with each table put where it is named."""
    text = WORDS.read_text(encoding="utf-8")
    found = {
        "metres": _metres(), "sites": _sites(), "people": _people(), "dense": _dense(),
        "cases": f"{CASES:,}", "held": HELD, "roundness": str(ROUNDNESS),
    }  # fmt: skip
    for name, said in found.items():
        assert text.count("{" + name + "}") == 1, name
        text = text.replace("{" + name + "}", said)
    return text


def _rows(rows: Sequence[Sequence[object]]) -> str:
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)


def _metres() -> str:
    rows = []
    for name, (east, north) in PAIRS.items():
        one, other = np.array(at(0, 0)), np.array(at(east, north))
        on_grid, ground = float(np.hypot(*(other - one))), second_ways.on_the_ground(one, other)
        rows.append([name, f"{on_grid:,.2f}", f"{ground:,.2f}", f"{1 - on_grid / ground:.3%}"])
    return _rows(rows)


def _sites() -> str:
    route = make_route([Part([at(*place) for place in WAY.values()], list(WAY))])
    sites = make_sites(
        list(SITES), [""] * len(SITES), [shapely.Point(at(*place)) for place in SITES.values()]
    )
    found = find_exposure(route, within=[900], sites=sites).sites
    return _rows([
        [s.name, SITES[s.name], f"{s.distance_m:.0f} m", s.nearest_point.name, f"{s.nearest_point.along_m:.0f} m"]
        for s in found
    ])  # fmt: skip


def square() -> Areas:
    shape = shapely.box(*at(0, 0), *at(500, 500))
    table = CountTable(("everybody", "second community"), ("S1",), np.array([[600.0, 400.0]]))
    return attach_counts([make_areas("squares", ["S1"], ["Square"], [shape])], [table])[0]


def _people() -> str:
    areas, route = square(), make_route([Part([at(250, 250)])])
    rows = []
    for metres in (100, 200, 300, 400):
        everybody, second = find_exposure(route, within=[metres], areas=[areas]).communities
        assert (
            second.people * 3 == everybody.people * 2 or abs(second.people * 3 - everybody.people * 2) < 1e-6
        )
        rows.append([
            f"{metres} m", f"{everybody.people / 600:.1%}", f"{everybody.people:.0f}, of them {second.people:.0f}",
            f"{everybody.error:.0f}, of them {second.error:.0f}", f"{everybody.at_least:.0f}", f"{everybody.at_most:.0f}",
        ])  # fmt: skip
    return _rows(rows)


def _dense() -> str:
    shapes = [shapely.box(*at(600 * number, 0), *at(600 * number + 600, 600)) for number in range(len(AREAS))]
    counts = np.array([[hill] for _, hill in AREAS.values()], dtype=float)
    totals = np.array([everybody for everybody, _ in AREAS.values()], dtype=float)
    codes = list(AREAS)
    layer = make_areas("areas", codes, codes, shapes)
    areas = attach_counts([layer], [CountTable(("Hill people",), tuple(codes), counts, totals)])
    found = {
        each.name
        for each in find_exposure(make_route([Part([at(1200, 300)])]), within=[2000], areas=areas).dense
    }
    usual = counts.sum() / totals.sum()
    assert found == {
        name for name, (all_, hill) in AREAS.items() if hill / all_ >= TIMES * usual and hill >= FEWEST
    }
    return _rows([
        [name, f"{everybody:,}", hill, f"{hill / everybody:.1%}", f"{hill / everybody / usual:.1f}", "yes" if name in found else "no"]
        for name, (everybody, hill) in AREAS.items()
    ])  # fmt: skip


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
