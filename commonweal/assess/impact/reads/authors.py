"""Whose own work is an assessment or a press line? Of whoever wrote any part, also where somebody else wrote over it.

A row knows who wrote it last. The sealed entries of the audit know everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commonweal.assess.impact.models import Assessment, Recommendation
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import list_history
from commonweal.ground.visibility.together import fetch_together

# The changes to an assessment by which somebody's words or judgement come into the next version, or go from it.
WRITING = (
    "impact.claim_assessment", "impact.submit_assessment", "impact.draft_assessment", "impact.add_statement",
    "impact.edit_statement", "impact.strike_statement", "impact.answer_lesson", "impact.add_impact", "impact.edit_impact",
    "impact.log_consultation", "impact.correct_consultation", "impact.answer_consultation", "impact.choose_disclosure",
)  # fmt: skip
WRITING_THE_LINE = "impact.write_press_line"


def own_work(person: int | None, assessments: Iterable[Assessment]) -> set[int]:
    """The keys of those that this person asked for, submitted or wrote any part of; one question for all of them."""
    asked = {each.pk: each for each in assessments}
    if not asked or person is None:
        return set()
    done: Any = AuditEntry.objects.filter(
        subject_type=Assessment._meta.label_lower, subject_id__in=list(map(str, asked)), actor_id=person,
        action__in=WRITING, outcome=AuditEntry.Outcome.DONE,
    )  # fmt: skip
    recommended: Any = Recommendation.objects.filter(assessment__in=list(asked), proposed_by=person)
    found = fetch_together(done=done, recommended=recommended)
    return (
        {key for key, each in asked.items() if person in _named(each)}
        | {int(entry.subject_id) for entry in found["done"]}
        | {each.assessment_id for each in found["recommended"]}
    )


def _named(assessment: Assessment) -> tuple[int | None, ...]:
    return assessment.author_id, assessment.submitted_by_id, assessment.operation.asked_by_id


def wrote_line(person: int | None, recommendation: Any) -> bool:
    """Did this person write the press line, or an earlier wording of it?"""
    line = getattr(recommendation, "press_line", None)
    if person is None or line is None:
        return False
    wrote = list_history(recommendation).filter(action=WRITING_THE_LINE, actor_id=person)
    return line.written_by_id == person or wrote.exists()
