"""Is a file stored whole or not at all, and is every count kept with what it replaced?"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from selectolax.lexbor import LexborHTMLParser

from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.factories import make_account
from commonweal.ground.visibility.rules import Holding, NotPossible, Refused
from commonweal.listen.recorded_crime import reads, writes
from commonweal.listen.recorded_crime.models import CountLoad, KnownBreak, MonthlyCount
from commonweal.listen.recorded_crime.tests.factories import AT, WHO, load, make_area, make_class, table
from commonweal.reading.files.tests.hostile import specimens

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return make_area()


@pytest.fixture
def offence_class():
    return make_class()


def test_nothing_is_stored_of_a_file_with_one_wrong_row(area, offence_class):
    with pytest.raises(NotPossible, match="Row 3"):
        load(offence_class, [(area.code, "2010-01", 3), (area.code, "2010-02", "many")])
    assert not MonthlyCount.objects.exists()
    assert not CountLoad.objects.exists()


def test_a_zero_is_stored_and_a_missing_month_is_not(area, offence_class):
    load(offence_class, [(area.code, "2010-01", 0), (area.code, "2010-03", 2)])
    series = reads.series_by_area(offence_class.pk)
    assert series == {area.code: {date(2010, 1, 1): 0, date(2010, 3, 1): 2}}


def test_a_revised_number_replaces_the_earlier_and_keeps_it_beside_it(area, offence_class):
    first = load(offence_class, [(area.code, "2010-01", 3), (area.code, "2010-02", 4)])
    mark = reads.mark_of(offence_class.pk)
    second = load(offence_class, [(area.code, "2010-01", 5), (area.code, "2010-02", 4)])
    row = MonthlyCount.objects.get(month_on=date(2010, 1, 1))
    assert (row.number, row.revised_from, row.load_id) == (5, 3, second.pk)
    assert MonthlyCount.objects.get(month_on=date(2010, 2, 1)).load_id == first.pk
    assert reads.mark_of(offence_class.pk) != mark


def test_the_same_file_again_stores_nothing(area, offence_class):
    rows = [(area.code, "2010-01", 3)]
    load(offence_class, rows)
    with pytest.raises(NotPossible, match="stored already"):
        load(offence_class, rows)


def test_the_database_keeps_a_month_once(area, offence_class):
    load(offence_class, [(area.code, "2010-01", 3)])
    row = MonthlyCount.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_break_stands_until_it_is_withdrawn(offence_class):
    made = writes.declare_break(
        offence_class=offence_class, from_on=date(2010, 2, 17), reason="Another form", effect="restart", **WHO
    )
    assert made.from_on == date(2010, 2, 1)
    assert [b.reason for b in reads.breaks_in(offence_class.pk)] == ["Another form"]
    mark = reads.mark_of(offence_class.pk)
    writes.withdraw_break(known_break=made, reason="It was the same form", **WHO)
    assert reads.breaks_in(offence_class.pk) == []
    assert reads.mark_of(offence_class.pk) != mark
    with pytest.raises(NotPossible, match="already"):
        writes.withdraw_break(known_break=made, reason="Again", **WHO)
    assert KnownBreak.objects.get().withdrawn_reason == "It was the same form"


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_only_the_analyst_loads_and_declares(role, area, offence_class):
    by = as_viewer([Holding(role, 1)], name=role)
    doing = [
        lambda: load(offence_class, [(area.code, "2010-01", 3)], by=by),
        lambda: writes.declare_break(
            offence_class=offence_class, from_on=date(2010, 1, 1), reason="x", effect="caution", by=by, at=AT
        ),
        lambda: writes.add_offence_class(name="n", words="w", source="s", limits="l", by=by, at=AT),
    ]
    for do in doing:
        if role == "analyst":
            do()
        else:
            with pytest.raises(Refused):
                do()


def test_no_hostile_file_is_stored_or_breaks_anything(offence_class, count):
    """Of every kind in the reader's own collection the first three, offered as a table of counts."""
    of_a_kind: dict[str, int] = {}
    for specimen in specimens():
        of_a_kind[specimen.kind] = of_a_kind.get(specimen.kind, 0) + 1
        if of_a_kind[specimen.kind] > 3:
            continue
        try:
            report = reads.check_file(
                specimen.make(), file_name=specimen.name, offence_class=offence_class, today=AT.date()
            )
        except NotPossible:
            report = None
        assert report is None or not report.may_be_stored, specimen.label
        count("G9 hostile files offered as counts", 1)
    assert len(of_a_kind) > 8


def test_the_command_checks_first_and_stores_all_of_it(area, offence_class, tmp_path, capsys):
    path = tmp_path / "counts.csv"
    path.write_bytes(table([(area.code, "2010-01", 3), (area.code, "2010-02", 4)]))
    call_command("recorded_crime", "load", str(path), "--class", offence_class.name, "--check-only")
    assert not MonthlyCount.objects.exists()
    call_command("recorded_crime", "load", str(path), "--class", offence_class.name)
    assert "Stored 2 counts." in capsys.readouterr().out
    path.write_bytes(table([(area.code, "2010-01", "x")]))
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("recorded_crime", "load", str(path), "--class", offence_class.name)
    with pytest.raises(CommandError, match="No class"):
        call_command("recorded_crime", "load", str(path), "--class", "Something else")


def test_the_real_file_loads_whole(shared, offence_class, count):
    path = shared / "data/police/recorded_crime/mps_race_religious_aggravated_public_fear_borough_monthly.csv"
    content = path.read_bytes()
    codes = {line.split(",")[0]: line.split(",")[1] for line in content.decode().splitlines()[1:]}
    for code, name in codes.items():
        make_area(code, name)
    from datetime import UTC, datetime

    report = reads.check_file(
        content, file_name=path.name, offence_class=offence_class, today=date(2026, 4, 1)
    )
    assert report.wrong == []
    made = writes.load_counts(
        content=content, file_name=path.name, offence_class=offence_class, source="As published",
        by=WHO["by"], at=datetime(2026, 4, 1, tzinfo=UTC),
    )  # fmt: skip
    assert made.new_count == 6112
    series = reads.series_by_area(offence_class.pk)
    assert len(series) == 32
    assert sum(months[date(2016, 7, 1)] for months in series.values()) == 1008
    count("recorded crime: rows of the real file loaded", made.new_count)


def test_a_count_is_recorded_evidence_unless_somebody_grades_it_otherwise():
    assert (make_class().strength, make_class("Another").strength_scale) == (
        "recorded",
        "evidence_strength@2010-1",
    )
    given = {"name": "A survey", "words": "Answers", "source": "Nobody", "limits": "Much"}
    assert writes.add_offence_class(**given, strength="measured", **WHO).strength == "measured"
    with pytest.raises(NotPossible, match="how strong"):
        writes.add_offence_class(**given | {"name": "B"}, strength="certain", **WHO)


def test_the_strength_stands_beside_every_count_on_the_page_and_in_each_file(client, area, offence_class):
    load(offence_class, [(area.code, "2010-01", 3)])
    client.force_login(make_account("analyst"))
    page = LexborHTMLParser(client.get(f"/recorded-crime/{offence_class.pk}/").content.decode())
    cells = [row.text() for row in page.css("tbody tr") if "Northmarsh" in row.text()]
    assert cells
    assert all("Recorded" in cell for cell in cells)
    text = client.get(f"/recorded-crime/{offence_class.pk}/?format=csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].endswith(",2010-01,3,recorded")
    (row,) = client.get(f"/recorded-crime/{offence_class.pk}/?format=json").json()
    assert (row["count"], row["strength"]) == (3, "recorded")
