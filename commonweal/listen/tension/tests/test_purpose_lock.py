"""Is a body that enforces immigration law kept out of the weekly return by write, by form, by table and by raw SQL?"""

from __future__ import annotations

from datetime import time

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.partners.models import Organisation, OrganisationParent
from commonweal.ground.partners.rules import NOT_ON_THE_LIST
from commonweal.ground.people.tests.factories import make_organisation
from commonweal.ground.visibility.rules import SYSTEM, Refused
from commonweal.listen.tension.forms.arranging import AskForm, GroupActionForm, MeetingForm
from commonweal.listen.tension.models import GroupMeeting, TensionItem, TensionReturn
from commonweal.listen.tension.reads.meetings import who_may_come
from commonweal.listen.tension.reads.tables import known_to
from commonweal.listen.tension.rules.cells import BadRow, find_body
from commonweal.listen.tension.tests.factories import (
    AT,
    ITEM,
    KEY,
    WEEK,
    accepted_return,
    contribution,
    make_world,
    officer_return,
    public_return,
)
from commonweal.listen.tension.writes import arranging, meeting, noting, sending

pytestmark = pytest.mark.django_db
SENTENCE = "never handed to a body that enforces immigration law"


@pytest.fixture
def world():
    return make_world()


def part(of: Organisation, name: str) -> Organisation:
    made = make_organisation(name, "team")
    OrganisationParent.objects.create(organisation=made, parent=of)
    return made


def three_deep() -> dict[str, Organisation]:
    border = make_organisation("Border body", "enforcement")
    unit = part(border, "A unit of it")
    return {"body": border, "unit": unit, "team": part(unit, "A team in that unit")}


BODIES = ("body", "unit", "team")


def met(world, **given):
    values = {"area": world.areas["Northwick"], "host": world.police["Northwick"], "held_on": AT.date()}
    return meeting.record_meeting(**values | given, by=SYSTEM, at=AT)


def ask(world, **given):
    values = {
        "chosen": world.round, "organisation": make_organisation("Another body", "other"), "variant": "partner",
        "area": world.areas["Northwick"], "overseer": world.police["Northwick"], "since_on": WEEK,
    }  # fmt: skip
    return arranging.ask(**values | given, by=SYSTEM, at=AT)


def became_one(world, key):
    """A body that was asked, or oversees, has become a part of one that enforces since."""
    body = (
        world.police["Northwick"] if key == "police" else Organisation.objects.get(name="A community group")
    )
    OrganisationParent.objects.create(organisation=body, parent=Organisation.objects.get(name="Border body"))


WRITES = {
    "run a round": lambda w, body: arranging.add_round(
        organisation=body, area=w.areas["Southley"], since_on=WEEK, title="Another",
        due_clock=time(12, 0), by=SYSTEM, at=AT),
    "be asked": lambda w, body: ask(w, organisation=body),
    "oversee": lambda w, body: ask(w, overseer=body),
    "lead": lambda w, body: noting.note_item(sent=officer_return(w), **ITEM, lead_partner=body, **w.who("lead")),
    "lead what was noted": lambda w, body: noting.change_item(
        sent=officer_return(w), number=1, lead_partner=body, **w.who("lead")),
    "attend": lambda w, body: met(w, attended=[w.police["Northwick"], body]),
    "own an action": lambda w, body: meeting.add_group_action(
        meeting=met(w), text="Walk there", owner=body, due_on=AT.date(), by=SYSTEM, at=AT),
}  # fmt: skip


@pytest.mark.parametrize("which", BODIES)
@pytest.mark.parametrize("what", WRITES)
def test_no_write_lets_such_a_body_in_and_the_refusal_is_kept(world, what, which, count):
    body = three_deep()[which]
    with pytest.raises(Refused, match=SENTENCE):
        WRITES[what](world, body)
    kept = AuditEntry.objects.filter(outcome="refused").get()
    assert body.name in kept.reason
    count("G21 writes of the return refused for immigration enforcement", 1)


@pytest.mark.parametrize("what", WRITES)
def test_every_other_body_is_let_in(world, what):
    above = make_organisation("Home department", "national")
    OrganisationParent.objects.create(organisation=three_deep()["body"], parent=above)
    assert WRITES[what](world, part(above, "Another part of it")).pk


@pytest.mark.parametrize(
    ("who", "send"),
    [
        ("asked", contribution),
        ("police", contribution),
        ("police", public_return),
        ("police", officer_return),
    ],
)
def test_nothing_is_sent_to_a_body_that_has_become_one(world, who, send):
    three_deep()
    became_one(world, who)
    with pytest.raises(Refused):
        send(world)
    assert not TensionReturn.objects.exists()


