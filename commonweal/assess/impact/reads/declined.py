"""Which advice was not taken, across all assessments, and how much of it is still covert?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Value
from django.utils import timezone

from commonweal.assess.impact.models import Consultation, GoldDecision, Recommendation
from commonweal.assess.impact.rules.advice import ANSWERS, GROUPS, KINDS, NEEDS_REASON
from commonweal.ground.visibility.rules import SYSTEM, Viewer

SHOWN = 300


@dataclass(frozen=True)
class NotTaken:
    """One piece of advice: from whom (a class of group, never a name), what, what became of it, why and when."""

    operation: str
    source: str
    advice: str
    answer: str
    reason: str
    on: date


@dataclass(frozen=True)
class Declined:
    """withheld counts what belongs to operations that are still covert; more, whether there is more than is shown."""

    rows: list[NotTaken]
    withheld: int
    more: bool


def list_declined(viewer: Viewer) -> Declined:
    """Newest first."""
    rows = [_row(values) for values in _question(viewer)[: SHOWN + 1]]
    withheld = max(_question(SYSTEM).count() - _question(viewer).count(), 0)
    return Declined(rows[:SHOWN], withheld, len(rows) > SHOWN)


def _question(viewer: Viewer) -> Any:
    """The three tables in which advice is declined, as one list."""
    asked = Consultation.objects.visible_to(viewer).filter(answer__in=NEEDS_REASON)
    proposed = Recommendation.objects.visible_to(viewer).filter(state="declined")
    logged = GoldDecision.objects.visible_to(viewer).filter(decision__in=NEEDS_REASON)
    return (
        _alike(asked, "assessment__operation__title", F("group"), "advice", "answer", "answered_at", "asked")
        .union(
            _alike(
                proposed, "assessment__operation__title", F("kind"), "text", "state", "decided_at", "proposed"
            ),
            _alike(
                logged,
                "advice__operation__title",
                Value(""),
                "advice__advice",
                "decision",
                "decided_at",
                "logged",
            ),
            all=True,
        )
        .order_by("-told_at")
    )


def _alike(rows: Any, title: str, source: Any, said: str, *rest: str) -> Any:
    """rest: the columns of the answer and of its time, and which table it is."""
    answer, at, table = rest
    named = {
        "told_title": F(title), "told_source": source, "told_advice": F(said), "told_answer": F(answer), "told_reason": F("reason"),
        "told_at": F(at), "told_table": Value(table),
    }  # fmt: skip
    return rows.order_by().annotate(**named).values_list(*named)


def _row(values: tuple[Any, ...]) -> NotTaken:
    title, source, advice, answer, reason, at, kind = values
    return NotTaken(title, _source(kind, source), advice, ANSWERS[answer], reason, timezone.localdate(at))


def _source(kind: str, code: str) -> str:
    if kind == "asked":
        return GROUPS[code]
    return f"Recommendation: {KINDS[code].lower()}" if kind == "proposed" else "Bronze community"
