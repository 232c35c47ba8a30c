"""Do posts, their cover and what a desk answers for come to an end, by whom, when, and with nothing overwritten?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import Stale
from commonweal.ground.people.rules import all_roles
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.engagement.models import (
    Desk,
    DeskCommunity,
    Loan,
    OutreachCover,
    OutreachWorker,
)
from commonweal.listen.engagement.reads.heard import known_on
from commonweal.listen.engagement.rules.periods import check_end
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import TODAY, who
from commonweal.listen.engagement.writes import desks, outreach

BEGAN = date(2012, 7, 1)
TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=9)


def covering() -> OutreachWorker:
    """An outreach worker who goes out to one community."""
    return outreach.cover(worker=make.worker(), community=make.community(), since_on=BEGAN, **who())


def answering() -> Desk:
    """A desk that answers for one community."""
    return desks.cover_community(desk=make.desk(), community=make.community("Roma"), since_on=BEGAN, **who())


def listening(on: date) -> int:
    known = known_on(on)
    return sum(len(found) for found in known.desks.values())


days = st.dates(date(2012, 6, 1), date(2012, 9, 1))


@given(days, st.one_of(st.none(), days), days)
def test_a_period_ends_after_it_began_and_never_later_than_it_was_ended(since_on, ends_on, until_on):
    possible = until_on > since_on and (ends_on is None or until_on < ends_on)
    if possible:
        check_end(since_on, ends_on, until_on, thing="It")
    else:
        with pytest.raises(NotPossible):
            check_end(since_on, ends_on, until_on, thing="It")


# Cover


@pytest.mark.django_db
def test_cover_that_was_ended_holds_until_that_day_and_can_be_given_again():
    worker = covering()
    kept = worker.cover.get()
    worker = outreach.end_cover(worker=worker, cover=kept, until_on=LATER, **who())
    assert (listening(TODAY), listening(LATER)) == (1, 0)
    worker = outreach.end_cover(worker=worker, cover=kept, until_on=TOMORROW, **who())
    assert (listening(TODAY), listening(TOMORROW)) == (1, 0)
    for day in (TOMORROW, LATER, BEGAN):
        with pytest.raises(NotPossible):
            outreach.end_cover(worker=worker, cover=kept, until_on=day, **who())
    with pytest.raises(NotPossible):
        outreach.cover(worker=worker, community=kept.community, since_on=TODAY, **who())
    again = outreach.cover(worker=worker, community=kept.community, since_on=TOMORROW, **who())
    assert again.cover.count() == 2
    assert listening(TOMORROW) == 1


@pytest.mark.django_db
def test_the_cover_of_another_post_is_not_ended_by_this_one():
    worker = covering()
    body = worker.organisation
    other = outreach.add_worker(title="Another", organisation=body, languages="Any", since_on=BEGAN, **who())
    with pytest.raises(NotPossible):
        outreach.end_cover(worker=other, cover=worker.cover.get(), until_on=TODAY, **who())
    assert OutreachCover.objects.get().until_on is None


# What a desk answers for


@pytest.mark.django_db
def test_a_desk_answers_for_a_community_until_the_day_on_which_that_was_ended():
    desk = answering()
    link = desk.covered.get()
    desk = desks.end_desk_community(desk=desk, link=link, until_on=TODAY, **who())
    assert (listening(TODAY - timedelta(days=1)), listening(TODAY)) == (1, 0)
    with pytest.raises(NotPossible):
        desks.end_desk_community(desk=desk, link=link, until_on=TODAY, **who())
    desks.cover_community(desk=desk, community=link.community, since_on=TODAY, **who())
    assert listening(TODAY) == 1


@pytest.mark.django_db
def test_a_closed_desk_is_given_no_community():
    desk = make.desk()
    desk = desks.change_desk(desk=desk, name=desk.name, closed_on=TODAY, **who())
    with pytest.raises(NotPossible):
        desks.cover_community(desk=desk, community=make.community(), since_on=TODAY, **who())


# The post


@pytest.mark.django_db
def test_a_post_that_ends_takes_its_cover_along_and_nobody_is_covered_or_lent_after_it():
    worker = covering()
    tamil = make.community("Tamil")
    worker = outreach.cover(worker=worker, community=tamil, since_on=LATER, **who())
    worker = outreach.close_worker(worker=worker, until_on=TOMORROW, **who())
    assert [(c.community.name, c.until_on) for c in worker.cover.all()] == [("Somali", TOMORROW)]
    assert (listening(TODAY), listening(TOMORROW)) == (1, 0)
    with pytest.raises(NotPossible):
        outreach.cover(worker=worker, community=tamil, since_on=TOMORROW, **who())
    lent = {"worker": worker, "unit": "Haringey", "purpose": "A protest", "from_on": TODAY}
    with pytest.raises(NotPossible):
        outreach.ask_for_loan(**lent, until_on=LATER, **who())
    assert outreach.ask_for_loan(**lent, until_on=TOMORROW, **who()).pk
    for day in (TOMORROW, LATER):
        with pytest.raises(NotPossible):
            outreach.close_worker(worker=worker, until_on=day, **who())


@pytest.mark.django_db
def test_cover_given_before_a_post_ends_ends_with_it():
    worker = outreach.close_worker(worker=make.worker(), until_on=LATER, **who())
    somali = make.community()
    for until_on in (None, LATER + timedelta(days=9)):
        given = outreach.cover(worker=worker, community=somali, since_on=TODAY, until_on=until_on, **who())
        assert given.cover.get().until_on == LATER
        given.cover.get().delete()


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["asked", "agreed", "declined", "cancelled", "ended"])
def test_a_post_is_not_ended_under_a_loan_that_runs_or_is_asked_for(state):
    worker = make.worker()
    loan = outreach.ask_for_loan(
        worker=worker, unit="Haringey", purpose="A protest", from_on=TODAY, until_on=LATER, **who()
    )
    Loan.objects.filter(pk=loan.pk).update(state=state, answered_on=TODAY, consent_basis="In writing")
    if state in {"asked", "agreed"}:
        with pytest.raises(NotPossible):
            outreach.close_worker(worker=worker, until_on=TOMORROW, **who())
    else:
        assert outreach.close_worker(worker=worker, until_on=TOMORROW, **who()).until_on == TOMORROW


@pytest.mark.django_db
def test_a_post_is_changed_and_an_end_that_was_wrong_is_taken_away():
    worker = outreach.close_worker(worker=make.worker(), until_on=TODAY, **who())
    given = {"title": " Somali  adviser ", "languages": "Somali, Swahili", "since_on": BEGAN}
    worker = outreach.change_worker(worker=worker, **given, **who())
    assert (worker.title, worker.languages, worker.until_on) == ("Somali adviser", "Somali, Swahili", None)
    with pytest.raises(NotPossible):
        outreach.change_worker(worker=worker, **given, until_on=BEGAN, **who())
    outreach.add_worker(
        title="Another", organisation=worker.organisation, languages="Any", since_on=BEGAN, **who()
    )
    with pytest.raises(NotPossible):
        outreach.change_worker(worker=worker, **(given | {"title": "ANOTHER"}), **who())


# By whom, and with both texts


def writes_on(worker: OutreachWorker, desk: Desk) -> list[tuple[Any, dict[str, Any]]]:
    return [
        (outreach.end_cover, {"worker": worker, "cover": worker.cover.get(), "until_on": TODAY}),
        (outreach.close_worker, {"worker": worker, "until_on": TODAY}),
        (outreach.change_worker, {"worker": worker, "title": "T", "languages": "L", "since_on": BEGAN}),
        (desks.end_desk_community, {"desk": desk, "link": desk.covered.get(), "until_on": TODAY}),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", all_roles())
def test_desk_officers_end_and_change_and_every_other_role_is_refused(role, count):
    worker, account = covering(), make.officer(role)
    ways = writes_on(worker, answering())
    for write, sends in ways:
        if role == "desk_officer":
            write(**sends, **who(account))
            entry = AuditEntry.objects.order_by("-sequence").first()
            assert (entry.outcome, entry.actor_id, entry.action) == ("done", account.pk, write.action)
        else:
            with pytest.raises(Refused):
                write(**sends, **who(account))
    if role != "desk_officer":
        assert not OutreachCover.objects.exclude(until_on=None).exists()
        assert not DeskCommunity.objects.exclude(until_on=None).exists()
        assert not OutreachWorker.objects.exclude(until_on=None).exists()
    count("engagement: endings tried by role", len(ways))


@pytest.mark.django_db
def test_whoever_saw_an_older_version_is_told():
    worker = covering()
    desk = answering()
    for write, sends in writes_on(worker, desk):
        with pytest.raises(Stale):
            write(**sends, version=1, **who())
