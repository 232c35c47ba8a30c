"""G20: do statements of plans and decisions need a second person, and say nothing of what is not public?"""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.answer.papers import writes as papers
from commonweal.answer.papers.reads import drafting
from commonweal.answer.papers.reads.content import render_content
from commonweal.answer.papers.reads.figures import available_figures
from commonweal.answer.papers.tests.factories import (
    AT,
    ON,
    Cast,
    MeetingFactory,
    approve_cheaply,
    make_paper,
    to_cleared,
    viewer_as,
)
from commonweal.answer.publications import writes
from commonweal.answer.publications.models import Publication
from commonweal.answer.publications.reads import public, statements
from commonweal.answer.publications.tests.releases import plan_with_actions, prepare, published
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused

pytestmark = pytest.mark.django_db


def test_a_plan_statement_needs_a_second_person_and_feeds_the_front_page():
    strategy = plan_with_actions()
    one, two = (viewer_as("partnership_manager", strategy.owner_organisation) for _ in range(2))
    release = prepare(strategy, one)
    with pytest.raises(Refused):
        writes.release_statement(release=release, seen=release.hash, by=one, at=AT)
    with pytest.raises(NotPossible, match="waiting already"):
        prepare(strategy, two)
    writes.release_statement(release=release, seen=release.hash, by=two, at=AT)
    front = public.front_page()
    assert [line.words for line in front["promised"]] == ["Promise 0", "Promise 1", "Promise 2"]
    assert all(":" in line.detail for line in front["done"])


def test_a_newer_statement_takes_the_place_of_the_older_on_the_front_page():
    strategy = plan_with_actions()
    one, two = (viewer_as("partnership_manager", strategy.owner_organisation) for _ in range(2))
    for _ in range(2):
        release = prepare(strategy, one)
        writes.release_statement(release=release, seen=release.hash, by=two, at=AT)
    assert Publication.objects.filter(replaced_by__isnull=False).count() == 1
    assert len(public.front_page()["promised"]) == 3


def test_only_decisions_on_public_papers_are_published():
    cast = Cast()
    meeting = MeetingFactory(body=cast.body, state="held", published_on=date(2010, 7, 1))
    open_paper, _ = published(cast, meeting=meeting)
    hidden = approve_cheaply(to_cleared(cast, meeting=meeting, number="9", part="II"), cast.chief)
    for paper in (open_paper, hidden):
        papers.record_decision(
            recommendation=paper.recommendations.get(), verb="noted", decided_on=ON, by=cast.officer, at=AT
        )
    lines = statements.decision_lines(meeting)
    assert [(line["reference"], line["detail"]) for line in lines] == [("Report 5, 1", "Noted")]
    rendered = render_content(statements.decisions_content(meeting, lines))
    release = writes.prepare_decisions(
        meeting=meeting, rendered=rendered, lines=lines, by=cast.officer, at=AT
    )
    writes.release_statement(release=release, seen=release.hash, by=cast.second_officer, at=AT)
    assert [line.detail for line in public.front_page()["decided"]] == ["Noted"]


@pytest.mark.parametrize("tier", ["police", "oversight", "named"])
def test_a_plan_that_is_not_for_partners_can_neither_be_stated_nor_counted(tier):
    cast = Cast()
    strategy = plan_with_actions()
    type(strategy).objects.filter(pk=strategy.pk).update(tier=tier)
    everything = viewer_as("borough_lead", cast.body), cast.officer, SYSTEM
    assert [drafting.find_plan(strategy.pk, viewer=viewer) for viewer in everything] == [None] * 3
    strategy.refresh_from_db()
    paper = make_paper(cast, plan=strategy)
    assert available_figures(paper, on=ON)["plan_actions"].value == "0"
