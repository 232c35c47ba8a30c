"""Is an assessment settled, so that what rests on it may go on? Asked by plans, by papers and by whoever decides.

Settled is what was signed, or found by somebody else than its author not to be required.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.rules.states import SETTLED, SIGNED
from commonweal.ground.visibility.rules import Viewer


def is_settled(assessment: EqualityAssessment) -> bool:
    return assessment.state in SETTLED


def settled_q(path: str = "") -> Q:
    """The condition that the assessment to which this path leads is settled."""
    return Q(**{f"{path}state__in": SETTLED})


def signed_q(path: str = "") -> Q:
    return Q(**{f"{path}state__in": SIGNED})


def choosable(viewer: Viewer) -> Any:
    """Those that something may be linked to: the viewer reads them, and no later one took their place."""
    return EqualityAssessment.objects.visible_to(viewer).exclude(state="superseded")


def standing_words(assessment: EqualityAssessment) -> str:
    """One sentence on how it stands, for pages about something else."""
    if assessment.state == "not_required":
        return f"Screened out: not required, because: {assessment.not_required_reason}"
    return f"{assessment.get_state_display()}."
