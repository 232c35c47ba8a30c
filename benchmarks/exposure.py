"""How long does it take to say what lies near a route, beside bare shapely, geopandas and tobler?

A route of 10 km with 500 positions, 5,000 areas with 20 counts each, 50,000 sites; everything loaded and every index warm,
so that only the question is measured. All are asked in one run, in turns, and their numbers are compared. The exit status is 1
where within 250 m ours takes more than 1.5 times as long as bare shapely, is less than 8 times as fast as geopandas, or
where exact methods differ by more than 1e-9. Only figures of one run are compared, never a figure with a clock.

`python3 run bench exposure`, or with `--short` for fewer runs and no growth
"""

from __future__ import annotations

import importlib.util
import platform
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).parent))

from _town import City, city

RUNS, SHORT_RUNS = 21, 7
SLOWER, FASTER, APART = 1.5, 8.0, 1e-9
WITHIN = (250.0, 1000.0)
PEERS = "geopandas", "tobler"
OURS, OURS_ALL = "ours: people and sites", "ours: everything"
BARE, BARE_ALL = "bare shapely: people and sites", "bare shapely: everything"
GEOPANDAS = "geopandas: overlay and sjoin"


def main(arguments: list[str]) -> int:
    short = "--short" in arguments
    runs = SHORT_RUNS if short else RUNS
    print(
        f"Exposure (Python {platform.python_version()}, shapely {shapely.__version__}, median of {runs} runs, one processor)"
    )
    began = time.perf_counter()
    town = city()
    ours = Ours(town)
    corners = np.mean([shapely.get_num_coordinates(each) for each in town.outlines])
    print(
        f"{len(town.outlines):,} areas of {corners:.0f} corners with {town.counts.shape[1]} counts, {len(town.sites):,} sites, "
        f"a route of {ours.route.length_m / 1000:.1f} km with {len(town.route)} positions; made and loaded in "
        f"{time.perf_counter() - began:.1f} s\n"
    )
    bare, peers = Bare(town, ours), [made(town, ours) for made in _peers()]
    measured = [_compare(within, runs, ours, bare, peers) for within in WITHIN]
    if not short:
        _growth()
    print(
        f"\nPeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
    )
    return verdict(replace(measured[0], apart=max(each.apart for each in measured)))


@dataclass(frozen=True)
class Measured:
    slower: float
    """Our time beside that of bare shapely, for people and sites."""
    everything: float
    """The same for the whole answer."""
    faster: float | None
    """The time of geopandas beside ours, None where it is not here."""
    apart: float
    """The largest difference of people between exact methods, as a share."""


def verdict(measured: Measured) -> int:
    print(
        f"Ours / bare shapely within 250 m: {measured.slower:.2f}, for everything {measured.everything:.2f} "
        f"(at most {SLOWER} wanted)"
    )
    if measured.faster is not None:
        print(f"geopandas / ours within 250 m: {measured.faster:.1f} (at least {FASTER:g} wanted)")
    print(f"Exact methods differ by {measured.apart:.1e} (at most {APART:g} wanted)")
    slow = max(measured.slower, measured.everything) > SLOWER
    behind = measured.faster is not None and measured.faster < FASTER
    return int(slow or behind or not measured.apart <= APART)


