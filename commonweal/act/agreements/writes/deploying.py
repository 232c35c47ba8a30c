"""How is somebody's post lent, deployed, looked at and ended? By number, never by name."""

from __future__ import annotations

from datetime import datetime

from commonweal.act.agreements.models import Agreement, Deployment
from commonweal.act.agreements.rules import states
from commonweal.act.agreements.rules.states import DEPLOYMENT
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer

EDIT, DEPLOY = "agreements.edit", "agreements.deploy"


@write("planned a deployment", permission=EDIT)
def plan_deployment(
    *, agreement: Agreement, kind: str, post: str, people_count: int, purpose: str, funder: Organisation,
    from_body: Organisation, to_body: Organisation, weeks_count: int, by: Viewer, at: datetime,
) -> Deployment:  # fmt: skip
    """It may be planned at any time; it is deployed only under an agreement in force, to an agreed definition."""
    if agreement.state == "ended":
        raise NotPossible("The agreement has ended.")
    if from_body.pk == to_body.pk:
        raise NotPossible("A deployment goes from one body to another.")
    return Deployment.objects.create(
        agreement=agreement, kind=kind, post=post, people=people_count, purpose=purpose, funder=funder,
        from_body=from_body, to_body=to_body, weeks=weeks_count,
    )  # fmt: skip


@write("deployed people under the agreement", permission=DEPLOY, locks="deployment")
def deploy(*, deployment: Deployment, by: Viewer, at: datetime) -> Deployment:
    following = DEPLOYMENT.follow(deployment.state, "deploy")
    # Whoever ends the agreement at this moment waits until it is known that somebody is deployed under it.
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=deployment.agreement_id)
    version = agreement.definition_version
    states.check_nothing_missing(
        states.missing_for_deployment(agreement.state, version.state if version else "draft")
    )
    deployment.state, deployment.deployed_at, deployment.deployed_by_id = following, at, by.person_id
    deployment.save()
    return deployment


@write("ended a deployment", permission=DEPLOY, locks="deployment")
def end_deployment(*, deployment: Deployment, reason: str, by: Viewer, at: datetime) -> Deployment:
    following = DEPLOYMENT.follow(deployment.state, "end")
    DEPLOYMENT.check_reason("end", reason)
    deployment.state, deployment.ended_at, deployment.end_reason = following, at, reason
    deployment.save()
    return deployment


@write("kept what a deployment was used for", permission=DEPLOY, locks="deployment")
def keep_use(
    *,
    deployment: Deployment,
    weeks_served_count: int,
    weeks_off_count: int,
    drift: str,
    by: Viewer,
    at: datetime,
) -> Deployment:
    """weeks_off_count of the weeks served went into something that it was not lent for."""
    if deployment.state == "planned":
        raise NotPossible("Nobody has been deployed yet.")
    if weeks_off_count > weeks_served_count:
        raise NotPossible("More weeks cannot be spent on something else than were served.")
    if weeks_off_count and not drift.strip():
        raise NotPossible("Say what else it was used for.")
    deployment.weeks_served, deployment.weeks_off, deployment.drift = (
        weeks_served_count,
        weeks_off_count,
        drift,
    )
    deployment.save()
    return deployment
