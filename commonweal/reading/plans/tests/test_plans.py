"""A plan written as text is read in order, and what it leaves open stays open."""

from __future__ import annotations

import pytest

from commonweal.reading.tests.reading_of import actions_of, invented, kinds_by_line, reading_of

TASKS = """
    Core objective
    Nobody is turned away.
    Proposed Action (1.1)
    Keep the door open.
    Key tasks
    {}
    Outcome
    The door is open.
    Delivery partners (lead in bold)
    Door Trust
    Lock Council
    Resources
    Two keys
    """


def _tasks(*lines: str) -> list[tuple[str, tuple[str, ...]]]:
    reading = reading_of(TASKS.replace("{}", "\n    ".join(lines)))
    return [(task.text, task.subtasks) for task in actions_of(reading)[0].tasks]


NESTED = [("Ask:", ("the baker", "the smith")), ("Listen.", ())]


@pytest.mark.parametrize(
    "lines",
    [
        ("1. Ask:", "  1. the baker", "  2. the smith", "2. Listen."),
        ("1. Ask:", "1. the baker", "2. the smith", "2. Listen."),
        ("1. Ask:", "a) the baker", "b) the smith", "2. Listen."),
        ("• Ask:", "  • the baker", "  • the smith", "• Listen."),
        ("1. Ask:", "- the baker", "- the smith", "2. Listen."),
        ("Ask:", "  the baker", "  the smith", "Listen."),
        ("(i) Ask:", "(a) the baker", "(b) the smith", "(ii) Listen."),
    ],
)
def test_sub_tasks_are_known_by_indent_by_mark_or_by_numbers(lines: tuple[str, ...]) -> None:
    assert _tasks(*lines) == NESTED


def test_sub_tasks_known_only_by_their_numbers_are_a_doubt() -> None:
    flat = reading_of(TASKS.replace("{}", "1. Ask:\n    1. the baker\n    2. the smith\n    2. Listen."))
    lettered = reading_of(
        TASKS.replace("{}", "1. Ask:\n      a) the baker\n      b) the smith\n    2. Listen.")
    )
    assert (7, "nesting_flattened") in kinds_by_line(flat)
    assert "nesting_flattened" not in dict(kinds_by_line(lettered)).values()


def test_lost_numbers_leave_tasks_side_by_side_with_a_doubt_that_can_nest_them() -> None:
    reading = reading_of(TASKS.replace("{}", "Ask:\n    the baker\n    the smith\n    Listen."))
    assert [task.text for task in actions_of(reading)[0].tasks] == [
        "Ask:",
        "the baker",
        "the smith",
        "Listen.",
    ]
    (doubt,) = [one for one in reading.doubts if one.kind == "nesting_flattened"]
    assert doubt.line == 6
    assert isinstance(doubt.correction, list)
    assert [task["subtasks"] for task in doubt.correction] == [["the baker", "the smith"], []]


def test_a_lead_in_bold_is_known() -> None:
    reading = invented("clean_plan")
    assert [action.lead for action in actions_of(reading)] == [
        "Fenbridge Housing Trust",
        "Fenbridge Mediation Service",
    ]
    assert reading.doubts == ()
    assert reading.plan is not None
    assert reading.plan.title == "Welcome to Fenbridge: plan for 2012"
    objective = reading.plan.objectives[0]
    assert (objective.number, objective.service_area) == ("1", "Housing")


