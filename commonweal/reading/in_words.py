"""What was understood of a document, in plain words for a terminal?"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from commonweal.reading.values import Action, Document, Doubt, Paper, Plan, Reading

_WIDTH = 100


def in_words(reading: Reading, document: Document) -> Iterator[str]:
    """Lines to print: the paper, the plan as a tree, the doubts and what was not understood."""
    yield from _summary(reading, document)
    if reading.paper is not None:
        yield from _paper(reading.paper)
    if reading.plan is not None:
        yield from _plan(reading.plan)
    if reading.doubts:
        yield ""
        yield f"Doubts ({len(reading.doubts)})"
        for doubt in reading.doubts:
            yield from _doubt(doubt)
    if reading.not_understood:
        yield ""
        yield f"Not understood ({_count(len(reading.not_understood), 'line')})"
        for left in reading.not_understood:
            yield from _wrapped(f"line {left.line}: {left.text}", "  ")


def _summary(reading: Reading, document: Document) -> Iterator[str]:
    filled = sum(
        bool(line.text.strip() or any(cell.strip() for cell in line.cells)) for line in document.lines
    )
    what = {
        (True, True): "a paper with a plan in it",
        (True, False): "a paper without a plan in it",
        (False, True): "a plan",
        (False, False): "neither a paper nor a plan",
    }[reading.paper is not None, reading.plan is not None]
    left = _count(len(reading.not_understood), "line")
    yield f"This is {what}: {_count(filled, 'line')} read, {_count(len(reading.doubts), 'doubt')}, {left} not understood."


def _paper(paper: Paper) -> Iterator[str]:
    yield ""
    yield "Paper"
    for name, value in (
        ("Title", paper.title),
        ("Body", paper.body),
        ("Meeting", f"{paper.meeting_on.day} {paper.meeting_on:%B %Y}" if paper.meeting_on else ""),
        ("Number", paper.number),
        ("By", paper.by),
        ("Summary", paper.summary),
    ):
        if value:
            yield from _wrapped(f"{name}: {value}", "  ")
    for name, values in (
        ("Recommendation", paper.recommendations),
        ("Warning", paper.warnings),
        ("Background paper", paper.background_papers),
        ("Contact", paper.contacts),
    ):
        for value in values:
            yield from _wrapped(f"{name}: {value}", "  ")
    if paper.abbreviations:
        short = "; ".join(f"{short} = {full}" for short, full in paper.abbreviations.items())
        yield from _wrapped(f"Abbreviations: {short}", "  ")
    for section in paper.sections:
        title = ". ".join(filter(None, (section.letter, section.heading))) or "Section without a heading"
        yield from _wrapped(f"{title} ({_count(len(section.paragraphs), 'paragraph')})", "  ")
    for appendix in paper.appendices:
        title = ". ".join(filter(None, (f"Appendix {appendix.number}".strip(), appendix.heading)))
        holds = ", holds the plan" if appendix.holds_plan else ""
        yield from _wrapped(f"{title} ({_count(len(appendix.paragraphs), 'paragraph')}{holds})", "  ")


def _plan(plan: Plan) -> Iterator[str]:
    actions = sum(len(objective.actions) for objective in plan.objectives)
    yield ""
    yield f"Plan ({_count(len(plan.objectives), 'objective')}, {_count(actions, 'action')})"
    if plan.title:
        yield from _wrapped(plan.title, "  ")
    for note in plan.notes:
        yield from _wrapped(f"Note: {note}", "  ")
    for objective in plan.objectives:
        area = objective.service_area
        shown = f"{area} – {objective.text}" if area and area != objective.text else objective.text or area
        yield from _wrapped(f"Objective: {shown or 'not stated'}", "  ")
        for action in objective.actions:
            yield from _action(action)


def _action(action: Action) -> Iterator[str]:
    yield from _wrapped(" ".join(filter(None, ("Action", action.reference))) + f": {action.text}", "    ")
    for task in action.tasks:
        due = f" (due {task.due})" if task.due else ""
        yield from _wrapped(f"Task {task.number}".strip() + f": {task.text}{due}", "      ")
        for subtask in task.subtasks:
            yield from _wrapped(f"Sub-task: {subtask}", "        ")
    for outcome in action.outcomes:
        yield from _wrapped(f"Outcome: {outcome}", "      ")
    yield from _wrapped(f"Lead: {action.lead or 'not stated'}", "      ")
    for name, value in (
        ("Partners", "; ".join(action.partners)),
        ("Resources", "; ".join(action.resources)),
        ("By whom", action.by_whom),
        ("By when", action.by_when),
        ("Progress", action.progress),
    ):
        if value:
            yield from _wrapped(f"{name}: {value}", "      ")


def _doubt(doubt: Doubt) -> Iterator[str]:
    yield from _wrapped(f"line {doubt.line}: {doubt.text}", "  ")
    if doubt.suggestion:
        yield from _wrapped(f"Suggestion: {doubt.suggestion}", "    ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
