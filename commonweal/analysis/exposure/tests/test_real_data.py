"""Are the figures of docs/methods/exposure-worked-example.md what the program says, and does the stated error hold?

Skipped where the real places, boundaries and counts are not beside the project.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from commonweal.analysis.exposure import (
    Areas,
    CountTable,
    Exposure,
    Part,
    Route,
    attach_counts,
    files,
    find_exposure,
    make_route,
)
from commonweal.analysis.exposure.tests import methods
from commonweal.config.home import PROJECT

pytestmark = pytest.mark.once
DOCUMENT = PROJECT / "docs" / "methods" / "exposure-worked-example.md"
KINDS = ("embassy", "community", "buddhist")
BOROUGHS, LSOAS = "london_boroughs_2022", "london_lsoa_2021"
TEMPLES = "buddhist"


@cache
def case(shared: Path) -> Exposure:
    """The document's command: the relay of 2008, within 700, 850 and 2,400 m."""
    places, boundaries = shared / "data" / "places", shared / "data" / "boundaries"
    read = [places / "london_embassies_hand_compiled.csv", places / "london_places_of_worship_osm_2021.csv"]
    sites = files.join_sites([files.read_sites(path) for path in read]).of_kinds(KINDS)
    areas = [files.read_areas(boundaries / f"{name}.geojson") for name in (BOROUGHS, LSOAS)]
    counts = files.read_counts(shared / "data" / "census" / "london_lsoa_religion_ts030.csv")
    route = files.read_route(places / "olympic_torch_2008_london_waypoints.csv")
    return find_exposure(route, within=[700, 850, 2400], sites=sites, areas=attach_counts(areas, [counts]))


def rows(width: int) -> list[list[str]]:
    lines = [text for text in DOCUMENT.read_text(encoding="utf-8").splitlines() if text.startswith("| ")]
    cells = [
        [cell.strip() for cell in text.strip("|").split("|")] for text in lines if not text.startswith("| --")
    ]
    return [each for each in cells if len(each) == width]


def site_rows(found: Exposure) -> list[list[str]]:
    """The embassy of the paper, the office, and every temple."""
    return [
        [
            site.name,
            f"{site.distance_m:,.0f} m",
            site.nearest_point.name,
            f"{site.nearest_point.along_m / 1000:.1f} km",
        ]
        for site in found.sites
        if site.kind in ("community", TEMPLES) or site.name == "Embassy of China"
    ]


def test_every_site_of_the_document_is_what_the_program_says(shared: Path, count):
    wanted = site_rows(case(shared))
    assert rows(4)[1:] == wanted
    count("exposure: rows of the worked example worked out again", len(wanted))


def test_the_boroughs_of_the_document_are_those_that_the_route_crosses(shared: Path):
    crossed = [area for area in case(shared).areas if area.layer == BOROUGHS]
    assert rows(2)[1:] == [[area.name, f"{area.length_m / 1000:.1f} km"] for area in crossed]


def test_the_people_of_the_document_are_those_that_the_program_counts(shared: Path):
    people = [each for each in case(shared).communities if each.name in ("Buddhist", "Christian", "Muslim")]
    assert rows(6)[1:] == [
        [each.name, f"{each.within_m:,.0f} m", f"{each.people:,.0f}", f"± {each.error:,.0f}", f"{each.at_least:,.0f} to {each.at_most:,.0f}", f"{each.share:.1%}"]
        for each in people
    ]  # fmt: skip


