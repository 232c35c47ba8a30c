"""What of the advice waits for this person: decisions, forums that did not meet in time, and requests to read?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from commonweal.assess.impact.models import BronzeAdvice, Recommendation, SharingRequest
from commonweal.assess.impact.reads.advice import overdue_forums
from commonweal.assess.impact.rules.states import APPROVE, ASSESS
from commonweal.ground.visibility.rules import Viewer

MOST = 5


def _owned(viewer: Viewer) -> list[int | None]:
    return [body for permission, body in viewer.grants if permission == APPROVE]


def what_waits(viewer: Viewer, on: date) -> dict[str, QuerySet[Any]]:
    """To be fetched with what waits elsewhere in one question, those that wait longest first.

    advice_to_decide and advice_forums_late hold recommendations, advice_to_gold what Bronze community advised,
    advice_asked_for requests to read. A commander decides for their own organisation, and on nothing that they said themselves."""
    mine, me = _owned(viewer), viewer.account_id
    assesses = viewer.may_somewhere(ASSESS)
    proposed: QuerySet[Recommendation] = Recommendation.objects.visible_to(viewer).filter(
        state="proposed", assessment__operation__owner__in=mine
    )
    advice: QuerySet[BronzeAdvice] = BronzeAdvice.objects.visible_to(viewer).filter(
        decision=None, operation__owner__in=mine
    )
    asked: QuerySet[SharingRequest] = SharingRequest.objects.visible_to(viewer).filter(
        state="asked", of_version__assessment__operation__owner__in=mine
    )
    wanted: dict[str, QuerySet[Any]] = {}
    if assesses:
        wanted["advice_forums_late"] = overdue_forums(viewer, on=on)[:MOST]
    if mine:
        wanted |= {
            "advice_to_decide": proposed.exclude(proposed_by=me).select_related("assessment__operation")[
                :MOST
            ],
            "advice_to_gold": advice.exclude(given_by=me).select_related("operation")[:MOST],
            "advice_asked_for": asked.exclude(asked_by=me)
            .select_related("body")
            .order_by("asked_at", "pk")[:MOST],
        }
    return wanted
