"""The same number comes out by two independent methods."""

from __future__ import annotations

import importlib.util

import numpy as np
import pyproj
import pyproj.network
import pytest
import shapely

from commonweal.analysis.exposure import Part, find_exposure, grid, make_route, make_sites
from commonweal.analysis.exposure.people import ROUNDNESS
from commonweal.analysis.exposure.tests import second_ways
from commonweal.analysis.exposure.tests.town import lattice, through, town

pytestmark = pytest.mark.once
BENT = through((300, 300), (1200, 900), (1250, 2400), (3100, 2500), (3100, 2500), (2000, 700))
TWO_PARTS = make_route(
    [
        Part([(529_100, 179_200), (530_900, 179_900)]),
        Part([(532_000, 181_000), (530_000, 182_500), (531_000, 182_600)]),
    ]
)
ROUTES = {"bent, crossing itself": BENT, "two parts": TWO_PARTS, "one point": through((1700, 1650))}
WITHIN = (90.0, 400.0, 1500.0)


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("within", WITHIN)
def test_sites_distances_and_metres_along_are_those_found_one_pair_at_a_time(name, within, count):
    sites = lattice()
    found = find_exposure(ROUTES[name], within=[within], sites=sites).sites
    wanted = second_ways.sites_by_hand(ROUTES[name], sites, within)
    assert {site.name for site in found} == set(wanted)
    for site in found:
        distance, along = wanted[site.name]
        assert site.distance_m == pytest.approx(distance, abs=1e-6)
        assert site.nearest_point.along_m == pytest.approx(along, abs=1e-5)
    count("exposure: distances worked out twice", len(wanted))


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("within", WITHIN)
def test_people_are_those_of_every_area_against_the_whole_ring(name, within):
    areas = town()
    people = [each.people for each in find_exposure(ROUTES[name], within=[within], areas=[areas]).communities]
    assert people == pytest.approx(
        second_ways.people_by_hand(ROUTES[name], areas, within, ROUNDNESS), rel=1e-9
    )


def test_people_are_those_near_points_strewn_evenly_over_the_areas():
    areas = town()
    people = [each.people for each in find_exposure(BENT, within=[400], areas=[areas]).communities]
    assert people == pytest.approx(second_ways.people_by_grid_of_points(BENT, areas, 400, 10.0), rel=0.005)


@pytest.mark.skipif(not importlib.util.find_spec("geopandas"), reason="geopandas is not installed")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("within", WITHIN)
def test_people_are_those_of_an_overlay_by_geopandas(within):
    areas = town()
    people = [each.people for each in find_exposure(BENT, within=[within], areas=[areas]).communities]
    assert people == pytest.approx(second_ways.people_by_geopandas(BENT, areas, within, ROUNDNESS), rel=1e-9)


def test_the_people_of_a_circle_can_be_worked_out_with_a_pencil():
    areas = town()
    found = find_exposure(through((750, 750)), within=[200], areas=[areas]).communities
    assert areas.counts is not None
    share = np.pi * 200**2 / 500**2
    # the circle lies in one square alone; a polygon of 256 sides has 0.01 % less than a circle
    assert [each.people for each in found] == pytest.approx(share * areas.counts[9], rel=2e-4)
    assert [each.at_least for each in found] == [0, 0, 0]
    assert [each.at_most for each in found] == areas.counts[9].tolist()
    error = 1.96 * np.sqrt(share * (1 - share) / 5) * areas.counts[9]
    assert [each.error for each in found] == pytest.approx(error, rel=1e-3)


def test_metres_of_the_grid_are_metres_on_the_ground_once_the_scale_is_known(count):
    """In London the grid is 0.02 % short; away from there by as much as PROJ says."""
    rng = np.random.default_rng(27700)
    for _ in range(300):
        start = np.array([rng.uniform(200_000, 640_000), rng.uniform(40_000, 950_000)])
        end = start + rng.uniform(-3000, 3000, 2)
        if not grid.is_metres(np.array([start, end])):
            continue
        metres, ground = float(np.hypot(*(end - start))), second_ways.on_the_ground(start, end)
        assert metres == pytest.approx(ground, rel=1.2e-3)
        scale = (second_ways.scale_at(start) + second_ways.scale_at(end)) / 2
        assert metres == pytest.approx(ground * scale, rel=3e-5)
    count("exposure: distances beside geodesics", 300)
    london = np.array([[530_000.0, 180_000.0], [532_000.0, 181_200.0]])
    assert np.hypot(*(london[1] - london[0])) == pytest.approx(second_ways.on_the_ground(*london), rel=2.5e-4)


def test_the_distance_to_a_route_is_the_shortest_geodesic_to_it():
    sites = lattice(step=500, many=7)
    every_metre = shapely.line_interpolate_point(BENT.shape, np.arange(0, BENT.length_m, 1.0))
    on_route = np.vstack([shapely.get_coordinates(every_metre), shapely.get_coordinates(BENT.shape)])
    lon, lat = grid.to_degrees(on_route).T
    for site in find_exposure(BENT, within=[1500], sites=sites).sites:
        at = shapely.get_coordinates(sites.shapes[sites.names.index(site.name)])
        [from_lon], [from_lat] = grid.to_degrees(at).T
        many = np.ones(len(lon))
        shortest = second_ways.GEOD.inv(from_lon * many, from_lat * many, lon, lat)[2].min()
        # the scale of the grid in London, and half a metre to the nearest of the points
        assert abs(site.distance_m - shortest) < 2.5e-4 * shortest + 0.5**2 / 2 / max(shortest, 0.3)


@pytest.mark.filterwarnings("ignore:Best transformation is not available")
def test_the_pipeline_is_what_proj_takes_where_it_has_no_grid_file():
    pyproj.network.set_network_enabled(active=False)
    theirs = pyproj.transformer.TransformerGroup("EPSG:4326", "EPSG:27700", always_xy=True)
    helmert = next(
        each
        for each in theirs.transformers
        if "helmert" in each.definition and "x=446.448" in each.definition
    )
    rng = np.random.default_rng(1)
    at = np.column_stack([rng.uniform(-6, 1.6, 500), rng.uniform(50.2, 58.5, 500)])
    assert grid.to_grid(at) == pytest.approx(np.column_stack(helmert.transform(at[:, 0], at[:, 1])), abs=1e-4)
    # there and back again: to 5 mm
    assert grid.to_degrees(grid.to_grid(at)) == pytest.approx(at, rel=0, abs=5e-8)


def test_a_site_that_is_an_area_is_as_far_as_its_nearest_edge():
    campus = shapely.box(530_000, 180_000, 530_100, 180_100)
    [site] = find_exposure(
        through((0, 1050), (900, 1050)), within=[500], sites=make_sites(["Campus"], ["school"], [campus])
    ).sites
    assert site.distance_m == pytest.approx(100)
