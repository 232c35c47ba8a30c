"""Is every table of states of plans whole, and is it drawn in the documentation as it is?"""

import pytest

from commonweal.act.plans.rules.diagram import diagram, page
from commonweal.act.plans.rules.states import ACTION, EVIDENCE, TABLES, UPDATE
from commonweal.config.settings import PROJECT_FOLDER
from commonweal.ground.people.rules import all_permissions
from commonweal.ground.visibility.rules import NotPossible


def test_each_table_speaks_only_of_its_own_states_and_events(count):
    for table in TABLES.values():
        for (origin, event), target in table.moves.items():
            count("moves in the tables of plans", 1)
            assert {origin, target} <= set(table.states)
            assert event in table.events
        assert {event for _, event in table.moves} == set(table.events)
        assert {event.permission for event in table.events.values()} <= all_permissions()


def test_every_state_can_be_reached_and_left_again(count):
    for name, table in TABLES.items():
        assert table.reachable(table.start) | {table.start} == set(table.states)
        for state in table.states:
            count("states of plans", 1)
            if (name, state) != ("challenge", "upheld"):
                assert table.events_from(state), (name, state)
    for state in UPDATE.states:
        assert UPDATE.reachable(state) == set(UPDATE.states), "an update can always come back to any state"
    for state in EVIDENCE.states:
        assert EVIDENCE.reachable(state) == set(EVIDENCE.states)
    assert "reopened" in ACTION.reachable("closed")


def test_every_move_that_is_not_in_the_table_is_refused_with_a_sentence(count):
    for table in TABLES.values():
        for state in table.states:
            for event in table.events:
                count("state and event pairs of plans", 1)
                if (state, event) in table.moves:
                    assert table.follow(state, event) == table.moves[state, event]
                else:
                    with pytest.raises(NotPossible, match=r"cannot be .*\.$"):
                        table.follow(state, event)


def test_the_drawing_shows_every_move():
    for table in TABLES.values():
        drawn = diagram(table)
        assert all(f"{a} --> {b} : {event}" in drawn for (a, event), b in table.moves.items())


def test_the_drawing_in_the_documentation_is_that_of_the_tables():
    assert (PROJECT_FOLDER / "docs" / "methods" / "plan-states.md").read_text(encoding="utf-8") == page()
