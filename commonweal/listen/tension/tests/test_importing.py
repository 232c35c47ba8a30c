"""Does a table come in whole or not at all, with every bad row named, and go out so that nothing calculates?"""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commonweal.design import files
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.tension.models import TensionItem, TensionReturn
from commonweal.listen.tension.reads import tables, weeks
from commonweal.listen.tension.rules.cells import Known
from commonweal.listen.tension.rules.importing import COLUMNS
from commonweal.listen.tension.rules.importing import read_rows as read_numbered
from commonweal.listen.tension.tests.factories import AT, BEFORE, IN_TIME, WEEK, sent_return
from commonweal.listen.tension.writes.importing import import_returns
from commonweal.reading.files.tests import hostile
from commonweal.reading.formulas import STARTS, is_formula

KNOWN = Known({"northwick": 1, "middleham": 2}, {"1": "1", "low": "1", "high": "3"}, {"race": "race"})
GOOD = {
    "Area": "Northwick", "Week starting": "2010-07-12", "Level": "High", "Item": "Leaflets", "Facts": "Forty of them",
    "Experienced": "low", "Source": "2", "Information": "c", "Handling": "p", "Themes": "Race",
}  # fmt: skip
NIL = {"Area": "Middleham", "Week starting": "12/07/2010", "Nothing to report": "yes"}


def read_rows(rows, known):
    return read_numbered(list(enumerate(rows, 1)), known)


def table(*rows: dict[str, str], columns=COLUMNS) -> list[list[str]]:
    return [list(columns), *([row.get(column, "") for column in columns] for row in rows)]


def as_csv(rows) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_good_table_is_understood():
    found, wrong = read_rows(table(GOOD, {**GOOD, "Item": "Talk"}, NIL), KNOWN)
    assert wrong == []
    assert [(r.area, r.is_nil, len(r.items)) for r in found] == [(1, False, 2), (2, True, 0)]
    assert found[0].values["level"] == "3"


BAD = {
    "an area that there is not": ({"Area": "Atlantis"}, "Area"),
    "a week that begins on a Tuesday": ({"Week starting": "2010-07-13"}, "Week starting"),
    "a date that is none": ({"Week starting": "31/02/2010"}, "Week starting"),
    "no date": ({"Week starting": "soon"}, "Week starting"),
    "a year nobody lives in": ({"Week starting": "0000-00-00"}, "Week starting"),
    "a level of another scale": ({"Level": "Purple"}, "Level"),
    "no level": ({"Level": ""}, "Level"),
    "neither an item nor a nil": ({"Item": "", "Facts": ""}, "Item"),
    "a title without facts": ({"Facts": ""}, "Facts"),
    "facts without a title": ({"Item": ""}, "Item"),
    "a nil that notes something": ({"Nothing to report": "yes"}, "Nothing to report"),
    "a yes that is none": ({"Nothing to report": "perhaps"}, "Nothing to report"),
    "a grade of another scheme": ({"Source": "A"}, "Source"),
    "handling C without conditions": ({"Handling": "C"}, "Source"),
    "nothing graded": ({"Experienced": ""}, "Source"),
    "a theme that there is not": ({"Themes": "Weather"}, "Themes"),
    "a cell of a thousand pages": ({"Facts": "x" * 4001}, "Facts"),
    "a title of a page": ({"Item": "x" * 201}, "Item"),
    "a direction that is none": ({"Direction": "sideways"}, "Direction"),
    "an origin that is none": ({"Origin": "Mars"}, "Origin"),
}


@pytest.mark.parametrize("what", BAD)
def test_every_bad_row_is_named_with_its_column(what, count):
    change, column = BAD[what]
    _, wrong = read_rows(table(NIL, {**GOOD, **change}), KNOWN)
    assert [(e.row, e.column) for e in wrong] == [(3, column)]
    assert wrong[0].words.endswith((".", "”.", "”"))
    count("kinds of bad rows named", 1)


def test_all_bad_rows_are_named_at_once():
    _, wrong = read_rows(table(*[{**GOOD, **change} for change, _ in BAD.values()]), KNOWN)
    assert len({e.row for e in wrong}) == len(BAD)


@pytest.mark.parametrize("rows", [[], [["Area"]], [["Area", "Week starting"]], [["Area", "Area", "Week starting"]], [["Nonsense", "Area", "Week starting"]], [["Area", "Week starting"], ["Northwick", "2010-07-12", "more"]]])  # fmt: skip
def test_a_table_of_the_wrong_shape_is_refused_in_words(rows):
    found, wrong = read_rows(rows, KNOWN)
    assert found == []
    assert wrong


def test_a_return_that_says_two_things_is_refused():
    assert read_rows(table(GOOD, {**GOOD, "Level": "Low"}), KNOWN)[1]
    assert read_rows(table({**NIL, "Area": "Northwick"}, GOOD), KNOWN)[1]
    assert read_rows(table(GOOD, {**NIL, "Area": "Northwick"}), KNOWN)[1]


@given(st.lists(st.lists(st.text(max_size=30), max_size=30), max_size=8))
def test_no_table_whatever_is_in_it_stops_the_reader(rows):
    found, wrong = read_rows([list(COLUMNS), *rows], KNOWN)
    assert wrong or not found or all(r.area in (1, 2) for r in found)


# Into the database, and through the page


def bring(world, data: bytes, name="returns.csv", who="analyst"):
    client = Client(raise_request_exception=False)
    client.force_login(world.accounts[who])
    return client.post("/tension/bring/", {"file": SimpleUploadedFile(name, data)})


