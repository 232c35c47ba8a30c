"""One assessment with all its parts, what is missing in it, and what this person may do with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from commonweal.assess.equality.models import (
    ActionExtension,
    Author,
    Consultation,
    EqualityAction,
    EqualityAssessment,
    EvidenceSource,
    GridCell,
    GridRow,
    Redaction,
)
from commonweal.assess.equality.reads.duties import role_title
from commonweal.assess.equality.rules import signing
from commonweal.assess.equality.rules.checking import Judged, Whole, find_faults
from commonweal.assess.equality.rules.states import ASSESSMENT, REPLACEABLE, WRITABLE, WRITE
from commonweal.ground.visibility.models import VisibleQuerySet
from commonweal.ground.visibility.rules import SYSTEM, Viewer
from commonweal.ground.visibility.together import fetch_together, keep_for_each, keep_related

PEOPLE = ("drafted_by", "screened_by", "sent_back_by", "checked_by", "signed_by", "closed_by")


def get_assessments(viewer: Viewer) -> VisibleQuerySet:
    rows = EqualityAssessment.objects.visible_to(viewer)
    return rows.select_related("owner", "replaces", "replaced_by", *PEOPLE) if _reads(viewer) else rows.none()


def _reads(viewer: Viewer) -> bool:
    return not EqualityAssessment.hidden_columns(viewer)


def with_parts(assessment: EqualityAssessment, viewer: Viewer = SYSTEM) -> EqualityAssessment:
    """Its parts, in one question."""

    def of(model: Any, path: str = "assessment") -> Any:
        return model.objects.visible_to(viewer).filter(**{path: assessment.pk})

    found = fetch_together(
        authors=of(Author), rows=of(GridRow), cells=of(GridCell, "row__assessment"), evidence=of(EvidenceSource),
        consultations=of(Consultation), redactions=of(Redaction),
        actions=of(EqualityAction).select_related("closed_by"),
        extensions=of(ActionExtension, "action__assessment").select_related("extended_by"),
    )  # fmt: skip
    keep_for_each(found["rows"], "cells", found.pop("cells"))
    keep_for_each(found["actions"], "extensions", found.pop("extensions"))
    rows = {row.pk: row for row in found["rows"]}
    for action in found["actions"]:
        action._state.fields_cache["row"] = rows.get(action.row_id)
    for name, parts in found.items():
        keep_related(assessment, name, parts)
    return assessment


def author_ids(assessment: EqualityAssessment) -> set[int]:
    return {author.account_id for author in assessment.authors.all()}


def faults_of(assessment: EqualityAssessment) -> list[str]:
    """What keeps it from its quality check. The parts are fetched before (with_parts)."""
    gaps = {a.row_id for a in assessment.actions.all() if a.kind == "gap"}
    cells = [_judged(row, cell, row.pk in gaps) for row in assessment.rows.all() for cell in row.cells.all()]
    return find_faults(
        Whole(
            cells=cells, evidence=len(assessment.evidence.all()), engagements=len(assessment.consultations.all()),
            no_engagement_reason=assessment.no_engagement_reason, outcome=assessment.outcome,
            justification=assessment.justification, legal_advice_reference=assessment.legal_advice_reference,
            monitoring=assessment.monitoring, decision_on=assessment.decision_on, review_on=assessment.review_on,
        )
    )  # fmt: skip


def _judged(row: GridRow, cell: GridCell, has_gap_action: bool) -> Judged:
    return Judged(
        row=row.label, aim=cell.aim_words, effect=cell.effect, severity=cell.severity,
        has_evidence=bool(cell.evidence.strip()),
        is_answered=bool(cell.mitigation.strip() or cell.justification.strip()), has_gap_action=has_gap_action,
    )  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """Something that the viewer may do now."""

    event: str
    label: str


LABELS = {
    "require": "It needs a full assessment",
    "consult": "Put it to consultation",
    "send": "Send it for the quality check",
    "check": "Pass it",
    "sign": "Read and sign",
    "monitor": "Begin monitoring",
    "review": "Record the review",
    "screen-out": "It is not required",
    "reopen": "Screen it again",
    "take-back": "Take it back to drafting",
    "send-back": "Send it back",
    "refuse": "Do not sign it",
    "keep": "Keep it from the public",
    "close": "Close it",
}


def deeds_open_to(assessment: EqualityAssessment, viewer: Viewer) -> list[Deed]:
    """For offering buttons; the write decides anew."""
    mine = author_ids(assessment)
    hands: dict[str, Collection[int | None]] = {"authors": mine, "checked_by": {assessment.checked_by_id}}
    found = []
    for event, label in LABELS.items():
        if not ASSESSMENT.may(assessment.state, event):
            continue
        rule = ASSESSMENT.events[event]
        own = any(viewer.account_id in hands[each] for each in rule.never_by)
        unnamed = event in ("sign", "refuse") and assessment.decision_role not in viewer.roles
        if viewer.may(rule.permission, [assessment.owner_id]) and not own and not unnamed:
            found.append(Deed(event, label))
    return found


def check_decides(assessment: EqualityAssessment, viewer: Viewer) -> None:
    """Raise Refused unless this is who the assessment names as the one who decides."""
    named = assessment.decision_role
    signing.check_named(named, viewer.roles, role_title(named))


def may_write(assessment: EqualityAssessment, viewer: Viewer) -> bool:
    return assessment.state in WRITABLE and viewer.may(WRITE, [assessment.owner_id])


def may_follow(assessment: EqualityAssessment, viewer: Viewer) -> bool:
    return assessment.state in REPLACEABLE and viewer.may(WRITE, [assessment.owner_id])


def successor_of(assessment: EqualityAssessment) -> EqualityAssessment | None:
    return getattr(assessment, "replaced_by", None)


def grid_of(assessment: EqualityAssessment) -> list[tuple[str, list[GridRow]]]:
    """The rows by the duty that asks for them, in the order of the grid; the body's own rows last."""
    found: dict[str, list[GridRow]] = defaultdict(list)
    for row in assessment.rows.all():
        found[row.duty_set].append(row)
    return sorted(found.items(), key=lambda each: not each[0])


def find_row(viewer: Viewer, pk: int) -> GridRow | None:
    rows = GridRow.objects.visible_to(viewer).filter(pk=pk)
    found: GridRow | None = rows.select_related("assessment__owner").prefetch_related("cells").first()
    return found


def find_action(viewer: Viewer, pk: int) -> EqualityAction | None:
    rows = EqualityAction.objects.visible_to(viewer).filter(pk=pk)
    found: EqualityAction | None = rows.select_related("assessment__owner").first()
    return found


def cells_of(row: GridRow) -> list[GridCell]:
    """As they stand now, whatever was fetched before."""
    return list(GridCell.objects.filter(row=row))
