"""Which equality assessments cover an action, and which could?"""

from __future__ import annotations

from typing import Any

from commonweal.act.plans.models import PlannedAction
from commonweal.act.plans.models.equality import ActionAssessment
from commonweal.assess.equality.reads.settled import choosable, is_settled, standing_words
from commonweal.ground.visibility.rules import Viewer

MOST_CHOICES = 300


def list_links(viewer: Viewer, action: PlannedAction) -> list[Any]:
    """The links of one action, each with its assessment; none for whoever reads no assessment."""
    if ActionAssessment.hidden_columns(viewer):
        return []
    return list(
        ActionAssessment.objects.visible_to(viewer).filter(action=action).select_related("assessment")
    )


def standing_of(links: list[Any]) -> list[tuple[Any, str, bool]]:
    """(link, how its assessment stands, whether it is settled)"""
    return [(each, standing_words(each.assessment), is_settled(each.assessment)) for each in links]


def choices_for(viewer: Viewer, links: list[Any]) -> list[tuple[str, str]]:
    """Assessments that do not cover it yet, the newest decision first."""
    rows = choosable(viewer).exclude(pk__in=[link.assessment_id for link in links])[:MOST_CHOICES]
    return [(str(a.pk), f"{a.title} ({a.get_state_display().lower()})") for a in rows]


def find_assessment(viewer: Viewer, key: str) -> Any:
    return choosable(viewer).filter(pk=key).first() if key.isdecimal() and len(key) < 12 else None


def find_link(viewer: Viewer, action: PlannedAction, key: str) -> Any:
    """The link of the action to this assessment, as the viewer sees it."""
    return next((link for link in list_links(viewer, action) if str(link.assessment_id) == key), None)
