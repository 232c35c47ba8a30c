"""How does an accepted recommendation of an impact assessment become an action of a plan?"""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError
from django.utils import timezone

from commonweal.act.plans.models import Objective, PlannedAction, RecommendedAction
from commonweal.act.plans.reads.recommended import TAKEN_UP, why_not
from commonweal.act.plans.writes.building import _make_action
from commonweal.act.plans.writes.statuses import _refresh
from commonweal.assess.impact.models import Recommendation
from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write(
    "took up a recommendation as an action",
    permission="plans.edit",
    owners=lambda given: [given["objective"].service_area.link_body_id],
)
def take_up(
    *, recommendation: Recommendation, objective: Objective, reference: str, title: str, due_on: date | None,
    responsible_organisation: Organisation | None, responsible_post: str, by: Viewer, at: datetime,
) -> PlannedAction:  # fmt: skip
    """Once, and only what was accepted. The words of the recommendation are the text of the action.

    Everybody who reads the plan reads them: what was recommended for a covert operation is never among them.
    """
    # Whoever decides on it, or takes it up too, at this moment waits here.
    Recommendation.objects.select_for_update(of=("self",), no_key=True).order_by().filter(
        pk=recommendation.pk
    ).first()
    if why := why_not(by, recommendation.pk):
        raise NotPossible(why)
    action = _make_action(
        objective=objective, reference=reference, title=title, text=recommendation.text, due_on=due_on,
        responsible_organisation=responsible_organisation, responsible_post=responsible_post,
        entered_on=timezone.localdate(at), source="A recommendation of an impact assessment",
    )  # fmt: skip
    try:
        RecommendedAction.objects.create(
            action=action, recommendation=recommendation, taken_up_at=at, taken_up_by_id=by.account_id
        )
    except IntegrityError as clash:
        raise NotPossible(TAKEN_UP) from clash
    _refresh(action, at)
    return action
