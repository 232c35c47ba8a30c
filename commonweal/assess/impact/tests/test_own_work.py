"""Does nobody decide on words of their own, also where somebody else wrote over them later?"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.assess.impact import writes
from commonweal.assess.impact.reads import authors
from commonweal.assess.impact.reads.advice_page import deeds_open_to
from commonweal.assess.impact.reads.listing import waiting_for
from commonweal.assess.impact.reads.showing import assessment_page
from commonweal.assess.impact.tests.advised import (
    ASKED,
    JUDGED,
    LATER,
    People,
    by,
    consult,
    judge,
    make_draft,
    recommend,
    submit,
)
from commonweal.assess.impact.tests.factories import make_community, make_person, make_police
from commonweal.assess.impact.writes import advising, assessments, drafting, recommending
from commonweal.ground.audit.writes import WRITES
from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.tests.factories import viewer_of
from commonweal.ground.visibility.rules import Refused

pytestmark = pytest.mark.django_db
LINE = {
    "key_message": "We are here", "holding_line": "We listen", "if_asked": "", "languages": "", "spokesperson": "Chief",
    "approver": "Gold", "embargo_at": None,
}  # fmt: skip
STATED = {"text": "People fear a raid", "cites_label": "A call", "strength": "reported", "basis": "One call"}
# Under the same permission, and no part of what is submitted for approval: steps, duties, and rows with a rule of their own.
NOT_WRITING = {
    "impact.consult_on_assessment", "impact.decline_assessment", "impact.go_live", "impact.begin_review",
    "impact.confirm_assessment", "impact.recommend", "impact.finish_recommendation", "impact.record_convening",
    "impact.lay_study", "impact.record_lesson", "impact.deploy_monitor", "impact.stand_down",
}  # fmt: skip


@pytest.fixture
def people():
    return People()


@pytest.fixture
def draft(people):
    return make_draft(people)


@pytest.fixture
def both(people):
    """A commander who also writes at a desk."""
    account = make_person("commander")
    RoleHeld.objects.create(
        account=account, organisation=make_police(), role="desk_officer", since_on=date(2000, 1, 1)
    )
    return account


def reworded(draft, people, both):
    drafting.add_statement(assessment=draft, **STATED, **by(both))
    drafting.edit_statement(
        assessment=draft, statement=draft.statements.get(), text="Other words", **by(people.author)
    )


def edited_between(draft, people, both):
    drafting.add_statement(assessment=draft, **STATED, **by(people.author))
    for account in (both, people.author):
        drafting.edit_statement(
            assessment=draft, statement=draft.statements.get(), text=f"Words of {account}", **by(account)
        )


def judged(draft, people, both):
    advising.add_impact(assessment=draft, community=make_community(), **JUDGED, **by(both))
    impact = draft.impacts.get()
    advising.edit_impact(
        assessment=draft, impact=impact, **{**JUDGED, "mitigation": "Other"}, **by(people.author)
    )


def asked(draft, people, both):
    advising.log_consultation(assessment=draft, **{**ASKED, "answer": "accepted"}, **by(both))


def answered(draft, people, both):
    entry = consult(draft, people)
    advising.answer_consultation(
        assessment=draft, consultation=entry, answer="accepted", reason="", **by(both)
    )


def chose(draft, people, both):
    for account in (both, people.author):
        advising.choose_disclosure(assessment=draft, included=[], reason="Not yet", **by(account))


def recommended(draft, people, both):
    recommend(draft, people, **by(both))


def drew(draft, people, both):
    drafting.draft_assessment(assessment=draft, **by(both))


def submitted_before(draft, people, both):
    ratings = {"likelihood_before": 1, "impact_before": 1, "likelihood_after": 1, "impact_after": 1}
    assessments.submit_assessment(assessment=draft, **ratings, **by(both))
    assessments.send_back_assessment(assessment=draft, reason="Say more", **by(people.gold))


WAYS = (reworded, edited_between, judged, asked, answered, chose, recommended, drew, submitted_before)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_whoever_wrote_any_part_does_not_approve_it(people, draft, both, way, count):
    way(draft, people, both)
    submit(draft, people)
    draft.refresh_from_db()
    assert both.pk not in {draft.author_id, draft.submitted_by_id}, "or the row itself would remember"
    one = {"assessment": draft, **by(both, LATER)}
    with pytest.raises(Refused, match="Somebody else has to do this"):
        assessments.approve_assessment(**one)
    with pytest.raises(Refused, match="Somebody else has to do this"):
        assessments.send_back_assessment(reason="Mine is better", **one)
    assert not waiting_for(viewer_of(both), now=LATER)
    assert not {"approve", "send_back"} & {d.event for d in assessment_page(draft, viewer_of(both)).deeds}
    assessments.approve_assessment(assessment=draft, **by(people.gold, LATER))
    count("Impact: ways of writing a part, after none of which one approves it", 1)


def test_whoever_wrote_none_of_it_approves_it_also_with_the_role_to_write(people, draft, both):
    """The other one wrote in another assessment, and only looked at this."""
    judge(draft, people)
    drafting.add_statement(assessment=make_draft(people), **STATED, **by(both))
    submit(draft, people)
    draft.refresh_from_db()
    assert waiting_for(viewer_of(both), now=LATER) == [(draft, "approve")]
    assert "approve" in {deed.event for deed in assessment_page(draft, viewer_of(both)).deeds}
    assert assessments.approve_assessment(assessment=draft, **by(both, LATER)).state == "approved"


def test_a_refused_attempt_to_write_makes_nobody_an_author(people, draft, both):
    judge(draft, people)
    RoleHeld.objects.filter(account=both, role="desk_officer").delete()
    with pytest.raises(Refused):
        drafting.add_statement(assessment=draft, **STATED, **by(both))
    assert not authors.own_work(both.pk, [draft])
    assert authors.own_work(people.author.pk, [draft]) == {draft.pk}


def test_whoever_wrote_a_press_line_first_does_not_approve_it_after_another_rewrote_it(people, draft, both):
    found = recommend(draft, people, "press")
    for account, words in ((both, "We are here"), (people.author, "We are there")):
        recommending.write_press_line(recommendation=found, **{**LINE, "key_message": words}, **by(account))
    found.refresh_from_db()
    owners = [draft.operation.owner_id]
    assert "approve-line" not in {deed.event for deed in deeds_open_to(found, viewer_of(both), owners)}
    with pytest.raises(Refused, match="the line that you wrote"):
        recommending.approve_press_line(recommendation=found, **by(both))
    assert "approve-line" in {deed.event for deed in deeds_open_to(found, viewer_of(people.gold), owners)}
    recommending.approve_press_line(recommendation=found, **by(people.gold))


def test_whose_work_it_is_takes_one_question_for_all_that_waits(people):
    viewer, asked = viewer_of(people.gold), []
    for more in (1, 4):
        for _ in range(more):
            submit(make_draft(people), people)
        with CaptureQueriesContext(connection) as caught:
            found = waiting_for(viewer, now=LATER)
        asked.append(len(caught))
    assert len(found) == 5
    assert asked == [2, 2], "those that wait, and whose they are"


def test_every_write_of_a_draft_is_known_as_one_or_said_to_be_none():
    """A new one that is in neither list would let its author approve it."""
    for module in pkgutil.iter_modules(writes.__path__, f"{writes.__name__}."):
        importlib.import_module(module.name)
    ours = {
        name
        for name, change in WRITES.items()
        if name.startswith("impact.") and change.permission == "impact.assess"
    }
    assert ours - set(authors.WRITING) - {authors.WRITING_THE_LINE} == NOT_WRITING
    assert {*authors.WRITING, authors.WRITING_THE_LINE} <= ours
