"""What was said of a joint operation, what is missing, and from which limbs may one choose?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from commonweal.assess.harm.models import Limb
from commonweal.assess.impact.models import JointClaim, Operation
from commonweal.assess.impact.rules import joint, states
from commonweal.ground.scales.reads import status_of
from commonweal.ground.scales.values import Status
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class JointPart:
    """What the page of an operation says about its claim; missing is "" for one that needs none or has it."""

    is_joint: bool
    claim: JointClaim | None = None
    missing: str = ""
    may_claim: bool = False
    rule: str = joint.CHILDREN_FIRST

    @property
    def strength(self) -> Status | None:
        return status_of(self.claim.strength_scale, self.claim.strength) if self.claim else None


def claims(viewer: Viewer) -> QuerySet[JointClaim]:
    return JointClaim.objects.visible_to(viewer).select_related("limb__of__definition", "operation")


def claim_of(operation: Operation) -> JointClaim | None:
    return JointClaim.objects.filter(operation=operation).select_related("limb__of").first()


def joint_part(operation: Operation, viewer: Viewer) -> JointPart:
    """No question is asked about what is no joint operation."""
    if operation.kind != joint.JOINT:
        return JointPart(False)
    claim = claims(viewer).filter(operation=operation).first()
    missing = joint.why_not(operation.kind, claim.limb.of.state if claim else None)
    may = viewer.may(states.REQUEST, [operation.owner_id]) and operation.state == "proposed"
    return JointPart(True, claim, missing if operation.state == "proposed" else "", may)


def limbs_to_claim(viewer: Viewer) -> QuerySet[Limb]:
    """Those of every agreed version."""
    return Limb.objects.visible_to(viewer).filter(of__state="agreed").select_related("of__definition")
