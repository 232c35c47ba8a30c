"""What is the public not shown of a signed assessment, and why?"""

from __future__ import annotations

from datetime import datetime

from commonweal.assess.equality.models import EqualityAssessment, Redaction
from commonweal.assess.equality.rules.content import redaction_choices
from commonweal.assess.equality.rules.states import WRITE
from commonweal.assess.equality.writes.drafting import _owners
from commonweal.ground.audit.writes import write
from commonweal.ground.visibility.rules import NotPossible, Viewer


def _check_before_publication(assessment: EqualityAssessment) -> None:
    if assessment.state != "signed_off":
        raise NotPossible("What the public is not shown is settled between signing and publishing.")


@write("took a part out of the public copy", permission=WRITE, locks="assessment", owners=_owners)
def redact_part(
    *, assessment: EqualityAssessment, part: str, reason: str, by: Viewer, at: datetime
) -> EqualityAssessment:
    """The signed text stays whole; the public reads the reason in the place of the part."""
    _check_before_publication(assessment)
    if part not in dict(redaction_choices()):
        raise NotPossible(
            "This part cannot be taken out: the public is always told the outcome and who signed."
        )
    if not reason.strip():
        raise NotPossible("Say why: the public will read it.")
    if assessment.redactions.filter(part=part).exists():
        raise NotPossible("This part is taken out already.")
    Redaction.objects.create(
        assessment=assessment, part=part, reason=reason.strip(), made_by_id=by.person_id, made_at=at
    )
    return assessment


@write("put a part back into the public copy", permission=WRITE, locks="assessment", owners=_owners)
def restore_part(
    *, assessment: EqualityAssessment, part: str, by: Viewer, at: datetime
) -> EqualityAssessment:
    _check_before_publication(assessment)
    gone, _ = assessment.redactions.filter(part=part).delete()
    if not gone:
        raise NotPossible("This part is in the public copy already.")
    return assessment
