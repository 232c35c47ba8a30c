"""What do the tests of publications share: a paper that is out, and a plan whose statement waits for a second person?"""

from __future__ import annotations

from datetime import timedelta

from commonweal.act.plans.tests.factories import ActionFactory, StrategyFactory
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.reads.content import render_content
from commonweal.answer.papers.tests.factories import AT, ON, approve_cheaply, to_cleared
from commonweal.answer.publications import writes
from commonweal.answer.publications.models import Publication
from commonweal.answer.publications.reads import statements

LATER = AT + timedelta(days=2)


def published(cast, **given):
    paper = approve_cheaply(to_cleared(cast, **given), cast.chief)
    writes.release_paper(paper=paper, seen=paper.frozen_hash, by=cast.second_officer, at=AT)
    return CommitteePaper.objects.get(pk=paper.pk), Publication.objects.get(release__paper=paper)


def plan_with_actions():
    strategy = StrategyFactory()
    for number in range(3):
        ActionFactory(
            objective__service_area__strategy=strategy, reference=f"7.3.{number}", title=f"Promise {number}"
        )
    return strategy


def prepare(strategy, by):
    content = statements.plan_statement(strategy, on=ON)
    return writes.prepare_plan_statement(
        plan_id=strategy.pk, owner_id=strategy.owner_organisation_id, name=strategy.title, stands_on=ON,
        rendered=render_content(content), lines=content["lines"], by=by, at=AT,
    )  # fmt: skip
