"""Do CSV and XLSX files give the rows that a person sees in a spreadsheet?"""

from __future__ import annotations

import datetime
import io

import openpyxl
from openpyxl.styles import Font

from commonweal.reading.files import open_document
from commonweal.reading.values import Line


def _saved(book: openpyxl.Workbook) -> list[Line]:
    out = io.BytesIO()
    book.save(out)
    return list(open_document(out.getvalue(), name="plan.xlsx").lines)


def test_dates_references_and_shares_are_written_as_the_cell_shows_them() -> None:
    book = openpyxl.Workbook()
    book.active.append(
        [datetime.date(2013, 3, 31), 7.1, 0.5, 7.0, True, datetime.datetime(2013, 3, 31, 9, 30)]
    )
    book.active["B1"].number_format = "0.00"
    book.active["C1"].number_format = "0%"
    assert _saved(book)[0].cells == ("31 March 2013", "7.10", "50%", "7", "yes", "31 March 2013 09:30")


def test_a_formula_nobody_has_worked_out_keeps_its_words() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Action", "=A1"])
    assert _saved(book)[0].cells == ("Action", "=A1")


def test_bold_cells_are_seen() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Action", "Lead"])
    book.active.append(["Open", "Trust"])
    book.active["A1"].font = book.active["B1"].font = book.active["B2"].font = Font(bold=True)
    first, second = _saved(book)
    assert (first.bold, first.strong) == (True, ())
    assert (second.bold, second.strong) == (False, ("Trust",))


def test_a_merged_cell_holds_for_all_its_rows_and_is_seen_once() -> None:
    book = openpyxl.Workbook()
    for row in (["Area", "Action"], ["Safety", "one"], [None, "two"], [None, "three"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    found = _saved(book)
    assert [line.cells for line in found[1:]] == [("Safety", "one"), ("Safety", "two"), ("", "three")]
    assert [line.text for line in found[1:]] == ["Safety | one", "two", "three"]


def test_the_number_of_a_line_is_the_number_of_its_row() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A4"] = "one", "four"
    assert [(line.number, line.text) for line in _saved(book)] == [(1, "one"), (2, ""), (3, ""), (4, "four")]


def test_several_sheets_have_their_names_as_headings_and_hidden_ones_are_not_read() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Housing"
    book.active.append(["one"])
    book.create_sheet("Safety").append(["two"])
    book.create_sheet("Lists").append(["hidden"])
    book["Lists"].sheet_state = "hidden"
    found = [(line.text, line.heading, line.table) for line in _saved(book) if line.text]
    assert found == [("Housing", 2, 0), ("one", 0, 1), ("Safety", 2, 0), ("two", 0, 2)]


def test_breaks_within_a_cell_are_kept_in_the_cell_and_not_in_the_line() -> None:
    document = open_document(b'Action,Lead\n"one\r\ntwo",Trust\n', name="plan.csv")
    assert document.lines[1].cells == ("one\ntwo", "Trust")
    assert document.lines[1].text == "one two | Trust"


def test_commas_in_prose_do_not_make_a_table() -> None:
    prose = b"Crews, wardens, traders.\nBoats, nets, rope.\nHarbour, quay, gate.\n"
    assert open_document(prose, name="notes.txt").kind == "text"
