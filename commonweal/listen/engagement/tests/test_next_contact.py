"""Is a next contact late, soon or neither, and does it always lie after the last?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.engagement.models import Community, Relationship
from commonweal.listen.engagement.reads.contacts import how_next_stands
from commonweal.listen.engagement.rules.clocks import check_next_contact
from commonweal.listen.engagement.rules.states import RELATIONSHIP
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import TODAY, who
from commonweal.listen.engagement.writes import contacts

days = st.dates(date(2012, 5, 1), date(2012, 10, 1))


@given(st.one_of(st.none(), days), st.sampled_from(sorted(RELATIONSHIP.states)))
def test_the_next_contact_is_late_once_it_lies_behind_and_soon_within_a_week(due, state):
    meant = ""
    if due is not None and state != "dormant":
        ahead = (due - TODAY).days
        meant = "late" if ahead < 0 else "soon" if ahead <= 7 else ""
    assert how_next_stands(Relationship(next_contact_on=due, state=state), TODAY) == meant


@pytest.mark.parametrize(("ahead", "words"), [(-1, "late"), (0, "soon"), (7, "soon"), (8, "")])
def test_a_day_before_today_is_late_and_the_eighth_day_is_not_soon(ahead, words):
    due = Relationship(next_contact_on=TODAY + timedelta(days=ahead), state="trusted")
    assert how_next_stands(due, TODAY) == words


@given(st.one_of(st.none(), days), st.one_of(st.none(), days))
def test_the_next_contact_lies_after_the_last(last, due):
    if last is None or due is None or due > last:
        check_next_contact(last, due)
    else:
        with pytest.raises(NotPossible):
            check_next_contact(last, due)


@pytest.mark.django_db
def test_no_way_of_saving_puts_the_next_contact_before_the_last():
    kept = make.relationship()
    kept = contacts.note_contact(relationship=kept, last_contact_on=TODAY, on=TODAY, **who())
    earlier = TODAY - timedelta(days=20)
    for next_on in (earlier, TODAY):
        with pytest.raises(NotPossible):
            contacts.note_contact(
                relationship=kept, last_contact_on=TODAY, next_contact_on=next_on, on=TODAY, **who()
            )
        with pytest.raises(NotPossible):
            contacts.change_relationship(relationship=kept, next_contact_on=next_on, **who())
        with pytest.raises(IntegrityError), transaction.atomic():
            Relationship.objects.update(next_contact_on=next_on)
    # An older conversation that is noted later: what was held last is still today’s.
    with pytest.raises(NotPossible):
        contacts.note_contact(
            relationship=kept, last_contact_on=earlier, next_contact_on=TODAY, on=TODAY, **who()
        )
    tomorrow = TODAY + timedelta(days=1)
    kept = contacts.note_contact(
        relationship=kept, last_contact_on=earlier, next_contact_on=tomorrow, on=TODAY, **who()
    )
    assert (kept.last_contact_on, kept.next_contact_on) == (TODAY, tomorrow)


@pytest.mark.django_db
def test_the_pages_say_which_next_contact_is_late_and_which_is_soon(monkeypatch):
    late, soon = make.relationship(), make.relationship()
    Relationship.objects.filter(pk=late.pk).update(next_contact_on=TODAY - timedelta(days=1))
    Relationship.objects.filter(pk=soon.pk).update(next_contact_on=TODAY + timedelta(days=7))
    browser = make.client(make.officer(), monkeypatch)
    page = browser.get(reverse("engagement:relationships")).content.decode()
    assert "19 July 2012 (late)" in page
    assert "27 July 2012 (soon)" in page
    assert "with 1 of them the next contact is late" in page


# Languages: of a community and of a body, as of an outreach worker


@pytest.mark.django_db
def test_the_languages_of_a_community_are_kept_shown_and_changed(monkeypatch):
    browser = make.client(make.officer(), monkeypatch)
    form = {"name": "Somali", "basis": "ethnicity", "names": "", "known_gaps": "", "tier": "public"}
    browser.post(reverse("engagement:add"), form | {"languages": "Somali,  Arabic", "once": "a"})
    made = Community.objects.get()
    assert made.languages == "Somali, Arabic"
    show, change = (reverse(f"engagement:{name}", args=[made.pk]) for name in ("show", "change"))
    assert "Somali, Arabic" in browser.get(show).content.decode()
    assert 'value="Somali, Arabic"' in browser.get(change).content.decode()
    assert browser.post(change, form | {"languages": "Somali", "version": 1}).status_code == 303
    opened = {"initial-languages": "Somali, Arabic"}
    second = browser.post(change, form | opened | {"languages": "Swahili", "version": 1})
    assert second.status_code == 409
    assert Community.objects.get().languages == "Somali"
    assert "Swahili" in second.content.decode()


@pytest.mark.django_db
def test_the_languages_of_an_organisation_in_contact_are_kept_shown_and_changed(monkeypatch):
    kept = make.relationship(languages="Somali, English")
    browser = make.client(make.officer(), monkeypatch)
    show = reverse("engagement:relationship", args=[kept.pk])
    change = reverse("engagement:change_relationship", args=[kept.pk])
    assert "Somali, English" in browser.get(show).content.decode()
    assert browser.post(change, {"languages": "Somali, Swahili", "version": 1}).status_code == 303
    assert Relationship.objects.get().languages == "Somali, Swahili"
    assert "Somali, Swahili" in browser.get(show).content.decode()
    assert browser.post(change, {"languages": "Tamil", "version": 1}).status_code == 409
