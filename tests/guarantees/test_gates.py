"""Does every legal step work, and is every other refused, whoever tries and by whatever way (G5)?

What is legal stands in policy/gates.csv, reviewed by people; the program's own tables are not asked.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commonweal.answer.papers.reads import content
from tests.guarantees.extras.answering import cheaply
from tests.guarantees.gates import THINGS, WHO, gates, is_legal
from tests.guarantees.sample import ROLES, one_of_each
from tests.guarantees.town import Town, undone

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
