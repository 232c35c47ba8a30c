"""Is a kept question answered as the query that it was made from, each time with its own values?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.ground.people.models import Account, NamedOn, RoleHeld
from commonweal.ground.people.reads import ROLES_AND_NAMES, get_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.visibility.kept import STANDS_FOR, KeptQuestion

pytestmark = pytest.mark.django_db


def held_on(account_id: int, on: date):
    held = RoleHeld.objects.filter(
        RoleHeld.held_q(on), account_id=account_id, role__in=["analyst", "commander"]
    )
    return held.order_by("pk").values_list("role", "organisation_id")


def test_every_asking_has_its_own_values():
    kept = KeptQuestion(held_on, account_id=int, on=date)
    analyst, commander = make_account("analyst"), make_account("commander")
    RoleHeld.objects.filter(account=commander).update(until_on=date(2010, 7, 1))
    for account in (analyst, commander, analyst):
        for on in (date(2009, 12, 31), date(2010, 1, 1), date(2010, 6, 30), date(2010, 7, 1)):
            assert kept.ask(account_id=account.pk, on=on) == list(held_on(account.pk, on)), (account, on)


def test_the_database_is_asked_the_same_words():
    account, on = make_account("analyst"), date(2010, 7, 22)
    kept = KeptQuestion(held_on, account_id=int, on=date)
    with CaptureQueriesContext(connection) as asked:
        kept.ask(account_id=account.pk, on=on)
        kept.ask(account_id=account.pk, on=on)
        list(held_on(account.pk, on))
    assert len({query["sql"] for query in asked.captured_queries}) == 1


def test_a_value_that_is_always_the_same_stays():
    analyst = make_account("analyst")
    make_account("commander")
    kept = KeptQuestion(
        lambda on: RoleHeld.objects.filter(since_on__lte=on, role="analyst").values_list("account_id"),
        on=date,
    )
    assert kept.ask(on=date(2010, 7, 22)) == [(analyst.pk,)]
    assert kept.ask(on=date(2009, 7, 22)) == []


def test_words_and_moments_have_their_own_values_too():
    kept = KeptQuestion(
        lambda name, at: Account.objects.filter(name=name, invited_at__gte=at).values_list("pk"),
        name=str,
        at=datetime,
    )
    account, at = make_account("analyst"), datetime(2010, 7, 22, 9, 30, 0, 123456, tzinfo=UTC)
    Account.objects.filter(pk=account.pk).update(invited_at=at)
    assert kept.ask(name=account.name, at=at) == [(account.pk,)]
    assert kept.ask(name=account.name, at=at + timedelta(microseconds=1)) == []
    assert kept.ask(name=f"{account.name}%", at=at) == []


def test_a_query_that_passes_a_value_over_is_an_error():
    kept = KeptQuestion(lambda account_id: RoleHeld.objects.values_list("pk"), account_id=int)
    with pytest.raises(ValueError, match="every value"):
        kept.ask(account_id=1)


def test_a_value_that_was_forgotten_is_an_error():
    with pytest.raises(KeyError):
        KeptQuestion(held_on, account_id=int, on=date).ask(account_id=1)


def test_no_two_kinds_are_stood_in_for_by_the_same():
    assert len(set(map(str, STANDS_FOR.values()))) == len(STANDS_FOR)


def test_who_is_asking_comes_as_from_the_tables():
    organisation = make_organisation("Enforcement", kind="enforcement")
    account = make_account("analyst", organisation=organisation)
    make_account("commander")
    NamedOn.objects.create(account=account, record_type="plans.strategy", record_id=7)
    viewer = get_viewer(account, on=date(2010, 7, 22))
    assert [(h.role, h.organisation_id, h.organisation, h.enforces_immigration) for h in viewer.holdings] == [
        ("analyst", organisation.pk, "Enforcement", True)
    ]
    assert viewer.named == {"plans.strategy": frozenset({7})}
    assert get_viewer(account, on=date(2009, 7, 22)).holdings == ()
    assert ROLES_AND_NAMES.ask(account_id=account.pk + 1000, on=date(2010, 7, 22)) == []