def _compare(within: float, runs: int, ours: Ours, bare: Bare, peers: list[Any]) -> Measured:
    """Each question to all in turn, run by run, so that whatever else the machine does falls on all alike."""
    asked: dict[str, Callable[[float], Any]] = {
        OURS: ours.people_and_sites,
        BARE: bare.people_and_sites,
        OURS_ALL: ours.everything,
        BARE_ALL: bare.everything,
    }
    for peer in peers:
        asked |= peer.asked()
    times, answers = _medians(asked, within, runs)
    print(
        f"within {within:,.0f} m{'':27}{'ms':>9}{'beside ours':>13}{'people':>16}{'largest difference':>20}{'sites':>8}"
    )
    for name, took in times.items():
        people, sites = answers[name]
        ratio = took / times[OURS_ALL if name in (OURS_ALL, BARE_ALL) else OURS]
        off = f"{_difference(people, answers[OURS][0]):.1e}"
        print(
            f"  {name:38}{took * 1e3:9.2f}{ratio:13.2f}{people.sum():16,.6f}{off:>20}{'–' if sites is None else f'{sites:,}':>8}"
        )
    print("  (tobler keeps shares in 32 bits, so it is not among the exact ones)\n" if len(peers) > 1 else "")
    exact = [people for name, (people, _) in answers.items() if "tobler" not in name]
    faster = times[GEOPANDAS] / times[OURS] if GEOPANDAS in times else None
    apart = max(_difference(people, exact[0]) for people in exact)
    return Measured(times[OURS] / times[BARE], times[OURS_ALL] / times[BARE_ALL], faster, apart)


def _difference(people: np.ndarray, others: np.ndarray) -> float:
    return float(np.max(np.abs(people - others) / others))


class Ours:
    def __init__(self, town: City) -> None:
        from commonweal.analysis.exposure import (
            CountTable,
            Part,
            attach_counts,
            make_areas,
            make_route,
            make_sites,
        )

        names = tuple(f"community {at}" for at in range(town.counts.shape[1]))
        table = CountTable(names, tuple(town.codes), town.counts, town.counts.sum(axis=1) + 800)
        layer = make_areas("areas", town.codes, town.codes, town.outlines)
        [self.areas] = attach_counts([layer], [table])
        numbers = [str(at) for at in range(len(town.sites))]
        self.sites = make_sites(numbers, ["site"] * len(numbers), list(town.sites))
        self.route = make_route([Part(town.route, times=())])

    def people_and_sites(self, within: float) -> tuple[np.ndarray, int]:
        from commonweal.analysis.exposure.near import sites_near
        from commonweal.analysis.exposure.people import people_within, reach

        found = list(people_within(self.areas, reach(self.route, self.areas, within)))
        return np.array([each.people for each in found]), len(sites_near(self.route, self.sites, within))

    def everything(self, within: float) -> tuple[np.ndarray, int]:
        from commonweal.analysis.exposure import find_exposure

        found = find_exposure(self.route, within=[within], sites=self.sites, areas=[self.areas])
        return np.array([each.people for each in found.communities]), len(found.sites)


class Bare:
    """The shortest that can be written with shapely and numpy for the same answer: no names, no doubts, no checks."""

    def __init__(self, town: City, ours: Ours) -> None:
        self.outlines, self.counts, self.points = ours.areas.shapes, town.counts, ours.sites.shapes
        self.sizes = shapely.area(self.outlines)
        self.area_tree, self.point_tree = shapely.STRtree(self.outlines), shapely.STRtree(self.points)
        self.line = shapely.LineString(town.route)
        shapely.prepare(self.line)

    def people(self, within: float) -> np.ndarray:
        from commonweal.analysis.exposure.people import ROUNDNESS

        ring = shapely.buffer(self.line, within, quad_segs=ROUNDNESS)
        shapely.prepare(ring)
        hits = self.area_tree.query(ring, predicate="intersects")
        shares = np.ones(len(hits))
        cut = ~shapely.contains_properly(ring, self.outlines[hits])
        shares[cut] = (
            shapely.area(shapely.intersection(self.outlines[hits[cut]], ring)) / self.sizes[hits[cut]]
        )
        return np.asarray(shares @ self.counts[hits])

    def near(self, within: float) -> tuple[np.ndarray, np.ndarray]:
        hits = self.point_tree.query(self.line, predicate="dwithin", distance=within)
        return hits, shapely.distance(self.line, self.points[hits])

    def people_and_sites(self, within: float) -> tuple[np.ndarray, int]:
        return self.people(within), len(self.near(within)[0])

    def everything(self, within: float) -> tuple[np.ndarray, int]:
        """Also where along, which point is nearest, and how far the route leads through each area."""
        hits, _ = self.near(within)
        ends = shapely.shortest_line(self.line, self.points[hits])
        shapely.line_locate_point(self.line, shapely.get_point(ends, 0))
        crossed = self.area_tree.query(self.line, predicate="intersects")
        shapely.length(shapely.intersection(self.line, self.outlines[crossed]))
        return self.people(within), len(hits)


