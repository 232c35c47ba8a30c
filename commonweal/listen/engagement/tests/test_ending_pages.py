"""Can posts, their cover and what a desk answers for be ended on their pages, with nothing overwritten?"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from commonweal.listen.engagement.models import Desk, DeskCommunity, OutreachCover, OutreachWorker
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import TODAY, who
from commonweal.listen.engagement.tests.test_ending import LATER, TOMORROW, answering, covering
from commonweal.listen.engagement.writes import desks, outreach


def sent(day: date, version: int, *, opened: str = "") -> dict[str, Any]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"until_on-{part}": number for part, number in parts.items()} | {
        "initial-until_on": opened, "version": version,
    }  # fmt: skip


ADDRESSES = ("end_cover", "close_worker", "end_desk_cover")


def address_of(name: str, worker: OutreachWorker, desk: Desk) -> str:
    args = {
        "end_cover": [worker.pk, worker.cover.get().pk], "close_worker": [worker.pk],
        "end_desk_cover": [desk.pk, desk.covered.get().pk],
    }  # fmt: skip
    return reverse(f"engagement:{name}", args=args[name])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ADDRESSES)
def test_an_end_is_kept_by_its_page_and_a_second_saver_sees_both_days(name, monkeypatch):
    worker = covering()
    desk = answering()
    browser = make.client(make.officer(), monkeypatch)
    page = address_of(name, worker, desk)
    assert browser.post(page, sent(LATER, 2)).status_code == 303
    answer = browser.post(page, sent(TOMORROW, 2))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "29 July 2012" in text
    assert re.search(r'name="until_on-day"[^>]*value="21"', text)
    ends = {OutreachCover.objects.get().until_on, DeskCommunity.objects.get().until_on}
    assert ends | {OutreachWorker.objects.get().until_on} == {None, LATER}


@pytest.mark.django_db
def test_a_second_saver_of_a_post_sees_both_texts(monkeypatch):
    worker = make.worker()
    browser = make.client(make.officer(), monkeypatch)
    page = reverse("engagement:change_worker", args=[worker.pk])
    form = {"title": worker.title, "languages": "Somali, Arabic", "since_on-day": "1", "since_on-month": "1",
            "since_on-year": "2010", "version": 1, "initial-languages": "Somali"}  # fmt: skip
    assert browser.post(page, form).status_code == 303
    answer = browser.post(page, form | {"languages": "Somali, Swahili"})
    assert answer.status_code == 409
    assert "Somali, Arabic" in answer.content.decode()
    assert "Somali, Swahili" in answer.content.decode()
    assert OutreachWorker.objects.get().languages == "Somali, Arabic"


@pytest.mark.django_db
def test_an_end_that_is_not_possible_is_said_on_the_form_and_nothing_changes(monkeypatch):
    worker = covering()
    desk = answering()
    browser = make.client(make.officer(), monkeypatch)
    for name in ADDRESSES:
        answer = browser.post(address_of(name, worker, desk), sent(date(2009, 1, 1), 2))
        assert answer.status_code == 422
        assert "ends after it began" in answer.content.decode()
    assert not OutreachCover.objects.exclude(until_on=None).exists()
    other = make.desk("Asia Pacific")
    wrong = reverse("engagement:end_desk_cover", args=[other.pk, desk.covered.get().pk])
    assert browser.get(wrong).status_code == 404


@pytest.mark.django_db
def test_the_buttons_stand_only_where_something_can_still_be_ended(monkeypatch):
    worker = covering()
    desk = answering()
    pages = [reverse("engagement:worker", args=[worker.pk]), reverse("engagement:desk", args=[desk.pk])]

    def offered(role: str) -> list[bool]:
        browser = make.client(make.officer(role), monkeypatch)
        text = "".join(browser.get(page).content.decode() for page in pages)
        return [f'href="{address_of(name, worker, desk)}"' in text for name in ADDRESSES]

    assert offered("desk_officer") == [True, True, True]
    assert offered("analyst") == [False, False, False]
    outreach.close_worker(worker=worker, until_on=TODAY, **who())
    desks.end_desk_community(desk=desk, link=desk.covered.get(), until_on=TODAY, **who())
    assert offered("desk_officer") == [False, False, False]
