"""Does no cell calculate, whatever somebody typed, and is every character of it still there?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commonweal.reading.formulas import INVISIBLE, STARTS, is_formula, protect, restore, safe_cells

SIGNS = "=+-@＝＋－＠"
UNSEEN = ["", " ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\t", "\r", "\n", "\u2028", "\x1f", "  \u200b "]
texts = st.one_of(
    st.text(max_size=30),
    st.tuples(st.sampled_from(["", "'", "''"]), st.sampled_from(UNSEEN), st.sampled_from(SIGNS), st.text(max_size=9)).map("".join),
)  # fmt: skip


@given(texts)
@example("'=1")
@example("\0=1")
def test_a_protected_text_is_never_run_and_comes_back_whole(text):
    for rewritten in (False, True):
        cell = protect(text, rewritten=rewritten)
        assert not is_formula(cell)
        assert restore(cell) == text


@given(st.sampled_from(UNSEEN), st.sampled_from(SIGNS), st.text(max_size=20))
def test_a_sign_counts_behind_whatever_nobody_sees(unseen, sign, rest):
    assert is_formula(unseen + sign + rest)
    assert protect(unseen + sign + rest).startswith("'")


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=9), st.text(max_size=9))
def test_what_begins_with_a_letter_or_a_figure_stays_as_it_is(word, rest):
    assert protect(word + rest) == word + rest


@given(st.lists(st.one_of(texts, st.integers(0, 9), st.dates()), max_size=6))
def test_a_line_of_a_table_has_no_cell_that_runs_and_none_that_ends_early(values):
    line = safe_cells(values)
    assert len(line) == len(values)
    assert not any(is_formula(cell) or "\0" in cell for cell in line)
    assert [restore(cell) for cell in line] == [str(value).replace("\0", "") for value in values]


@pytest.mark.parametrize("text", ["", "plain", "1 = 1", "a@b", "2010-07-22", "7.3.1", "O'Brien"])
def test_an_ordinary_cell_stays_as_it_is(text):
    assert safe_cells([text]) == [text]


@pytest.mark.parametrize("text", ["7.10", "1/2", "May 2010", "TRUE", "1e5", "007", "50%", "£5"])
def test_what_a_spreadsheet_would_rewrite_is_marked_only_where_it_has_to_come_back(text):
    assert protect(text, rewritten=True) == f"'{text}"
    assert protect(text) == text


def test_every_sign_is_one_that_is_seen_or_one_that_ends_a_cell():
    assert STARTS - set(SIGNS) == set("\t\r\n\0")
    assert {"Cc", "Cf", "Zs", "Zl", "Zp"} == INVISIBLE
