"""Does what is heard afterwards re-open an assessment, once, and does nothing else?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.assess.impact.daily import reopen_for_news
from commonweal.assess.impact.models import Assessment, OperationArea, Reopening, Review
from commonweal.assess.impact.reads import news
from commonweal.assess.impact.reads.news import what_is_new
from commonweal.assess.impact.tests import sources
from commonweal.assess.impact.tests.factories import (
    AT,
    make_area,
    make_assessment,
    make_community,
    make_police,
)
from commonweal.assess.impact.writes.reopening import reopen_assessment
from commonweal.ground.messages.models import Message
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused
from commonweal.listen.tension.writes.meeting import record_meeting

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=5)
NOW = AT + timedelta(days=1)
NEWS = {
    "a return above nil": lambda area: sources.came(area, week=date(2010, 7, 19), at=LATER),
    "an alert": lambda area: sources.alert(area, at=LATER),
    "a nil that is a change of level": lambda area: (
        sources.came(area, week=date(2010, 7, 5), rank=3),
        sources.came(area, week=date(2010, 7, 19), rank=0, at=LATER),
    ),
    "a level agreed by the group": lambda area: (
        sources.make_round(),
        record_meeting(
            area=area, host=make_police(), held_on=date(2010, 7, 22), level="3", by=SYSTEM, at=LATER
        ),
    ),
    "what somebody from the public told, once it was checked": lambda area: sources.came(
        area, week=date(2010, 7, 12), variant="contributor", state="checked", checked_at=LATER
    ),
}
NO_NEWS = {
    "a return that came before": lambda area: sources.came(area, at=AT - timedelta(hours=1)),
    "a nil": lambda area: sources.came(area, week=date(2010, 7, 19), rank=0, at=LATER),
    "an alert of before": lambda area: sources.alert(area, at=AT - timedelta(days=1)),
    "a return about somewhere else": lambda area: sources.came(make_area(*sources.NEXT), at=LATER),
    "an alert about somewhere else": lambda area: sources.alert(make_area(*sources.NEXT), at=LATER),
    "what somebody from the public told and nobody has checked": lambda area: sources.came(
        area, variant="contributor", at=LATER
    ),
    "a nil after a nil": lambda area: (
        sources.came(area, week=date(2010, 7, 5), rank=0),
        sources.came(area, week=date(2010, 7, 19), rank=0, at=LATER),
    ),
}


@pytest.mark.parametrize("state", ["approved", "live"])
@pytest.mark.parametrize("news", NEWS)
def test_what_is_new_re_opens_an_assessment_once_and_cites_it(news, state):
    assessment = make_assessment(state)
    NEWS[news](make_area())
    assert reopen_for_news(now=NOW) == 1
    assessment.refresh_from_db()
    assert (assessment.state, assessment.next_review_at) == ("under_review", NOW)
    (row,) = Reopening.objects.all()
    review = Review.objects.get(done_at=None)
    assert (review.began_by, review.began_at) == (None, NOW)
    assert row.words in review.why
    assert "Northmarsh" in row.words
    told = set(Message.objects.values_list("account", flat=True))
    assert {assessment.author_id, assessment.operation.asked_by_id} < told
    assert reopen_for_news(now=NOW + timedelta(minutes=1)) == 0
    assert Message.objects.count() == len(told)


@pytest.mark.parametrize("news", NO_NEWS)
def test_what_is_old_or_elsewhere_or_unchecked_re_opens_nothing(news):
    assessment = make_assessment("approved")
    NO_NEWS[news](make_area())
    assert reopen_for_news(now=NOW) == 0
    assessment.refresh_from_db()
    assert assessment.state == "approved"


@pytest.mark.parametrize("state", ["requested", "in_draft", "consultation", "submitted"])
def test_what_was_never_approved_is_not_re_opened(state):
    make_assessment(state)
    sources.came(at=LATER)
    assert reopen_for_news(now=NOW) == 0


def test_what_comes_while_it_is_under_review_is_laid_beside_it_and_asks_for_no_second_review():
    assessment = make_assessment("live")
    sources.came(at=LATER)
    reopen_for_news(now=NOW)
    sources.alert(make_area(), at=LATER + timedelta(hours=1))
    assert reopen_for_news(now=NOW + timedelta(hours=1)) == 1
    assert Reopening.objects.filter(assessment=assessment).count() == 2
    assert Review.objects.filter(assessment=assessment).count() == 1
    # confirmed as it stands: what was seen in the review does not ask again
    Review.objects.update(done_at=NOW, done_by=assessment.author, found="Nothing changes")
    Assessment.objects.filter(pk=assessment.pk).update(state="live")
    assert reopen_for_news(now=NOW + timedelta(hours=2)) == 0


def test_what_came_between_submission_and_approval_re_opens_what_was_approved():
    assessment = make_assessment("approved")
    version = assessment.versions.get()
    assert version.submitted_at == AT
    sources.came(at=AT + timedelta(minutes=1))
    assert reopen_for_news(now=NOW) == 1


def test_an_assessment_without_a_place_hears_of_its_communities_wherever_they_are():
    assessment = make_assessment("approved")
    OperationArea.objects.all().delete()
    sources.item(
        sources.came(make_area(*sources.NEXT), state="checked", at=LATER), about=make_community("Another")
    )
    assert reopen_for_news(now=NOW) == 0
    sources.item(
        sources.came(make_area(*sources.NEXT), week=date(2010, 7, 19), state="checked", at=LATER),
        about=make_community(),
    )
    assert reopen_for_news(now=NOW) == 1
    assert assessment.reopenings.get().area.name == "Eastham"


def test_a_second_process_that_comes_too_late_does_nothing_and_says_so():
    assessment = make_assessment("approved")
    sources.came(at=LATER)
    reopen_assessment(assessment=assessment, by=SYSTEM, at=NOW)
    with pytest.raises(NotPossible, match="Nothing is new"):
        reopen_assessment(assessment=assessment, by=SYSTEM, at=NOW)


def test_no_person_re_opens_in_the_name_of_the_program():
    assessment = make_assessment("approved")
    sources.came(at=LATER)
    for role in ("analyst", "commander"):
        with pytest.raises(Refused):
            reopen_assessment(assessment=assessment, by=sources.reader(role), at=NOW)


def test_a_re_opened_assessment_no_longer_satisfies_the_gate():
    """The database itself refuses to authorise on it, until it is confirmed or approved anew."""
    assessment = make_assessment("approved")
    sources.came(at=LATER)
    reopen_for_news(now=NOW)
    operation: Any = assessment.operation
    operation.state, operation.authorised_at = "authorised", NOW
    operation.authorised_by_id = sources.make_account("commander", organisation=make_police()).pk
    operation.authorised_on_version = assessment.versions.get()
    with pytest.raises(Exception, match="newest version of its own assessment"):
        operation.save()


def test_the_news_are_asked_for_in_few_questions_however_many_they_are():
    for number in range(8):
        sources.came(week=date(2010, 4, 5) + timedelta(weeks=number), at=LATER)
    area = make_area()
    with CaptureQueriesContext(connection) as asked:
        found = what_is_new(since=AT, areas=[area])
    assert len(found) == 8
    assert len(asked) <= 4


def test_what_is_new_re_opens_however_much_was_laid_before_it_already(monkeypatch):
    monkeypatch.setattr(news, "MOST_TOLD", 3)
    assessment = make_assessment("live")
    for number in range(7):
        sources.came(week=date(2010, 4, 5) + timedelta(weeks=number), at=LATER)
    for hour in (0, 1, 2):
        assert reopen_for_news(now=NOW + timedelta(hours=hour)) == 1
    assert reopen_for_news(now=NOW + timedelta(hours=3)) == 0
    sources.came(week=date(2010, 7, 19), at=LATER)
    assert reopen_for_news(now=NOW + timedelta(hours=4)) == 1
    assert Reopening.objects.filter(assessment=assessment).count() == 8
