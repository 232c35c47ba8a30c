"""Pages on what is deployed and on the risks of working together."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from commonweal.act.agreements import forms
from commonweal.act.agreements.reads import agreements
from commonweal.act.agreements.views.answering import anew, change, find_agreement, page_of
from commonweal.act.agreements.writes import agreeing, deploying
from commonweal.act.plans.views.answering import GET_OR_POST
from commonweal.ground.visibility.requests import Request


@GET_OR_POST
def plan(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    page = page_of(agreement, "Plan a deployment", "Plan it", "The deployment is planned.",
                   "It may be planned while the definition is a draft. It may not be deployed.")  # fmt: skip
    first = dict(zip(("from_body", "to_body"), _bodies(agreement), strict=False))
    return anew(
        request, forms.DeploymentForm, deploying.plan_deployment, page, permission=agreements.EDIT,
        initial=first, agreement=agreement,
    )  # fmt: skip


def _bodies(agreement: Any) -> list[int]:
    return [party.organisation_id for party in agreement.parties.all()[:2]]


def _find(request: Request, pk: int) -> Any:
    return get_object_or_404(agreements.list_deployments(request.viewer), pk=pk)


STEPS: dict[str, tuple[Any, Any, str, str, str]] = {
    "deploy": (
        forms.StepForm, deploying.deploy, "Deploy", "It is deployed.",
        "Only under an agreement in force that works to an agreed definition.",
    ),
    "end": (forms.ReasonForm, deploying.end_deployment, "End the deployment", "It is ended.", "What was counted stays."),
}  # fmt: skip


@GET_OR_POST
def step(request: Request, pk: int, deed: str) -> HttpResponse:
    if deed not in STEPS:
        raise Http404
    deployment = _find(request, pk)
    form, write, title, done, intro = STEPS[deed]
    page = page_of(deployment.agreement, f"{title}: {deployment}", title, done, intro)
    return change(request, deployment, form, write, page, name="deployment", permission=agreements.DEPLOY)


@GET_OR_POST
def use(request: Request, pk: int) -> HttpResponse:
    deployment = _find(request, pk)
    page = page_of(deployment.agreement, f"What it is used for: {deployment}", "Save", "It is kept.",
                   f"It was lent for this: {deployment.purpose}")  # fmt: skip

    def values(record: Any) -> dict[str, Any]:
        return {
            "weeks_served_count": record.weeks_served, "weeks_off_count": record.weeks_off, "drift": record.drift,
        }  # fmt: skip

    return change(
        request, deployment, forms.UseForm, deploying.keep_use, page, name="deployment",
        permission=agreements.DEPLOY, values=values,
    )  # fmt: skip


@GET_OR_POST
def add_risk(request: Request, pk: int) -> HttpResponse:
    agreement = find_agreement(request, pk)
    page = page_of(agreement, "Enter a risk", "Enter it", "The risk is entered.")

    def write(*, what: str, **given: Any) -> None:
        agreeing.add_risk(risk=what, **given)

    return anew(request, forms.NewRiskForm, write, page, permission=agreements.EDIT, agreement=agreement)


@GET_OR_POST
def review_risk(request: Request, pk: int) -> HttpResponse:
    risk = get_object_or_404(agreements.list_risks(request.viewer), pk=pk)
    page = page_of(risk.agreement, "Review the risk", "Keep it as reviewed", "The risk is reviewed.")

    def values(record: Any) -> dict[str, Any]:
        return {
            "kind": record.kind, "what": record.risk, "owner": record.owner_id, "likelihood": record.likelihood,
            "impact": record.impact, "mitigation": record.mitigation,
        }  # fmt: skip

    return change(
        request, risk, forms.RiskForm, agreeing.review_risk, page, name="risk", permission=agreements.EDIT,
        values=values,
    )  # fmt: skip
