"""How is an assessment opened, and how are its grid, evidence, engagement and plan written?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from commonweal.assess.equality.models import (
    Author,
    Consultation,
    EqualityAction,
    EqualityAssessment,
    EvidenceSource,
    GridCell,
    GridRow,
)
from commonweal.assess.equality.reads.duties import deciding_roles, duties_for, duties_of
from commonweal.assess.equality.rules.checking import EFFECT_WORDS, SEVERITY_WORDS, check_outcome
from commonweal.assess.equality.rules.duties import Line, lines_of, local_line
from commonweal.assess.equality.rules.states import ASSESSMENT, WRITABLE, WRITE
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.scales.reads import check_strength
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer

LONGEST_PLAN = 100


def _owners(assessment: EqualityAssessment) -> list[int]:
    return [assessment.owner_id]


@write("opened an equality assessment", permission=WRITE, owners=lambda given: [given["owner"].pk])
def open_assessment(
    *,
    title: str,
    owner: Organisation,
    aim: str,
    affected: str,
    change: str,
    relevance: str,
    decision_on: date,
    decision_role: str,
    by: Viewer,
    at: datetime,
    further_duties: Sequence[str] = (),
) -> EqualityAssessment:
    """It begins with the screening; the day of the decision says under which duties it is assessed."""
    _check_role(decision_role)
    duties = duties_for(decision_on, further_duties)
    made = EqualityAssessment.objects.create(
        title=title, owner=owner, aim=aim, affected=affected, change=change, relevance=relevance,
        decision_on=decision_on, decision_role=decision_role, further_duties=list(further_duties),
        duty_sets=[duty.key for duty in duties], drafted_by_id=by.person_id, drafted_at=at,
    )  # fmt: skip
    _lay_rows(made, lines_of(duties))
    _count_as_author(made, by)
    return made


def _check_role(role: str) -> None:
    if role not in dict(deciding_roles()):
        raise NotPossible("Choose the role that decides.")


def _count_as_author(assessment: EqualityAssessment, by: Viewer) -> None:
    """Whoever writes is an author from then on, so never checks or signs it."""
    Author.objects.get_or_create(assessment=assessment, account_id=by.person_id)


def _lay_rows(assessment: EqualityAssessment, lines: Iterable[Line]) -> None:
    last = assessment.rows.aggregate(last=Max("position"))["last"] or 0
    for position, line in enumerate(lines, last + 1):
        row = GridRow.objects.create(
            assessment=assessment, position=position, duty_set=line.duty_set, label=line.label
        )
        GridCell.objects.bulk_create(
            GridCell(row=row, position=number, aim=code, aim_words=words)
            for number, (code, words) in enumerate(line.aims, 1)
        )


def _edit(assessment: EqualityAssessment, by: Viewer, *, full: bool = True) -> None:
    """Only while it is written; its full parts only once the screening asked for them."""
    if assessment.state not in WRITABLE:
        raise NotPossible(f"This assessment is {ASSESSMENT.states[assessment.state]}, so it is not changed.")
    if full and assessment.state == "screening":
        raise NotPossible("It is being screened: say first that it needs a full assessment.")
    _count_as_author(assessment, by)


@write("changed what the equality assessment is about", permission=WRITE, locks="assessment", owners=_owners)
def change_heading(
    *,
    assessment: EqualityAssessment,
    title: str,
    owner: Organisation,
    aim: str,
    affected: str,
    change: str,
    relevance: str,
    decision_on: date,
    decision_role: str,
    by: Viewer,
    at: datetime,
    further_duties: Sequence[str] = (),
) -> EqualityAssessment:
    """Another day of decision may bring another law: rows of duties that no longer hold go, new ones come."""
    _edit(assessment, by, full=False)
    _check_role(decision_role)
    if not by.may(WRITE, [owner.pk]):
        raise Refused("You write assessments of your own organisation only.")
    duties = duties_for(decision_on, further_duties)
    assessment.title, assessment.owner, assessment.aim, assessment.affected = title, owner, aim, affected
    assessment.change, assessment.relevance = change, relevance
    assessment.decision_on, assessment.decision_role = decision_on, decision_role
    assessment.further_duties = list(further_duties)
    keys = [duty.key for duty in duties]
    if keys != list(assessment.duty_sets):
        assessment.rows.exclude(duty_set="").exclude(duty_set__in=keys).delete()
        _lay_rows(assessment, lines_of(d for d in duties if d.key not in assessment.duty_sets))
        assessment.duty_sets = keys
    assessment.save()
    return assessment


@write("judged a row of the equality grid", permission=WRITE, locks="assessment", owners=_owners)
def judge_row(
    *,
    assessment: EqualityAssessment,
    row: GridRow,
    judged: Mapping[str, Mapping[str, str]],
    by: Viewer,
    at: datetime,
) -> EqualityAssessment:
    """judged holds, by the code of the aim, effect, severity, evidence, mitigation and justification."""
    _edit(assessment, by)
    for cell in GridCell.objects.filter(row=row, row__assessment=assessment):
        given = judged.get(cell.aim, {})
        if given.get("effect", "") not in ("", *EFFECT_WORDS) or given.get("severity", "") not in (
            "",
            *SEVERITY_WORDS,
        ):
            raise NotPossible("Choose an effect and a severity that are offered.")
        for name in ("effect", "severity", "evidence", "mitigation", "justification"):
            setattr(cell, name, given.get(name, "").strip())
        cell.save()
    return assessment


@write(
    "added a row of the body's own to the equality grid", permission=WRITE, locks="assessment", owners=_owners
)
def add_local_row(
    *, assessment: EqualityAssessment, label: str, by: Viewer, at: datetime
) -> EqualityAssessment:
    _edit(assessment, by)
    if assessment.rows.filter(duty_set="", label__iexact=label.strip()).exists():
        raise NotPossible("The grid has such a row already.")
    _lay_rows(assessment, [local_line(duties_of(assessment.duty_sets), label.strip())])
    return assessment


@write(
    "named a source of evidence for the equality assessment",
    permission=WRITE,
    locks="assessment",
    owners=_owners,
)
def add_evidence(
    *,
    assessment: EqualityAssessment,
    source: str,
    says: str,
    strength: str,
    by: Viewer,
    at: datetime,
    dated_on: date | None = None,
) -> EqualityAssessment:
    _edit(assessment, by)
    scale = check_strength(strength, timezone.localdate(at))
    EvidenceSource.objects.create(
        assessment=assessment,
        source=source,
        dated_on=dated_on,
        says=says,
        strength=strength,
        strength_scale=scale,
    )
    return assessment


@write(
    "recorded who was consulted for the equality assessment",
    permission=WRITE,
    locks="assessment",
    owners=_owners,
)
def add_consultation(
    *, assessment: EqualityAssessment, group: str, method: str, held_on: date, said: str, changed: str, by: Viewer,
    at: datetime,
) -> EqualityAssessment:  # fmt: skip
    _edit(assessment, by)
    if held_on > timezone.localdate(at):
        raise NotPossible("Record an engagement once it has taken place.")
    Consultation.objects.create(
        assessment=assessment, group=group, method=method, held_on=held_on, said=said, changed=changed
    )
    return assessment


@write("added an action to the equality plan", permission=WRITE, locks="assessment", owners=_owners)
def add_action(
    *,
    assessment: EqualityAssessment,
    kind: str,
    text: str,
    horizon: str,
    owner_post: str,
    measure: str,
    due_on: date,
    by: Viewer,
    at: datetime,
    row: GridRow | None = None,
) -> EqualityAssessment:
    """One that fills a gap names the row about which something is not known."""
    _edit(assessment, by)
    if kind == "gap" and row is None:
        raise NotPossible("Say about whom something is not known: choose the row of the grid.")
    if row is not None and row.assessment_id != assessment.pk:
        raise NotPossible("That row belongs to another assessment.")
    if due_on <= timezone.localdate(at):
        raise NotPossible("Choose a day in the future by which it is done.")
    if assessment.actions.count() >= LONGEST_PLAN:
        raise NotPossible(f"A plan has at most {LONGEST_PLAN} actions: say in one what belongs together.")
    EqualityAction.objects.create(
        assessment=assessment, kind=kind, row=row, text=text, horizon=horizon, owner_post=owner_post, measure=measure,
        first_due_on=due_on, due_on=due_on,
    )  # fmt: skip
    return assessment


@write("wrote the outcome of the equality assessment", permission=WRITE, locks="assessment", owners=_owners)
def write_outcome(
    *,
    assessment: EqualityAssessment,
    by: Viewer,
    at: datetime,
    outcome: str = "",
    justification: str = "",
    legal_advice_reference: str = "",
    intersections: str = "",
    no_engagement_reason: str = "",
    monitoring: str = "",
    review_on: date | None = None,
) -> EqualityAssessment:
    _edit(assessment, by)
    check_outcome(outcome, justification, legal_advice_reference)
    assessment.outcome, assessment.justification = outcome, justification
    assessment.legal_advice_reference = legal_advice_reference
    assessment.intersections, assessment.no_engagement_reason = intersections, no_engagement_reason
    assessment.monitoring, assessment.review_on = monitoring, review_on
    assessment.save()
    return assessment


@write("removed a part of the equality assessment", permission=WRITE, locks="assessment", owners=_owners)
def remove_part(
    *, assessment: EqualityAssessment, kind: str, part: int, by: Viewer, at: datetime
) -> EqualityAssessment:
    """A source, an engagement, an action or a row of the body's own; what the law asks for stays."""
    _edit(assessment, by)
    parts: dict[str, Any] = {
        "evidence": assessment.evidence.all(),
        "consultation": assessment.consultations.all(),
        "action": assessment.actions.all(),
        "row": assessment.rows.filter(duty_set=""),
    }
    gone = parts[kind].filter(pk=part).first() if kind in parts else None
    if gone is None:
        raise NotPossible("This is not there any more, or the law asks for it.")
    gone.delete()
    return assessment