def test_a_public_return_is_refused_in_the_sentence_of_the_lock(world):
    three_deep()
    became_one(world, "police")
    with pytest.raises(Refused, match=SENTENCE):
        sending.report_publicly(
            chosen=world.round, area=world.areas["Northwick"], overseer_id=world.police["Northwick"].pk, key=KEY,
            what="Signs are painted over.", by=SYSTEM, at=AT,
        )  # fmt: skip


# The forms


def test_no_form_offers_such_a_body_and_says_why(world, count):
    keys = {body.pk for body in three_deep().values()}
    forms = {
        "organisation": AskForm({"organisation": min(keys)}, on=WEEK, areas=world.round.area.__class__.objects.all()),
        "overseer": AskForm({"overseer": max(keys)}, on=WEEK, areas=world.round.area.__class__.objects.all()),
        "attended": MeetingForm(
            {"attended": [max(keys)]}, chosen=world.round, on=WEEK, organisations=Organisation.objects.all(), items=[]),
        "owner": GroupActionForm({"owner": max(keys)}, on=WEEK),
    }  # fmt: skip
    for name, form in forms.items():
        offered = set(form.fields[name].queryset.values_list("pk", flat=True))
        assert offered
        assert not offered & keys
        assert form.errors[name] == [NOT_ON_THE_LIST]
        count("G21 fields of the return that do not offer immigration enforcement", 1)


def test_whoever_covers_the_area_may_come_but_for_such_a_body(world):
    bodies = three_deep()
    for body in bodies.values():
        body.body_areas.create(area=world.areas["Northwick"])
    may_come = set(who_may_come(world.areas["Northwick"], AT.date()))
    assert world.police["Northwick"] in may_come
    assert not may_come & set(bodies.values())


def test_a_table_that_names_one_to_lead_says_so_in_its_row(world):
    bodies = three_deep()
    known = known_to(world.round, by=SYSTEM, on=WEEK)
    for body in bodies.values():
        with pytest.raises(BadRow, match=SENTENCE):
            find_body({"To lead": body.name}, "To lead", known)
    found = find_body({"To lead": "A partner"}, "To lead", known)
    assert found == Organisation.objects.get(name="A partner").pk
    with pytest.raises(BadRow, match="No organisation is called"):
        find_body({"To lead": "Nobody at all"}, "To lead", known)


# Raw SQL


SQL = {
    "a round run by one": "UPDATE tension_returnround SET organisation_id = {key}",
    "one that is asked": "UPDATE tension_asking SET organisation_id = {key}",
    "one that is asked, added": (
        "INSERT INTO tension_asking (version, round_id, organisation_id, area_id, variant, overseer_id, since_on)"
        " SELECT version, round_id, {key}, area_id, variant, overseer_id, since_on FROM tension_asking"),
    "one that oversees": "UPDATE tension_asking SET overseer_id = {key}",
    "a return sent by one": "UPDATE tension_tensionreturn SET organisation_id = {key}",
    "a return read by one": "UPDATE tension_tensionreturn SET overseer_id = {key}",
    "an item that one leads": "UPDATE tension_tensionitem SET lead_partner_id = {key}",
    "one that attends": "UPDATE tension_groupattendance SET organisation_id = {key}",
    "one that attends, added": (
        "INSERT INTO tension_groupattendance (version, meeting_id, organisation_id, people)"
        " SELECT version, meeting_id, {key}, 2 FROM tension_groupattendance"),
    "an action given to one": "UPDATE tension_groupaction SET owner_id = {key}",
}  # fmt: skip


@pytest.mark.parametrize("which", BODIES)
@pytest.mark.parametrize("what", SQL)
def test_raw_sql_does_not_let_such_a_body_in(world, what, which, count):
    _one_of_each(world)
    key = three_deep()[which].pk
    with (
        pytest.raises(DatabaseError, match="enforces immigration law"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(SQL[what].format(key=key))
    count("G21 ways past the lock on the return that raw SQL does not find", 1)


def test_raw_sql_that_names_another_body_is_let_through(world):
    _one_of_each(world)
    key = make_organisation("Another body", "other").pk
    with connection.cursor() as cursor:
        for table, column in (
            ("tensionitem", "lead_partner"),
            ("groupaction", "owner"),
            ("returnround", "organisation"),
        ):
            cursor.execute(f"UPDATE tension_{table} SET {column}_id = {key}")
    assert TensionItem.objects.get().lead_partner_id == key


def _one_of_each(world):
    accepted_return(world)
    made = met(world, attended=[world.police["Northwick"]])
    meeting.add_group_action(
        meeting=made, text="Walk there", owner=world.police["Northwick"], due_on=AT.date(), by=SYSTEM, at=AT
    )
    assert GroupMeeting.objects.get().attendances.exists()
    assert TensionItem.objects.exists()
