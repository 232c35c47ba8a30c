"""What would a statement of a plan, or of a meeting's decisions, say to the public today?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from commonweal.act.plans.models import Strategy
from commonweal.act.plans.reads.lines import ActionLine, Filters, list_actions
from commonweal.answer.meetings.models import Meeting
from commonweal.answer.papers import rules as paper_rules
from commonweal.answer.papers.models import Decision
from commonweal.answer.papers.reads.drafting import promise_text, standing_text, summary_text
from commonweal.answer.papers.reads.figures import PAPER_VIEWER, list_plan_figures, status_sentence
from commonweal.answer.publications import rules
from commonweal.answer.publications.rules import LineKind
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.reads.content import headings
from commonweal.design.documents.document import MARKER
from commonweal.design.words import day
from commonweal.ground.scales.reads import key_of
from commonweal.ground.scales.values import STRENGTH


def plan_statement(plan: Strategy, *, on: date) -> dict[str, Any]:
    """The content of a statement: the plan's figures with their rows, its tables, and the lines of the front page."""
    figures = {f.key: f for f in list_plan_figures(plan, on=on)}
    sections = [
        section("Summary", summary_text(plan, figures), "summary"),
        section("The plan", f"{promise_text(plan)}\n\n{standing_text(figures)}"),
    ]
    used = paper_rules.markers_in(*(s["text"] for s in sections))
    owner = plan.owner_organisation.name if plan.owner_organisation else ""
    lines = list_actions(PAPER_VIEWER, plan, Filters(sort="order"), on)
    return {
        "kind": "commonweal plan statement, first form",
        "head": _head(
            title=f"{plan.title}: how the plan stands", body=owner or plan.title, meeting_on=on, office=owner
        ),
        "sections": sections,
        "recommendations": [],
        "figures": [figures[key].as_content() for key in used if key in figures],
        "lines": list(_promised(lines)) + list(_done(lines)),
    }


def _promised(lines: Iterable[ActionLine]) -> Iterable[dict[str, Any]]:
    for line in lines:
        due = f" By {day(line.due_on)}." if line.due_on else ""
        lead = f"Led by {line.lead}." if line.lead_stated else "The lead is not stated."
        yield _line(LineKind.PROMISED, line.reference, line.title, f"{lead}{due}", line.due_on)


def _done(lines: Iterable[ActionLine]) -> Iterable[dict[str, Any]]:
    for line in lines:
        yield _line(LineKind.DONE, line.reference, line.title, status_sentence(line), line.as_of)


def _line(kind: LineKind, reference: str, words: str, detail: str, on: date | None) -> dict[str, Any]:
    return {"kind": kind.value, "reference": reference, "words": words, "detail": detail,
            "happened_on": on.isoformat() if on else None}  # fmt: skip


def decision_lines(meeting: Meeting) -> list[dict[str, Any]]:
    """Decisions on papers that are public: a private paper's recommendation never shows through its decision."""
    found = Decision.objects.filter(
        recommendation__paper__meeting=meeting, recommendation__paper__state=paper_rules.State.PUBLISHED
    ).select_related("recommendation__paper")
    ordered = found.order_by("recommendation__paper__number", "recommendation__position")
    return [
        {
            "kind": LineKind.DECIDED.value,
            "reference": f"Report {d.recommendation.paper.number}, {d.recommendation.position}",
            "words": _with_values(d),
            "detail": d.get_verb_display() + (f": {d.detail}" if d.detail else ""),
            "happened_on": d.decided_on.isoformat(),
        }
        for d in ordered
    ]  # fmt: skip


def _with_values(decision: Decision) -> str:
    """The recommendation as it was printed: markers give way to the frozen figures."""
    paper = decision.recommendation.paper
    values = {f.key: f.value for f in paper.figures.all()}
    return MARKER.sub(lambda found: values.get(found.group(2), ""), decision.recommendation.text)


def decisions_content(meeting: Meeting, lines: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [[line["reference"], line["words"], line["detail"]] for line in lines]
    words = f"Decisions of the meeting of {day(meeting.meeting_on)}"
    head = _head(title=words, body=meeting.body.name, meeting_on=meeting.meeting_on, office=meeting.body.name)
    table = {"columns": ["Recommendation", "What was asked", "What was decided"], "rows": rows}
    records = [{"record": "", "words": line["reference"]} for line in lines]
    figure = {
        "key": "decisions", "words": words, "value": str(len(rows)), "source": "meetings", "rows": records, "table": table,
        "as_at_on": meeting.meeting_on.isoformat(), "strength": "recorded",
        "strength_scale": key_of(STRENGTH, meeting.meeting_on),
    }  # fmt: skip
    text = "The body was asked for {figure:decisions} things that are public.\n\n{table:decisions}"
    return {"kind": "commonweal decisions, first form", "head": head, "sections": [section("Decisions", text)],
            "recommendations": [], "figures": [figure], "lines": lines}  # fmt: skip


def equality_statement(assessment: EqualityAssessment) -> dict[str, Any]:
    """What the public reads of a signed assessment: its frozen parts, and reasons in the place of those left out."""
    kept = json.loads(assessment.frozen_content)
    left_out = {each.part: each.reason for each in assessment.redactions.all()}
    sections = [
        section(words, "", withheld=left_out[code])
        if code in left_out
        else section(words, _without_markers(kept["parts"][code]))
        for code, words in headings()
    ]
    head = _head(title=f"Equality assessment: {kept['title']}", body=kept["owner"], meeting_on=assessment.decision_on,
                 office=kept["owner"])  # fmt: skip
    return {"kind": "commonweal equality assessment, public copy, first form", "head": head, "sections": sections,
            "recommendations": [], "figures": [], "lines": []}  # fmt: skip


def _without_markers(text: str) -> str:
    """Nobody's words ask for a figure: an assessment has none."""
    return MARKER.sub(lambda found: found.group(0).replace(":", " "), text)


def _head(*, title: str, body: str, meeting_on: date | None, office: str) -> dict[str, Any]:
    return {
        "title": title, "body": body, "meeting_on": meeting_on.isoformat() if meeting_on else "", "number": "",
        "edition": 1, "correction_reason": "", "office": office, "part": "I", "format": "", "language": "en-GB",
        "numbering": "restarts_in_section", "lines": ["meeting_on"], "corrects": "",
    }  # fmt: skip


def section(heading: str, text: str, kind: str = "background", withheld: str = "") -> dict[str, str]:
    return {"code": rules.slug_of([heading]), "letter": "", "heading": heading, "kind": kind, "text": text,
            "not_applicable_reason": "", "withheld_reason": withheld}  # fmt: skip
