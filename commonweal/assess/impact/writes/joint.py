"""How is it said for which harm a joint operation is meant?"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from commonweal.assess.harm.models import Limb
from commonweal.assess.impact.models import JointClaim, Operation
from commonweal.assess.impact.rules import joint, states
from commonweal.ground.audit.writes import write
from commonweal.ground.scales.reads import check_strength
from commonweal.ground.visibility.rules import Viewer


def _owner(operation: Operation) -> list[int]:
    return [operation.owner_id]


@write(
    "said for which harm the joint operation is meant",
    permission=states.REQUEST,
    locks="operation",
    owners=_owner,
)
def claim_joint(
    *, operation: Operation, limb: Limb, evidence: str, strength: str, expected_effect: str, protects_victims: str,
    by: Viewer, at: datetime,
) -> Operation:  # fmt: skip
    """Until it is authorised it may be said anew; what was said before is replaced."""
    joint.check_claim(
        operation.kind, operation.state, limb.of.state, [evidence, expected_effect, protects_victims]
    )
    JointClaim.objects.update_or_create(
        operation=operation,
        defaults={
            "limb": limb, "evidence": evidence, "strength": strength,
            "strength_scale": check_strength(strength, timezone.localdate(at)), "expected_effect": expected_effect,
            "protects_victims": protects_victims, "claimed_at": at, "claimed_by_id": by.person_id,
        },
    )  # fmt: skip
    return operation
