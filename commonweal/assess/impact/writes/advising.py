"""How is the impact on a community judged, who was consulted, and what became of their advice?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from commonweal.assess.impact.models import (
    Assessment,
    CommunityImpact,
    Consultation,
    DisclosureChoice,
    OperationTold,
)
from commonweal.assess.impact.reads.advice import is_in_a_version
from commonweal.assess.impact.reads.advice_owners import check_drafting, check_open, of_assessment
from commonweal.assess.impact.rules import advice as rules
from commonweal.assess.impact.rules import disclosure
from commonweal.assess.impact.rules.effects import check_judgement
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community

ASSESS = "impact.assess"
JUDGED = (
    "likely_effect", "concerns", "vulnerabilities", "positive_effects", "likelihood_before", "impact_before", "override_before",
    "reason_before", "mitigation", "likelihood_after", "impact_after", "override_after", "reason_after", "confidence",
)  # fmt: skip


def _judge(impact: CommunityImpact, values: dict[str, Any]) -> CommunityImpact:
    if unknown := set(values) - set(JUDGED):
        raise TypeError(f"these are not part of a judgement: {', '.join(sorted(unknown))}")
    for column, value in values.items():
        setattr(impact, column, value)
    if not impact.likely_effect.strip():
        raise NotPossible("Say what the operation is likely to do to this community.")
    check_judgement(impact.before, impact.after, impact.mitigation, impact.confidence)
    impact.save()
    return impact


@write("judged the impact on a community", permission=ASSESS, locks="assessment", owners=of_assessment)
def add_impact(
    *, assessment: Assessment, community: Community, by: Viewer, at: datetime, **values: Any
) -> Assessment:
    """One judgement a community; values are the columns in JUDGED."""
    check_drafting(assessment)
    if assessment.impacts.filter(community=community).exists():
        raise NotPossible(f"The impact on this community stands here already: {community}.")
    _judge(CommunityImpact(assessment=assessment, community=community), values)
    return assessment


@write("judged the impact on a community anew", permission=ASSESS, locks="assessment", owners=of_assessment)
def edit_impact(
    *, assessment: Assessment, impact: CommunityImpact, by: Viewer, at: datetime, **values: Any
) -> Assessment:
    check_drafting(assessment)
    _judge(assessment.impacts.get(pk=impact.pk), values)
    return assessment


@write("entered a consultation", permission=ASSESS, locks="assessment", owners=of_assessment)
def log_consultation(*, assessment: Assessment, by: Viewer, at: datetime, **values: Any) -> Assessment:
    """values as _log takes them."""
    _log(assessment, by, at, **values)
    return assessment


@write("corrected an entry about a consultation", permission=ASSESS, locks="assessment", owners=of_assessment)
def correct_consultation(
    *, assessment: Assessment, consultation: Consultation, by: Viewer, at: datetime, **values: Any
) -> Assessment:
    """The first entry stays as it is; this one says what is right."""
    known = assessment.consultations.get(pk=consultation.pk)
    _log(assessment, by, at, corrects=known, **values)
    return assessment


def _log(
    assessment: Assessment,
    by: Viewer,
    at: datetime,
    *,
    group: str,
    who: str,
    held_on: date,
    way: str,
    shared: str,
    advice: str,
    answer: str,
    why: str = "",
    told: OperationTold | None = None,
    corrects: Consultation | None = None,
) -> Consultation:
    check_open(assessment)
    if not who.strip() or not shared.strip():
        raise NotPossible("Say who was asked, as a role or a group, and what they were told.")
    if held_on > timezone.localdate(at):
        raise NotPossible("A consultation is entered when it was held.")
    operation = assessment.operation
    rules.check_told(operation.is_covert, told is not None and told.operation_id == operation.pk)
    rules.check_answer(answer, why, advice)
    is_answered = answer != rules.OPEN
    return Consultation.objects.create(
        assessment=assessment, group=group, who=who.strip(), held_on=held_on, way=way, shared=shared, advice=advice,
        answer=answer, reason=why if is_answered else "", answered_at=at if is_answered else None,
        answered_by_id=by.account_id if is_answered else None, entered_at=at, entered_by_id=by.account_id, told=told,
        corrects=corrects,
    )  # fmt: skip


@write("said what became of advice", permission=ASSESS, locks="assessment", owners=of_assessment)
def answer_consultation(
    *, assessment: Assessment, consultation: Consultation, answer: str, reason: str, by: Viewer, at: datetime
) -> Assessment:
    check_open(assessment)
    known = assessment.consultations.get(pk=consultation.pk)
    rules.check_open(known.answer)
    rules.check_not_frozen(is_in_a_version(known))
    if answer == rules.OPEN:
        raise NotPossible("Choose what became of the advice.")
    rules.check_answer(answer, reason, known.advice)
    known.answer, known.reason, known.answered_at, known.answered_by_id = answer, reason, at, by.account_id
    known.save()
    return assessment


@write(
    "chose what goes into the disclosable copy", permission=ASSESS, locks="assessment", owners=of_assessment
)
def choose_disclosure(
    *, assessment: Assessment, included: Iterable[str], reason: str, by: Viewer, at: datetime
) -> Assessment:
    """included names the parts that go in; every other part stays out."""
    check_drafting(assessment)
    chosen = set(included)
    if unknown := chosen - set(disclosure.PARTS):
        raise NotPossible(f"There is no such part of an assessment: {', '.join(sorted(unknown))}.")
    for part in disclosure.PARTS:
        disclosure.check_part(part, part in chosen, reason)
        why = reason if (part in chosen) != disclosure.PARTS[part].by_default else ""
        DisclosureChoice.objects.update_or_create(
            assessment=assessment, part=part, defaults={"included": part in chosen, "reason": why}
        )
    return assessment
