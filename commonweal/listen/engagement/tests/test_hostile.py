"""Does a hostile table of sizes ever do more than be refused in words, and is an ugly one that is right taken?"""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from commonweal.listen.engagement.models import CommunitySize, SizeLoad
from commonweal.listen.engagement.tests import factories as make
from commonweal.reading.files.tests.bringing import Answer, Bring, check_hostile_tables, check_ugly_tables
from commonweal.reading.files.tests.hostile_tables import Shape
from commonweal.reading.files.tests.specimens import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SHAPE = Shape(
    headings=("community", "area_code", "people"), good=("Somali", "E09000005", "512"),
    other=("Roma", "E09000005", "77"), strict=("community", "area_code", "people"),
)  # fmt: skip
DETAILS = {"title": "A count", "source": "An office", "licence": "Open", "limits": "It is old", "counted_on-day": "27",
           "counted_on-month": "3", "counted_on-year": "2011"}  # fmt: skip
REFUSALS = ("There is a problem", "The file cannot be stored yet")


@pytest.fixture
def bring(monkeypatch) -> Bring:
    """Checks the file and, where the page offers it, stores it; then everything is taken back."""
    for name in ("Somali", "Roma"):
        make.community(name)
    make.area()
    browser = make.client(make.officer("analyst"), monkeypatch)
    browser.raise_request_exception = False

    def brought(data: bytes, name: str) -> Answer:
        with transaction.atomic():
            file = SimpleUploadedFile(name, data)
            checked = browser.post("/communities/sizes/", DETAILS | {"file": file})
            page, status = checked.content.decode(), checked.status_code
            hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', page))
            if "mark" in hidden:
                status = max(status, browser.post("/communities/sizes/store/", hidden).status_code)
            stored = CommunitySize.objects.count()
            assert SizeLoad.objects.count() == bool(stored)
            transaction.set_rollback(True)
        return Answer(status, words_of(page), stored)

    return brought


def test_every_hostile_table_of_sizes_is_refused_in_words_and_stores_nothing(bring, count):
    check_hostile_tables(SHAPE, bring, refusals=REFUSALS, count=count)


def test_every_ugly_table_of_sizes_that_is_right_is_taken(bring, count):
    check_ugly_tables(SHAPE, bring, stored=2, count=count)
