"""Does every legal step work, and is every other refused, whoever tries and by whatever way (G5)?

What is legal stands in policy/gates.csv, reviewed by people; the program's own tables are not asked.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import get_commands
from django.db import DatabaseError, connection

from commonweal import flow
from commonweal.answer.papers.reads import content
from tests.guarantees.extras.answering import cheaply
from tests.guarantees.gates import THINGS, WHO, advice, gates, guidance, impact, is_legal, joint
from tests.guarantees.sample import ROLES, one_of_each
from tests.guarantees.town import AT, Town, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Somebody of the same role in the same organisation: whoever did the first half cannot do the second, and they can.
SECOND_PEOPLE = ("deputy", "manager2", "deputy_borough", "collator", "desk2")


@pytest.fixture
def printing_costs_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same content and hash; only the bytes of its forms are short."""
    monkeypatch.setattr(content, "render_content", cheaply)


@pytest.mark.usefixtures("printing_costs_little")
@pytest.mark.parametrize("name", THINGS)
def test_every_legal_step_works_and_every_other_is_refused(
    town: Town, name: str, count: Callable[[str, int], None]
):
    thing = THINGS[name]
    people = {p.key: p for p in one_of_each(town)} | {k: town.people[k] for k in SECOND_PEOPLE}
    wrong, tried, legal, done = [], 0, 0, set()
    for state in thing.states:
        for event, make in thing.events.items():
            for person in people.values():
                with undone():
                    row = thing.in_state(state)
                    path, data = make(row)
                    before = thing.stands(row)
                    answer = town.ask(person.key, "POST", path, data)
                    after = thing.stands(row)
                may = is_legal(name, state, event, person, row)
                tried, legal = tried + 1, legal + may
                leads_to = gates()[name, state, event].leads_to if may else state
                moved = after != before
                done |= {(name, state, event)} if may else set()
                if answer.status_code >= 500 or after[0] != leads_to or moved != may:
                    wrong.append(
                        f"{name} {state}, {event} by {person.key}: {answer.status_code}, {before} became {after}"
                    )
    count("G5 state × event × person tried over HTTP", tried)
    count("G5 of them legal", legal)
    assert not wrong, "\n".join(wrong)
    assert done == {gate for gate in gates() if gate[0] == name}, "nobody of the town may do these"
    assert tried >= len(thing.states) * len(thing.events) * 20


def test_the_table_of_gates_speaks_of_known_states_events_and_people():
    assert {thing for thing, _, _ in gates()} == set(THINGS)
    for (thing, state, event), gate in gates().items():
        assert state in THINGS[thing].states, (thing, state)
        assert gate.leads_to in THINGS[thing].states
        assert event in THINGS[thing].events
        assert set(WHO[gate.by]) <= set(ROLES)


# Past the pages

SECOND_PERSON_IN_SQL = {
    "an update confirmed by whoever reported it": (
        "UPDATE plans_progressupdate SET state = 'confirmed', confirmed_by_id = reported_by_id, confirmed_at = sent_at"
        " WHERE state = 'sent'"
    ),
    "an update confirmed by nobody": "UPDATE plans_progressupdate SET state = 'confirmed' WHERE state = 'sent'",
    "an update sent back without a reason": "UPDATE plans_progressupdate SET state = 'sent_back', sent_back_reason = '' WHERE state = 'sent'",
    "evidence accepted by whoever offered it": (
        "UPDATE plans_evidence SET state = 'accepted', judged_by_id = offered_by_id, judged_at = offered_at WHERE state = 'offered'"
    ),
    "evidence accepted by nobody": "UPDATE plans_evidence SET state = 'accepted' WHERE state = 'offered'",
    "an action closed by whoever proposed it": (
        "UPDATE plans_plannedaction SET state = 'closed', closed_by_id = proposed_by_id, closed_at = proposed_at"
        " WHERE state = 'proposed'"
    ),
    "an action closed by nobody": "UPDATE plans_plannedaction SET state = 'closed' WHERE state = 'open'",
    "an action given up without a decision": "UPDATE plans_plannedaction SET state = 'undelivered', decision_reference = '' WHERE state = 'open'",
    "a challenge answered without words": "UPDATE plans_challenge SET state = 'answered' WHERE state = 'open'",
    "a paper cleared by whoever drafted it": (
        "UPDATE papers_committeepaper SET state = 'cleared', cleared_by_id = drafted_by_id, cleared_at = drafted_at"
        " WHERE state = 'drafted'"
    ),
    "a paper approved by whoever drafted it": (
        "UPDATE papers_committeepaper SET state = 'approved', approved_by_id = drafted_by_id, approved_at = cleared_at,"
        " frozen_hash = 'x', frozen_content = 'x' WHERE state = 'cleared'"
    ),
    "a paper approved by nobody": "UPDATE papers_committeepaper SET state = 'approved' WHERE state = 'cleared'",
    "an approved paper rewritten": "UPDATE papers_committeepaper SET frozen_content = 'x' WHERE state = 'approved'",
    "an approved paper deleted": "DELETE FROM papers_committeepaper WHERE state = 'approved'",
    **guidance.PAST_THE_GATE,
    **impact.IN_SQL,
    **advice.IN_SQL,
    **joint.IN_SQL,
    "an audit entry rewritten": "UPDATE audit_auditentry SET actor = 'nobody'",
    "an audit entry deleted": "DELETE FROM audit_auditentry",
}  # fmt: skip


@pytest.mark.parametrize("what", SECOND_PERSON_IN_SQL)
def test_raw_sql_does_not_get_past_the_gate(town: Town, what: str, count: Callable[[str, int], None]):
    with pytest.raises(DatabaseError), undone(), connection.cursor() as cursor:
        cursor.execute(SECOND_PERSON_IN_SQL[what])
    count("G5 gates that raw SQL does not get past", 1)


# Our management commands, each with what it can do to a thing that goes through states.
COMMANDS = {
    "load_demonstration": "only in the demonstration, through the same writes",
    "worker": "carries on what is ready: tried below",
    "audit": "reads and verifies",
    "recorded_crime": "loads counts of months; knows no plan and no paper",
    "places": "loads boundaries; knows no plan and no paper",
    "communities": "loads how large communities are; knows nothing that goes through states",
    "plans": "takes plans in and out through the same writes; sets no state that a person has to set",
    "draw_plan_states": "draws the tables of states for the documentation",
    "backup": "copies the database and changes nothing in it",
    "create_administrator": "makes the first account",
}


def test_every_command_is_known():
    ours = {name for name, app in get_commands().items() if str(app).startswith("commonweal")}
    assert ours <= set(COMMANDS), ours - set(COMMANDS)


def test_the_worker_moves_nothing_that_waits_for_a_person(town: Town, count: Callable[[str, int], None]):
    with undone():
        before = states()
        flow.tick(now=AT)
        after = states()
    assert after == before
    count("G5 records that the worker left where they were", sum(map(len, before.values())))


def states() -> dict[str, dict[int, str]]:
    return {name: dict(t.model._base_manager.values_list("pk", "state")) for name, t in THINGS.items()}
