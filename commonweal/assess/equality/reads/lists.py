"""Which assessments are there, what has fallen due, and what waits for this person?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from commonweal.assess.equality.models import EqualityAction, EqualityAssessment
from commonweal.assess.equality.rules.states import CHECK, FOLLOWED, SIGN, WRITE
from commonweal.ground.visibility.models import VisibleQuerySet
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

TAGS = {
    "screening": ("Screening", "S", "ring", "info"),
    "not_required": ("Not required", "N", "ring", "neutral"),
    "drafting": ("Drafting", "D", "ring", "info"),
    "consultation": ("Consultation", "C", "ring", "info"),
    "quality_check": ("Quality check", "Q", "circle", "watch"),
    "checked": ("Waiting for sign-off", "W", "circle", "watch"),
    "signed_off": ("Signed off", "O", "square", "good"),
    "published": ("Published", "P", "square", "good"),
    "monitoring": ("Monitoring", "M", "square", "good"),
    "review_due": ("Review due", "R", "triangle", "warn"),
    "closed": ("Closed", "X", "square", "neutral"),
    "superseded": ("Superseded", "L", "ring", "neutral"),
}
ONLY = {
    "": "All",
    "unsigned": "Not signed yet",
    "late": "Signed after the decision",
    **{state: words for state, (words, *_) in TAGS.items()},
}
UNSIGNED = ("screening", "drafting", "consultation", "quality_check", "checked")
WAITING_FOR = {"quality_check": CHECK, "checked": SIGN}


def list_assessments(viewer: Viewer, *, only: str = "") -> VisibleQuerySet:
    """The newest decision first, each with how many of its actions are open."""
    rows = EqualityAssessment.objects.visible_to(viewer)
    if EqualityAssessment.hidden_columns(viewer):
        return rows.none()
    rows = rows.select_related("owner").annotate(
        open_actions=Count("actions", filter=Q(actions__state="open"))
    )
    rows = rows.order_by("-decision_on", "title", "pk")
    if only == "late":
        return rows.filter(signed_on__gt=F("decision_on"))
    if only == "unsigned":
        return rows.filter(state__in=UNSIGNED)
    return rows.filter(state=only) if only else rows


@dataclass(frozen=True)
class Due:
    """What has fallen due and has not been dealt with."""

    actions: list[EqualityAction]
    reviews: list[EqualityAssessment]
    undecided: list[EqualityAssessment]
    """Their decision's day has passed, and nobody signed."""


def list_due(viewer: Viewer, on: date, most: int = 200) -> Due:
    if EqualityAssessment.hidden_columns(viewer):
        return Due([], [], [])
    seen = EqualityAssessment.objects.visible_to(viewer).select_related("owner")
    return Due(
        list(overdue_actions(on, viewer)[:most]),
        list(seen.filter(state__in=FOLLOWED, review_on__lte=on).order_by("review_on", "pk")[:most]),
        list(seen.filter(state__in=UNSIGNED, decision_on__lt=on).order_by("decision_on", "pk")[:most]),
    )


def overdue_actions(on: date, viewer: Viewer) -> VisibleQuerySet:
    """Open, of a signed assessment that still stands, and late: the oldest first."""
    rows = EqualityAction.objects.visible_to(viewer).select_related("assessment__owner")
    return rows.filter(state="open", due_on__lt=on, assessment__state__in=FOLLOWED).order_by("due_on", "pk")


def what_waits(viewer: Viewer, *, on: date, most: int = 20) -> dict[str, QuerySet[Any]]:
    """What this person can carry on, to be fetched with what waits elsewhere in one question.

    equality_to_check and equality_to_sign hold assessments that somebody else wrote, equality_actions_late and
    equality_reviews_late what is overdue; whose each is, is still to be asked (`may_judge`, `may_follow`).
    """
    wanted = _to_judge(viewer, most)
    if viewer.may_somewhere(WRITE) and not EqualityAssessment.hidden_columns(viewer):
        seen = EqualityAssessment.objects.visible_to(viewer)
        wanted["equality_actions_late"] = overdue_actions(on, viewer)[:most]
        late = seen.filter(state__in=FOLLOWED, review_on__lte=on)
        wanted["equality_reviews_late"] = late.order_by("review_on", "pk")[:most]
    return wanted


def _to_judge(viewer: Viewer, most: int) -> dict[str, QuerySet[Any]]:
    found: dict[str, QuerySet[Any]] = {}
    for name, state, permission in (
        ("equality_to_check", "quality_check", CHECK),
        ("equality_to_sign", "checked", SIGN),
    ):
        if not viewer.may_somewhere(permission):
            continue
        rows = EqualityAssessment.objects.visible_to(viewer).filter(state=state)
        rows = rows.exclude(authors__account_id=viewer.account_id or 0).exclude(checked_by=viewer.account_id)
        named = rows.filter(decision_role__in=viewer.roles) if state == "checked" else rows
        found[name] = named.order_by("decision_on", "pk")[:most]
    return found


def waiting_for(viewer: Viewer, most: int = 20) -> list[EqualityAssessment]:
    """To be checked or signed by this person, who wrote none of it."""
    found = fetch_together(**_to_judge(viewer, most))
    return [each for rows in found.values() for each in rows if may_judge(viewer, each)]


def may_judge(viewer: Viewer, assessment: EqualityAssessment) -> bool:
    return viewer.may(WAITING_FOR[assessment.state], [assessment.owner_id])


def may_follow(viewer: Viewer, assessment: EqualityAssessment) -> bool:
    return viewer.may(WRITE, [assessment.owner_id])
