"""What does the day ask for, and what waits for whom?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion
from commonweal.assess.guidance.models.reading import own_q
from commonweal.assess.guidance.rules.freshness import DUE_DAYS, reminder_due
from commonweal.assess.guidance.rules.states import APPROVE, REVIEW, WRITE
from commonweal.ground.visibility.rules import Viewer


def to_remind(on: date) -> list[GuidanceDocument]:
    """Documents in force whose owner was not yet told of this stage of their review."""
    near = GuidanceDocument.objects.filter(
        review_on__lte=on + timedelta(days=DUE_DAYS), versions__state="in_force"
    ).exclude(reminded="late")
    return [d for d in near.order_by("pk") if reminder_due(d.review_on, on=on, reminded=d.reminded)]


def reviews_late(on: date) -> QuerySet[CommunityReview]:
    return CommunityReview.objects.filter(state="asked", reminded_on=None, answer_by_on__lt=on).order_by("pk")


def what_waits(viewer: Viewer, *, on: date, most: int = 10) -> dict[str, QuerySet[Any]]:
    """What this person can carry on today, to be fetched with what waits elsewhere in one question.

    guidance_to_approve holds versions that somebody else submitted, guidance_to_finish one's own drafts, guidance_to_answer what their community was asked, and
    guidance_to_look_at documents that are due for review; a part is there only for whoever may do it somewhere.
    """
    wanted: dict[str, QuerySet[Any]] = {}
    if viewer.may_somewhere(APPROVE):
        rows = GuidanceVersion.objects.visible_to(viewer).filter(
            own_q(viewer, "document__owner", APPROVE), state="submitted"
        )
        mine = rows.exclude(drafted_by=viewer.account_id).exclude(submitted_by=viewer.account_id)
        light = mine.select_related("document").defer("text", "frozen_content", "signposts")
        wanted["guidance_to_approve"] = light.order_by("submitted_at")[:most]
    if viewer.may_somewhere(REVIEW):
        asked = CommunityReview.objects.visible_to(viewer).filter(
            own_q(viewer, "group", REVIEW), state="asked"
        )
        asked = asked.select_related("wording__document", "community")
        wanted["guidance_to_answer"] = asked.defer(
            "wording__text", "wording__frozen_content", "wording__signposts"
        ).order_by("answer_by_on")[:most]
    if viewer.may_somewhere(WRITE):
        due = GuidanceDocument.objects.visible_to(viewer).filter(
            own_q(viewer, "owner", WRITE),
            review_on__lte=on + timedelta(days=DUE_DAYS),
            pk__in=GuidanceVersion.objects.filter(state="in_force").values("document_id"),
        )
        begun = GuidanceVersion.objects.visible_to(viewer).filter(state="draft", drafted_by=viewer.account_id)
        light = begun.select_related("document").defer("text", "frozen_content", "signposts")
        wanted["guidance_to_finish"] = light.order_by("drafted_at")[:most]
        wanted["guidance_to_look_at"] = due.order_by("review_on")[:most]
    return wanted
