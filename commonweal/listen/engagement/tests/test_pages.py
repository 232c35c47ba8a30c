"""Does every role reach what the reviewed matrix says, and does whoever withdraws vanish from every page at once?"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.ground.people.rules import all_roles
from commonweal.listen.engagement.models import Commitment, Contact, ContactPerson
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import PHONE, SECRET, TODAY
from commonweal.listen.engagement.tests.pages_of_engagement import matrix, paths, the_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [*all_roles(), ""])
def test_every_role_opens_exactly_what_the_matrix_says(role, monkeypatch, count):
    world = the_world()
    browser = make.client(make.officer(role) if role else None, monkeypatch)
    wrong, checked = [], 0
    for name, path in paths(world):
        line = matrix().get((name, "GET"))
        if line is None:
            continue
        status = browser.get(path).status_code
        allowed = line[role or "anonymous"] != "no"
        wrong += [(name, status)] if (status == 200) != allowed or status >= 500 else []
        checked += 1
    assert wrong == []
    count("engagement: pages opened by role as the matrix says", checked)


@pytest.mark.parametrize("role", [*all_roles(), ""])
def test_nobody_posts_where_the_matrix_says_no(role, monkeypatch, count):
    world = the_world()
    browser = make.client(make.officer(role) if role else None, monkeypatch)
    checked, wrong = 0, []
    for name, path in paths(world):
        line = matrix().get((name, "POST"))
        if line is None:
            assert browser.post(path, {}).status_code in {302, 405}
        elif line[role or "anonymous"] == "no":
            answer = browser.post(path, {})
            refused = answer.status_code in {403, 404} or answer.get("Location", "").startswith("/sign-in/")
            wrong += [] if refused else [(name, answer.status_code)]
            checked += 1
    assert wrong == []
    count("engagement: posts refused by role as the matrix says", checked)


def test_the_matrix_has_a_line_for_every_address_of_the_room():
    assert {name for name, _ in paths(dict.fromkeys(SUBJECTS, 1))} == {name for name, _ in matrix()}


SUBJECTS = ("communities", "desks", "officers", "answers-for", "outreach", "cover", "loans", "organisations", "contacts", "networks", "rounds",
            "engagements", "issues", "promises", "watch", "feedback")  # fmt: skip


# Consent


def everything(browser: Any, world: dict[str, int]) -> str:
    """All that a person may read: every page and every file of the room."""
    read = []
    for name, path in paths(world):
        if (name, "GET") in matrix():
            read.append(browser.get(path, follow=True).content.decode())
    read += [
        browser.get(f"/communities/{page}/?format=csv").content.decode()
        for page in ("not-heard", "engagements")
    ]
    return "\n".join(read)


def test_whoever_withdraws_is_gone_from_every_page_and_file_with_one_request(monkeypatch, count):
    world = the_world()
    contact = Contact.objects.get()
    owner = contact.relationship.owner
    browser = make.client(owner, monkeypatch)
    before = everything(browser, world)
    assert SECRET in before
    assert PHONE in before
    assert "Secretary of the forum" in before
    answer = browser.post(
        reverse("engagement:end_contact", args=[contact.pk]), {"because": "withdrawn", "version": 1}
    )
    assert answer.status_code == 303
    after = everything(browser, world)
    for word in (SECRET, PHONE, "Secretary of the forum", "To be asked about tension"):
        assert word not in after
    assert browser.get(reverse("engagement:contact", args=[contact.pk])).status_code == 404
    assert not ContactPerson.objects.exists()
    count("engagement: pages and files read after a withdrawal", len(paths(world)) + 2)


def test_whose_consent_has_run_out_is_on_no_page_from_that_day_on(monkeypatch):
    world = the_world()
    Contact.objects.update(expires_on=TODAY)
    browser = make.client(Contact.objects.get().relationship.owner, monkeypatch)
    after = everything(browser, world)
    for word in (SECRET, PHONE, "Secretary of the forum"):
        assert word not in after


def test_who_a_contact_is_is_shown_to_the_owner_and_the_reading_is_kept(monkeypatch):
    from commonweal.ground.audit.models import AuditEntry

    the_world()
    contact = Contact.objects.get()
    path = reverse("engagement:contact", args=[contact.pk])
    assert SECRET in make.client(contact.relationship.owner, monkeypatch).get(path).content.decode()
    assert AuditEntry.objects.filter(outcome="read", subject_type="engagement.contact").count() == 1
    for role in ("desk_officer", "borough_lead", "analyst"):
        page = make.client(make.officer(role), monkeypatch).get(path).content.decode()
        assert SECRET not in page
        assert PHONE not in page
        assert "Secretary of the forum" in page


# The public list


def test_the_public_list_shows_what_is_released_and_never_what_is_confidential(monkeypatch):
    shown = make.commitment(you_said="You asked aloud", made_on=TODAY)
    make.commitment(
        you_said="Whispered", is_confidential=True, confidential_reason="It would point at one family"
    )
    make.commitment(you_said="Not released yet")
    Commitment.objects.filter(pk=shown.pk).update(released_on=TODAY)
    for account in (None, make.officer()):
        page = make.client(account, monkeypatch).get("/you-said-we-did/").content.decode()
        assert "You asked aloud" in page
        for hidden in ("Whispered", "Not released yet", "point at one family", "An evening in the hall"):
            assert hidden not in page


# Every page, whatever is asked of it


def test_no_page_asks_the_database_more_than_twelve_times(monkeypatch, count):
    world = the_world()
    browser = make.client(Contact.objects.get().relationship.owner, monkeypatch)
    asked = {}
    for name, path in paths(world):
        if (name, "GET") in matrix():
            with CaptureQueriesContext(connection) as queries:
                browser.get(path)
            said = [
                q["sql"]
                for q in queries.captured_queries
                if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
            ]
            asked[path] = len(said)
    assert {path: number for path, number in asked.items() if number > 12} == {}
    count("engagement: pages that ask at most twelve times", len(asked))


@pytest.mark.parametrize("address", ["list", "engagements", "relationships", "not_heard"])
def test_strange_words_in_an_address_break_no_page(address, monkeypatch):
    browser = make.client(make.officer(), monkeypatch)
    for words in ("\0", "%00", "'; drop table", "🜁" * 300, "-1", "9" * 40):
        given = dict.fromkeys(("words", "basis", "kind", "state", "short", "long"), words)
        assert browser.get(reverse(f"engagement:{address}"), given).status_code == 200
