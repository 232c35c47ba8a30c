"""Does a relationship whose keeper has gone come to somebody's eyes, and to nobody else's?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from commonweal.ground.messages.models import Message
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.tests.pages import markup
from commonweal.ground.people.writes.administering import remove_person
from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.daily import notice_missing_keepers
from commonweal.listen.exchange.models import TrustedRelationship, Vacancy
from commonweal.listen.exchange.rules import keeping, states
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY
from commonweal.listen.exchange.tests.pages_of_exchange import browser
from commonweal.listen.exchange.tests.vacancies import LIST, leave, name, vacancy_in, world_of_two_leads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_2010")]


@pytest.fixture
def world():
    return world_of_two_leads()


def test_a_keeper_who_leaves_is_noticed_once_and_told_to_lead_and_oversight(world):
    assert notice_missing_keepers(now=AT) == 0
    leave(world.desk, TODAY - timedelta(days=3))
    assert notice_missing_keepers(now=AT) == 1
    assert notice_missing_keepers(now=AT) == 0
    assert Vacancy.objects.get().since_on == TODAY - timedelta(days=3)
    told = set(Message.objects.values_list("account_id", "kind", "address"))
    assert told == {
        (world.lead.account_id, "awaits", LIST),
        (world.member.account_id, "changed", LIST),
        (world.auditor.account_id, "changed", LIST),
    }


def test_a_removed_account_leaves_a_vacancy_too(world):
    account = Account.objects.get(pk=world.desk.account_id)
    remove_person(account=account, reason="Retired", by=SYSTEM, at=AT)
    assert notice_missing_keepers(now=AT) == 1
    assert Vacancy.objects.get().since_on == TODAY


def test_nothing_is_vacant_while_somebody_stands_in(world):
    TrustedRelationship.objects.update(stand_in=world.colleague.account_id)
    leave(world.desk)
    assert notice_missing_keepers(now=AT) == 0
    leave(world.colleague)
    assert notice_missing_keepers(now=AT) == 1


def test_a_role_elsewhere_does_not_keep_it(world):
    """Whoever moved to another organisation keeps relationships there, and no longer this one."""
    elsewhere = factories.body("Police of another place")
    RoleHeld.objects.filter(account_id=world.desk.account_id).update(organisation=elsewhere)
    assert notice_missing_keepers(now=AT) == 1
    assert Vacancy.objects.get().owner_id == world.police.pk


def test_a_keeper_who_comes_back_closes_it(world):
    row = vacancy_in(world, "kept_again")
    assert row.state == "kept_again"
    assert row.ended_at == AT
    with pytest.raises(NotPossible):
        name(row, world)
    assert browser(world.desk).get(f"/trusted/relationships/{world.relationship.pk}/").status_code == 200


def test_every_state_and_event_of_a_vacancy(world, count):
    tried = 0
    for state in ("open", "filled", "kept_again"):
        for event in ("name_keeper", "come_back"):
            with transaction.atomic():
                row = vacancy_in(world, state)
                if event == "come_back":
                    RoleHeld.objects.filter(account_id=world.desk.account_id).update(until_on=None)
                deed = {
                    "name_keeper": lambda row=row: name(row, world),
                    "come_back": lambda row=row: writes.close_vacancy(vacancy=row, by=SYSTEM, at=AT),
                }[event]
                leads_to = states.GAP_STEPS.get((states.Gap(state), event))
                if leads_to:
                    assert deed().state == leads_to
                else:
                    with pytest.raises(NotPossible):
                        deed()
                tried += 1
                transaction.set_rollback(True)
    count("states × events of a vacancy", tried)
    assert tried == len(states.Gap) * 2


def test_the_list_shows_since_when_and_never_which_community(world, count):
    writes.keep_identity(relationship=world.relationship, name="Zebedee Quill", by=world.desk, at=AT)
    vacancy_in(world)
    readers = {"lead", "member", "auditor"}
    for who, viewer in world.everybody().items():
        answer = browser(viewer).get(LIST)
        if who in readers | {"other_lead"}:
            seen = markup(answer)
            assert ("Vacancy" in seen and "12 July 2010" in seen) == (who in readers)
            for hidden in ("Zebedee", "Romanian", "Rumours", "Desk Officer"):
                assert hidden not in seen.split("<main", 1)[1]
            assert ("Name a keeper" in seen) == (who == "lead")
        else:
            assert answer.status_code == 403
    assert browser(None).get(LIST).status_code == 302
    count("people who ask for the list of vacancies", len(world.everybody()) + 1)


def test_an_organisation_without_a_lead_is_seen_by_oversight(world):
    leave(world.lead)
    vacancy_in(world)
    assert "This organisation has no borough lead" in markup(browser(world.member).get(LIST))


@pytest.mark.parametrize(
    ("keepers", "holders", "gone"),
    [([1], [1], False), ([1, None], [2], True), ([1, 2], [2], False), ([], [], True)],
)
def test_nobody_keeps_it_when_none_of_its_keepers_holds_the_role(keepers, holders, gone):
    assert keeping.is_without_keeper(keepers, holders) is gone


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(
    world, django_assert_max_num_queries
):
    for _ in range(5):
        factories.begin(world)
    vacancy_in_all(world)
    for who in ("lead", "member"):
        client = browser(world.everybody()[who])
        client.get("/")
        with django_assert_max_num_queries(12):
            assert client.get(LIST).status_code == 200


def vacancy_in_all(world):
    leave(world.desk)
    assert notice_missing_keepers(now=AT) == 6
