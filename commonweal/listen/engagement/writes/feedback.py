"""How is kept what a group said to a scrutiny?"""

from __future__ import annotations

from datetime import date, datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import check_strength
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import FeedbackTheme, GroupFeedback

LOG = "engagement.log"


@write("kept a group’s feedback", permission=LOG)
def keep_feedback(
    *,
    body: Organisation,
    scrutiny: str,
    question: str,
    group: str,
    from_on: date,
    until_on: date,
    asked_count: int,
    answered_count: int,
    strength: str,
    basis: str,
    by: Viewer,
    at: datetime,
    area: Area | None = None,
) -> GroupFeedback:
    check_may_hear(body.pk)
    if until_on < from_on:
        raise NotPossible("The asking ends after it began.")
    if answered_count > asked_count:
        raise NotPossible("No more can have answered than were asked.")
    return GroupFeedback.objects.create(
        body=body, scrutiny=scrutiny, question=question, group=group, from_on=from_on, until_on=until_on,
        asked_count=asked_count, answered_count=answered_count, strength=strength,
        strength_scale=check_strength(strength, until_on), basis=basis, area=area,
    )  # fmt: skip


@write("kept a theme of a group’s feedback", permission=LOG, locks="feedback")
def add_theme(
    *, feedback: GroupFeedback, theme: str, words: str, said_count: int, by: Viewer, at: datetime
) -> GroupFeedback:
    if said_count > feedback.answered_count:
        raise NotPossible("No more can have said so than answered.")
    FeedbackTheme.objects.create(feedback=feedback, theme=theme, words=words, said_count=said_count)
    return feedback
