"""Is a table in Parquet read cell by cell, and does a hostile one do no more than be refused in words?"""

from __future__ import annotations

import duckdb
import pytest

from commonweal.reading.files import open_document, open_table
from commonweal.reading.files.limits import MAX_COLUMNS, MAX_TABLE_ROWS
from commonweal.reading.values import CannotRead

COUNTS = "SELECT * FROM (VALUES ('E05000001', DATE '2010-04-01', 3), ('E05000002', NULL, 0)) t(ward_code, month, count)"


@pytest.fixture
def parquet(tmp_path):
    def written(query: str) -> bytes:
        path = tmp_path / "table.parquet"
        with duckdb.connect() as base:
            base.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()

    return written


def test_the_first_row_names_the_columns_and_every_cell_is_text(parquet):
    assert open_table(parquet(COUNTS), name="counts.parquet") == [
        (1, ("ward_code", "month", "count")),
        (2, ("E05000001", "2010-04-01", "3")),
        (3, ("E05000002", "", "0")),
    ]


def test_its_beginning_says_what_it_is_and_not_its_name(parquet):
    assert len(open_table(parquet(COUNTS), name="counts.csv")) == 3


def test_nested_cells_and_foreign_letters_are_words(parquet):
    rows = open_table(parquet("SELECT [1, 2] AS \"líst\", 'Zoë' AS who, {'a': 1} AS more"), name="x.parquet")
    assert rows == [(1, ("líst", "who", "more")), (2, ("[1, 2]", "Zoë", "{'a': 1}"))]


def test_it_is_no_paper(parquet):
    with pytest.raises(CannotRead, match="no paper"):
        open_document(parquet(COUNTS), name="paper.parquet")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: b"PAR1",
        lambda whole: b"PAR1" + b"\x00" * 500 + b"PAR1",
        lambda whole: whole[:-8] + b"\xff\xff\xff\x7fPAR1",
        lambda whole: whole[:4] + bytes(255 - byte for byte in whole[4:-8]) + whole[-8:],
        lambda whole: b"PAR1" + whole,
    ],
    ids=[
        "cut off",
        "only its mark",
        "nothing inside",
        "a footer of two gigabytes",
        "turned round",
        "two marks",
    ],
)
def test_a_damaged_one_is_refused_in_words(parquet, spoil):
    with pytest.raises(CannotRead, match="try again"):
        open_table(spoil(parquet(COUNTS)), name="counts.parquet")


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT 1 AS count FROM range({MAX_TABLE_ROWS + 1})",
        "SELECT 1 AS count FROM range(50_000_000)",
        "SELECT repeat('x', 40_000) AS words",
        "SELECT repeat('x', 30_000) AS words FROM range(2_000)",
        "SELECT " + ", ".join(f"1 AS c{number}" for number in range(MAX_COLUMNS + 1)),
    ],
    ids=["a row too many", "fifty million rows in a small file", "a long cell", "long cells", "many columns"],
)
def test_one_that_is_too_large_is_refused_in_words(parquet, query):
    with pytest.raises(CannotRead, match="try again"):
        open_table(parquet(query), name="counts.parquet")


def test_no_other_file_is_reached_through_it(parquet, tmp_path):
    (tmp_path / "secret.csv").write_text("secret\n1\n")
    for name in (f"{tmp_path}/secret.csv", "https://example.org/a.parquet", "'; COPY (SELECT 1) TO 'x"):
        rows = open_table(parquet(COUNTS), name=name)
        assert rows[0] == (1, ("ward_code", "month", "count"))
