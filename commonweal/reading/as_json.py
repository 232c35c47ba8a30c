"""How is a reading written down as one JSON object?"""

from __future__ import annotations

from typing import Any

from commonweal.reading.values import (
    Action,
    Appendix,
    Doubt,
    Objective,
    Paper,
    Paragraph,
    Plan,
    Reading,
    Section,
    Task,
)


def to_json(reading: Reading) -> dict[str, Any]:
    """One object of plain dicts, lists and strings with the keys paper, plan, doubts, not_understood, lines, furniture.

    paper and plan are null where there is none; dates are ISO 8601; lines maps each line number, as a string, to the
    JSON pointer of its place in this object.
    """
    return {
        "paper": paper_json(reading.paper) if reading.paper else None,
        "plan": plan_json(reading.plan) if reading.plan else None,
        "doubts": [doubt_json(doubt) for doubt in reading.doubts],
        "not_understood": [{"line": one.line, "text": one.text} for one in reading.not_understood],
        "lines": {str(line): pointer for line, pointer in reading.places.items()},
        "furniture": list(reading.furniture),
    }


def paper_json(paper: Paper) -> dict[str, Any]:
    """The paper as plain dicts and lists."""
    return {
        "body": paper.body,
        "meeting_on": paper.meeting_on.isoformat() if paper.meeting_on else None,
        "number": paper.number,
        "title": paper.title,
        "by": paper.by,
        "summary": paper.summary,
        "recommendations": list(paper.recommendations),
        "sections": [_section(section) for section in paper.sections],
        "contacts": list(paper.contacts),
        "abbreviations": dict(paper.abbreviations),
        "appendices": [_appendix(appendix) for appendix in paper.appendices],
        "background_papers": list(paper.background_papers),
        "warnings": list(paper.warnings),
        "contents": paper.contents,
        "details": list(paper.details),
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "number": paragraph.number,
        "heading": paragraph.heading,
        "text": paragraph.text,
        "items": list(paragraph.items),
    }


def _section(section: Section) -> dict[str, Any]:
    paragraphs = [_paragraph(paragraph) for paragraph in section.paragraphs]
    return {"letter": section.letter, "heading": section.heading, "paragraphs": paragraphs}


def _appendix(appendix: Appendix) -> dict[str, Any]:
    return {
        "number": appendix.number,
        "heading": appendix.heading,
        "paragraphs": [_paragraph(paragraph) for paragraph in appendix.paragraphs],
        "holds_plan": appendix.holds_plan,
    }


def plan_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain dicts and lists."""
    objectives = [_objective(objective) for objective in plan.objectives]
    return {"objectives": objectives, "title": plan.title, "notes": list(plan.notes)}


def _objective(objective: Objective) -> dict[str, Any]:
    actions = [_action(action) for action in objective.actions]
    return {
        "text": objective.text,
        "service_area": objective.service_area,
        "actions": actions,
        "number": objective.number,
    }


def _action(action: Action) -> dict[str, Any]:
    return {
        "reference": action.reference,
        "text": action.text,
        "tasks": [_task(task) for task in action.tasks],
        "outcomes": list(action.outcomes),
        "partners": list(action.partners),
        "lead": action.lead,
        "resources": list(action.resources),
        "progress": action.progress,
        "by_whom": action.by_whom,
        "by_when": action.by_when,
    }


def _task(task: Task) -> dict[str, Any]:
    return {"text": task.text, "number": task.number, "subtasks": list(task.subtasks), "due": task.due}


def doubt_json(doubt: Doubt) -> dict[str, Any]:
    """A doubt as a plain dict."""
    return {
        "line": doubt.line,
        "kind": doubt.kind,
        "text": doubt.text,
        "suggestion": doubt.suggestion,
        "place": doubt.place,
        "correction": doubt.correction,
    }