@pytest.fixture
def on_the_day(monkeypatch):
    from commonweal.ground.people import clock

    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_a_good_table_comes_in_and_waits_for_a_second_person(world, make):
    answer = bring(world, make(table(GOOD, NIL)), "r.csv" if make is as_csv else "r.xlsx")
    assert answer.status_code == 303
    assert set(TensionReturn.objects.values_list("area__name", "is_nil", "state", "entry")) == {
        ("Northwick", False, "submitted", "imported"), ("Middleham", True, "submitted", "imported"),
    }  # fmt: skip


@pytest.mark.usefixtures("on_the_day")
@pytest.mark.parametrize("what", BAD)
def test_one_bad_row_and_nothing_is_brought_in(world, what):
    answer = bring(world, as_csv(table(GOOD, NIL, {**GOOD, "Area": "Middleham", **BAD[what][0]})))
    assert answer.status_code == 422
    assert "Row 4" in answer.content.decode()
    assert not TensionReturn.objects.exists()
    assert not TensionItem.objects.exists()


@pytest.mark.usefixtures("on_the_day")
def test_a_row_that_the_database_cannot_keep_undoes_the_rows_before_it(world):
    sent_return(world, by="middle")  # Middleham has reported already, and stands second in the table
    answer = bring(world, as_csv(table(GOOD, NIL)))
    assert answer.status_code == 422
    assert "Row 3" in answer.content.decode()
    assert not TensionReturn.objects.filter(entry="imported").exists()


def test_a_worker_that_dies_half_way_leaves_nothing(world, monkeypatch):
    from commonweal.listen.tension.writes import importing

    real, calls = importing._send, []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(importing, "_send", dies)
    found, _ = read_rows(table(GOOD, NIL), tables.known_to(world.round, by=world.viewer("analyst"), on=WEEK))
    with pytest.raises(KeyboardInterrupt):
        import_returns(chosen=world.round, returns=found, **world.who("analyst", IN_TIME))
    assert not TensionReturn.objects.exists()


def test_only_analysts_bring_tables(world):
    found, _ = read_rows(table(NIL), tables.known_to(world.round, by=world.viewer("analyst"), on=WEEK))
    for key in ("lead", "desk", "partner", "contributor", "auditor", "admin"):
        with pytest.raises(Refused):
            import_returns(chosen=world.round, returns=found, **world.who(key))
        assert bring(world, as_csv(table(NIL)), who=key).status_code in (403, 404)


def test_a_week_ahead_cannot_be_brought(world):
    found, wrong = read_rows(
        table({**NIL, "Week starting": "2010-07-19"}),
        tables.known_to(world.round, by=world.viewer("analyst"), on=WEEK),
    )
    assert not wrong
    with pytest.raises(NotPossible, match="has not begun"):
        import_returns(chosen=world.round, returns=found, **world.who("analyst", IN_TIME))


@pytest.mark.slow
@pytest.mark.usefixtures("on_the_day")
def test_hostile_files_are_refused_with_a_sentence_and_bring_nothing(world, count):
    tried = 0
    for name, data in some_hostile_files():
        answer = bring(world, data, name)
        assert answer.status_code == 422, name
        assert not TensionReturn.objects.exists(), name
        tried += 1
    count("hostile files brought as tables of returns", tried)
    assert tried >= 20


def some_hostile_files():
    """A spread of those that the reader itself is tried with."""
    found = [each for each in hostile.specimens() if each.name.endswith((".csv", ".xlsx"))]
    return [(each.name, each.make()) for each in found[:: max(1, len(found) // 25)][:30]]


# Out again


def test_what_goes_out_comes_in_again_as_it_was(world):
    sent_return(world, title="=2+5", facts="+44 is a number\n@home", shareable_text="-1")
    viewer = world.viewer("analyst")
    sent = tables.exportable(viewer, world.round, WEEK)
    rows = tables.return_rows(sent, tables.export_items(viewer, sent))
    for kind in tables.FORMATS:
        found, wrong = tables.read_table(
            files.file_of_rows(rows, kind), f"r.{kind}", world.round, by=viewer, on=WEEK
        )
        assert wrong == []
        item = found[0].items[0].values
        assert (item["title"], item["shareable_text"]) == ("=2+5", "-1")


@given(st.text(max_size=20), st.sampled_from(["", " ", "\u00a0"]), st.sampled_from(sorted(STARTS - {"\0"})))
def test_no_cell_of_an_export_calculates(text, space, start):
    rows = [[space + start + text.replace("\0", "")]]
    csv_cell = next(csv.reader(io.StringIO(files.to_csv(rows).decode("utf-8-sig"), newline="")))[0]
    assert not is_formula(csv_cell)
    sheet_cell = openpyxl.load_workbook(io.BytesIO(files.to_workbook(rows))).active["A1"]
    assert sheet_cell.data_type in ("s", "inlineStr", "n")
    assert not is_formula(str(sheet_cell.value or ""))


def test_a_missing_week_is_an_empty_cell_and_a_nil_one_is_nought(world):
    sent_return(world, IN_TIME - timedelta(days=7), week=BEFORE)
    found = weeks.points(world.viewer("analyst"), world.round, since=BEFORE, until=BEFORE, at=AT)
    rows = {row[0]: row for row in tables.week_rows(found, "tension_level")}
    at = {name: tables.WEEK_COLUMNS.index(name) for name in ("State", "Rank", "Items")}
    assert [rows["Northwick"][at[c]] for c in at] == ["Reported", "2", "1"] or rows["Northwick"][
        at["State"]
    ] == "Late"
    assert [rows["Middleham"][at[c]] for c in at] == ["Nobody reported", "", ""]
    assert [rows["Southley"][at[c]] for c in at] == ["Not asked", "", ""]
