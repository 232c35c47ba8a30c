"""What may another unit ask to read, and what has been asked, granted and relied on?"""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from commonweal.assess.impact.models import AssessmentVersion, Reliance, SharingRequest
from commonweal.assess.impact.rules.states import APPROVE
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer

SHOWN = 200
TAGS = {
    "asked": ("Waiting", "?", "triangle", "watch"),
    "granted": ("Granted", "G", "circle", "good"),
    "refused": ("Refused", "R", "square", "warn"),
}


def bodies_of(viewer: Viewer) -> QuerySet[Organisation]:
    """The bodies for which this person acts."""
    return Organisation.objects.visible_to(viewer).filter(pk__in=viewer.organisation_ids)


def can_be_asked_for(viewer: Viewer) -> QuerySet[AssessmentVersion]:
    """The newest approved version of each assessment of others that is not covert.

    The viewer cannot see these versions yet: only their title, their owner and their number may be shown of them.
    """
    rows = AssessmentVersion.objects.filter(
        outcome="approved", assessment__operation__is_covert=False
    ).exclude(pk__in=AssessmentVersion.objects.visible_to(viewer).values("pk"))
    if viewer.enforces_immigration or not viewer.sees(Tier.POLICE) or not viewer.may_somewhere(APPROVE):
        return rows.none()
    newest = rows.filter(assessment=OuterRef("assessment")).order_by("-number").values("pk")[:1]
    return rows.filter(pk=Subquery(newest)).order_by("assessment__operation__title", "pk")


def askable(viewer: Viewer) -> list[tuple[str, str]]:
    """(key, words) of each, for a choice."""
    rows = can_be_asked_for(viewer).values_list(
        "pk", "assessment__operation__title", "assessment__operation__owner__name", "number"
    )
    return [(str(pk), f"{title}, {owner}, version {number}") for pk, title, owner, number in rows]


def requests(viewer: Viewer) -> QuerySet[SharingRequest]:
    return SharingRequest.objects.visible_to(viewer).select_related(
        "of_version__assessment__operation__owner", "body", "asked_by", "answered_by"
    )


def reliances(viewer: Viewer) -> QuerySet[Reliance]:
    return Reliance.objects.visible_to(viewer).select_related("relied_by", "request__body")


def may_read(request: Any, viewer: Viewer) -> bool:
    """Whoever asked reads the version once that was granted, and nobody else by this way."""
    return bool(request.state == "granted" and request.asked_by_id == viewer.account_id)
