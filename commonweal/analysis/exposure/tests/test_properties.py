"""What must be true of any route."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.analysis.exposure import NotPossible, Part, find_exposure, make_route
from commonweal.analysis.exposure.people import ROUNDNESS
from commonweal.analysis.exposure.tests import second_ways
from commonweal.analysis.exposure.tests.town import ACROSS, EAST, NORTH, SIDE, lattice, town

pytestmark = pytest.mark.once
TOWN, SITES = town(), lattice()
WIDTH = ACROSS * SIDE
COORDINATE = st.floats(0, WIDTH).map(lambda metres: round(metres, 1))
POSITIONS = st.lists(st.tuples(COORDINATE, COORDINATE), min_size=1, max_size=12)
DISTANCES = st.lists(st.floats(1, 3000), min_size=2, max_size=4)


def route_of(*parts):
    return make_route([Part([(EAST + x, NORTH + y) for x, y in each]) for each in parts])


def ask(route, *within):
    return find_exposure(route, within=within, sites=SITES, areas=[TOWN])


def people(found, within=None):
    return [each.people for each in found.communities if within in (None, each.within_m)]


@settings(max_examples=80)
@given(POSITIONS, DISTANCES)
def test_a_wider_distance_never_reaches_fewer(positions, within):
    found = ask(route_of(positions), *within)
    for near, far in pairwise(found.within):
        for a, b in zip(people(found, near), people(found, far), strict=True):
            assert a <= b
        inside = {site.name for site in ask(route_of(positions), near).sites}
        assert inside <= {site.name for site in ask(route_of(positions), far).sites}
        assert inside == {site.name for site in found.sites if site.distance_m <= near}


@settings(max_examples=80)
@given(POSITIONS, st.floats(1, 3000))
def test_totals_never_exceed_what_there_is(positions, within):
    found = ask(route_of(positions), within)
    for at, each in enumerate(found.communities):
        assert 0 <= each.at_least <= each.people <= each.at_most <= TOWN.everywhere[at] * (1 + 1e-12)
        assert each.error >= 0
        assert 0 <= each.share <= 1 + 1e-12


@settings(max_examples=150)
@given(st.lists(POSITIONS, min_size=1, max_size=3), st.floats(1, 2500))
def test_people_and_distances_are_those_of_plain_methods(parts, within):
    route = route_of(*parts)
    found = ask(route, within)
    wanted = second_ways.people_by_hand(route, TOWN, within, ROUNDNESS)
    assert people(found) == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    # a site at the very edge may fall on either side by a rounding
    by_hand = second_ways.sites_by_hand(route, SITES, within + 1e-6)
    for site in found.sites:
        assert site.distance_m == pytest.approx(by_hand[site.name][0], abs=1e-6)
        assert site.nearest_point.along_m <= route.length_m + 1e-6
    for name in set(by_hand) - {site.name for site in found.sites}:
        assert by_hand[name][0] > within - 1e-6


@settings(max_examples=60)
@given(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=10, unique=True), st.data())
def test_splitting_a_route_changes_nothing(positions, data):
    """Into two parts, in the middle of a line or at a corner."""
    at = data.draw(st.integers(0, len(positions) - 2))
    share = data.draw(st.sampled_from([0.0, 0.25, 0.5]))
    (ax, ay), (bx, by) = positions[at], positions[at + 1]
    cut = (ax + share * (bx - ax), ay + share * (by - ay))
    whole = ask(route_of(positions), 400)
    split = ask(route_of([*positions[: at + 1], cut], [cut, *positions[at + 1 :]]), 400)
    assert split.length_m == pytest.approx(whole.length_m, abs=1e-6)
    ours, theirs = ({site.name: site for site in found.sites} for found in (whole, split))
    # what lies exactly at 400 m may fall on either side by a rounding
    for name in set(ours) ^ set(theirs):
        assert (ours.get(name) or theirs[name]).distance_m == pytest.approx(400, abs=1e-6)
    for name in set(ours) & set(theirs):
        assert ours[name].distance_m == pytest.approx(theirs[name].distance_m, abs=1e-6)
    # the ring's corners are drawn with 256 sides, from another side on, and smoothed by at most 1 % of the distance
    assert people(split) == pytest.approx(people(whole), rel=2e-3, abs=0.5)
    for one, other in zip(lengths(whole).items(), lengths(split).items(), strict=True):
        assert one[1] == pytest.approx(other[1], abs=1e-5)


def lengths(found):
    return dict(sorted((area.code, area.length_m) for area in found.areas if area.length_m > 1e-6))


@settings(max_examples=60)
@given(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=10, unique=True))
def test_a_route_walked_backwards_is_the_same_but_for_the_metres_along(positions):
    there, back = ask(route_of(positions), 700), ask(route_of(positions[::-1]), 700)
    assert back.length_m == pytest.approx(there.length_m)
    assert people(back) == pytest.approx(people(there), rel=2e-3, abs=0.5)
    assert lengths(back) == pytest.approx(lengths(there), abs=1e-5)
    ours, theirs = ({site.name: site for site in found.sites} for found in (there, back))
    # what is passed twice is first met at another time on the way back
    is_simple = shapely.LineString(positions).is_simple
    for name in set(ours) & set(theirs):
        one, other = ours[name], theirs[name]
        assert one.distance_m == pytest.approx(other.distance_m, abs=1e-6)
        a, b = one.nearest_point, other.nearest_point
        if is_simple and abs(a.lon - b.lon) < 1e-9 and abs(a.lat - b.lat) < 1e-9:
            assert b.along_m == pytest.approx(there.length_m - a.along_m, abs=1e-3)


def test_metres_along_are_counted_from_the_other_end_of_a_route_walked_backwards():
    corners = [(300, 300), (1200, 900), (1250, 2400), (3100, 2500)]
    there, back = ask(route_of(corners), 900), ask(route_of(corners[::-1]), 900)
    assert len(there.sites) > 50
    ours, theirs = ({s.name: s.nearest_point.along_m for s in found.sites} for found in (there, back))
    assert ours == pytest.approx({name: there.length_m - along for name, along in theirs.items()}, abs=1e-6)


@settings(max_examples=60)
@given(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=10, unique=True))
def test_the_lengths_in_areas_add_up_to_the_length_of_the_route(positions):
    """Every square borders on the next, and the route lies wholly in them. Along a border both sides are crossed."""
    found = ask(route_of(positions), 100)
    assert sum(area.length_m for area in found.areas) >= found.length_m - 1e-5
    on_border = any((a[i] == b[i] and a[i] % SIDE == 0) for a, b in pairwise(positions) for i in (0, 1))
    if not on_border:
        assert sum(area.length_m for area in found.areas) == pytest.approx(found.length_m, abs=1e-5)


@settings(max_examples=60)
@given(POSITIONS, st.lists(st.integers(0, 11), max_size=5))
def test_repeated_positions_change_nothing(positions, repeated):
    more = [p for at, p in enumerate(positions) for _ in range(1 + repeated.count(at))]
    plain, doubled = ask(route_of(positions), 400), ask(route_of(more), 400)
    assert replace(doubled, sites=(), areas=()) == replace(plain, sites=(), areas=())
    assert [(s.name, s.distance_m, s.nearest_point.along_m) for s in doubled.sites] == [
        (s.name, s.distance_m, s.nearest_point.along_m) for s in plain.sites
    ]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(), st.floats()), min_size=1, max_size=6))
def test_any_numbers_at_all_are_answered_or_refused_in_a_sentence(positions):
    try:
        route = make_route([Part(positions)])
    except NotPossible as refusal:
        said = str(refusal)
    else:
        said = f"{route.length_m:.1f} metres."
        assert route.length_m >= 0
    assert said.endswith(".")
    assert "\n" not in said
