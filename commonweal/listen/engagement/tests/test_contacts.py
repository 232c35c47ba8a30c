"""Does what is known of a contact end with their consent, and reach nobody but the owner and the desk until then?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.engagement import daily
from commonweal.listen.engagement.models import Contact, ContactPerson, Desk, NetworkMember, RoundAnswer
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import AT, TODAY, who
from commonweal.listen.engagement.writes import contacts, desks, networks

pytestmark = pytest.mark.django_db


def done_entries() -> int:
    return AuditEntry.objects.filter(outcome="done").count()


def test_withdrawn_consent_erases_the_person_from_every_table():
    contact = make.contact(speaks_for=[make.community()])
    network = make.network(contact)
    asked = networks.ask_network(network=network, due_on=TODAY, on=TODAY, **who())
    networks.keep_answer(
        asked=asked, member=network.members.get(), answers={"worry": "Buses"}, on=TODAY, **who()
    )
    contacts.end_contact(contact=contact, because="withdrawn", on=TODAY, **who())
    left = Contact.objects.get(pk=contact.pk)
    assert (left.role, left.scope, left.consent_basis) == ("", "", "")
    assert not ContactPerson.objects.exists()
    assert not NetworkMember.objects.exists()
    assert not left.speaks_for.exists()
    assert RoundAnswer.objects.get().contact_id is None
    with pytest.raises(NotPossible):
        contacts.renew_consent(contact=left, consent_basis="agreed", consented_on=TODAY, scope="x", on=TODAY,
                               expires_on=TODAY + timedelta(days=9), **who())  # fmt: skip


def test_the_database_keeps_nothing_about_a_contact_whose_consent_has_ended():
    contact = make.contact()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(ended_on=TODAY, ended_because="withdrawn")


def test_consent_that_ran_out_is_erased_by_itself_and_only_then():
    running, over = make.contact(), make.contact()
    Contact.objects.filter(pk=over.pk).update(expires_on=TODAY)
    assert daily.erase_expired_contacts(now=AT) == 1
    assert daily.erase_expired_contacts(now=AT) == 0
    assert list(ContactPerson.objects.values_list("contact_id", flat=True)) == [running.pk]
    assert Contact.objects.get(pk=over.pk).ended_because == "expired"


def test_who_a_contact_is_reaches_the_owner_and_the_desk_alone(count):
    owner, at_desk, elsewhere = make.officer(), make.officer(), make.officer()
    desk = desks.seat_officer(desk=make.desk(), account=at_desk, since_on=TODAY, **who())
    contact = make.contact(make.relationship(owner, desk=desk))

    def sees(account) -> bool:
        return ContactPerson.objects.visible_to(make.viewer(account)).filter(contact=contact).exists()

    assert sees(owner)
    assert sees(at_desk)
    others = [
        elsewhere,
        *(make.officer(role) for role in ("borough_lead", "analyst", "administrator", "authority_member")),
    ]
    assert not any(map(sees, others))
    Desk.objects.update(closed_on=TODAY)
    assert not sees(at_desk)
    Desk.objects.update(closed_on=None)
    desks.end_officer(desk=desk, officer=desk.officers.get(), until_on=TODAY + timedelta(days=1), **who())
    assert not sees(at_desk)
    count("engagement: people who do not learn who a contact is", len(others) + 1)


def test_an_answer_to_a_round_is_given_once_and_only_by_a_member_whose_consent_holds():
    contact, other = make.contact(), make.contact()
    network = make.network(contact)
    Contact.objects.filter(pk=other.pk).update(expires_on=TODAY)
    with pytest.raises(NotPossible):
        networks.add_member(network=network, contact=Contact.objects.get(pk=other.pk), on=TODAY, **who())
    asked = networks.ask_network(network=network, due_on=TODAY, on=TODAY, **who())
    with pytest.raises(NotPossible):
        networks.ask_network(network=network, due_on=TODAY, on=TODAY, **who())
    member = network.members.get()
    asked = networks.keep_answer(
        asked=asked, member=member, answers={"worry": "Buses", "name": "x"}, on=TODAY, **who()
    )
    assert asked.answers.get().answers == {"worry": "Buses"}
    with pytest.raises(NotPossible):
        networks.keep_answer(asked=asked, member=member, answers={"worry": "Trains"}, on=TODAY, **who())
    asked = networks.close_round(asked=asked, **who())
    with pytest.raises(NotPossible):
        networks.close_round(asked=asked, **who())


def test_every_change_is_audited_and_names_no_contact():
    contact = make.contact()
    before = done_entries()
    contacts.end_contact(contact=contact, because="withdrawn", on=TODAY, **who())
    assert done_entries() == before + 1
    for entry in AuditEntry.objects.all():
        assert make.SECRET not in str(entry.sealed_content())
        assert make.PHONE not in str(entry.sealed_content())
