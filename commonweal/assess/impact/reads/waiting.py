"""What of the advice waits for this person: decisions, forums that did not meet in time, and requests to read?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from commonweal.assess.impact.models import BronzeAdvice, Recommendation, SharingRequest
from commonweal.assess.impact.reads.advice import overdue_forums
from commonweal.assess.impact.rules.states import APPROVE, ASSESS
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

MOST = 5


@dataclass(frozen=True)
class Waiting:
    """Some of each, those that wait longest first."""

    to_decide: list[Recommendation]
    advice: list[BronzeAdvice]
    requests: list[SharingRequest]
    forums: list[Recommendation]


def _owned(viewer: Viewer) -> list[int | None]:
    return [body for permission, body in viewer.grants if permission == APPROVE]


def what_waits(viewer: Viewer, on: date) -> Waiting:
    """One question. A commander decides for their own organisation, and on nothing that they said themselves."""
    mine, me = _owned(viewer), viewer.account_id
    decides, assesses = bool(mine), viewer.may_somewhere(ASSESS)
    proposed: QuerySet[Recommendation] = Recommendation.objects.visible_to(viewer).filter(
        state="proposed", assessment__operation__owner__in=mine
    )
    advice: QuerySet[BronzeAdvice] = BronzeAdvice.objects.visible_to(viewer).filter(
        decision=None, operation__owner__in=mine
    )
    asked: QuerySet[SharingRequest] = SharingRequest.objects.visible_to(viewer).filter(
        state="asked", of_version__assessment__operation__owner__in=mine
    )
    wanted = {
        "to_decide": proposed.exclude(proposed_by=me).select_related("assessment__operation")[:MOST],
        "advice": advice.exclude(given_by=me).select_related("operation")[:MOST],
        "requests": asked.exclude(asked_by=me).select_related("body").order_by("asked_at", "pk")[:MOST],
        "forums": overdue_forums(viewer, on=on)[:MOST],
    }
    open_to = {"forums": assesses, "to_decide": decides, "advice": decides, "requests": decides}
    found = fetch_together(**{name: rows for name, rows in wanted.items() if open_to[name]})
    return Waiting(**{name: found.get(name, []) for name in wanted})
