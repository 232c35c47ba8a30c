"""Do the pages of drafts, lessons and dated events say everything in words, and open to those whose work it is?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.assess.impact.daily import reopen_for_news
from commonweal.assess.impact.models import DatedEvent, Lesson, Statement
from commonweal.assess.impact.tests import sources
from commonweal.assess.impact.tests.factories import (
    AT,
    make_area,
    make_assessment,
    make_community,
    make_person,
    make_police,
)
from commonweal.assess.impact.writes.drafting import draft_assessment
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.pages import at_the_time, main_text

pytestmark = pytest.mark.django_db
in_july_2010 = at_the_time(AT)


def boxes(name: str, day: int, month: int, year: int) -> dict[str, int]:
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


def drafted(**given: Any) -> Any:
    sources.everywhere()
    assessment = make_assessment("in_draft", author=make_person("analyst"), **given)
    draft_assessment(assessment=assessment, by=get_viewer(assessment.author, on=sources.TODAY), at=sources.AT)
    assessment.refresh_from_db()
    return assessment


def test_a_draft_is_drawn_added_to_reworded_and_struck_out_on_its_pages(ask):
    sources.everywhere()
    assessment = make_assessment("in_draft", author=make_person("analyst"))
    author, at = assessment.author, f"/impact/assessments/{assessment.pk}/draft/"
    assert "Nobody has drawn a draft" in main_text(ask(author, at))
    assert ask(author, f"{at}draw/", {"weeks": 500, "version": 1}).status_code == 422
    assert ask(author, f"{at}draw/", {"weeks": 12, "version": 1}).status_code == 303
    assert ask(author, f"{at}draw/", {"weeks": 12, "version": 1}).status_code == 409
    page = main_text(ask(author, at))
    for words in ("Police figures", "41 recorded in June 2010", "Source: Meeting, 10 June 2010", "It rests on: Notes of the evening",
                  "What lies near", "Empty: nothing was found here."):  # fmt: skip
        assert words in page, words
    own = {"text": "A letter came.", "cites_label": "Letter of 20 July", "strength": "reported", "version": 2}
    assert ask(author, f"{at}add/", {**own, "text": "His passport is 123456789."}).status_code == 422
    assert ask(author, f"{at}add/", own).status_code == 303
    one = Statement.objects.get(text="A letter came.")
    assert (
        ask(
            author, f"/impact/statements/{one.pk}/change/", {"text": "Two letters came.", "version": 3}
        ).status_code
        == 303
    )
    assert (
        ask(author, f"/impact/statements/{one.pk}/strike/", {"reason": "Withdrawn", "version": 4}).status_code
        == 303
    )
    assert "Two letters came. Struck out by" in main_text(ask(author, at))
    show = main_text(ask(author, f"/impact/assessments/{assessment.pk}/"))
    assert "Community contacts: 2 statements drawn." in show


def test_what_contacts_said_is_not_on_the_page_of_an_investigating_officer_nor_in_what_was_frozen(ask):
    assessment = drafted()
    asker, gold = assessment.operation.asked_by, make_person("commander")
    path = f"/impact/assessments/{assessment.pk}/"
    ratings = {
        "likelihood_before": 4,
        "impact_before": 4,
        "likelihood_after": 2,
        "impact_after": 3,
        "version": assessment.version,
    }
    assert ask(assessment.author, f"{path}submit/", ratings).status_code == 303
    version = assessment.versions.get()
    for page in (f"{path}draft/", f"/impact/versions/{version.pk}/"):
        assert "They fear the march" not in main_text(ask(asker, page))
        assert "They fear the march" in main_text(ask(gold, page))
        assert "Northmarsh, week of Monday 12 July" in main_text(ask(asker, page))
    assert ask(asker, f"/impact/versions/{version.pk}/content.json").status_code == 404
    assert ask(gold, f"/impact/versions/{version.pk}/content.json").status_code == 200


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_every_role_gets_its_pages_or_a_refusal(ask, role):
    assessment = drafted()
    person = make_person(role)
    reads = {
        "borough_lead",
        "desk_officer",
        "analyst",
        "investigating_officer",
        "commander",
        "authority_member",
        "oversight_auditor",
    }
    for path in ("lessons/", "events/"):
        assert ask(person, f"/impact/{path}").status_code == (200 if role in reads else 403), path
    answer = ask(person, f"/impact/assessments/{assessment.pk}/draft/")
    assert answer.status_code == (200 if role in reads else 403)
    police = reads - {"authority_member", "oversight_auditor"}
    assert (b"Northmarsh, week of" in answer.content) == (role in police)
    writes = role in {"desk_officer", "analyst"}
    assert ask(person, f"/impact/assessments/{assessment.pk}/draft/draw/").status_code == (
        200 if writes else 403 if role in reads else 404
    )


def test_a_re_opened_assessment_says_so_loudly_where_its_operation_was_authorised(ask):
    assessment = make_assessment("approved")
    sources.came(at=AT + timedelta(hours=1))
    reopen_for_news(now=AT + timedelta(hours=2))
    page = main_text(ask(make_person("commander"), f"/impact/assessments/{assessment.pk}/"))
    assert "A return above nil about Northmarsh" in page
    assert "nothing can be authorised on it" in page


def test_a_lesson_is_recorded_offered_and_answered_on_pages(ask):
    assessment = drafted()
    author = assessment.author
    typed = {
        "event": "The relay of 2008", "kind": "event", "triggers": ["large_event"], "what_happened": "It was long.",
        "next_time": "Ask first.", "areas": [make_area().pk], "communities": [make_community().pk], "once": "k",
        **boxes("from_on", 6, 4, 2008), **boxes("to_on", 6, 4, 2008),
    }  # fmt: skip
    assert ask(author, "/impact/lessons/new/", {**typed, **boxes("to_on", 5, 4, 2008)}).status_code == 422
    made = ask(author, "/impact/lessons/new/", typed)
    assert made["Location"] == ask(author, "/impact/lessons/new/", typed)["Location"]
    lesson = Lesson.objects.get()
    path = f"/impact/assessments/{assessment.pk}/"
    assert "Offered because: same type (Event)" in main_text(ask(author, f"{path}draft/"))
    answer = {"lesson": lesson.pk, "is_taken": "no", "reason": "", "version": assessment.version}
    assert ask(author, f"{path}lessons/answer/", answer).status_code == 422
    assert ask(author, f"{path}lessons/answer/", answer | {"reason": "Another route"}).status_code == 303
    assert "Set aside by" in main_text(ask(author, f"{path}draft/"))
    assert "Carnival in Northmarsh: set aside" in main_text(ask(author, f"/impact/lessons/{lesson.pk}/"))
    assert "The relay of 2008" in main_text(ask(author, "/impact/lessons/"))
    begun = ask(author, f"{path}lessons/new/").content.decode()
    assert 'value="Carnival in Northmarsh"' in begun


def test_a_dated_event_goes_from_the_calendar_to_a_request_on_pages(ask):
    officer = make_person("desk_officer")
    typed = {
        "title": "Refugee Week", "what": "A week of gatherings.", "owner": make_police().pk, "kind": "event",
        "triggers": ["feast"], "areas": [make_area().pk], "communities": [make_community().pk], "owner_post": "Desk officer",
        "once": "k", **boxes("starts_on", 20, 9, 2010), **boxes("ends_on", 26, 9, 2010),
    }  # fmt: skip
    assert ask(officer, "/impact/events/new/", {**typed, "triggers": []}).status_code == 422
    assert ask(officer, "/impact/events/new/", typed).status_code == 303
    event = DatedEvent.objects.get()
    path = f"/impact/events/{event.pk}/"
    assert "5 tasks, 2 late" in main_text(ask(officer, path))
    home = main_text(ask(officer, "/"))
    assert "Ask for a community impact assessment" in home
    task = {
        "text": "Ask the youth forum",
        "kind": "engage",
        "weeks_before": 3,
        "owner_post": "Desk",
        "version": 1,
    }
    assert ask(officer, f"{path}tasks/", task).status_code == 303
    settled = {"is_dropped": "no", "outcome": "They asked for a stall", "version": 2}
    assert (
        ask(officer, f"/impact/tasks/{event.tasks.get(weeks_before=10).pk}/settle/", settled).status_code
        == 303
    )
    wanted = {"unit": "Events", "sensitivity": "open", "version": 3, **boxes("needed_by_on", 20, 8, 2010)}
    assert ask(officer, f"{path}ask/", wanted).status_code == 303
    page = main_text(ask(officer, path))
    assert "The assessment was asked for: Refugee Week" in page
    assert ask(officer, f"{path}call-off/", {"reason": "The hall is closed", "version": 4}).status_code == 303
    assert "Called off on 22 July 2010" in main_text(ask(officer, path))
    assert "Refugee Week" in main_text(ask(make_person("authority_member"), "/impact/events/"))
    assert ask(make_person("analyst"), f"{path}tasks/", task).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["assessments/{a}/", "assessments/{a}/draft/", "lessons/", "lessons/{l}/", "events/", "events/{e}/"],
)
def test_no_page_asks_more_than_twelve_times(client, path):
    assessment = drafted()
    by = get_viewer(assessment.author, on=sources.TODAY)
    from commonweal.assess.impact.tests.test_dated_events import opened
    from commonweal.assess.impact.tests.test_lessons import torch

    lesson, event = torch(by), opened()
    client.force_login(assessment.author)
    address = "/impact/" + path.format(a=assessment.pk, l=lesson.pk, e=event.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    queries = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT")]
    assert len(queries) <= 12, "\n".join(queries)
