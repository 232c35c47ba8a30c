"""Does the right person, and nobody else, hand on a relationship whose keeper has gone?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.writes import Stale
from commonweal.ground.messages.models import Message
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.tests.pages import markup
from commonweal.ground.visibility.models import HiddenColumn
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.exchange import reads, writes
from commonweal.listen.exchange.models import KeptIdentity, Vacancy
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY
from commonweal.listen.exchange.tests.pages_of_exchange import browser
from commonweal.listen.exchange.tests.vacancies import LIST, WHY, name, vacancy_in, world_of_two_leads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_2010")]


@pytest.fixture
def world():
    return world_of_two_leads()


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


def test_the_new_keeper_sees_the_words_and_opens_the_name_only_with_a_reason(world):
    writes.keep_identity(relationship=world.relationship, name="Zebedee Quill", by=world.desk, at=AT)
    page = f"/trusted/relationships/{world.relationship.pk}/"
    row = vacancy_in(world)
    assert browser(world.desk).get(page).status_code == 404
    assert browser(world.colleague).get(page).status_code == 404
    name(row, world)
    seen = markup(browser(world.colleague).get(page))
    assert "harvest" in seen
    assert "Zebedee" not in seen
    assert not KeptIdentity.objects.visible_to(factories.again(world.colleague)).exists()
    opened = browser(world.colleague).post(f"{page}open/", {"reason": "I have to say that I keep it now"})
    assert "Zebedee Quill" in markup(browser(world.colleague).get(opened["Location"]))
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


def test_a_lead_names_a_keeper_on_the_page_and_reads_what_became_of_it(world):
    row = vacancy_in(world)
    page, lead = f"{LIST}{row.pk}/", browser(world.lead)
    assert "1 trusted relationship has no keeper" in markup(lead.get("/"))
    form = markup(lead.get(page))
    assert f'<option value="{world.colleague.account_id}"' in form
    assert f'<option value="{world.desk.account_id}"' not in form
    for who, status in (("other_lead", 404), ("member", 403), ("desk", 404), ("colleague", 404)):
        assert browser(world.everybody()[who]).get(page).status_code == status
    data = {"new_keeper": world.colleague.account_id, "version": row.version}
    assert "was not there understands it" in markup(lead.post(page, {**data, "reason": "She can"}))
    assert "telephone number" in markup(lead.post(page, {**data, "reason": f"{WHY}, 07700 900123"}))
    assert Vacancy.objects.get().state == "open"
    assert lead.post(page, {**data, "reason": WHY}).status_code == 303
    seen = markup(browser(world.member).get(LIST))
    assert WHY in seen
    assert "Every relationship has a keeper." in seen
    assert "has no keeper" not in markup(lead.get("/"))
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
