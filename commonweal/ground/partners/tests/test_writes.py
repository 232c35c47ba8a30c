"""Who may change organisations, and is every change kept in their history and by the database itself?"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import list_history, verify_chain
from commonweal.ground.partners import writes
from commonweal.ground.partners.models import (
    Membership,
    Organisation,
    OrganisationName,
    PointOfContact,
    SeatRule,
)
from commonweal.ground.partners.tests.factories import AT, BY, TODAY, OrganisationFactory, add
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.visibility.rules import Holding, Refused

pytestmark = pytest.mark.django_db


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
