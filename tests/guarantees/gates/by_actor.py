"""What would somebody write straight into the tables to make a step of a second person, and who had a hand in the first?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F

from commonweal.assess.equality.models import Author, EqualityAction, EqualityAssessment
from commonweal.assess.impact.models import Assessment, AssessmentVersion, Operation, SeniorOverride
from tests.guarantees.town import AT


@dataclass(frozen=True)
class Statement:
    """What is written about a record by an account (or by nobody), and the accounts whose own work it would be."""

    write: Callable[[Any, int | None], Any]
    hands: Callable[[Any], set[int]]


def _set(row: Any, **columns: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**columns)


def _newest(operation: Operation) -> AssessmentVersion | None:
    return AssessmentVersion.objects.filter(assessment__operation=operation).order_by("-number").first()


def _authorise(row: Operation, who: int | None) -> None:
    version = _newest(row)
    approved = version if version and version.outcome == "approved" else None
    _set(
        row,
        state="authorised",
        authorised_at=AT + timedelta(hours=1),
        authorised_by=who,
        authorised_on_version=approved,
    )


def _override(row: Operation, who: int | None) -> None:
    given = {
        "officer_id": who,
        "reason": "It could not wait",
        "granted_at": AT,
        "duty_due_at": AT + timedelta(days=1),
    }
    SeniorOverride.objects.bulk_create([SeniorOverride(operation=row, **given)])
    kept = SeniorOverride.objects.get(operation=row)
    _set(row, state="authorised", authorised_at=AT, authorised_by=who, authorised_on_override=kept)


def _approve(row: Assessment, who: int | None) -> None:
    versions = AssessmentVersion.objects.filter(assessment=row, outcome="submitted")
    versions.update(outcome="approved", approved_by=who, approved_at=AT)
    _set(row, state="approved")


def _close_impact(row: Assessment, who: int | None) -> None:
    _set(row, state="closed", closed_by=who, closed_at=AT + timedelta(hours=1))


def _screen_out(row: EqualityAssessment, who: int | None) -> None:
    _set(row, state="not_required", screened_by=who, screened_at=AT, not_required_reason="It touches nobody")


def _check(row: EqualityAssessment, who: int | None) -> None:
    _set(row, state="checked", checked_by=who, checked_at=AT, checked_role="clearing_officer")


def _sign(row: EqualityAssessment, who: int | None) -> None:
    _set(row, state="signed_off", signed_by=who, signed_at=AT, signed_on=row.decision_on,
         signed_role=F("decision_role"), frozen_hash="x", frozen_content="x")  # fmt: skip


def _close_equality(row: EqualityAssessment, who: int | None) -> None:
    EqualityAction.objects.filter(assessment=row, state="open").update(
        state="done", evidence="All were trained", closed_by=row.drafted_by, closed_at=AT
    )
    _set(row, state="closed", closed_by=who, closed_at=AT, closing_reason="The policy ended")


def _asked(row: Operation) -> set[int]:
    return {row.asked_by_id}


def _worked(row: Operation) -> set[int]:
    version = _newest(row)
    return _asked(row) | ({version.author_id, version.submitted_by_id} if version else set())


def _assessed(row: Assessment) -> set[int]:
    people = {row.author_id, row.submitted_by_id, row.operation.asked_by_id}
    return {person for person in people if person is not None}


def _authors(row: EqualityAssessment) -> set[int]:
    return {row.drafted_by_id, *Author.objects.filter(assessment=row).values_list("account_id", flat=True)}


def _checked(row: EqualityAssessment) -> set[int]:
    return _authors(row) | ({row.checked_by_id} if row.checked_by_id else set())


BY_ACTOR: dict[tuple[str, str], Statement] = {
    ("assessed operation", "authorise"): Statement(_authorise, _worked),
    ("operation", "override"): Statement(_override, _asked),
    ("assessment", "approve"): Statement(_approve, _assessed),
    ("assessment", "exit"): Statement(_close_impact, _assessed),
    ("equality", "screen-out"): Statement(_screen_out, _authors),
    ("equality", "check"): Statement(_check, _authors),
    ("equality", "sign"): Statement(_sign, _checked),
    ("equality", "close"): Statement(_close_equality, _authors),
}
