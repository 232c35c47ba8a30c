"""Does an engagement that is to be followed up wait for those who owe it, from that day on and until it is done?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.engagement.models import Engagement
from commonweal.listen.engagement.reads.engagements import what_waits
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import TODAY, who
from commonweal.listen.engagement.writes import desks, engagements

pytestmark = pytest.mark.django_db
HELD = date(2012, 6, 1)


def logged(by, **more) -> Engagement:
    given = {"title": "An evening in the hall", "held_on": HELD, "kind": "meeting", "purpose": "To listen",
             "level": "consult", "strength": "reported", "basis": "Notes", "on": TODAY}  # fmt: skip
    return engagements.log_engagement(**(given | more), **who(by))


def waits_for(account, on: date = TODAY) -> list[str]:
    return [each.title for each in what_waits(make.viewer(account), on=on).follow_ups]


@pytest.mark.parametrize(("ahead", "waits"), [(-1, True), (0, True), (1, False), (None, False)])
def test_it_waits_from_its_day_on_and_not_before(ahead, waits):
    account = make.officer()
    logged(account, follow_up_on=None if ahead is None else TODAY + timedelta(days=ahead))
    assert bool(waits_for(account)) == waits


def test_it_waits_for_whoever_logged_it_and_for_those_at_its_desk_today():
    owner, sits, left, other = (make.officer() for _ in range(4))
    desk = make.desk()
    for account in (sits, left):
        desk = desks.seat_officer(desk=desk, account=account, since_on=HELD, **who())
    gone = desk.officers.get(account=left)
    desk = desks.end_officer(desk=desk, officer=gone, until_on=TODAY, **who())
    logged(owner, desk=desk, follow_up_on=TODAY)
    assert [bool(waits_for(each)) for each in (owner, sits, left, other)] == [True, True, False, False]


def test_nothing_is_followed_up_before_it_was_held():
    account = make.officer()
    with pytest.raises(NotPossible):
        logged(account, follow_up_on=HELD)
    logged(account)
    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.update(follow_up_on=HELD)


def test_the_first_page_says_so_until_the_date_is_emptied(monkeypatch):
    account = make.officer()
    held = logged(account, follow_up_on=TODAY - timedelta(days=2))
    browser = make.client(account, monkeypatch)
    waiting = "Follow up: An evening in the hall"
    assert waiting in browser.get("/").content.decode()
    assert "18 July 2012" in browser.get(reverse("engagement:engagement", args=[held.pk])).content.decode()
    form = {"title": held.title, "held_on-day": "1", "held_on-month": "6", "held_on-year": "2012", "kind": "meeting",
            "purpose": "To listen", "level": "consult", "attendance": "unknown", "strength": "reported",
            "basis": "Notes", "version": 1}  # fmt: skip
    change = reverse("engagement:change_engagement", args=[held.pk])
    assert browser.post(change, form).status_code == 303
    assert waiting not in browser.get("/").content.decode()
    moved = {"follow_up_on-day": "1", "follow_up_on-month": "9", "follow_up_on-year": "2012",
             "initial-follow_up_on": "2012-07-18"}  # fmt: skip
    second = browser.post(change, form | moved)
    assert second.status_code == 409
    assert "18 July 2012" in second.content.decode()
    assert Engagement.objects.get().follow_up_on is None


def test_what_waits_is_asked_in_one_question(django_assert_num_queries):
    account = make.officer()
    viewer = make.viewer(account)
    for number in range(3):
        held = logged(account, title=f"Evening {number}", follow_up_on=TODAY)
        make.commitment(held, made_on=TODAY - timedelta(days=40))
    with django_assert_num_queries(1):
        found = what_waits(viewer, on=TODAY)
    assert (len(found.overdue), len(found.follow_ups)) == (3, 3)
