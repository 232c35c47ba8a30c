"""Which meetings took place, which papers were written for them, what was decided, and what may the public read?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone

from commonweal.answer.meetings.writes import hold_meeting, plan_meeting, publish_agenda
from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.papers.reads.content import content_of, hash_now, render_content
from commonweal.answer.papers.reads.drafting import first_draft
from commonweal.answer.papers.writes import (
    approve_paper,
    clear_paper,
    record_decision,
    start_paper,
    submit_paper,
    write_section,
)
from commonweal.answer.publications.models import Release
from commonweal.answer.publications.reads import statements
from commonweal.answer.publications.writes import (
    prepare_decisions,
    prepare_plan_statement,
    release_paper,
    release_statement,
)
from commonweal.config.demonstration.story import Step, World, moment, read

Given = dict[str, Any]


def steps() -> Iterator[Step]:
    year = read("meetings")
    for row in year["meetings"]:
        yield from _meeting(row)
    for row in year["papers"]:
        yield from _paper(row)
    for row in year["statements"]:
        yield from _statement(row)


def _meeting(row: Given) -> Iterator[Step]:
    def plan(world: World, at: datetime) -> None:
        world.meetings[row["key"]] = plan_meeting(
            body=world.organisations[row["body"]], meeting_on=row["on"], place=row["place"], **world.who(row["by"], at)
        )  # fmt: skip

    def publish(world: World, at: datetime) -> None:
        meeting, who = world.meetings[row["key"]], world.who(row["by"], at)
        world.meetings[row["key"]] = publish_agenda(meeting=meeting, published_on=row["agenda"], **who)

    def hold(world: World, at: datetime) -> None:
        meeting, who = world.meetings[row["key"]], world.who(row["by"], at)
        world.meetings[row["key"]] = hold_meeting(meeting=meeting, on=row["on"], **who)

    yield Step(moment(row["planned"], 11), plan)
    if "agenda" in row:
        yield Step(moment(row["agenda"], 8), publish)
    if row.get("held"):
        yield Step(moment(row["on"], 18), hold)


def _paper(row: Given) -> Iterator[Step]:
    made: dict[str, CommitteePaper] = {}
    yield Step(moment(row["on"], 10), partial(_draft, row, made))
    for hour, after in enumerate(row["steps"], 11):
        doing = next(word for word in after if word in PAPER_STEPS)
        yield Step(moment(after["on"], hour), partial(_carry_on, doing, after, made))
    for decided in row.get("decisions", ()):
        yield Step(moment(decided["recorded"], 9), partial(_decide, decided, made))


def _draft(row: Given, made: dict[str, CommitteePaper], world: World, at: datetime) -> None:
    plan = world.strategy if row.get("plan", True) else None
    draft = first_draft(plan, format=row["format"], on=timezone.localdate(at))
    draft["texts"] = {**draft["texts"], **row["sections"]}
    if "recommendations" in row:
        draft["recommendations"] = row["recommendations"]
    made["paper"] = start_paper(
        meeting=world.meetings[row["meeting"]], number=row["number"], title=row["title"], office=row["office"],
        format=row["format"], **draft, **world.who(row["by"], at),
    )  # fmt: skip


def _write(paper: CommitteePaper, row: Given, *, on: Any, **who: Any) -> CommitteePaper:
    return write_section(paper=paper, code=row["section"], text=row["text"], **who)


def _approve(paper: CommitteePaper, row: Given, *, on: Any, **who: Any) -> CommitteePaper:
    rendered = render_content(content_of(paper, on=on))
    return approve_paper(paper=paper, seen=hash_now(paper, on=on), rendered=rendered, on=on, **who)


PAPER_STEPS: dict[str, Callable[..., CommitteePaper]] = {
    "wrote": _write,
    "submitted": lambda paper, row, *, on, **who: submit_paper(paper=paper, on=on, **who),
    "cleared": lambda paper, row, *, on, **who: clear_paper(paper=paper, on=on, **who),
    "approved": _approve,
    "published": lambda paper, row, *, on, **who: release_paper(paper=paper, seen=paper.frozen_hash, **who),
}


def _carry_on(doing: str, row: Given, made: dict[str, CommitteePaper], world: World, at: datetime) -> None:
    on = timezone.localdate(at)
    made["paper"] = PAPER_STEPS[doing](made["paper"], row, on=on, **world.who(row[doing], at))


def _decide(row: Given, made: dict[str, CommitteePaper], world: World, at: datetime) -> None:
    record_decision(
        recommendation=made["paper"].recommendations.get(position=row["recommendation"]), verb=row["verb"],
        decided_on=row["on"], detail=row.get("detail", ""), minute=row["minute"], **world.who(row["by"], at),
    )  # fmt: skip


def _statement(row: Given) -> Iterator[Step]:
    made: dict[str, Release] = {}
    prepare = {"decisions": _prepare_decisions, "plan": _prepare_plan}[row["what"]]

    def release(world: World, at: datetime) -> None:
        who = world.who(row["released_by"], at)
        release_statement(release=made["release"], seen=made["release"].hash, **who)

    yield Step(moment(row["prepared"], 15), partial(prepare, row, made))
    yield Step(moment(row["on"], 15), release)


def _prepare_decisions(row: Given, made: dict[str, Release], world: World, at: datetime) -> None:
    meeting = world.meetings[row["meeting"]]
    lines = statements.decision_lines(meeting)
    rendered = render_content(statements.decisions_content(meeting, lines))
    who = world.who(row["prepared_by"], at)
    made["release"] = prepare_decisions(meeting=meeting, rendered=rendered, lines=lines, **who)


def _prepare_plan(row: Given, made: dict[str, Release], world: World, at: datetime) -> None:
    on, plan = timezone.localdate(at), world.strategy
    assert plan is not None, "a statement needs the plan that it is about"
    statement = statements.plan_statement(plan, on=on)
    made["release"] = prepare_plan_statement(
        plan_id=plan.pk, owner_id=plan.owner_organisation_id, name=plan.title, stands_on=on,
        rendered=render_content(statement), lines=statement["lines"], **world.who(row["prepared_by"], at),
    )  # fmt: skip
