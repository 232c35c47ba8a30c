"""Which actions are late, and which reviews are due, so that somebody has to be told? A step of the flow."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.reads.lists import overdue_actions
from commonweal.assess.equality.rules.following import is_to_be_told
from commonweal.assess.equality.rules.states import ASSESSMENT
from commonweal.assess.equality.writes import fall_due, tell_of_overdue
from commonweal.ground.visibility.rules import SYSTEM, NotPossible


def raise_what_fell_due(*, now: datetime) -> int:
    """Tell of late actions and lay out what is due for review. Returns how many assessments that concerned."""
    on, raised = timezone.localdate(now), 0
    late = overdue_actions(on, SYSTEM)
    told = {a.assessment_id: a.assessment for a in late if is_to_be_told(a.state, a.due_on, a.told_on, on)}
    for assessment in told.values():
        with suppress(NotPossible):  # another worker was first
            tell_of_overdue(assessment=assessment, by=SYSTEM, at=now)
            raised += 1
    states = [state for state in ASSESSMENT.states if ASSESSMENT.may(state, "fall-due")]
    for assessment in EqualityAssessment.objects.filter(state__in=states, review_on__lte=on).order_by("pk"):
        with suppress(NotPossible):
            fall_due(assessment=assessment, by=SYSTEM, at=now)
            raised += 1
    return raised