class Geopandas:
    def __init__(self, town: City, ours: Ours) -> None:
        import geopandas

        self.of = geopandas
        columns: dict[str, Any] = {f"c{at}": town.counts[:, at] for at in range(town.counts.shape[1])}
        self.columns = list(columns)
        whole = {"whole": ours.areas.sizes}
        self.areas = geopandas.GeoDataFrame(
            columns | whole, geometry=list(ours.areas.shapes), crs="EPSG:27700"
        )
        self.points = geopandas.GeoDataFrame(geometry=list(ours.sites.shapes), crs="EPSG:27700")
        self.line = geopandas.GeoDataFrame(geometry=[shapely.LineString(town.route)], crs="EPSG:27700")
        assert self.areas.sindex is not None
        assert self.points.sindex is not None

    def asked(self) -> dict[str, Callable[[float], Any]]:
        return {GEOPANDAS: self.people_and_sites}

    def ring(self, within: float) -> Any:
        from commonweal.analysis.exposure.people import ROUNDNESS

        shapes = self.line.geometry.buffer(within, quad_segs=ROUNDNESS)
        return self.of.GeoDataFrame(geometry=shapes, crs="EPSG:27700")

    def people_and_sites(self, within: float) -> tuple[np.ndarray, int]:
        cut = self.of.overlay(self.areas, self.ring(within), how="intersection")
        shares = (cut.geometry.area / cut["whole"]).to_numpy()
        near = self.of.sjoin(self.points, self.line, predicate="dwithin", distance=within)
        return np.asarray(shares @ cut[self.columns].to_numpy()), len(near)


class Tobler(Geopandas):
    def asked(self) -> dict[str, Callable[[float], Any]]:
        return {
            "tobler: shares of each area": lambda within: self.interpolate(within, allocate_total=False),
            "tobler, usual setting (overstates)": lambda within: self.interpolate(
                within, allocate_total=True
            ),
        }

    def interpolate(self, within: float, *, allocate_total: bool) -> tuple[np.ndarray, None]:
        from tobler.area_weighted import area_interpolate

        found = area_interpolate(
            self.areas, self.ring(within), extensive_variables=self.columns, allocate_total=allocate_total
        )
        return found[self.columns].to_numpy()[0], None


def _peers() -> list[type[Geopandas]]:
    lacking = [name for name in PEERS if not importlib.util.find_spec(name)]
    for name in lacking:
        print(f"Beside {name}: skipped, it is not installed (`python3 run bench exposure` installs it).")
    return [made for name, made in zip(PEERS, (Geopandas, Tobler), strict=True) if name not in lacking]


def _growth() -> None:
    print(f"{'areas':>8}{'sites':>10}{'ms, everything within 250 m':>30}")
    for areas, sites in ((1_250, 12_500), (5_000, 50_000), (20_000, 200_000)):
        ours = Ours(city(areas=areas, sites=sites))
        times, _ = _medians({"ours": ours.everything}, 250.0, SHORT_RUNS)
        print(f"{areas:8,}{sites:10,}{times['ours'] * 1e3:30.2f}")


def _medians(
    asked: dict[str, Callable[[float], Any]], within: float, runs: int
) -> tuple[dict[str, float], dict[str, Any]]:
    """Of the processor, so that whatever else the machine does does not count."""
    times: dict[str, list[float]] = {name: [] for name in asked}
    answers = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for run in range(runs + 1):
            for name, work in asked.items():
                started = time.process_time()
                answers[name] = work(within)
                if run:  # the first warms the indexes
                    times[name].append(time.process_time() - started)
    return {name: statistics.median(each) for name, each in times.items()}, answers


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
