"""Can something be prepared, released by a second person, and withdrawn in the browser?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.answer.papers.tests.factories import Cast, to_approved, viewer_as
from commonweal.answer.papers.tests.pages_of_papers import as_, hidden
from commonweal.answer.publications.models import Publication, Release
from commonweal.answer.publications.tests.releases import plan_with_actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def test_an_approved_paper_is_published_by_a_second_person_in_the_browser(cast):
    paper = to_approved(cast)
    address = reverse("publications:release_paper", args=[paper.pk])
    first, second = as_(cast.officer), as_(cast.second_officer)
    assert first.post(address, {"seen": paper.frozen_hash}).status_code == 403
    page = second.get(address)
    assert second.post(address, {"seen": hidden(page, "seen")}).status_code == 303
    out = Publication.objects.get()
    assert Client().get(reverse("public:show", args=[out.slug])).status_code == 200
    withdraw = reverse("publications:withdraw", args=[out.pk])
    assert as_(cast.member).post(withdraw, {"reason": "x"}).status_code == 403
    assert second.post(withdraw, {"reason": "it named a person"}).status_code == 303
    assert Client().get(reverse("public:show", args=[out.slug])).status_code == 410


def test_an_hour_without_a_day_is_asked_for_again(cast):
    paper = to_approved(cast)
    answer = as_(cast.second_officer).post(
        reverse("publications:release_paper", args=[paper.pk]),
        {"seen": paper.frozen_hash, "embargo_time": "09:30"},
    )
    assert b"Enter the day as well as the hour" in answer.content
    assert not Publication.objects.exists()


def test_an_hour_ahead_holds_the_paper_back(cast):
    paper = to_approved(cast)
    answer = as_(cast.second_officer).post(
        reverse("publications:release_paper", args=[paper.pk]),
        {"seen": paper.frozen_hash, "embargo_on": "2099-01-01"},
    )
    assert answer.status_code == 303
    assert not Publication.objects.exists()
    assert Release.objects.get().embargoed_until_at.year in {2098, 2099}


def test_a_statement_is_prepared_by_one_and_released_by_another():
    strategy = plan_with_actions()
    one, two = (as_(viewer_as("partnership_manager", strategy.owner_organisation)) for _ in range(2))
    assert one.post(reverse("publications:prepare_plan", args=[strategy.pk])).status_code == 303
    address = reverse("publications:release", args=[Release.objects.get().pk])
    assert b"Somebody else has to release this" in one.get(address).content
    seen = {"seen": Release.objects.get().hash}
    assert one.post(address, seen).status_code == 403
    assert b"Release it to the public" in two.get(address).content
    for form in ("pdf", "docx", "html", "csv", "json"):
        file = reverse("publications:release_file", args=[Release.objects.get().pk, form])
        assert two.get(file).content == bytes(Release.objects.get().files.get(form=form).made)
    assert two.post(address, seen).status_code == 303
    assert b"Promise 1" in Client().get("/public/").content


def test_those_who_publish_nothing_see_nothing_that_waits(cast):
    strategy = plan_with_actions()
    as_(viewer_as("partnership_manager", strategy.owner_organisation)).post(
        reverse("publications:prepare_plan", args=[strategy.pk])
    )
    release = Release.objects.get()
    for who in (cast.member, cast.partner, viewer_as("contributor", cast.body)):
        client = as_(who)
        assert client.get(reverse("publications:release", args=[release.pk])).status_code == 404
        assert client.get(reverse("publications:release_file", args=[release.pk, "pdf"])).status_code == 404
        assert release.title.encode() not in client.get(reverse("publications:list")).content
        assert client.post(reverse("publications:prepare_plan", args=[strategy.pk])).status_code in {403, 404}


def test_the_list_asks_the_database_little(cast):
    client = as_(cast.second_officer)
    client.get(reverse("publications:list"))
    counts = []
    for number in range(1, 5):
        paper = to_approved(cast, number=str(number))
        client.post(reverse("publications:release_paper", args=[paper.pk]), {"seen": paper.frozen_hash})
        if number in {1, 4}:
            client.get(reverse("publications:list"))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("publications:list"))
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12, counts
