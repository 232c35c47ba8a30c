"""Do hidden columns stay in the database, whichever way they are asked for?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.visibility.models import HiddenColumn
from commonweal.ground.visibility.rules import SYSTEM, Holding

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return Account.objects.create(email="officer@example.org", name="Desk officer")


def viewer(account, role="delivery_partner"):
    return as_viewer([Holding(role, 1)], account_id=account.pk)


def test_a_hidden_column_is_not_fetched_and_cannot_be_touched(account, django_assert_num_queries):
    seen = Account.objects.visible_to(viewer(account)).get()
    assert seen.name == "Desk officer"
    assert not seen.shows("email")
    with django_assert_num_queries(0), pytest.raises(HiddenColumn):
        _ = seen.email


@pytest.mark.parametrize("ask", [("email",), ("pk", "email"), ()])
def test_a_hidden_column_cannot_be_asked_for_by_value(account, ask):
    with pytest.raises(HiddenColumn):
        list(Account.objects.visible_to(viewer(account)).values_list(*ask))


def test_saving_a_partly_hidden_row_keeps_what_was_hidden(account):
    seen = Account.objects.visible_to(viewer(account)).get()
    seen.name = "Renamed"
    seen.save()
    assert Account.objects.get().email == "officer@example.org"


@pytest.mark.parametrize("pieces", [{}, {"chunk_size": 10}])
def test_an_iterator_and_a_single_row_hide_alike(account, pieces):
    (seen,) = Account.objects.visible_to(viewer(account)).iterator(**pieces)
    assert not seen.shows("email")


def test_choices_come_in_one_plain_query_and_a_stream_opens_a_cursor(account):
    rows = Account.objects.visible_to(viewer(account))
    for pieces, cursors in (({}, 0), ({"chunk_size": 10}, int(connection.vendor == "postgresql"))):
        with CaptureQueriesContext(connection) as asked:
            assert len(list(rows.iterator(**pieces))) == 1
        assert len(asked) == 1
        assert sum(query["sql"].startswith("DECLARE") for query in asked) == cursors


def test_an_administrator_and_the_system_see_the_column(account):
    assert Account.objects.visible_to(viewer(account, "administrator")).get().email
    assert Account.objects.visible_to(SYSTEM).get().email


def test_nobody_sees_the_accounts_of_others(account):
    other = Account.objects.create(email="other@example.org", name="Other")
    assert other not in Account.objects.visible_to(viewer(account))


def test_a_hidden_link_is_left_out_of_a_join(account):
    body = Organisation.objects.create(name="Harrow", kind="council")
    RoleHeld.objects.create(account=account, organisation=body, role="contributor", since_on="2010-01-01")
    public = as_viewer([Holding("contributor", body.pk)], account_id=account.pk)
    for rows in (
        RoleHeld.objects.visible_to(public).select_related("organisation"),
        RoleHeld.objects.select_related("organisation").visible_to(public),
    ):
        (held,) = rows
        with pytest.raises(HiddenColumn):
            _ = held.organisation
