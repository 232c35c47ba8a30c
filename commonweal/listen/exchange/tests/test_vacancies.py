"""Does a relationship whose keeper has gone come to somebody's eyes, and does the right person hand it on?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import Stale
from commonweal.ground.messages.models import Message
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.writes.administering import remove_person
from commonweal.ground.visibility.models import HiddenColumn
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.daily import notice_missing_keepers
from commonweal.listen.exchange.models import KeptIdentity, TrustedRelationship, Vacancy
from commonweal.listen.exchange.rules import keeping, states
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY, World
from commonweal.listen.exchange.tests.pages_of_exchange import browser, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_2010")]
WHY = "She sat at the same desk for years"
LIST = "/trusted/without-keeper/"


@pytest.fixture
def world():
    made = World()
    made.other_lead = factories.viewer("borough_lead", factories.body("Police of another place"))
    made.admin = factories.viewer("administrator", made.police)
    return made


def leave(who, on=TODAY):
    RoleHeld.objects.filter(account_id=who.account_id).update(until_on=on)


def vacancy_in(world, state="open"):
    """A vacancy in the state, as the system brings it about."""
    leave(world.desk, TODAY - timedelta(days=3))
    notice_missing_keepers(now=AT)
    row = Vacancy.objects.get()
    if state == "filled":
        name(row, world)
    elif state == "kept_again":
        RoleHeld.objects.filter(account_id=world.desk.account_id).update(until_on=None)
        notice_missing_keepers(now=AT)
    return Vacancy.objects.get()


def name(row, world, **given):
    keeper = Account.objects.get(pk=world.colleague.account_id)
    values = {"vacancy": row, "new_keeper": keeper, "reason": WHY, "by": world.lead, "at": AT}
    return writes.name_keeper(**values | given)


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


def test_only_a_lead_of_the_same_organisation_names_a_keeper(world, count):
    row = vacancy_in(world)
    keeper = Account.objects.get(pk=world.colleague.account_id)
    for who, viewer in world.everybody().items():
        if who == "lead":
            continue
        with pytest.raises(Refused):
            name(row, world, new_keeper=keeper, by=factories.again(viewer))
        assert AuditEntry.objects.latest("sequence").outcome == "refused"
    assert name(row, world).state == "filled"
    count("people who try to name a keeper", len(world.everybody()))
    assert len(world.everybody()) >= 11


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


def test_the_new_keeper_sees_the_words_and_opens_the_name_only_with_a_reason(world):
    writes.keep_identity(relationship=world.relationship, name="Zebedee Quill", by=world.desk, at=AT)
    page = f"/trusted/relationships/{world.relationship.pk}/"
    row = vacancy_in(world)
    assert browser(world.desk).get(page).status_code == 404
    assert browser(world.colleague).get(page).status_code == 404
    name(row, world)
    seen = text(browser(world.colleague).get(page))
    assert "harvest" in seen
    assert "Zebedee" not in seen
    assert not KeptIdentity.objects.visible_to(factories.again(world.colleague)).exists()
    opened = browser(world.colleague).post(f"{page}open/", {"reason": "I have to say that I keep it now"})
    assert "Zebedee Quill" in text(browser(world.colleague).get(opened["Location"]))
    awaiting = Message.objects.get(account_id=world.colleague.account_id)
    assert (awaiting.kind, awaiting.address) == ("awaits", page)
    told = Message.objects.filter(account_id=world.member.account_id, address=LIST)
    assert told.count() == 2
    assert browser(world.lead).get(page).status_code == 404


def test_what_was_done_is_kept_without_with_whom_it_is(world):
    row = vacancy_in(world)
    name(row, world)
    entry = AuditEntry.objects.get(action="exchange.name_keeper", outcome="done")
    assert entry.reason == WHY
    assert entry.subject_type == "exchange.vacancy"
    assert entry.actor_id == world.lead.account_id
    for viewer in (world.lead, world.member, world.auditor):
        seen = Vacancy.objects.visible_to(viewer).get()
        assert not seen.shows("relationship")
        with pytest.raises(HiddenColumn):
            _ = seen.relationship_id


def test_the_list_shows_since_when_and_never_which_community(world, count):
    writes.keep_identity(relationship=world.relationship, name="Zebedee Quill", by=world.desk, at=AT)
    vacancy_in(world)
    readers = {"lead", "member", "auditor"}
    for who, viewer in world.everybody().items():
        answer = browser(viewer).get(LIST)
        if who in readers | {"other_lead"}:
            seen = text(answer)
            assert ("Vacancy" in seen and "12 July 2010" in seen) == (who in readers)
            for hidden in ("Zebedee", "Romanian", "Rumours", "Desk Officer"):
                assert hidden not in seen.split("<main", 1)[1]
            assert ("Name a keeper" in seen) == (who == "lead")
        else:
            assert answer.status_code == 403
    assert browser(None).get(LIST).status_code == 302
    count("people who ask for the list of vacancies", len(world.everybody()) + 1)


def test_a_lead_names_a_keeper_on_the_page_and_reads_what_became_of_it(world):
    row = vacancy_in(world)
    page, lead = f"{LIST}{row.pk}/", browser(world.lead)
    assert "1 trusted relationship has no keeper" in text(lead.get("/"))
    form = text(lead.get(page))
    assert f'<option value="{world.colleague.account_id}"' in form
    assert f'<option value="{world.desk.account_id}"' not in form
    for who, status in (("other_lead", 404), ("member", 403), ("desk", 404), ("colleague", 404)):
        assert browser(world.everybody()[who]).get(page).status_code == status
    data = {"new_keeper": world.colleague.account_id, "version": row.version}
    assert "was not there understands it" in text(lead.post(page, {**data, "reason": "She can"}))
    assert "telephone number" in text(lead.post(page, {**data, "reason": f"{WHY}, 07700 900123"}))
    assert Vacancy.objects.get().state == "open"
    assert lead.post(page, {**data, "reason": WHY}).status_code == 303
    seen = text(browser(world.member).get(LIST))
    assert WHY in seen
    assert "Every relationship has a keeper." in seen
    assert "has no keeper" not in text(lead.get("/"))
    assert lead.post(page, {**data, "reason": WHY}).status_code == 409


def test_whoever_is_named_has_the_role_there_and_is_not_oneself(world):
    row = vacancy_in(world)
    with pytest.raises(NotPossible, match="desk officer of the same organisation"):
        name(row, world, new_keeper=Account.objects.get(pk=world.analyst.account_id))
    both = factories.account("borough_lead", world.police)
    RoleHeld.objects.create(
        account=both, organisation=world.police, role="desk_officer", since_on=date(2010, 1, 1)
    )
    viewer = factories.again(type(world.lead)(account_id=both.pk))
    with pytest.raises(Refused, match="Nobody names themselves"):
        name(row, world, new_keeper=both, by=viewer)
    assert Vacancy.objects.get().state == "open"


def test_two_leads_at_once_name_one_keeper(world):
    row = vacancy_in(world)
    seen = row.version
    name(row, world, version=seen)
    with pytest.raises(Stale):
        name(row, world, version=seen, by=factories.viewer("borough_lead", world.police))


def test_a_body_that_enforces_immigration_law_hands_nothing_on(world):
    """It may have become such a body after the relationship was begun."""
    row = vacancy_in(world)
    type(world.police).objects.filter(pk=world.police.pk).update(kind="enforcement")
    lead = factories.again(world.lead)
    assert not Vacancy.objects.visible_to(lead).exists()
    assert reads.count_vacancies(lead) == 0
    with pytest.raises(Refused, match="do not have a role"):
        name(row, world, by=lead)


def test_an_organisation_without_a_lead_is_seen_by_oversight(world):
    leave(world.lead)
    vacancy_in(world)
    assert "This organisation has no borough lead" in text(browser(world.member).get(LIST))


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "filled", "ended_at": AT},
        {"state": "open", "ended_at": AT},
        {"state": "kept_again"},
        {"why": "A reason without a name"},
        {"state": "something"},
    ],
)
def test_the_database_refuses_half_a_handover(world, wrong):
    vacancy_in(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vacancy.objects.update(**wrong)


def test_the_database_refuses_a_second_open_vacancy_and_naming_oneself(world):
    row = vacancy_in(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vacancy.objects.create(
            relationship=world.relationship, owner=world.police, since_on=TODAY, found_at=AT
        )
    who = world.lead.account_id
    with pytest.raises(IntegrityError), transaction.atomic():
        Vacancy.objects.filter(pk=row.pk).update(
            state="filled", ended_at=AT, why=WHY, named_by=who, new_keeper=who
        )


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
