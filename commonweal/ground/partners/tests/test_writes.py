"""Are names, families, seats, contacts and successions kept with their dates, and nothing ever lost?"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import list_history, verify_chain
from commonweal.ground.partners import reads, writes
from commonweal.ground.partners.models import (
    Alias,
    Membership,
    Organisation,
    OrganisationName,
    PointOfContact,
    SeatRule,
)
from commonweal.ground.partners.tests.factories import (
    AT,
    CONTRIBUTOR,
    MANAGER,
    TODAY,
    OrganisationFactory,
)
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.visibility.rules import Holding, NotPossible, Refused

pytestmark = pytest.mark.django_db
BY = {"by": MANAGER, "at": AT}


def add(name, kind="other", **more):
    return writes.add_organisation(name=name, kind=kind, **more, **BY)


# Names


def test_two_ways_to_write_a_name_are_one_organisation():
    police = add("Metropolitan Police Service", "police", aliases=["MPS", "the Met"])
    for typed in ("MPS", "mps", "The  Met", "metropolitan police service", " Metropolitan Police  Service "):
        assert reads.find_organisation(typed) == police
    assert reads.find_organisation("Kent Police") is None
    assert reads.find_organisation("  ") is None


def test_an_alias_means_one_organisation_whatever_its_letters():
    one, other = add("One", aliases=["SPOC"]), add("Other")
    with pytest.raises(NotPossible, match="One is already called spoc"):
        writes.give_alias(organisation=other, alias="spoc", **BY)
    with pytest.raises(NotPossible, match="One is already called One"):
        writes.give_alias(organisation=other, alias="One", **BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alias.objects.create(organisation=other, alias="sPoC")
    writes.take_back_alias(organisation=one, alias="SPOC", **BY)
    assert reads.find_organisation("SPOC") is None


def test_a_rename_keeps_the_old_name_with_its_dates():
    agency = add("Border and Immigration Agency", "national", exists_from_on=date(2007, 4, 2))
    renamed = writes.rename_organisation(
        organisation=agency, name="UK Border Agency", on=date(2008, 4, 1), **BY
    )
    assert renamed.name == "UK Border Agency"
    assert reads.name_on(renamed, date(2008, 3, 31)) == "Border and Immigration Agency"
    assert reads.name_on(renamed, date(2008, 4, 1)) == "UK Border Agency"
    assert reads.find_organisation("border and immigration agency") == agency
    assert reads.find_organisation("UK Border Agency", on=date(2007, 6, 1)) is None
    assert reads.find_organisation("Border and Immigration Agency", on=date(2007, 6, 1)) == agency
    assert reads.names_on([renamed], date(2008, 1, 1)) == {agency.pk: "Border and Immigration Agency"}


def test_an_earlier_name_is_recorded_afterwards():
    agency = add("UK Border Agency", "national")
    writes.record_earlier_name(
        organisation=agency,
        name="Immigration and Nationality Directorate",
        since_on=None,
        until_on=date(2007, 4, 2),
        **BY,
    )
    assert reads.name_on(agency, date(2007, 2, 1)) == "Immigration and Nationality Directorate"
    assert reads.name_on(agency, date(2010, 7, 22)) == "UK Border Agency"
    with pytest.raises(NotPossible, match="another name at that time"):
        writes.record_earlier_name(
            organisation=agency, name="IND", since_on=date(2006, 1, 1), until_on=date(2007, 1, 1), **BY
        )


@pytest.mark.parametrize(
    ("name", "on", "words"),
    [
        ("", TODAY, "needs a name"),
        ("Harrow", TODAY, "That is its name already"),
        ("brent", TODAY, "Brent is already called"),
        ("New", date(2030, 1, 1), "once it has happened"),
    ],
)
def test_a_rename_that_cannot_be_is_said(name, on, words):
    harrow, _ = add("Harrow"), add("Brent")
    with pytest.raises(NotPossible, match=words):
        writes.rename_organisation(organisation=harrow, name=name, on=on, **BY)
    assert Organisation.objects.get(pk=harrow.pk).name == "Harrow"


# Families


def test_parents_have_dates():
    team, operations, crime = add("Operation Maxim", "team"), add("SO"), add("SCD9")
    writes.set_parent(organisation=team, parent=operations, on=date(2007, 1, 1), **BY)
    writes.set_parent(organisation=team, parent=crime, on=date(2010, 4, 1), **BY)
    assert reads.parent_on(team, date(2010, 3, 31)) == operations
    assert reads.parent_on(team, date(2010, 4, 1)) == crime
    assert reads.parent_on(team, date(2006, 1, 1)) is None
    assert list(reads.list_parts(crime, TODAY)) == [team]


def test_nobody_belongs_to_one_that_belongs_to_it():
    top, middle, low = add("Top"), add("Middle"), add("Low")
    writes.set_parent(organisation=middle, parent=top, on=date(2010, 1, 1), **BY)
    writes.set_parent(organisation=low, parent=middle, on=date(2010, 1, 1), **BY)
    for parent in (low, top):
        with pytest.raises(NotPossible, match="belongs to it"):
            writes.set_parent(organisation=top, parent=parent, on=date(2010, 1, 1), **BY)


# What became of them


def test_a_replaced_body_stays_citable_but_is_not_choosable():
    board = add("Mayor's Board for Refugee Integration", "partnership")
    partnership = add("London Strategic Migration Partnership", "partnership")
    writes.replace_organisation(
        organisation=board, by_organisation=partnership, on=date(2009, 2, 26), why="A wider remit", **BY
    )
    assert board in reads.choosable(date(2009, 2, 25))
    assert board not in reads.choosable(date(2009, 2, 26))
    assert partnership not in reads.choosable(date(2009, 2, 25))
    assert reads.find_organisation(board.name) == board
    assert reads.successors_of(board, date(2009, 2, 25)) == (board,)
    assert reads.successors_of(board, TODAY) == (partnership,)


def test_a_chain_is_followed_through_merger_and_split():
    a, b, c, d, e = (add(name) for name in "ABCDE")
    writes.merge_organisations(organisations=[a, b], into=c, on=date(2006, 1, 1), **BY)
    writes.split_organisation(organisation=c, into=[d, e], on=date(2008, 1, 1), **BY)
    assert set(reads.successors_of(a, date(2007, 1, 1))) == {c}
    assert set(reads.successors_of(b, TODAY)) == {d, e}
    assert [link.kind for link in reads.chain_of(e)] == ["merged", "split"]
    assert [link.kind for link in reads.chain_of(a)] == ["merged", "split"]
    assert Organisation.objects.count() == 5


def test_one_that_absorbs_another_goes_on():
    police, unit = add("Police"), add("Community team", exists_from_on=date(2001, 1, 1))
    writes.merge_organisations(organisations=[police, unit], into=police, on=date(2010, 4, 1), **BY)
    police.refresh_from_db()
    assert police.exists_until_on is None
    assert reads.successors_of(unit, TODAY) == (police,)
    assert reads.successors_of(police, TODAY) == (police,)


def test_a_succession_makes_an_open_form_stale():
    one, two = add("One"), add("Two")
    seen = one.version
    writes.replace_organisation(organisation=one, by_organisation=two, on=date(2010, 1, 1), **BY)
    one.refresh_from_db()
    assert one.version == seen + 1


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda a, b: writes.merge_organisations(organisations=[a], into=b, on=TODAY, **BY), "at least two"),
        (lambda a, b: writes.split_organisation(organisation=a, into=[b], on=TODAY, **BY), "at least two"),
        (
            lambda a, b: writes.replace_organisation(organisation=a, by_organisation=a, on=TODAY, **BY),
            "follow itself",
        ),
        (
            lambda a, b: writes.replace_organisation(
                organisation=a, by_organisation=b, on=date(2030, 1, 1), **BY
            ),
            "once it has happened",
        ),
    ],
)
def test_a_succession_that_cannot_be_is_said(act, words):
    a, b = add("A"), add("B")
    with pytest.raises(NotPossible, match=words):
        act(a, b)
    assert Organisation.objects.filter(exists_until_on__isnull=False).count() == 0


def test_an_end_needs_its_reason():
    body = add("Body")
    with pytest.raises(NotPossible, match="Say why"):
        writes.end_organisation(organisation=body, on=TODAY, reason=" ", **BY)
    writes.end_organisation(organisation=body, on=TODAY, reason="Its task was done", **BY)
    assert list_history(body)[0].reason == "Its task was done"


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


# Who may, and what is kept


def every_write():
    body, other, third = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    since = date(2010, 1, 1)
    return [
        (writes.add_organisation, {"name": "New", "kind": "other"}),
        (writes.change_organisation, {"organisation": body, "kind": "police"}),
        (
            writes.record_earlier_name,
            {"organisation": body, "name": "Before", "since_on": None, "until_on": since},
        ),
        (writes.rename_organisation, {"organisation": body, "name": "Other name", "on": TODAY}),
        (writes.give_alias, {"organisation": body, "alias": "B"}),
        (writes.take_back_alias, {"organisation": body, "alias": "B"}),
        (writes.set_parent, {"organisation": body, "parent": other, "on": since}),
        (writes.add_membership, {"body": body, "member": other, "since_on": since}),
        (
            writes.set_seat_rule,
            {"body": body, "words": "One", "at_least": 1, "criterion": "role", "criterion_value": "chair"},
        ),
        (
            writes.name_contact,
            {"organisation": body, "subject": "All", "post_title": "Desk", "since_on": since},
        ),
        (writes.merge_organisations, {"organisations": [body, other], "into": third, "on": TODAY}),
        (
            writes.split_organisation,
            {"organisation": third, "into": [third, OrganisationFactory()], "on": TODAY},
        ),
        (
            writes.replace_organisation,
            {"organisation": OrganisationFactory(), "by_organisation": third, "on": TODAY},
        ),
        (
            writes.end_organisation,
            {"organisation": OrganisationFactory(), "on": TODAY, "reason": "Its task was done"},
        ),
    ]


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_only_those_who_keep_organisations_change_them(role, count):
    viewer = as_viewer([Holding(role, 999)], account_id=7, name=role)
    for act, given in every_write():
        if viewer.may("partners.edit"):
            act(**given, by=viewer, at=AT)
        else:
            with pytest.raises(Refused):
                act(**given, by=viewer, at=AT)
        count("Partners: writes tried by role", 1)
    entries, fault = verify_chain()
    assert fault is None
    assert entries == len(every_write())


def test_every_change_stands_in_the_organisations_history():
    body = add("Body")
    writes.give_alias(organisation=body, alias="B", **BY)
    writes.change_organisation(organisation=body, kind="council", remit="Cohesion", meets="quarterly", **BY)
    assert [e.words for e in list_history(body)] == [
        "changed the organisation", "gave another name for the organisation", "added the organisation",
    ]  # fmt: skip
    assert AuditEntry.objects.last().changed == "kind,meets,remit"


@pytest.mark.parametrize(
    "broken",
    [
        lambda o: Organisation.objects.create(
            name="X", kind="other", exists_from_on=TODAY, exists_until_on=TODAY
        ),
        lambda o: Organisation.objects.create(name="", kind="other"),
        lambda o: OrganisationName.objects.create(organisation=o, name="X", since_on=TODAY, until_on=TODAY),
        lambda o: Membership.objects.create(body=o),
        lambda o: Membership.objects.create(body=o, member=o),
        lambda o: SeatRule.objects.create(
            body=o, words="X", at_least=0, criterion="role", criterion_value="y"
        ),
        lambda o: PointOfContact.objects.create(organisation=o, subject="X", post_title=""),
    ],
)
def test_the_database_keeps_its_own_promises(broken, count):
    organisation = OrganisationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(organisation)
    count("Partners: constraints broken on purpose", 1)
