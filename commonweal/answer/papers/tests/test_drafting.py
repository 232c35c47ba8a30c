"""Does the first draft from a plan say what the plan says, in every format, and leave the rest to people?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.act.plans.tests.factories import ActionFactory, OutcomeFactory, StrategyFactory, TaskFactory
from commonweal.answer.papers import writes
from commonweal.answer.papers.reads import content, drafting
from commonweal.answer.papers.reads.figures import available_figures, list_plan_figures
from commonweal.answer.papers.reads.printing import print_document
from commonweal.answer.papers.tests.factories import AT, ON, Cast, MeetingFactory
from commonweal.ground.scales.reads import get_scale, list_scales

pytestmark = pytest.mark.django_db
FORMATS = [s.key for s in list_scales() if s.kind == "paper_format"]


def make_plan(actions=3):
    plan = StrategyFactory(title="A plan for newcomers")
    for number in range(actions):
        action = ActionFactory(
            objective__service_area__strategy=plan, reference=f"7.3.{number}", title=f"Promise {number}"
        )
        TaskFactory(action=action, number=1)
        OutcomeFactory(action=action, number=1)
    return plan


def start(plan, key):
    cast = Cast()
    draft = drafting.first_draft(plan, format=key, on=ON)
    paper = writes.start_paper(
        meeting=MeetingFactory(body=cast.body), number="1", title="How it stands", office="Chief Executive", format=key,
        by=cast.officer, at=AT, **draft,
    )  # fmt: skip
    return paper, cast


@pytest.mark.parametrize("key", FORMATS)
def test_the_draft_prints_with_every_marker_filled(key):
    paper, _ = start(make_plan(), key)
    made = content.content_of(paper, on=ON)
    document = print_document(made, hash_of_content="0" * 64)
    assert document.notes
    assert "there is no figure" not in str(document)
    tables = [b for p in document.parts for b in p.blocks if type(b).__name__ == "Table"]
    assert [row[0] for row in tables[0].rows] == ["7.3.0", "7.3.1", "7.3.2"]


@pytest.mark.parametrize("key", FORMATS)
def test_what_no_record_knows_is_left_to_a_person(key):
    paper, cast = start(make_plan(), key)
    expected = [
        s.heading for s in get_scale(key).sections if s.kind in {"implications", "contact"} and s.required
    ]
    found = [
        s.heading
        for s in paper.sections.filter(kind__in=["implications", "contact"], is_required=True)
        if not s.text
    ]
    assert found == expected
    faults = content.find_faults(paper, on=ON)
    assert all(any(heading in fault for fault in faults) for heading in expected)
    assert cast


def test_every_figure_of_a_plan_names_as_many_rows_as_it_counts():
    figures = [f for f in list_plan_figures(make_plan(), on=ON) if f.table is None]
    assert len(figures) > 10
    for figure in figures:
        assert len(figure.rows) == int(figure.value), figure.key


def test_a_plan_grows_and_its_figures_with_it_until_approval():
    plan = make_plan()
    paper, _ = start(plan, "mpa@2010")
    before = content.hash_now(paper, on=ON)
    ActionFactory(objective__service_area__strategy=plan, reference="9.9", title="One more")
    assert content.hash_now(paper, on=ON) != before
    assert available_figures(paper, on=ON)["plan_actions"].value == "4"


def test_counting_a_plan_takes_as_many_questions_for_many_actions_as_for_few():
    counts = []
    for actions in (2, 20):
        plan = make_plan(actions)
        with CaptureQueriesContext(connection) as queries:
            list_plan_figures(plan, on=ON)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
