"""Does each question get its answer, in as many queries for many actions as for few?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.act.plans import reads
from commonweal.act.plans.daily import snapshot_statuses
from commonweal.act.plans.models import Strategy
from commonweal.act.plans.reads import Filters
from commonweal.act.plans.reads.figures import figures
from commonweal.act.plans.rules.facts import Code
from commonweal.act.plans.tests.factories import (
    AT,
    ON,
    OrganisationFactory,
    PartnerFactory,
    UpdateFactory,
    World,
    many_actions,
    person,
)  # fmt: skip
from commonweal.act.plans.writes import closing, evidence, progress, structure, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def queries(function):
    with CaptureQueriesContext(connection) as caught:
        function()
    return len(caught)


def test_a_plan_of_many_actions_takes_no_more_queries_than_a_small_one(count):
    few, many = many_actions(3), many_actions(300)
    viewer = person("partnership_manager")
    before = [queries(lambda s=s: reads.page_of_actions(viewer, s, Filters(), ON)) for s in (few, many)]
    assert before[0] == before[1] <= 12, "statuses computed on the spot"
    snapshot_statuses(now=AT)
    after = [queries(lambda s=s: reads.page_of_actions(viewer, s, Filters(), ON)) for s in (few, many)]
    assert after[0] == after[1] <= 4, "statuses as kept"
    count("queries for a plan page, statuses kept", after[1])


def test_every_question_takes_few_queries(world, count):
    many_actions(50, world.strategy)
    UpdateFactory(action=world.action, organisation=world.partner_body)
    snapshot_statuses(now=AT)
    strategy = Strategy.objects.get(pk=world.strategy.pk)
    asked = {
        "one action": lambda: reads.get_action(world.manager, world.action.pk, ON),
        "needs of a manager": lambda: reads.what_needs(world.manager, ON),
        "needs of a link body lead": lambda: reads.what_needs(world.link_lead, ON),
        "needs of a partner": lambda: reads.what_needs(world.lead, ON),
        "exceptions": lambda: reads.list_exceptions(world.manager, strategy, ON),
        "by partner": lambda: reads.by_partner(world.manager, strategy, ON),
        "by area": lambda: reads.by_area(world.manager, strategy, ON),
        "figures": lambda: figures(world.manager, strategy, ON),
    }
    for name, ask in asked.items():
        number = queries(ask)
        count(f"queries for {name}", number)
        assert number <= 11, name


def test_the_stored_line_and_the_computed_one_say_the_same(world):
    strategy = many_actions(40, world.strategy)
    viewer = world.manager
    computed = {line.pk: line for line in reads.list_actions(viewer, strategy, Filters(sort="order"), ON)}
    snapshot_statuses(now=AT)
    for line in reads.list_actions(viewer, strategy, Filters(sort="order"), ON):
        assert line == computed[line.pk]


def test_the_worst_stand_on_top_and_filters_leave_what_was_asked(world):
    strategy = many_actions(30, world.strategy)
    snapshot_statuses(now=AT)
    lines = reads.list_actions(world.manager, strategy, Filters(), ON)
    assert [lines[0].code, lines[-1].code] == [Code.OFF_TRACK, Code.ON_TRACK]
    page = reads.page_of_actions(world.manager, strategy, Filters(state="R"), ON)
    assert page.total == page.counts["R"] == len(page.lines) > 0
    assert page.all_states == 31
    found = reads.list_actions(world.manager, strategy, Filters(partner=world.partner_body.pk), ON)
    assert [line.reference for line in found] == ["7.3.1"]
    assert reads.list_actions(world.manager, strategy, Filters(lead=0), ON) == []
    assert len(reads.list_actions(world.manager, strategy, Filters(words="same standard"), ON)) == 1


def test_an_action_without_a_lead_is_found_as_not_stated(world):
    world.action.partners.filter(role="lead").delete()
    (line,) = reads.list_actions(world.manager, world.strategy, Filters(lead=0), ON)
    assert (line.lead, line.lead_stated) == ("lead not stated", False)


def test_a_contributor_sees_no_live_plan(world):
    assert list(reads.list_plans(world.contributor)) == []
    assert reads.get_action(world.contributor, world.action.pk, ON) is None


def test_a_plan_for_oversight_is_hidden_from_partners(world):
    structure.edit_strategy(strategy=world.strategy, tier="oversight", by=world.manager, at=AT)
    assert list(reads.list_plans(world.lead)) == []
    assert reads.get_action(world.lead, world.action.pk, ON) is None
    assert reads.get_action(world.member, world.action.pk, ON) is not None


def test_a_draft_is_seen_by_its_own_organisation_alone(world):
    progress.start_update(
        action=world.action,
        organisation=world.lead_body,
        period_until_on=ON,
        narrative="Secret",
        by=world.lead,
        at=AT,
    )
    assert len(reads.get_action(world.lead, world.action.pk, ON).updates) == 1
    assert reads.get_action(world.manager, world.action.pk, ON).updates == ()


def test_each_person_is_told_what_needs_them(world):
    update = progress.start_update(
        action=world.action,
        organisation=world.lead_body,
        period_until_on=ON,
        narrative="Done",
        by=world.lead,
        at=AT,
    )
    assert [n.kind for n in reads.what_needs(world.lead, ON)] == ["draft"]
    progress.send_update(update=update, by=world.lead, at=AT)
    assert [n.kind for n in reads.what_needs(world.link_lead, ON)] == ["confirm"]
    assert reads.what_needs(world.other_link_lead, ON) == []
    progress.send_back_update(update=update, reason="No figures", by=world.link_lead, at=AT)
    (need,) = reads.what_needs(world.lead, ON)
    assert (need.kind, need.why) == ("sent_back", "It was sent back because No figures.")
    assert reads.what_needs(world.stranger, ON) == []
    evidence.offer_evidence(
        outcome=world.outcome,
        organisation=world.lead_body,
        text="T",
        source="S",
        strength="measured",
        by=world.lead,
        at=AT,
    )
    closing.challenge_action(action=world.action, why="Not so", by=world.member, at=AT)
    assert [n.kind for n in reads.what_needs(world.link_lead, ON)] == ["challenge", "evidence"]


def test_a_late_task_and_a_silent_action_are_named_to_the_lead(world):
    later = AT + timedelta(days=120)
    snapshot_statuses(now=later)
    kinds = [n.kind for n in reads.what_needs(world.lead, later.date())]
    assert sorted(kinds) == ["report", "task", "task"]


def test_exceptions_name_cause_and_effect(world):
    later = AT + timedelta(days=120)
    snapshot_statuses(now=later)
    lines = reads.list_exceptions(world.manager, world.strategy, later.date())
    assert {line.kind for line in lines} == {"off_track", "no_update"}
    assert all(line.cause and line.effect for line in lines)


def test_partners_are_counted_with_their_actions(world):
    PartnerFactory(action=world.action, organisation=world.lead_body, role="funder")
    PartnerFactory(action=world.action, organisation=OrganisationFactory(name="Third"), role="contributor")
    snapshot_statuses(now=AT)
    groups = {g.name: g for g in reads.by_partner(world.manager, world.strategy, ON)}
    assert (groups["Lead body"].total, groups["Lead body"].leads, groups["Third"].counts) == (1, 1, {"G": 1})
    (nowhere,) = reads.by_area(world.manager, world.strategy, ON)
    assert (nowhere.name, nowhere.counts) == ("No area stated", {"G": 1})


def test_every_figure_counts_the_rows_behind_it(world):
    work.mark_task_done(task=world.task, by=world.lead, at=AT)
    found = {f.key: f for f in figures(world.manager, world.strategy, ON)}
    assert all(f.value == len(f.rows) for f in found.values())
    assert (found["tasks"].value, found["tasks_done"].value, found["outcomes_proven"].value) == (
        2,
        1,
        0,
    )
    (row,) = found["tasks_done"].rows
    assert (row.label, row.pk, row.words) == ("plans.keytask", world.task.pk, "7.3.1, task 1")
    assert sum(f.value for key, f in found.items() if key.startswith("status_")) == found["actions"].value


def test_the_history_of_an_action_holds_its_parts(world):
    work.mark_task_done(task=world.task, by=world.lead, at=AT)
    structure.edit_action(action=world.action, title="New title", by=world.manager, at=AT)
    words = [entry.words for entry in reads.list_action_history(world.manager, world.action)]
    assert words == ["edited the action", "marked the task done"]
