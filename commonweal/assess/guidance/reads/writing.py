"""What can be chosen by whoever writes, asks or answers?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.rules.states import SIGNED
from commonweal.assess.guidance.models import CommunityReview, GuidanceVersion
from commonweal.assess.guidance.rules.kinds import STANCES, TIERS
from commonweal.assess.guidance.rules.states import WRITE
from commonweal.assess.impact.models import AssessmentVersion
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import but_not_enforcing, choosable
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.models import Community


def own_bodies(viewer: Viewer) -> QuerySet[Organisation]:
    """For which organisations this person writes guidance; never one that enforces immigration law."""
    owners = [owner for permission, owner in viewer.grants if permission == WRITE]
    rows = but_not_enforcing(Organisation.objects.visible_to(viewer))
    return rows if None in owners else rows.filter(pk__in=[owner for owner in owners if owner is not None])


def tiers_for(viewer: Viewer | None) -> list[tuple[str, str]]:
    """Those to which this person belongs; without anybody, all of them."""
    return [(tier, words) for tier, words in TIERS.items() if viewer is None or viewer.sees(tier)]


def own_answers(wording: GuidanceVersion, viewer: Viewer) -> QuerySet[CommunityReview]:
    """What communities said of any version of the same document."""
    rows = CommunityReview.objects.visible_to(viewer).filter(state="answered")
    return rows.filter(wording__document=wording.document_id).select_related("group", "wording__document")


def approved_versions(viewer: Viewer) -> QuerySet[AssessmentVersion]:
    """Of operations that are no secret: what led to guidance is read by whoever reads the guidance."""
    rows = AssessmentVersion.objects.visible_to(viewer).filter(outcome="approved")
    open_ones = rows.filter(assessment__operation__is_covert=False).select_related("assessment__operation")
    return open_ones.defer("content_text").order_by("assessment__operation__title", "number")


def signed_assessments(viewer: Viewer) -> QuerySet[EqualityAssessment]:
    return EqualityAssessment.objects.visible_to(viewer).filter(state__in=SIGNED).order_by("title")


def described(wording: GuidanceVersion, viewer: Viewer) -> QuerySet[Community]:
    return Community.objects.visible_to(viewer).filter(guidance=wording.document_id)


def groups_to_ask(wording: GuidanceVersion, on: date) -> QuerySet[Organisation]:
    """Community organisations that exist; not the owner of the text."""
    groups = but_not_enforcing(choosable(on)).filter(kind=Organisation.Kind.COMMUNITY)
    return groups.exclude(pk=wording.document.owner_id)


def stance_choices() -> list[tuple[str, str]]:
    return [(stance, words.capitalize()) for stance, words in STANCES.items()]
