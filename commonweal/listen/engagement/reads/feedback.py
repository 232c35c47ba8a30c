"""What did groups say when a scrutiny asked them, as far as numbers may be shown?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.models import FeedbackTheme, GroupFeedback
from commonweal.listen.engagement.rules.feedback import answered_words, said_words


def list_feedback(viewer: Viewer) -> QuerySet[GroupFeedback]:
    return (
        GroupFeedback.objects.visible_to(viewer)
        .select_related("body", "area")
        .defer("area__boundary", "area__outline")
    )


@dataclass(frozen=True)
class ThemeLine:
    theme: FeedbackTheme
    words: str


def list_themes(feedback: GroupFeedback, viewer: Viewer) -> list[ThemeLine]:
    rows = FeedbackTheme.objects.visible_to(viewer).filter(feedback=feedback)
    return [ThemeLine(row, said_words(row.said_count, feedback.answered_count)) for row in rows]


def answered(feedback: GroupFeedback) -> str:
    return answered_words(feedback.answered_count, feedback.asked_count)
