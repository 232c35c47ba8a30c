"""Are lines read as people write them, and can no small number be worked out from what is disclosed?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from commonweal.assess.exposure.rules import asking, telling
from commonweal.assess.exposure.rules.disclosing import FLOOR, Row, bands_of, protect, shown_of
from commonweal.assess.exposure.rules.layers import private_words
from commonweal.ground.visibility.rules import NotPossible


def test_positions_are_read_with_names_and_in_degrees_or_metres():
    read = asking.positions_of("-0.1418, 51.5152, Oxford Circus\n\n529000 179000\n-0.1; 51.5; A; B\n")
    assert [(each.position, each.name) for each in read] == [
        ((-0.1418, 51.5152), "Oxford Circus"), ((529000.0, 179000.0), ""), ((-0.1, 51.5), "A; B"),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["x", "1", "1,", ",2", "1,2e5000x", "nan, inf", "-, -", "١,٢x"])
def test_a_line_that_is_no_position_is_named_with_its_number(line: str):
    with pytest.raises(NotPossible, match="Line 2"):
        asking.positions_of(f"1, 2\n{line}")


def test_distances_are_sorted_and_each_counts_once():
    assert asking.distances_of("2400, 700;700 850.5") == (700.0, 850.5, 2400.0)


@pytest.mark.parametrize("text", ["", "-5", "1e3", "0", "20001", "1 2 3 4 5 6 7", "abc", "700m"])
def test_unfit_distances_are_refused(text: str):
    with pytest.raises(NotPossible):
        asking.distances_of(text)


def test_the_sentence_says_the_nearest_site_and_its_named_point():
    content: dict[str, Any] = {
        "within_m": [700.0, 2400.0], "route": {"kind": "route"}, "areas": [{"name": "Westminster", "level": "borough"}],
        "sites": [{"name": "Embassy", "distance_m": 702.4, "nearest_point": {"name": "Oxford Circus"}}],
    }  # fmt: skip
    assert telling.in_one_sentence(content) == (
        "1 site lies within 2.4 km; the nearest is Embassy, 702 m away, nearest point Oxford Circus. It runs through Westminster."
    )
    assert telling.in_one_sentence({**content, "sites": []}).startswith("None of the sites that are loaded")


def test_names_with_a_telephone_number_or_an_address_are_found():
    told = private_words(["Hill Temple", "Chapel, 020 8123 4567", "warden@example.org"])
    assert len(told) == 2


# Disclosing


def test_large_communities_are_shown_in_every_ring_and_rounded_to_ten():
    rows = [Row("A", (1004.0, 2006.0), 9000.0, "f"), Row("B", (404.0, 804.0), 5000.0, "f")]
    assert protect((700.0, 2400.0), rows).shown == {"A": (1000, 2010), "B": (400, 800)}


def test_a_ring_that_would_tell_of_few_people_is_left_out_before_the_communities_are():
    rows = [Row("A", (1000.0, 1050.0, 3000.0), 9000.0, "f"), Row("B", (400.0, 430.0, 800.0), 5000.0, "f")]
    told = protect((700.0, 720.0, 2400.0), rows)
    assert (told.left_out, told.hidden) in {((700.0,), 0), ((720.0,), 0)}
    assert set(told.shown) == {"A", "B"}


def test_a_small_community_is_never_left_out_alone():
    rows = [Row("A", (1000.0,), 9000.0, "f"), Row("B", (400.0,), 5000.0, "f"), Row("C", (30.0,), 40.0, "f")]
    assert set(protect((700.0,), rows).shown) == {"A"}
    parts = [
        Row("A", (1000.0,), 9000.0, "f"),
        Row("A1", (970.0,), 8000.0, "f", "A"),
        Row("A2", (30.0,), 1000.0, "f", "A"),
    ]
    assert set(protect((700.0,), parts).shown) == {"A"}


people = st.floats(0, 400).map(lambda x: float(round(x)) if x > 20 else 0.0)
numbers = st.lists(people, min_size=4, max_size=4)


def _rows(drawn: Sequence[Sequence[float]], parts: int) -> list[Row]:
    """Bands are drawn, so that the rings of each community grow; the last are the parts of the first, all of them."""
    made = []
    for at, bands in enumerate(drawn):
        chain = np.cumsum(bands).tolist()
        part_of = "C0" if parts < len(drawn) and at >= len(drawn) - parts else ""
        made.append(Row(f"C{at}", tuple(chain[:3]), chain[3], "everybody", part_of))
    children = [row for row in made if row.part_of]
    if children:
        whole = np.array([(*row.people, row.everywhere) for row in children]).sum(axis=0)
        made[0] = Row("C0", tuple(whole[:3].tolist()), float(whole[3]), "everybody")
    return made


@settings(max_examples=120)
@given(drawn=st.lists(numbers, min_size=1, max_size=6), parts=st.sampled_from([0, 2, 3]))
def test_subtraction_recovers_no_small_number(drawn: Any, parts: int):
    """An attacker knows every number that is shown to the last person, the sum of each family in every ring, and how many
    there are everywhere of those who are shown. For each band of each community that is not shown, and that holds some but
    fewer than FLOOR people, what remains possible must be at least FLOOR wide."""
    rows = _rows(drawn, parts)
    told = protect((1.0, 2.0, 3.0), rows)
    rings = [at for at, metres in enumerate((1.0, 2.0, 3.0)) if metres in told.within]
    for name in told.shown:
        row = next(each for each in rows if each.name == name)
        assert all(band == 0 or band >= FLOOR for band in bands_of(row, rings))
    if rings:
        _attack(rows, rings, set(told.shown))


def _attack(rows: Sequence[Row], rings: Sequence[int], shown: set[str]) -> None:
    """Each band by itself: a family's sum is known there, so the hidden bands are bounded by linear equations alone."""
    by_name = {row.name: row for row in rows}
    bands = {row.name: bands_of(row, rings) for row in rows}
    hidden = [row.name for row in rows if row.name not in shown]
    for band in range(len(rings) + 1):
        equations, sums = [], []
        for members, whole in _families(rows):
            if whole is not None and whole not in shown:
                row = [float(name in members) for name in hidden]
                row[hidden.index(whole)] -= 1.0
                equations.append(row)
                sums.append(-sum(bands[name][band] for name in members if name in shown))
                continue
            known = bands[whole][band] if whole else sum(bands[name][band] for name in members)
            equations.append([float(name in members) for name in hidden])
            sums.append(known - sum(bands[name][band] for name in members if name in shown))
        for at, name in enumerate(hidden):
            small = 0 < bands[name][band] < FLOOR
            told = any(each in shown for each in (_top(rows) if not by_name[name].part_of else {"C0"}))
            if not small or not told:  # where nothing of a family is shown, its copy tells nothing
                continue
            assert _width(equations, sums, len(hidden), at) >= FLOOR - 1e-6, (name, band)


