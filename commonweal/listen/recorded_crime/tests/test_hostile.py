"""Does a hostile file of counts ever do more than be refused in words, and is an ugly one that is right taken?"""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from commonweal.ground.people import clock
from commonweal.ground.people.tests.factories import make_account
from commonweal.listen.recorded_crime.models import CountLoad, MonthlyCount
from commonweal.listen.recorded_crime.tests.factories import AT, make_area, make_class
from commonweal.reading.files.tests.bringing import Answer, Bring, check_hostile_tables, check_ugly_tables
from commonweal.reading.files.tests.hostile_tables import Shape
from commonweal.reading.files.tests.specimens import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SHAPE = Shape(
    headings=("area_code", "month", "count"), good=("E09000010", "2010-01", "30"),
    other=("E09000010", "2010-02", "41"), strict=("area_code", "month", "count"),
)  # fmt: skip
REFUSALS = ("There is a problem", "The file cannot be stored yet")


@pytest.fixture
def bring(monkeypatch) -> Bring:
    """Checks the file and, where the page offers it, stores it; then everything is taken back."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    make_area()
    address, client = f"/recorded-crime/{make_class().pk}", Client(raise_request_exception=False)
    client.force_login(make_account("analyst"))

    def brought(data: bytes, name: str) -> Answer:
        with transaction.atomic():
            file = SimpleUploadedFile(name, data)
            checked = client.post(f"{address}/load/", {"file": file, "source": "A test"})
            page, status = checked.content.decode(), checked.status_code
            mark = re.search(r'name="mark" value="(\w+)"', page)
            if mark:
                given = {"mark": mark[1], "file_name": name, "source": "A test"}
                status = max(status, client.post(f"{address}/load/store/", given).status_code)
            stored = MonthlyCount.objects.count()
            assert CountLoad.objects.count() == bool(stored)
            transaction.set_rollback(True)
        return Answer(status, words_of(page), stored)

    return brought


def test_every_hostile_file_of_counts_is_refused_in_words_and_stores_nothing(bring, count):
    check_hostile_tables(SHAPE, bring, refusals=REFUSALS, count=count)


def test_every_ugly_file_of_counts_that_is_right_is_taken(bring, count):
    check_ugly_tables(SHAPE, bring, stored=2, count=count)