def test_the_sentences_of_the_document_are_true(shared: Path):
    found, text = case(shared), " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    temples = [site for site in found.sites if site.kind == TEMPLES]
    [embassy] = [site for site in found.sites if site.name == "Embassy of China"]
    [office] = [site for site in found.sites if site.kind == "community"]
    [dense] = [area for area in found.dense if area.community == "Buddhist"]
    assert (embassy.nearest_point.name, len(temples)) == ("Oxford Street / Oxford Circus", 6)
    assert 700 < embassy.distance_m < 703
    assert office.distance_m < 2400
    for words in (
        f"{embassy.distance_m - 150:,.0f} and {embassy.distance_m + 150:,.0f} m",
        f"{sum(site.distance_m <= 700 for site in temples)} within 700 m",
        f"{found.length_m / 1000:.1f} km",
        f"{dense.name}, where {dense.people:,.0f} people, {dense.share:.1%}",
        f"{dense.times:.1f} times",
        f"{sum(area.community == 'Muslim' for area in found.dense)} areas",
        f"{sum(area.layer == LSOAS for area in found.areas)} of the smallest areas",
    ):
        assert words in text


def test_the_relay_of_2012_has_times_and_the_jumps_of_its_tracker_are_said(shared: Path):
    places = shared / "data" / "places"
    route = files.read_route(places / "olympic_torch_2012_london_gps.csv")
    sites = files.read_sites(places / "london_embassies_hand_compiled.csv").of_kinds(["embassy"])
    found = find_exposure(route, within=[700], sites=sites)
    [china] = [site for site in found.sites if site.name == "Embassy of China"]
    assert china.passing is not None
    assert china.passing.at.isoformat().startswith("2012-07-26T16:17")
    assert any("8 parts, one for each date" in note for note in found.notes)
    assert any("more than 130 km/h, first after 2012-07-22 10:24" in note for note in found.notes)


# The error that is stated


def large_and_small(shared: Path, table: str) -> tuple[Areas, Areas]:
    """The same counts for MSOAs and for the LSOAs of which they consist."""
    boundaries = shared / "data" / "boundaries"
    small, large = (files.read_areas(boundaries / f"london_{name}_2021.geojson") for name in ("lsoa", "msoa"))
    with (shared / "data" / "lookups" / "london_lsoa21_msoa21_ltla22.csv").open(encoding="utf-8") as file:
        holder = {row["code"]: row["msoa_code"] for row in csv.DictReader(file)}
    counts = files.read_counts(shared / "data" / "census" / table)
    at = {code: place for place, code in enumerate(large.codes)}
    added = np.zeros((len(at), len(counts.communities)))
    np.add.at(added, [at[holder[code]] for code in counts.codes], counts.counts)
    summed = CountTable(counts.communities, large.codes, added)
    return attach_counts([large], [summed])[0], attach_counts([small], [counts])[0]


def anywhere(rng: np.random.Generator) -> Iterator[Route]:
    while True:
        start = np.array([rng.uniform(515_000, 545_000), rng.uniform(170_000, 192_000)])
        steps = np.cumsum(rng.normal(0, 600, (rng.integers(0, 19), 2)), axis=0)
        yield make_route([Part([tuple(each) for each in np.vstack([start, start + steps]).tolist()])])


@pytest.mark.slow
def test_the_stated_error_holds_in_19_of_20_cases_and_the_bounds_always(shared: Path, count):
    rng, held, cases = np.random.default_rng(2021), 0, 0
    for table in ("london_lsoa_religion_ts030.csv", "london_lsoa_ethnic_group_5cat.csv"):
        large, small = large_and_small(shared, table)
        routes = anywhere(rng)
        for within in (250, 700, 2400):
            for _ in range(60):
                route = next(routes)
                said = find_exposure(route, within=[within], areas=[large]).communities
                true = find_exposure(route, within=[within], areas=[small]).communities
                for ours, better in zip(said, true, strict=True):
                    if better.people < 20:
                        continue
                    cases += 1
                    held += abs(ours.people - better.people) <= ours.error
                    assert ours.at_least - 1e-6 <= better.people <= ours.at_most + 1e-6
    assert held / cases >= 0.95
    count("exposure: estimates beside those of finer areas", cases)
    assert (cases, f"{held / cases:.1%}".replace("%", " %")) == (methods.CASES, methods.HELD)
