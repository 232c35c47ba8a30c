"""Operations and their assessments: the gate and what leads to it."""

from __future__ import annotations

from typing import Any

from commonweal.assess.impact.models import Assessment, Operation
from tests.guarantees.gates.thing import SAYS_WHY, Thing

POLICE = "Metropolitan Police Service"


def _operation_in(state: str) -> Any:
    """Of a proposed one there are two that count: assessed, so that only the override is refused, and not."""
    return Operation.objects.get(title=f"Operation {state}", is_covert=False, owner__name=POLICE)


def _step(of: str, step: str) -> Any:
    return lambda row: (f"/impact/{of}/{row.pk}/steps/{step}/", {"version": row.version, **SAYS_WHY})


STEPS = ("authorise", "override", "begin", "end", "withdraw")
OPERATION = Thing(
    Operation,
    ("proposed", "authorised", "under_way", "ended", "withdrawn"),
    {step: _step("operations", step) for step in STEPS},
    _operation_in,
    frozenset({"authorise", "override"}),
)
ASSESSED = Thing(
    Operation,
    ("proposed", "authorised"),
    {step: _step("operations", step) for step in ("authorise", "override")},
    lambda state: _operation_in("assessed" if state == "proposed" else "overridden"),
    frozenset({"authorise", "override"}),
)
RATED = {"likelihood_before": ["4"], "impact_before": ["4"], "likelihood_after": ["2"], "impact_after": ["3"]}


def _assessment_in(state: str) -> Any:
    title = "Assessment exit" if state == "live" else f"Assessment {state}"
    return Assessment.objects.filter(operation__title=title, state=state).get()


def _ask_anew(assessment: Any) -> Any:
    operation = assessment.operation
    return f"/impact/operations/{operation.pk}/ask-anew/", {"version": operation.version, **SAYS_WHY}


ASSESSMENT = Thing(
    Assessment,
    (
        "requested", "in_draft", "consultation", "submitted", "approved", "live", "under_review", "closed", "declined",
        "superseded",
    ),
    {
        **{
            step: _step("assessments", step)
            for step in ("claim", "decline", "consult", "approve", "send_back", "go_live", "review", "confirm", "exit")
        },
        "submit": lambda a: (f"/impact/assessments/{a.pk}/submit/", {"version": a.version, **RATED}),
        "supersede": _ask_anew,
    },
    _assessment_in,
    frozenset({"approve", "send_back", "exit"}),
)  # fmt: skip
THINGS = {"operation": OPERATION, "assessed operation": ASSESSED, "assessment": ASSESSMENT}
IN_SQL = {
    "an operation authorised on nothing": (
        "UPDATE impact_operation SET state = 'authorised', authorised_at = asked_at WHERE state = 'proposed'"
    ),
    "an operation authorised on a version of another one": (
        "UPDATE impact_operation SET state = 'authorised', authorised_at = asked_at, authorised_by_id ="
        " (SELECT MAX(approved_by_id) FROM impact_assessmentversion), authorised_on_version_id ="
        " (SELECT MAX(id) FROM impact_assessmentversion WHERE outcome = 'approved')"
        " WHERE title = 'Operation proposed'"
    ),
    "an operation authorised on an override of another one": (
        "UPDATE impact_operation SET state = 'authorised', authorised_at = asked_at, authorised_by_id ="
        " (SELECT MAX(officer_id) FROM impact_senioroverride), authorised_on_override_id ="
        " (SELECT MAX(id) FROM impact_senioroverride) WHERE title = 'Operation proposed'"
    ),
    "an assessment approved by its author": (
        "UPDATE impact_assessmentversion SET outcome = 'approved', approved_by_id = author_id, approved_at = submitted_at"
        " WHERE outcome = 'submitted'"
    ),
    "an assessment approved without its version": "UPDATE impact_assessment SET state = 'approved' WHERE state = 'submitted'",
    "an approved version rewritten": "UPDATE impact_assessmentversion SET content_text = 'x' WHERE outcome = 'approved'",
    "an approved version taken back": (
        "UPDATE impact_assessmentversion SET outcome = 'submitted', approved_by_id = NULL, approved_at = NULL"
        " WHERE outcome = 'approved'"
    ),
    "an override deleted": "DELETE FROM impact_senioroverride",
    "a duty put off": "UPDATE impact_senioroverride SET duty_due_at = '2030-01-01 00:00:00+00:00'",
    "an authorised operation deleted": "DELETE FROM impact_operation WHERE state = 'authorised'",
}  # fmt: skip