def _top(rows: Sequence[Row]) -> set[str]:
    return {row.name for row in rows if not row.part_of}


def _families(rows: Sequence[Row]) -> list[tuple[set[str], str | None]]:
    top = _top(rows)
    parts = {row.name for row in rows if row.part_of}
    return [(top, None), *([(parts, "C0")] if parts else [])]


def _width(equations: Any, sums: Any, number: int, at: int) -> float:
    aim = np.zeros(number)
    aim[at] = 1.0
    ends = [
        linprog(sign * aim, A_eq=equations, b_eq=sums, bounds=[(0, None)] * number).fun * sign
        for sign in (1, -1)
    ]
    return float(ends[1] - ends[0])


def test_a_choice_without_protection_would_be_caught():
    """The attack is worth something: without the second hidden community the first is worked out."""
    rows = [Row("C0", (1000.0,), 9000.0, "everybody"), Row("C1", (30.0,), 4000.0, "everybody")]
    with pytest.raises(AssertionError):
        _attack(rows, [0], {"C0"})
    assert not shown_of([0], rows)


def test_what_is_counted_of_sites_is_kinds_and_numbers(count: Callable[..., None]):
    sites = [{"kind": "temple", "distance_m": metres} for metres in (100.0, 800.0)] + [
        {"kind": "", "distance_m": 5.0}
    ]
    assert telling.kinds_within(sites, (700.0, 2400.0)) == [
        {"kind": "no kind stated", "counts": [1, 1]}, {"kind": "temple", "counts": [1, 2]},
    ]  # fmt: skip
    assert all(
        outer >= inner
        for row in telling.kinds_within(sites, (1.0, 700.0))
        for inner, outer in pairwise(row["counts"])
    )
    count("A8 disclosable copies attacked by subtraction", 120)
