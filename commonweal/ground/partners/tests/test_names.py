"""Is an organisation found under every name that it ever had, in its family, and by what became of it?"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commonweal.ground.audit.reads import list_history
from commonweal.ground.partners import reads, writes
from commonweal.ground.partners.models import Alias, Organisation
from commonweal.ground.partners.tests.factories import BY, TODAY, add
from commonweal.ground.visibility.rules import NotPossible

pytestmark = pytest.mark.django_db


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
