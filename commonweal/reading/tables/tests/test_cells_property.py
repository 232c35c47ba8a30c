"""Whatever stands in a cell, each of its words stands in one of its names or points, in the order of the cell."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from commonweal.reading.tables.cells import names_in, points_in, reference_before

_DIVIDES = {"and", "+"}
_PIECE = st.sampled_from(
    ["Harbour", "Trust", "Quay Council", "NLA", "Mayor (Kim, Alder)", "(lead)", "of the", "and", "&", "+", ";", "; ", ", ", ",",
     "\n", "\n• ", "\n2. ", "a) ", "- ", "(", ")", "7.3.1 ", "A1: ", "2010", "Ltd.", "  "]
)  # fmt: skip
CELLS = st.one_of(
    st.lists(_PIECE, max_size=12).map(" ".join),
    st.lists(_PIECE, max_size=12).map("".join),
    st.text(max_size=60),
)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]{2,}", text) if word not in _DIVIDES]


@given(CELLS)
@example(",  and and Harbour")
def test_no_word_of_a_cell_is_lost_among_its_names(cell: str) -> None:
    names = names_in(cell).names
    assert set(_words(cell)) == set(_words(" ".join(names)))
    assert len(names) == len(set(names))
    assert set(names_in(cell).doubtful) <= set(names)


@given(CELLS)
def test_the_points_of_a_cell_say_its_words_once_and_in_order(cell: str) -> None:
    said = " ".join(f"{mark} {text}" for mark, text in points_in(cell))
    assert _words(said) == _words(cell)


@given(CELLS)
def test_a_reference_and_the_rest_are_the_whole_text(cell: str) -> None:
    reference, rest = reference_before(cell)
    assert _words(f"{reference} {rest}") == _words(cell)
