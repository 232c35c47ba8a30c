"""How is an operation let go ahead: on an approved version, or by a senior officer who answers for it?"""

from __future__ import annotations

from datetime import datetime

from commonweal.assess.impact.models import Operation, SeniorOverride
from commonweal.assess.impact.reads import standing
from commonweal.assess.impact.reads.joint import claim_of
from commonweal.assess.impact.reads.whose import owner_of
from commonweal.assess.impact.rules import gate, joint, states
from commonweal.assess.impact.rules.reviews import duty_due
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import Viewer


@write("authorised the operation", permission=states.AUTHORISE, locks="operation", owners=owner_of)
def authorise_operation(*, operation: Operation, by: Viewer, at: datetime) -> Operation:
    """On the newest version of its assessment, which another person approved."""
    following = gate.check_authorise(standing.standing_of(operation), by.person_id)
    operation.authorised_on_version = standing.newest_version(standing.assessment_at_work(operation))
    _authorise(operation, following, by, at)
    return operation


@write(
    "let the operation go ahead without an approved assessment",
    permission=states.OVERRIDE,
    locks="operation",
    owners=owner_of,
)
def override_gate(*, operation: Operation, reason: str, by: Viewer, at: datetime) -> Operation:
    """The assessment is then owed within a day; oversight sees the duty until an approved version meets it."""
    following = gate.check_override(standing.standing_of(operation), by.person_id, reason)
    operation.authorised_on_override = SeniorOverride.objects.create(
        operation=operation, officer_id=by.person_id, reason=reason, granted_at=at, duty_due_at=duty_due(at)
    )
    _authorise(operation, following, by, at)
    return operation


def _authorise(operation: Operation, state: str, by: Viewer, at: datetime) -> None:
    claim = claim_of(operation) if operation.kind == joint.JOINT else None
    joint.check_claimed(operation.kind, claim.limb.of.state if claim else None)
    operation.state, operation.authorised_at, operation.authorised_by_id = state, at, by.person_id
    operation.save()
