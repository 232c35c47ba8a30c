"""What exactly is signed? One dictionary of what stands in the assessment, part by part, as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commonweal.assess.equality.models import EqualityAction, EqualityAssessment
from commonweal.assess.equality.reads.duties import duties_of, role_title
from commonweal.assess.equality.rules.content import KIND, PART_WORDS
from commonweal.design.words import day
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.scales.reads import status_of


def content_of(assessment: EqualityAssessment) -> dict[str, Any]:
    """The content without its sign-off. The parts are fetched before (one.with_parts)."""
    duties = duties_of(assessment.duty_sets)
    return {
        "kind": KIND,
        "title": assessment.title,
        "owner": assessment.owner.name,
        "decision_on": assessment.decision_on.isoformat(),
        "duties": [{"key": duty.key, "title": duty.title, "source": duty.source} for duty in duties],
        "parts": {code: make(assessment) for code, make in PARTS.items()},
    }


def hash_now(assessment: EqualityAssessment) -> str:
    return content_hash(canonical(content_of(assessment)))


def signed_content(assessment: EqualityAssessment) -> dict[str, Any]:
    """The same with the sign-off, once whoever signs, when and why it is late are known."""
    content = content_of(assessment)
    return {**content, "parts": {**content["parts"], "sign_off": _sign_off(assessment)}}


def headings() -> list[tuple[str, str]]:
    return list(PART_WORDS.items())


def _aim(a: EqualityAssessment) -> str:
    duties = "\n".join(f"- {duty.title} ({duty.source})" for duty in duties_of(a.duty_sets))
    return (
        f"{a.aim}\n\nThis is {a.get_change_display().lower()}. Who is affected: {a.affected}\n\n"
        f"How it bears on each aim of the duty: {a.relevance}\n\n"
        f"The decision is due on {day(a.decision_on)}. It is assessed under:\n\n{duties}"
    )


def _evidence(a: EqualityAssessment) -> str:
    return "\n\n".join(_source(each) for each in a.evidence.all()) or "No source of evidence is named."


def _source(source: Any) -> str:
    grade = status_of(source.strength_scale, source.strength)
    dated = f", {day(source.dated_on)}" if source.dated_on else ""
    return f"{source.source}{dated} ({grade.label.lower() if grade else source.strength}): {source.says}"


def _engagement(a: EqualityAssessment) -> str:
    said = [
        f"{c.group}, {c.method}, {day(c.held_on)}. They said: {c.said} What changed: {c.changed}"
        for c in a.consultations.all()
    ]
    none = f"Nobody was consulted, because: {a.no_engagement_reason}" if a.no_engagement_reason else ""
    return "\n\n".join(said) or none or "Nobody was consulted."


def _grid(a: EqualityAssessment) -> str:
    lines = ["| Who | Aim | Effect | Evidence | What is done about it |", "| --- | --- | --- | --- | --- |"]
    for row in a.rows.all():
        for cell in row.cells.all():
            effect = cell.get_effect_display() or "Not judged"
            effect += f" ({cell.get_severity_display().lower()})" if cell.severity else ""
            answer = " ".join(filter(None, (cell.mitigation, cell.justification)))
            lines.append(_line([row.label, cell.aim_words, effect, cell.evidence, answer]))
    meet = f"\n\nWhere characteristics meet: {a.intersections}" if a.intersections else ""
    return "\n".join(lines) + meet


def _line(cells: Iterable[str]) -> str:
    """One row of a table: a bar or a new line in somebody's words would end the cell."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _outcome(a: EqualityAssessment) -> str:
    words = [f"{a.get_outcome_display() or 'None chosen yet'}."]
    if a.justification:
        words.append(f"Justification: {a.justification}")
    if a.legal_advice_reference:
        words.append(f"Legal advice: {a.legal_advice_reference}.")
    return "\n\n".join(words)


def _actions(a: EqualityAssessment) -> str:
    return "\n".join(f"- {_action(each)}" for each in a.actions.all()) or "No action is planned."


def _action(action: EqualityAction) -> str:
    about = f" (about {action.row.label})" if action.row else ""
    return (
        f"{action.text}{about}. {action.get_horizon_display().split(':')[0]}, by {day(action.first_due_on)}; "
        f"{action.owner_post} answers for it. One will know by: {action.measure}"
    )


def _monitoring(a: EqualityAssessment) -> str:
    review = f"It is reviewed on {day(a.review_on)}." if a.review_on else "No day of review is set."
    return f"{a.monitoring}\n\n{review}".strip()


def _sign_off(a: EqualityAssessment) -> str:
    words = [f"Quality checked by the {role_title(a.checked_role).lower()}." if a.checked_role else ""]
    if a.signed_on:
        words.append(f"Signed by the {role_title(a.signed_role).lower()} on {day(a.signed_on)}.")
        late = f"Signed late, after the decision of {day(a.decision_on)}, because: {a.late_reason}"
        words.append(late if a.late_reason else f"The decision is of {day(a.decision_on)}.")
    return " ".join(filter(None, words))


PARTS = {
    "aim": _aim,
    "evidence": _evidence,
    "engagement": _engagement,
    "grid": _grid,
    "outcome": _outcome,
    "actions": _actions,
    "monitoring": _monitoring,
    "sign_off": _sign_off,
}
