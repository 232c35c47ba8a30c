"""What does the program do by itself when something new is heard of an area under an assessment?"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from commonweal.assess.impact.models import Assessment, Reopening
from commonweal.assess.impact.reads.reopening import news_for, people_of
from commonweal.assess.impact.rules.states import STANDING
from commonweal.assess.impact.writes.assessments import open_for_review
from commonweal.design.words import listed
from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.visibility.rules import NotPossible, Viewer

NO_PERSON_MAY = "impact.reopen"  # no role holds it: only the program itself re-opens for what is new
NAMED = 3


@write("re-opened the assessment for what is new", permission=NO_PERSON_MAY, locks="assessment")
def reopen_assessment(*, assessment: Assessment, by: Viewer, at: datetime) -> Assessment:
    """Under review, due now, citing what came. What comes while it is under review is added to that review.

    A row re-opens an assessment once: what was seen in a review never asks for another. Raises NotPossible where nothing
    is new, also because another process was first.
    """
    news = news_for(assessment)
    if not news:
        raise NotPossible("Nothing is new here.")
    Reopening.objects.bulk_create(
        Reopening(
            assessment=assessment, cites_kind=each.kind, cites_id=each.pk, words=each.words, area_id=each.area_id,
            came_at=each.came_at, reopened_at=at,
        )
        for each in news
    )  # fmt: skip
    if assessment.state in STANDING:
        more = [f"{len(news) - NAMED} more"] if len(news) > NAMED else []
        why = f"Re-opened by what is new: {listed([*(each.words for each in news[:NAMED]), *more])}."
        open_for_review(assessment, why, by, at)
        assessment.next_review_at = at
        assessment.save()
        address = reverse("impact:draft", args=[assessment.pk])
        add_notice(account_ids=people_of(assessment, at), kind="awaits", at=at, address=address)
    return assessment
