"""Which assessments are there, what has fallen due, and what waits for this person?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from commonweal.assess.equality.models import EqualityAction, EqualityAssessment
from commonweal.assess.equality.rules.states import CHECK, FOLLOWED, SIGN, WRITE
from commonweal.ground.visibility.models import VisibleQuerySet
from commonweal.ground.visibility.rules import Viewer

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


def waiting_for(viewer: Viewer, most: int = 20) -> list[EqualityAssessment]:
    """To be checked or signed by this person, who wrote none of it."""
    found: list[EqualityAssessment] = []
    for state, permission in WAITING_FOR.items():
        if not viewer.may_somewhere(permission):
            continue
        rows = EqualityAssessment.objects.visible_to(viewer).filter(state=state)
        rows = rows.exclude(authors__account_id=viewer.account_id or 0).exclude(checked_by=viewer.account_id)
        named = rows.filter(decision_role__in=viewer.roles) if state == "checked" else rows
        found += [
            a for a in named.order_by("decision_on", "pk")[:most] if viewer.may(permission, [a.owner_id])
        ]
    return found


def overdue_for(
    viewer: Viewer, on: date, most: int = 20
) -> tuple[list[EqualityAction], list[EqualityAssessment]]:
    """Late actions and reviews of what this person writes."""
    if not viewer.may_somewhere(WRITE):
        return [], []
    due = list_due(viewer, on)
    actions = [a for a in due.actions if viewer.may(WRITE, [a.assessment.owner_id])]
    return actions[:most], [r for r in due.reviews if viewer.may(WRITE, [r.owner_id])][:most]
