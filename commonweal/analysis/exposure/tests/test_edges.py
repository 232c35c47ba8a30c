"""The edges: nothing loaded, one point, outlines that cross themselves, areas that overlap or are not there."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
import shapely

from commonweal.analysis.exposure import (
    CountTable,
    NamedPoint,
    NotPossible,
    Part,
    attach_counts,
    find_exposure,
    make_areas,
    make_route,
    make_sites,
)
from commonweal.analysis.exposure.files import read_areas, read_sites
from commonweal.analysis.exposure.tests.town import (
    EAST,
    NORTH,
    counts_for,
    lattice,
    squares,
    through,
    town,
    write_json,
)

pytestmark = pytest.mark.once
MORNING = datetime(2012, 7, 21, 9, 0)


def test_empty_layers_answer_with_nothing_and_say_so(tmp_path):
    path = write_json(tmp_path / "none.geojson")
    (tmp_path / "none.csv").write_text("name,lon,lat\n")
    for sites in (read_sites(path), read_sites(tmp_path / "none.csv")):
        found = find_exposure(
            through((0, 0), (900, 900)), within=[500], sites=sites, areas=[read_areas(path)]
        )
        assert (found.sites, found.areas, found.communities) == ((), (), ())
        assert any("holds no sites" in note for note in found.notes)
        assert any("holds no areas" in note for note in found.notes)


def test_without_sites_and_areas_there_is_still_the_length():
    found = find_exposure(through((0, 0), (300, 400)), within=[10])
    assert found.length_m == pytest.approx(500)
    assert found.notes == ()


def test_a_route_of_one_point_has_no_length_and_lies_in_one_area():
    for route in (through((750, 750)), through((750, 750), (750, 750), (750, 750))):
        found = find_exposure(route, within=[300], sites=lattice(), areas=[town()])
        assert found.length_m == 0
        assert [(area.name, area.length_m) for area in found.areas] == [("Square 9", 0.0)]
        assert {site.nearest_point.along_m for site in found.sites} == {0.0}
        assert round(found.sites[0].distance_m, 3) == round(np.hypot(13, 7), 3)


def test_a_site_on_the_route_is_at_no_distance():
    sites = make_sites(["On it"], [""], [shapely.Point(EAST + 500, NORTH + 500)])
    [site] = find_exposure(through((0, 0), (1000, 1000)), within=[1], sites=sites).sites
    assert site.distance_m == pytest.approx(0, abs=1e-9)
    assert site.nearest_point.along_m == pytest.approx(500 * 2**0.5)


def test_a_route_of_lines_and_points_together():
    route = make_route([
        Part([(EAST + 100, NORTH + 100), (EAST + 600, NORTH + 100)]),
        Part([(EAST + 3000, NORTH + 3000)]),
        Part([(EAST + 600, NORTH + 900), (EAST + 900, NORTH + 900)]),
    ])  # fmt: skip
    found = find_exposure(route, within=[250], sites=lattice(), areas=[town()])
    assert route.length_m == pytest.approx(800)
    assert ("Square 54", 0.0) in [(area.name, area.length_m) for area in found.areas]
    by_last = [site.nearest_point.along_m for site in found.sites if site.nearest_point.along_m > 500]
    assert by_last
    assert min(by_last) >= 500


def test_a_way_that_is_walked_to_and_fro_is_counted_each_time():
    route = through((100, 250), (900, 250), (100, 250), (900, 250))
    found = find_exposure(route, within=[10], areas=[town()])
    assert [(area.name, round(area.length_m, 6), area.from_m) for area in found.areas] == [
        ("Square 0", 1200.0, 0.0),
        ("Square 1", 1200.0, pytest.approx(400)),
    ]


def test_passed_twice_the_first_time_counts():
    route = through((0, 500), (1000, 500), (1000, 1000), (500, 1000), (500, 0))
    sites = make_sites(["Crossing"], [""], [shapely.Point(EAST + 500, NORTH + 500)])
    [site] = find_exposure(route, within=[5], sites=sites).sites
    assert site.nearest_point.along_m == pytest.approx(500)


def test_the_nearest_named_place_is_the_one_nearest_to_the_nearest_point():
    route = make_route(
        [Part([(EAST, NORTH), (EAST + 3000, NORTH)])],
        [NamedPoint("West End", (EAST + 100, NORTH + 60)), NamedPoint("East End", (EAST + 2900, NORTH - 60))],
    )
    sites = make_sites(
        ["A", "B"],
        ["", ""],
        [shapely.Point(EAST + 1400, NORTH + 200), shapely.Point(EAST + 1600, NORTH + 200)],
    )
    assert [
        s.nearest_point.name
        for s in sorted(find_exposure(route, within=[300], sites=sites).sites, key=lambda s: s.name)
    ] == ["West End", "East End"]


def test_where_the_route_names_no_places_a_point_is_called_by_the_smallest_area_it_lies_in():
    sites = make_sites(
        ["A", "B"], ["", ""], [shapely.Point(EAST + 700, NORTH + 300), shapely.Point(EAST - 90, NORTH + 100)]
    )
    route = through((-200, 250), (900, 250))
    for layers in ([town(1000, 4), town(500, 8)], [town(500, 8), town(1000, 4)]):
        found = find_exposure(route, within=[300], sites=sites, areas=layers).sites
        assert {site.name: site.nearest_point.name for site in found} == {"A": "Square 1", "B": ""}
    assert {site.nearest_point.name for site in find_exposure(route, within=[300], sites=sites).sites} == {""}


def test_outlines_that_cross_themselves_are_mended_and_said():
    bow = shapely.Polygon(
        [(EAST, NORTH), (EAST + 1000, NORTH + 1000), (EAST + 1000, NORTH), (EAST, NORTH + 1000)]
    )
    areas = make_areas("bows", ["B1"], ["Bow"], [bow])
    assert areas.sizes.tolist() == pytest.approx([500_000])
    assert any("crossed themselves and were mended, B1 among them" in note for note in areas.notes)
    counted = attach_counts([areas], [CountTable(("Reed people",), ("B1",), np.array([[80.0]]))])
    [found] = find_exposure(through((-10, 500), (1010, 500)), within=[3000], areas=counted).communities
    assert found.people == pytest.approx(80)


def test_what_lies_outside_the_areas_and_overlaps_is_said():
    half = find_exposure(through((0, 2000)), within=[400], areas=[town()])
    assert half.covered[0].share == pytest.approx(0.5, abs=1e-3)
    assert any("50% of what lies within 400 m is outside the areas of squares" in note for note in half.notes)
    shapes = squares()
    codes = [f"S{at}" for at in range(2 * len(shapes))]
    double = attach_counts([make_areas("twice", codes, codes, [*shapes, *shapes])], [counts_for(codes)])
    assert any(
        "overlap, so some people within 400 m are counted twice" in note
        for note in find_exposure(through((2000, 2000)), within=[400], areas=double).notes
    )


def test_areas_without_counts_and_counts_without_areas_are_said():
    areas = make_areas("two", ["A", "B"], ["A", "B"], squares()[:2])
    table = CountTable(("Reed people",), ("A", "C"), np.array([[10.0], [20.0]]))
    [made] = attach_counts([areas], [table])
    said = " ".join(made.notes)
    assert "1 areas of two have no counts, B among them" in said
    assert "1 areas are counted that two does not have, C among them" in said
    assert "dense areas are not named" in said
    with pytest.raises(NotPossible, match="such as 'X' that are not among the areas loaded"):
        attach_counts([areas], [CountTable(("Reed people",), ("X",), np.array([[1.0]]))])


def test_a_missing_count_is_said_and_never_a_nought_in_silence():
    areas = make_areas("two", ["A", "B"], ["A", "B"], squares()[:2])
    [made] = attach_counts([areas], [CountTable(("Reed people",), ("A", "B"), np.array([[10.0], [np.nan]]))])
    assert any("1 counts for two are missing" in note for note in made.notes)


def test_people_are_taken_from_the_smallest_areas_loaded():
    large, small = town(1000, 4), town(500, 8)
    for given in ([large, small], [small, large]):
        tables = [counts_for(each.codes) for each in given]
        bare = [
            make_areas(
                f"of {each.sizes[0]:.0f}", [f"{i}-{c}" for c in each.codes], each.names, list(each.shapes)
            )
            for i, each in enumerate(given)
        ]
        named = [
            CountTable(t.communities, b.codes, t.counts, t.totals) for t, b in zip(tables, bare, strict=True)
        ]
        found = find_exposure(through((900, 900)), within=[300], areas=attach_counts(bare, named))
        assert {each.layer for each in found.communities} == {"of 250000"}
        assert len(found.communities) == 3


def test_a_dense_area_has_many_times_the_usual_share_and_enough_people():
    codes = [f"S{at:03}" for at in range(64)]
    counts = np.full((64, 2), 10.0)
    counts[9], counts[10] = (150, 99), (12, 10)
    table = CountTable(("Reed people", "Hill people"), tuple(codes), counts, np.full(64, 1000.0))
    areas = attach_counts([make_areas("squares", codes, codes, squares())], [table])
    found = find_exposure(through((750, 750)), within=[100, 900], areas=areas)
    usual = (62 * 10 + 150 + 12) / 64_000
    [dense] = found.dense
    assert (dense.community, dense.code, dense.within_m, dense.people) == ("Reed people", "S009", 100.0, 150)
    assert dense.share == pytest.approx(0.15)
    assert dense.times == pytest.approx(0.15 / usual)


def test_times_are_between_the_fixes_and_say_how_far_they_may_be_off():
    times = [MORNING, None, MORNING + timedelta(minutes=10), MORNING + timedelta(minutes=40)]
    route = through((0, 0), (400, 0), (1000, 0), (1000, 0), times=times)
    sites = make_sites(
        ["A", "B"], ["", ""], [shapely.Point(EAST + 250, NORTH + 9), shapely.Point(EAST + 1200, NORTH)]
    )
    a, b = find_exposure(route, within=[500], sites=sites, areas=[town()]).sites
    assert (a.passing.at, a.passing.give_or_take_s) == (MORNING + timedelta(minutes=2, seconds=30), 450)
    # it stands still at its end: the arrival is meant
    assert b.passing.at == MORNING + timedelta(minutes=10)
    assert b.passing.give_or_take_s == 0


def test_times_that_go_backwards_or_lack_a_zone_here_and_there_are_not_used():
    from datetime import UTC

    for times, said in (
        ([MORNING, MORNING - timedelta(seconds=1)], "go backwards"),
        ([MORNING, MORNING.replace(tzinfo=UTC)], "time zone"),
    ):
        found = find_exposure(through((0, 0), (900, 0), times=times), within=[300], sites=lattice())
        assert found.sites
        assert {site.passing for site in found.sites} == {None}
        assert any(said in note for note in found.notes)


@pytest.mark.parametrize(
    "within", [[], [0], [-5], [float("nan")], [float("inf")], [100_001], list(range(1, 22))]
)
def test_unfit_distances_are_refused(within):
    with pytest.raises(NotPossible):
        find_exposure(through((0, 0)), within=within)


def test_distances_are_sorted_and_each_asked_once():
    assert find_exposure(through((0, 0)), within=[900, 30, 900.0]).within == (30.0, 900.0)


def test_a_part_has_as_many_names_as_positions():
    with pytest.raises(NotPossible, match="2 positions but 1 names"):
        Part([(0, 0), (1, 1)], ["A"])


def test_a_negative_count_is_refused():
    with pytest.raises(NotPossible, match="below 0"):
        CountTable(("Reed people",), ("A",), np.array([[-1.0]]))


def test_a_kind_that_no_site_has_is_refused_with_those_that_there_are():
    with pytest.raises(NotPossible, match="'temple'; there are: chapel, school"):
        lattice().of_kinds(["Chapel", "temple"])
