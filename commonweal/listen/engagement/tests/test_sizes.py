"""Do the pages of sizes and gaps, and the tables that they come from, tell no small number and store nothing half?"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from commonweal.listen.engagement.models import CommunitySize, SizeLoad
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import SECRET, TODAY
from commonweal.listen.engagement.tests.pages_of_engagement import the_world

pytestmark = pytest.mark.django_db


def test_a_community_below_the_floor_is_not_named_and_the_page_says_so(monkeypatch):
    world = the_world()
    browser = make.client(make.officer("analyst"), monkeypatch)
    page = browser.get(reverse("engagement:show", args=[world["communities"]])).content.decode()
    assert ">30<" not in page
    assert "Fewer than 100 people" in page
    assert "Hidden to protect a small number elsewhere" in page
    assert "2 areas are not shown" in page
    gaps = browser.get(reverse("engagement:not_heard")).content.decode()
    assert "Area E3" not in gaps
    assert "1 place is not listed" in gaps


def test_oversight_reads_the_gaps_and_nothing_of_what_was_said(monkeypatch):
    the_world()
    make.community("Tamil", known_gaps="Nobody counts them")
    browser = make.client(make.officer("authority_member"), monkeypatch)
    page = browser.get(reverse("engagement:not_heard")).content.decode()
    assert "Tamil" in page
    assert "Somali" in page
    for hidden in ("An evening in the hall", "They ask why", "Forum 0", SECRET, "Secretary of the forum"):
        assert hidden not in page


def test_the_file_of_gaps_calculates_nothing_and_says_the_same_as_the_page(monkeypatch):
    the_world()
    make.community("=HYPERLINK(1)")
    make.community("@SUM(A1)")
    browser = make.client(make.officer("analyst"), monkeypatch)
    text = browser.get(reverse("engagement:not_heard") + "?format=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert {row[0] for row in rows[1:]} == {"Somali", "'=HYPERLINK(1)", "'@SUM(A1)"}
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert len(rows) == 1 + 4


def test_what_was_held_in_a_ward_counts_for_its_borough_and_all_of_london_counts_elsewhere():
    from commonweal.listen.engagement.reads.coverage import get_coverage

    somali = make.community()
    make.sized(somali, {"E1": 500, "E2": 900})
    ward = make.area("W1", "A ward", make.area("E1"), "ward")
    make.engagement(communities=[somali], area=ward, held_on=TODAY - timedelta(days=10))
    make.engagement(communities=[somali], area=None, held_on=TODAY - timedelta(days=3))
    lines = {
        line.area.code: line for line in get_coverage(make.viewer(make.officer("analyst")), on=TODAY).lines
    }
    assert lines["E1"].effort.last_on == TODAY - timedelta(days=10)
    assert lines["E1"].elsewhere_on == TODAY - timedelta(days=3)
    assert lines["E2"].effort.last_on is None
    assert lines["E2"].elsewhere_on == TODAY - timedelta(days=3)


# Tables


def table(*rows: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(
        "sizes.csv", ("community,area_code,people\n" + "\n".join(rows)).encode(), "text/csv"
    )


def details() -> dict[str, str]:
    return {"title": "A count", "source": "An office", "licence": "Open Government Licence v3.0",
            "limits": "It is old", "counted_on-day": "27",
            "counted_on-month": "3", "counted_on-year": "2011"}  # fmt: skip


def test_a_table_is_seen_before_it_is_stored_and_stored_once(monkeypatch):
    make.community()
    make.area()
    browser = make.client(make.officer("analyst"), monkeypatch)
    page = browser.post(reverse("engagement:load"), {**details(), "file": table("Somali,E09000005,512")})
    assert page.status_code == 200
    assert not SizeLoad.objects.exists()
    form = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page.content.decode()))
    for _ in range(2):
        assert browser.post(reverse("engagement:store"), form).status_code == 303
    assert CommunitySize.objects.get().people == 512
    assert SizeLoad.objects.get().licence == "Open Government Licence v3.0"


def test_a_table_with_a_bad_row_is_not_offered_for_storing(monkeypatch):
    make.community()
    make.area()
    browser = make.client(make.officer("analyst"), monkeypatch)
    page = browser.post(
        reverse("engagement:load"), {**details(), "file": table("Somali,E09000005,512", "X,E09000005,1")}
    )
    assert page.status_code == 422
    assert "no community is called" in page.content.decode()
    assert 'name="mark"' not in page.content.decode()
    browser.post(reverse("engagement:store"), {**details(), "mark": "0" * 64})
    assert not SizeLoad.objects.exists()


def test_strange_words_in_a_form_store_nothing(monkeypatch):
    browser = make.client(make.officer("analyst"), monkeypatch)
    for mark in ("\0", "x" * 500, ""):
        sent = {**details(), "mark": mark, "file_name": "\0", "once": "\0"}
        assert browser.post(reverse("engagement:store"), sent).status_code == 303
    assert not SizeLoad.objects.exists()


# Commands


def test_the_command_loads_a_table_or_says_why_not(tmp_path):
    make.community()
    make.area()
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("community,area_code,people\nSomali,E09000005,512\n")
    bad.write_text("community,area_code,people\nX,E09000005,512\n")
    given = {"title": "A count", "source": "An office", "licence": "Open", "counted_on": date(2011, 3, 27),
             "limits": "Old"}  # fmt: skip
    with pytest.raises(CommandError):
        call_command("communities", "sizes", str(bad), **given)
    call_command("communities", "sizes", str(good), check_only=True, **given)
    assert not SizeLoad.objects.exists()
    call_command("communities", "sizes", str(good), **given)
    assert CommunitySize.objects.get().people == 512


def test_the_real_census_tables_load(shared, count):
    """The figures of two boroughs, read here by another way."""
    folder = shared / "data" / "census"
    for name in ("Somali", "Tamil", "Pakistani", "Muslim", "Main language Polish", "Born in Sri Lanka"):
        make.community(name)
    for code, name in (("E09000005", "Brent"), ("E09000015", "Harrow")):
        make.area(code, name)
    call_command("communities", "census", str(folder))
    found = {
        (s.community.name, s.area.code): s.people
        for s in CommunitySize.objects.select_related("community", "area")
    }
    assert found["Tamil", "E09000015"] == 7102
    assert found["Somali", "E09000005"] == 12610
    assert len(found) == 12
    assert SizeLoad.objects.get().counted_on == date(2021, 3, 21)
    assert SizeLoad.objects.get().licence == "Open Government Licence v3.0"
    count("engagement: counts from real census tables", len(found))
