"""Is what outreach workers know of communities kept, shown, found and changed beside their languages, and never about a person?"""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from commonweal.ground.people.tests.factories import make_organisation
from commonweal.ground.people.tests.pages import text_of
from commonweal.listen.engagement.models import OutreachWorker
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.writes import outreach

pytestmark = pytest.mark.django_db
KNOWS = "Elders are heard before the young speak"
SINCE = {"since_on-day": "1", "since_on-month": "1", "since_on-year": "2010"}


@pytest.fixture
def browser(monkeypatch):
    return make.client(make.officer(), monkeypatch)


def change(worker: OutreachWorker) -> tuple[str, dict[str, object]]:
    form = {"title": worker.title, "languages": "Somali", "version": 1, **SINCE}
    return reverse("engagement:change_worker", args=[worker.pk]), form


def test_it_is_typed_with_the_post_and_shown_on_both_pages(browser):
    body = make_organisation("Metropolitan Police Service", "police")
    sent = browser.post(
        reverse("engagement:add_worker"),
        {
            "title": "Somali post",
            "organisation": body.pk,
            "languages": "Somali",
            "knowledge": KNOWS,
            "once": "a",
            **SINCE,
        },
    )
    made = OutreachWorker.objects.get()
    assert (sent.status_code, made.knowledge) == (303, KNOWS)
    assert f"What they know of communities {KNOWS}" in text_of(browser.get(sent["Location"]))
    assert KNOWS in text_of(browser.get(reverse("engagement:desks")))


def test_a_second_saver_sees_both_texts_and_loses_neither(browser):
    worker = make.worker()
    page, form = change(worker)
    opened = {"initial-knowledge": ""}
    assert browser.post(page, form | opened | {"knowledge": KNOWS}).status_code == 303
    second = browser.post(page, form | opened | {"knowledge": "Mothers meet in the morning"})
    assert second.status_code == 409
    assert KNOWS in text_of(second)
    assert "Mothers meet in the morning" in text_of(second)
    assert OutreachWorker.objects.get().knowledge == KNOWS


@pytest.mark.parametrize(
    "private", ["Ask Ahmed Warsame, born 3 April 1971", "The imam answers on 07700 900123"]
)
def test_what_is_about_a_person_is_not_kept(browser, private):
    page, form = change(make.worker())
    refused = browser.post(page, form | {"knowledge": private})
    assert refused.status_code == 422
    assert "There is a problem" in text_of(refused)
    assert OutreachWorker.objects.get().knowledge == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("elders", True),
        ("somali", True),
        ("Swahili", True),
        ("elders swahili", True),
        ("tamil", False),
        ("elders tamil", False),
    ],
)
def test_who_can_help_is_found_by_a_language_or_by_what_they_know(browser, words, found):
    outreach.change_worker(
        worker=make.worker(), title="Somali post", languages="Somali, Swahili", knowledge=KNOWS,
        since_on=make.TODAY, **make.who(),
    )  # fmt: skip
    assert ("Somali post" in text_of(browser.get(reverse("engagement:desks"), {"words": words}))) is found
    assert ("Somali post" in text_of(browser.get("/search/", {"q": words}))) is found


def test_nobody_outside_the_police_finds_it(monkeypatch, count):
    outreach.change_worker(
        worker=make.worker(),
        title="Somali post",
        languages="Somali",
        knowledge=KNOWS,
        since_on=make.TODAY,
        **make.who(),
    )
    for role in (
        "administrator",
        "partnership_manager",
        "delivery_partner",
        "contributor",
        "oversight_auditor",
    ):
        browser = make.client(make.officer(role), monkeypatch)
        assert "Somali post" not in text_of(browser.get("/search/", {"q": "elders"}))
        assert browser.get(
            reverse("engagement:worker", args=[OutreachWorker.objects.get().pk])
        ).status_code in (403, 404)
        count("roles outside the police that look for what outreach workers know", 1)


def test_the_lock_on_the_body_stands_after_the_table_was_made_anew():
    border = make_organisation("Border body", "enforcement")
    with pytest.raises(DatabaseError), transaction.atomic():
        OutreachWorker.objects.filter(pk=make.worker().pk).update(organisation=border)
