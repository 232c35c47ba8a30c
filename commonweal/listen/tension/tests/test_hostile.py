"""Does a hostile table of returns ever do more than be refused in words, and is an ugly one that is right taken?"""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from commonweal.ground.people import clock
from commonweal.listen.tension.models import TensionItem, TensionReturn
from commonweal.listen.tension.tests.factories import AT, make_world
from commonweal.reading.files.tests.bringing import Answer, Bring, check_hostile_tables, check_ugly_tables
from commonweal.reading.files.tests.hostile_tables import Shape
from commonweal.reading.files.tests.specimens import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GOOD = {
    "Area": "Northwick", "Week starting": "2010-07-12", "Level": "High", "Item": "Leaflets", "Facts": "Forty of them",
    "Experienced": "Low", "Source": "2", "Information": "C", "Handling": "P",
}  # fmt: skip
SHAPE = Shape(
    headings=tuple(GOOD), good=tuple(GOOD.values()), other=tuple((GOOD | {"Area": "Middleham"}).values()),
    strict=("Area", "Week starting", "Level", "Handling"),
)  # fmt: skip


@pytest.fixture
def bring(monkeypatch) -> Bring:
    """Brings the table; then everything is taken back."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    world, client = make_world(), Client(raise_request_exception=False)
    client.force_login(world.accounts["analyst"])

    def brought(data: bytes, name: str) -> Answer:
        with transaction.atomic():
            answer = client.post("/tension/bring/", {"file": SimpleUploadedFile(name, data)})
            stored = TensionReturn.objects.count()
            assert TensionItem.objects.count() == stored  # each good row holds an item
            transaction.set_rollback(True)
        return Answer(answer.status_code, words_of(answer.content.decode()), stored)

    return brought


def test_every_hostile_table_of_returns_is_refused_in_words_and_brings_nothing(bring, count):
    check_hostile_tables(SHAPE, bring, refusals=("Nothing was brought in", "There is a problem"), count=count)


def test_every_ugly_table_of_returns_that_is_right_is_taken(bring, count):
    check_ugly_tables(SHAPE, bring, stored=2, count=count)
