"""Who sat on a body, which seats were broken, and whom could one ask, on any day?"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commonweal.ground.partners import reads, writes
from commonweal.ground.partners.models import PointOfContact
from commonweal.ground.partners.tests.factories import BY, CONTRIBUTOR, MANAGER, TODAY, add
from commonweal.ground.visibility.rules import NotPossible

pytestmark = pytest.mark.django_db


# Seats


@pytest.fixture
def link_body():
    body = add("Community Safety Link Body", "committee", exists_from_on=date(2010, 1, 1))
    writes.set_seat_rule(
        body=body, words="At least two community members", at_least=2, criterion="member_kind",
        criterion_value="community", **BY,
    )  # fmt: skip
    return body


def test_two_community_seats_are_broken_until_both_are_filled(link_body):
    groups = [add(f"Refugee group {n}", "community") for n in (1, 2)]
    on = date(2010, 7, 22)
    (gap,) = reads.seat_gaps(link_body, on)
    assert (gap.broken, gap.missing) == (True, 2)
    writes.add_membership(body=link_body, member=groups[0], since_on=date(2010, 3, 1), **BY)
    (gap,) = reads.seat_gaps(link_body, on)
    assert gap.sentence == ("At least two community members: broken, 1 seat is not filled (1 of at least 2).")
    second = writes.add_membership(body=link_body, member=groups[1], since_on=date(2010, 6, 1), **BY)
    assert not reads.seat_gaps(link_body, on)[0].broken
    assert reads.seat_gaps(link_body, date(2010, 5, 31))[0].broken
    writes.end_membership(body=link_body, membership=second, on=date(2011, 1, 1), **BY)
    assert reads.seat_gaps(link_body, date(2011, 1, 1))[0].broken
    assert [body for body, _ in reads.list_broken_seats(MANAGER, date(2011, 1, 1))] == [link_body]
    assert reads.list_broken_seats(MANAGER, on) == []


def test_a_new_seat_rule_takes_over_from_its_day(link_body):
    writes.set_seat_rule(
        body=link_body, words="At least two community members", at_least=3, criterion="role",
        criterion_value="community_member", since_on=date(2011, 1, 1), **BY,
    )  # fmt: skip
    assert reads.seat_gaps(link_body, date(2010, 12, 31))[0].at_least == 2
    (gap,) = reads.seat_gaps(link_body, date(2011, 1, 1))
    assert gap.at_least == 3


def test_terms_begin_and_end_and_the_chair_stands_once(link_body):
    police = add("Police", "police")
    writes.add_membership(
        body=link_body, holder="Authority member", role="chair", since_on=date(2010, 1, 1), **BY
    )
    with pytest.raises(NotPossible, match="in the chair"):
        writes.add_membership(
            body=link_body, holder="Deputy mayor", role="chair", since_on=date(2010, 5, 1), **BY
        )
    seat = writes.add_membership(body=link_body, member=police, since_on=date(2010, 2, 1), **BY)
    with pytest.raises(NotPossible, match="hold that seat"):
        writes.add_membership(body=link_body, member=police, since_on=date(2010, 3, 1), **BY)
    writes.end_membership(body=link_body, membership=seat, on=date(2010, 9, 1), **BY)
    assert [m.role for m in reads.list_members(link_body, date(2010, 9, 1))] == ["chair"]
    assert len(reads.list_members(link_body, date(2010, 8, 31))) == 2
    assert [m.body for m in reads.list_seats_of(police, date(2010, 8, 31))] == [link_body]


def test_a_dissolved_body_takes_and_gives_no_seat(link_body):
    gone = add("Gone", exists_until_on=date(2010, 1, 1))
    with pytest.raises(NotPossible, match="cited but not chosen"):
        writes.add_membership(body=link_body, member=gone, since_on=date(2010, 2, 1), **BY)
    with pytest.raises(NotPossible, match="cited but not chosen"):
        writes.add_membership(body=gone, holder="Chair", since_on=date(2010, 2, 1), **BY)
    with pytest.raises(NotPossible, match="which organisation or which post"):
        writes.add_membership(body=link_body, since_on=date(2010, 2, 1), **BY)


# Contacts


def test_who_was_it_in_july_2010():
    police = add("Metropolitan Police Service", "police")
    for post, since in (("Inspector, diversity", date(2009, 1, 1)), ("Head of engagement", date(2010, 9, 1))):
        writes.name_contact(organisation=police, subject="Refugees", post_title=post, since_on=since, **BY)
    assert reads.point_of_contact(police, "refugees", date(2010, 7, 15)).post_title == "Inspector, diversity"
    assert reads.point_of_contact(police, "Refugees", date(2010, 9, 1)).post_title == "Head of engagement"
    assert reads.point_of_contact(police, "Refugees", date(2008, 1, 1)) is None
    assert reads.point_of_contact(police, "Refugees", TODAY, viewer=CONTRIBUTOR) is None
    assert [c.post_title for c in reads.find_contacts(MANAGER, date(2010, 7, 1))] == ["Inspector, diversity"]


def test_a_contact_from_before_may_be_recorded_but_not_two_at_once():
    police = add("Police", "police")
    writes.name_contact(
        organisation=police, subject="Hate crime", post_title="Now", since_on=date(2011, 1, 1), **BY
    )
    early = {"organisation": police, "subject": "Hate crime", "post_title": "Then"}
    with pytest.raises(NotPossible, match="later day"):
        writes.name_contact(**early, since_on=date(2010, 1, 1), **BY)
    with pytest.raises(NotPossible, match="at that time"):
        writes.name_contact(**early, since_on=date(2010, 1, 1), until_on=date(2011, 6, 1), **BY)
    writes.name_contact(**early, since_on=date(2010, 1, 1), until_on=date(2011, 1, 1), **BY)
    assert reads.point_of_contact(police, "Hate crime", date(2010, 7, 1)).post_title == "Then"
    with pytest.raises(IntegrityError), transaction.atomic():
        PointOfContact.objects.create(organisation=police, subject="HATE crime", post_title="Second")


def test_what_nobody_can_be_asked_is_listed():
    police, council = add("Police", "police"), add("Council", "council")
    contact = writes.name_contact(
        organisation=police, subject="Refugees", post_title="Inspector", since_on=date(2010, 1, 1), **BY
    )
    writes.end_contact(organisation=police, contact=contact, on=date(2011, 1, 1), **BY)
    missing = reads.list_missing_contacts(MANAGER, date(2011, 1, 1))
    assert [(m.organisation, m.subject) for m in missing] == [(council, ""), (police, "Refugees")]
    assert [m.organisation for m in reads.list_missing_contacts(MANAGER, date(2010, 6, 1))] == [council]