@pytest.mark.parametrize(
    ("partners", "lead"),
    [
        ("Partners: Door Trust; Lock Council (lead)", "Lock Council"),
        ("Partners: Door Trust; Lock Council\n    Lead: Key Forum", "Key Forum"),
        ("Partners: **Door Trust**; Lock Council", "Door Trust"),
        ("Partners:\n    Door Trust (lead)\n    Lock Council", "Door Trust"),
        ("Partners: Door Trust; Lock Council", None),
        ("Partners:\n    **Door Trust**\n    **Lock Council**", None),
        ("Partners:\n    Door Trust (lead)\n    Lock Council (lead)", None),
    ],
)
def test_the_lead_is_known_only_where_the_source_says_it_of_one(partners: str, lead: str | None) -> None:
    text = f"""
    Objective: Nobody is turned away.
    Action 1: Keep the door open.
    Tasks: Buy a lock
    {partners}
    """
    reading = reading_of(text)
    action = actions_of(reading)[0]
    assert action.lead == lead
    assert action.partners == ("Door Trust", "Lock Council")
    assert ("lead_unmarked" in {kind for _, kind in kinds_by_line(reading)}) == (lead is None)


def test_labels_may_hold_their_text_on_the_same_line() -> None:
    reading = invented("inline_plan")
    first, second, third = actions_of(reading)
    assert first.reference == "A1"
    assert first.partners == ("Harbour Trust", "Port Police", "Red Harbour Church", "Seafarers Union")
    assert [task.number for task in first.tasks] == ["1", "2"]
    assert first.by_when == "December 2012"
    assert second.partners == ("Port Police", "Tourist Office")
    assert third.tasks[0].text == "Ask the school for its kitchen"
    assert kinds_by_line(reading) == [
        (12, "conditional_resource"),
        (16, "lead_unmarked"),
        (21, "numbering_gap"),
        (22, "lead_unmarked"),
        (22, "person_among_organisations"),
    ]


def test_a_plan_in_the_appendices_of_a_paper_is_found_with_its_doubts() -> None:
    reading = invented("paper_with_flat_plan")
    first, second, third = actions_of(reading)
    assert first.tasks[0].subtasks == ("name a teacher", "find a room", "keep an hour free")
    assert first.partners == ("Saltley Youth Board", "Saltley Schools Partnership")
    assert first.outcomes == ("Every newcomer has a mentor.",)
    assert reading.paper is not None
    assert [appendix.holds_plan for appendix in reading.paper.appendices] == [True, True]
    assert reading.plan is not None
    assert [objective.service_area for objective in reading.plan.objectives] == ["Youth", "Health"]
    assert kinds_by_line(reading) == [
        (34, "nesting_flattened"),
        (43, "lead_unmarked"),
        (43, "partners_under_wrong_heading"),
        (56, "nesting_flattened"),
        (65, "lead_unmarked"),
        (67, "names_may_be_one_body"),
        (73, "conditional_resource"),
        (95, "lead_unmarked"),
        (98, "names_may_be_one_body"),
    ]
    assert third.partners[1] == "Saltley Youth Borad"
    assert second.resources == ("Hall hire, subject to the budget",)


def test_a_plan_marked_as_markdown_stands_in_its_annex() -> None:
    reading = invented("markdown_with_plan")
    assert [action.lead for action in actions_of(reading)] == ["Transport Forum", "Northmere Council"]
    assert kinds_by_line(reading) == [(36, "conditional_resource")]


def test_a_list_of_actions_with_references_needs_no_label_of_its_own() -> None:
    reading = reading_of(
        """
        Objective 2: The park is quiet at night.
        Actions
        2.1 Shut the gate at ten.
          - Buy a lock
        2.2 Walk through the park.
        Outcomes
        It is quiet.
        """
    )
    assert [(action.reference, action.text) for action in actions_of(reading)] == [
        ("2.1", "Shut the gate at ten."),
        ("2.2", "Walk through the park."),
    ]
    assert actions_of(reading)[0].tasks[0].text == "Buy a lock"


def test_tasks_without_their_heading_are_tasks_with_a_doubt() -> None:
    reading = reading_of(
        TASKS.replace("Key tasks\n", "").replace("{}", "1. Buy a lock.\n    2. Shut the door.")
    )
    assert len(actions_of(reading)[0].tasks) == 2
    assert (5, "tasks_without_heading") in kinds_by_line(reading)
