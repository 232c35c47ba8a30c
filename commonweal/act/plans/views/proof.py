"""Pages on what proves an outcome, and on who says that it is not proven."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from commonweal.act.plans.forms import (
    AnswerForm,
    ChallengeForm,
    EvidenceForm,
    JudgeForm,
    NewEvidenceForm,
    PressForm,
)  # fmt: skip
from commonweal.act.plans.reads import buttons, rows
from commonweal.act.plans.views.answering import GET_OR_POST, FormPage, to
from commonweal.act.plans.views.editing import find_action
from commonweal.act.plans.views.progress import trail_to
from commonweal.act.plans.writes import closing, evidence
from commonweal.ground.audit.answering import answer, done, new_key, values_of
from commonweal.ground.scales.reads import status_of
from commonweal.ground.visibility.requests import Request, check_may, today

EVIDENCE_VALUES = values_of("text", "source", "strength", "shown_from_on")


@GET_OR_POST
def offer_evidence(request: Request, pk: int) -> HttpResponse:
    outcome = get_object_or_404(rows.outcomes(request.viewer), pk=pk)
    action = outcome.action
    check_may(request, "plans.report", action.reporting_ids())
    bodies = buttons.reporting_bodies(request.viewer, action)
    initial = new_key() | {"organisation": bodies.first()}
    form = NewEvidenceForm(request.POST or None, on=today(request), bodies=bodies, initial=initial)

    def save(**values: Any) -> None:
        evidence.offer_evidence(outcome=outcome, by=request.viewer, at=request.at, **values)

    page = FormPage(
        title=f"Evidence for outcome {outcome.number} of {action.reference}",
        intro=outcome.text,
        button="Offer it",
        back=to("action", action.pk),
        done="The evidence is offered. Somebody else judges it.",
        trail=trail_to(action, "Offer evidence"),
    )
    return answer(request, form, save, page)


@GET_OR_POST
def evidence_page(request: Request, pk: int) -> HttpResponse:
    item = get_object_or_404(rows.evidence(request.viewer), pk=pk)
    action, viewer = item.outcome.action, request.viewer
    form = JudgeForm(request.POST or None, on=today(request), version=item.version)
    if request.method == "POST":
        check_may(request, "plans.judge", action.link_body_ids())

    def save(accepted: str, reason: str, note: str) -> None:
        write = evidence.accept_evidence if accepted == "yes" else evidence.reject_evidence
        write(evidence=item, reason=reason, note=note, version=form.version, by=viewer, at=request.at)

    page = FormPage(
        title=f"Evidence for outcome {item.outcome.number} of {action.reference}",
        button="Save your judgement",
        back=to("action", action.pk),
        done="Your judgement is kept.",
        trail=trail_to(action, "Evidence"),
        template="plans/evidence.jinja",
        more={
            "item": item,
            "may": buttons.for_evidence(viewer, item),
            "strength": status_of(item.strength_scale, item.strength),
        },
    )
    return answer(request, form, save, page, current=lambda record: {"reason": record.judged_reason})


@GET_OR_POST
def offer_again(request: Request, pk: int) -> HttpResponse:
    item = get_object_or_404(rows.evidence(request.viewer), pk=pk)
    action = item.outcome.action
    check_may(request, "plans.report", action.reporting_ids())
    form = EvidenceForm(
        request.POST or None, on=today(request), initial=EVIDENCE_VALUES(item), version=item.version
    )

    def save(**values: Any) -> None:
        evidence.offer_evidence_again(
            evidence=item, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        title=f"Better the evidence for outcome {item.outcome.number} of {action.reference}",
        button="Offer it again",
        back=to("evidence", pk),
        done="The evidence is offered again.",
        trail=trail_to(action, "Offer evidence again"),
    )
    return answer(request, form, save, page, current=EVIDENCE_VALUES)


@require_POST
def withdraw_evidence(request: Request, pk: int) -> HttpResponse:
    item = get_object_or_404(rows.evidence(request.viewer), pk=pk)
    evidence.withdraw_evidence(evidence=item, by=request.viewer, at=request.at)
    return done(request, "The evidence is withdrawn.", to("evidence", pk))


@GET_OR_POST
def challenge(request: Request, pk: int) -> HttpResponse:
    action = find_action(request, pk)
    check_may(request, "plans.challenge", action.link_body_ids())
    outcomes = rows.outcomes(request.viewer).filter(action=action)
    form = ChallengeForm(request.POST or None, on=today(request), version=action.version, outcomes=outcomes)

    def save(**values: Any) -> None:
        closing.challenge_action(
            action=action, version=form.version, by=request.viewer, at=request.at, **values
        )

    page = FormPage(
        title=f"Say that {action.reference} is not proven",
        button="Challenge",
        back=to("action", pk),
        done="Your challenge stands on the action until it is answered.",
        trail=trail_to(action, "Challenge"),
        intro="The link body answers you in words. If the challenge is right, a closed action reopens.",
    )
    return answer(request, form, save, page, current=lambda record: {})


@GET_OR_POST
def answer_challenge(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(rows.challenges(request.viewer), pk=pk)
    action = found.action
    check_may(request, "plans.close", action.link_body_ids())
    form = AnswerForm(request.POST or None, on=today(request), version=action.version)

    def save(upheld: str, answer: str, note: str) -> None:
        closing.answer_challenge(
            action=action, challenge=found, upheld=upheld == "yes", answer=answer, version=form.version,
            by=request.viewer, at=request.at, note=note,
        )  # fmt: skip

    page = FormPage(
        title=f"Answer the challenge to {action.reference}",
        button="Answer",
        back=to("action", action.pk),
        done="Your answer stands beside the challenge.",
        trail=trail_to(action, "Answer the challenge"),
        intro=f"{found.raised_by or 'Somebody'} says: {found.why}",
    )
    return answer(request, form, save, page, current=lambda record: {})


@GET_OR_POST
def press_challenge(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(rows.challenges(request.viewer), pk=pk)
    action = found.action
    check_may(request, "plans.challenge", action.link_body_ids())
    form = PressForm(request.POST or None, on=today(request), version=action.version)

    def save(why: str, note: str) -> None:
        closing.press_challenge(
            action=action,
            challenge=found,
            why=why,
            note=note,
            version=form.version,
            by=request.viewer,
            at=request.at,
        )

    page = FormPage(
        title=f"Press the challenge to {action.reference} again",
        button="Press it again",
        back=to("action", action.pk),
        done="The challenge stands again.",
        trail=trail_to(action, "Press the challenge"),
        intro=f"The answer was: {found.answer}" if found.answer else "",
    )
    return answer(request, form, save, page, current=lambda record: {})


@require_POST
def withdraw_challenge(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(rows.challenges(request.viewer), pk=pk)
    closing.withdraw_challenge(action=found.action, challenge=found, by=request.viewer, at=request.at)
    return done(request, "The challenge is withdrawn.", to("action", found.action_id))
