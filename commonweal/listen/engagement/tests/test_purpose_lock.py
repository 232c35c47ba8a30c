"""Is a body that enforces immigration law kept out of desks, contacts and engagements by write, by form and by raw SQL?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.partners.models import Organisation, OrganisationParent
from commonweal.ground.partners.rules import NOT_ON_THE_LIST
from commonweal.ground.people.tests.factories import make_organisation
from commonweal.ground.visibility.rules import SYSTEM, Refused
from commonweal.listen.engagement.forms.contacts import NewRelationshipForm
from commonweal.listen.engagement.forms.engagements import EngagementForm
from commonweal.listen.engagement.models import Engagement, GroupFeedback
from commonweal.listen.engagement.tests import factories
from commonweal.listen.engagement.tests.factories import TODAY, who
from commonweal.listen.engagement.writes import contacts, desks, engagements, feedback, outreach

pytestmark = pytest.mark.django_db
BODIES = ("body", "unit", "team")


def part(of: Organisation, name: str) -> Organisation:
    made = make_organisation(name, "team")
    OrganisationParent.objects.create(organisation=made, parent=of)
    return made


def three_deep() -> dict[str, Organisation]:
    border = make_organisation("Border body", "enforcement")
    unit = part(border, "A unit of it")
    return {"body": border, "unit": unit, "team": part(unit, "A team in that unit")}


def keep_feedback(body: Organisation) -> GroupFeedback:
    return feedback.keep_feedback(
        body=body, scrutiny="A scrutiny", question="Were you heard?", group="Victims", from_on=date(2012, 1, 1),
        until_on=date(2012, 6, 1), asked_count=20, answered_count=9, strength="reported", basis="Letters", **who(),
    )  # fmt: skip


def change(**given):
    made = factories.engagement()
    values = {
        "title": made.title, "held_on": made.held_on, "kind": made.kind, "area": None, "place": "", "desk": None,
        "purpose": made.purpose, "level": made.level, "organiser": None, "attendance": "unknown", "learned": "",
        "strength": made.strength, "basis": made.basis,
    }  # fmt: skip
    return engagements.change_engagement(engagement=made, on=TODAY, **values | given, **who())


WRITES = {
    "open a desk": lambda body: desks.open_desk(name="A desk", organisation=body, **who()),
    "send somebody out": lambda body: outreach.add_worker(
        title="A post", organisation=body, languages="Somali", since_on=TODAY, **who()),
    "be in contact": lambda body: contacts.begin_relationship(organisation=body, on=TODAY, **who()),
    "organise": lambda body: factories.engagement(organiser=body),
    "take part": lambda body: factories.engagement(partners=[make_organisation("A forum", "community"), body]),
    "organise what was logged": lambda body: change(organiser=body),
    "take part in what was logged": lambda body: change(partners=[body]),
    "ask a group": keep_feedback,
}  # fmt: skip


@pytest.mark.parametrize("which", BODIES)
@pytest.mark.parametrize("what", WRITES)
def test_no_write_lets_such_a_body_in_and_the_refusal_is_kept(what, which, count):
    body = three_deep()[which]
    with pytest.raises(Refused, match="never handed to a body that enforces immigration law"):
        WRITES[what](body)
    assert body.name in AuditEntry.objects.filter(outcome="refused").get().reason
    count("G21 writes of engagement refused for immigration enforcement", 1)


@pytest.mark.parametrize("what", WRITES)
def test_every_other_body_is_let_in(what):
    above = make_organisation("Home department", "national")
    OrganisationParent.objects.create(organisation=three_deep()["body"], parent=above)
    assert WRITES[what](part(above, "Another part of it")).pk


def test_no_form_offers_such_a_body_and_says_why(count):
    keys = sorted(body.pk for body in three_deep().values())
    forum = make_organisation("A forum", "community")
    given = {"on": TODAY, "viewer": SYSTEM}
    forms = {
        "organiser": EngagementForm({"organiser": keys[2]}, **given),
        # Chosen before it became one, and therefore offered again but for the lock.
        "partners": EngagementForm({"partners": [keys[1]]}, initial={"partners": [*keys, forum.pk]}, **given),
        "organisation": NewRelationshipForm(
            {"organisation": keys[0]}, organisations=Organisation.objects.all(),
            people=factories.officer().__class__.objects.all(), **given,
        ),
    }  # fmt: skip
    for name, form in forms.items():
        offered = set(form.fields[name].queryset.values_list("pk", flat=True))
        assert forum.pk in offered
        assert not offered & set(keys)
        assert form.errors[name] == [NOT_ON_THE_LIST]
        count("G21 fields of engagement that do not offer immigration enforcement", 1)


SQL = {
    "a desk of one": "UPDATE engagement_desk SET organisation_id = {key}",
    "a worker of one": "UPDATE engagement_outreachworker SET organisation_id = {key}",
    "contact with one": "UPDATE engagement_relationship SET organisation_id = {key}",
    "contact with one, added": (
        "INSERT INTO engagement_relationship (version, organisation_id, state, state_reason, state_since_on, about, source)"
        " SELECT version, {key}, state, state_reason, state_since_on, about, source FROM engagement_relationship"),
    "an evening that one organised": "UPDATE engagement_engagement SET organiser_id = {key}",
    "one that took part": "UPDATE engagement_engagement_partners SET organisation_id = {key}",
    "one that took part, added": (
        "INSERT INTO engagement_engagement_partners (engagement_id, organisation_id) SELECT id, {key} FROM engagement_engagement"),
    "a group asked by one": "UPDATE engagement_groupfeedback SET body_id = {key}",
}  # fmt: skip


@pytest.mark.parametrize("which", BODIES)
@pytest.mark.parametrize("what", SQL)
def test_raw_sql_does_not_let_such_a_body_in(what, which, count):
    _one_of_each()
    key = three_deep()[which].pk
    with (
        pytest.raises(DatabaseError, match="enforces immigration law"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(SQL[what].format(key=key))
    count("G21 ways past the lock on engagement that raw SQL does not find", 1)


def test_adding_a_partner_past_the_write_is_refused_too():
    """The way in which a set of partners is added ignores conflicts; the lock is none."""
    made = _one_of_each()
    with pytest.raises(DatabaseError, match="enforces immigration law"), transaction.atomic():
        made.partners.add(three_deep()["team"])
    assert made.partners.count() == 1


def test_raw_sql_that_names_another_body_is_let_through():
    _one_of_each()
    key = make_organisation("Another body", "other").pk
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE engagement_engagement SET organiser_id = {key}")
        cursor.execute(f"UPDATE engagement_engagement_partners SET organisation_id = {key}")
    assert Engagement.objects.get().partners.get().pk == key


def _one_of_each() -> Engagement:
    factories.desk()
    factories.worker()
    factories.relationship()
    keep_feedback(make_organisation("A council", "council"))
    return factories.engagement(partners=[make_organisation("A forum", "community")])
