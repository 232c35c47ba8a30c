"""Does a return move only as its table says, for the right people, and never past a second person?"""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.tension.models import TensionReturn
from commonweal.listen.tension.rules.states import ARRIVED, RETURN, SUMMARY
from commonweal.listen.tension.tests.factories import (
    IN_TIME,
    PEOPLE,
    WEEK,
    accepted_return,
    contribution,
    officer_return,
    sent_return,
)
from commonweal.listen.tension.writes import collating, judging, sending

pytestmark = pytest.mark.django_db


def test_the_tables_speak_only_of_their_own_states_and_events(count):
    for table in (RETURN, SUMMARY):
        for (state, event), target in table.moves.items():
            assert state in table.states
            assert event in table.events
            assert target in table.states
            count("moves in the tables of returns", 1)


def test_every_state_can_be_reached_and_a_return_sent_back_can_come_again(count):
    for table in (RETURN, SUMMARY):
        assert table.reachable(table.start) | {table.start} == set(table.states)
        count("states of returns and summaries", len(table.states))
    assert "accepted" in RETURN.reachable("returned")
    assert "returned" in ARRIVED  # it came, so it is not silent while it is mended


def test_every_move_that_is_not_in_the_table_is_refused_with_a_sentence(count):
    for table in (RETURN, SUMMARY):
        for state in table.states:
            for event in table.events:
                if not table.may(state, event):
                    with pytest.raises(NotPossible, match="cannot be"):
                        table.follow(state, event)
                count("state and event pairs of returns", 1)


def test_whoever_drafted_it_does_not_check_it_though_another_sent_it(world):
    sent = officer_return(world, by="lead")
    sent = sending.submit_return(sent=sent, **world.who("deputy"))
    for key in ("lead", "deputy"):
        with pytest.raises(Refused, match="Somebody else"):
            judging.check_return(sent=sent, **world.who(key))
    assert judging.check_return(sent=sent, **world.who("analyst")).state == "checked"


def test_sending_back_needs_a_reason_and_the_return_comes_again_and_is_no_later_for_it(world):
    sent = sent_return(world)
    with pytest.raises(NotPossible, match="without a reason"):
        judging.send_back(sent=sent, reason="  ", **world.who("deputy"))
    back = judging.send_back(sent=sent, reason="Where was it?", **world.who("deputy"))
    first = back.arrived_at
    again = sending.submit_return(sent=back, **world.who("lead", IN_TIME.replace(day=16)))
    assert (again.state, again.arrived_at, again.checked_by_id) == ("submitted", first, None)
    assert judging.check_return(sent=again, **world.who("deputy")).state == "checked"


def test_a_contributors_return_is_nobody_elses_though_they_share_an_organisation(world):
    sent = contribution(world)
    with pytest.raises(Refused):
        sending.withdraw_return(sent=sent, **world.who("contributor2"))
    assert sending.withdraw_return(sent=sent, **world.who("contributor")).state == "withdrawn"


def test_a_week_goes_from_accepted_to_closed_and_takes_its_returns_along(world):
    sent = accepted_return(world)
    who = world.who("analyst")
    summary = collating.collate(chosen=world.round, week_starting=WEEK, level="2", narrative="Quiet", **who)
    assert TensionReturn.objects.get(pk=sent.pk).state == "collated"
    summary = collating.disseminate(summary=summary, accepts_conditions=False, **who)
    assert TensionReturn.objects.get(pk=sent.pk).state == "disseminated"
    collating.close_week(summary=summary, **who)
    assert TensionReturn.objects.get(pk=sent.pk).state == "closed"
    with pytest.raises(NotPossible):
        collating.close_week(summary=summary, **who)


def test_nobody_but_the_analysts_puts_a_week_together(world, count):
    for key in PEOPLE:
        if key.startswith("analyst"):
            continue
        with pytest.raises(Refused):
            collating.collate(chosen=world.round, week_starting=WEEK, level="1", **world.who(key))
        count("people refused to put a week together", 1)


def test_every_step_leaves_one_entry_in_the_audit(world):
    before = AuditEntry.objects.count()
    accepted_return(world)  # began, noted, sent, checked, accepted
    assert AuditEntry.objects.count() - before == 5


# Past the pages and the writes

RAW = {
    "checked by whoever sent it": "UPDATE tension_tensionreturn SET state='checked', checked_by_id=submitted_by_id, checked_at=submitted_at",
    "checked by nobody": "UPDATE tension_tensionreturn SET state='checked'",
    "accepted by whoever sent it": "UPDATE tension_tensionreturn SET accepted_by_id=submitted_by_id",
    "accepted by nobody": "UPDATE tension_tensionreturn SET state='accepted'",
    "sent back without a reason": "UPDATE tension_tensionreturn SET state='returned', returned_reason=''",
    "put together in no summary": "UPDATE tension_tensionreturn SET state='collated'",
    "of a Tuesday": "UPDATE tension_tensionreturn SET week_starting='2010-07-13'",
    "a nil that says something": "UPDATE tension_tensionreturn SET is_nil=TRUE, what='Leaflets'",
    "a nil with a level": "UPDATE tension_tensionreturn SET is_nil=TRUE, \"rank\"=3",
    "sent at no time": "UPDATE tension_tensionreturn SET arrived_at=NULL",
    "sent by nobody": "UPDATE tension_tensionreturn SET submitted_by_id=NULL",
    "public with a name": "UPDATE tension_tensionreturn SET variant='public'",
    "of a body that was not asked": "UPDATE tension_tensionreturn SET asking_id=NULL",
    "an item with handling C and no conditions": "UPDATE tension_tensionitem SET handling='C', handling_conditions=''",
    "an item graded in nothing": "UPDATE tension_tensionitem SET experienced='', evidenced='', potential=''",
    "an item graded across schemes": "UPDATE tension_tensionitem SET scheme='5x5x5', source_grade='1'",
    "an exception without a reason": "INSERT INTO tension_deadlineexception (version, asking_id, week_starting, account_id, until_at, reason, granted_at) SELECT 1, asking_id, week_starting, submitted_by_id, '2010-07-20', '', '2010-07-15' FROM tension_tensionreturn",
    "an exception that ends before it is given": "INSERT INTO tension_deadlineexception (version, asking_id, week_starting, account_id, until_at, reason, granted_at) SELECT 1, asking_id, week_starting, submitted_by_id, '2010-07-10', 'Ill', '2010-07-15' FROM tension_tensionreturn",
}  # fmt: skip


@pytest.mark.parametrize("what", RAW)
def test_raw_sql_does_not_get_past_the_rules(world, what, count):
    sent_return(world)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RAW[what])
    count("rules of the return that raw SQL does not get past", 1)
