"""How is an action put under an equality assessment?"""

from __future__ import annotations

from datetime import datetime

from commonweal.act.plans.models import PlannedAction
from commonweal.act.plans.models.equality import ActionAssessment
from commonweal.act.plans.writes.structure import _overseers
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write(
    "put the action under an equality assessment", permission="plans.edit", locks="action", owners=_overseers
)
def link_assessment(
    *, action: PlannedAction, assessment: EqualityAssessment, by: Viewer, at: datetime
) -> PlannedAction:
    if assessment.state == "superseded":
        raise NotPossible("A later assessment took the place of this one: choose that.")
    if ActionAssessment.objects.filter(action=action, assessment=assessment).exists():
        raise NotPossible("The action is under this assessment already.")
    ActionAssessment.objects.create(
        action=action, assessment=assessment, linked_by_id=by.account_id, linked_at=at
    )
    return action


@write(
    "took the action out of an equality assessment",
    permission="plans.edit",
    locks="action",
    owners=_overseers,
)
def unlink_assessment(
    *, action: PlannedAction, assessment: EqualityAssessment, by: Viewer, at: datetime
) -> PlannedAction:
    gone, _ = ActionAssessment.objects.filter(action=action, assessment=assessment).delete()
    if not gone:
        raise NotPossible("The action is not under this assessment any more.")
    return action
