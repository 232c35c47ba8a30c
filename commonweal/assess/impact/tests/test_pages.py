"""Do the pages lead from the request to the authorised operation, each open to those whose work it is?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.assess.impact.models import Operation
from commonweal.assess.impact.tests.factories import (
    AT,
    make_area,
    make_assessment,
    make_community,
    make_operation,
    make_override,
    make_person,
    make_police,
)
from commonweal.ground.people import clock
from commonweal.ground.people.rules import all_roles, roles_with
from commonweal.ground.people.tests.pages import at_the_time, main_text

pytestmark = pytest.mark.django_db
in_july_2010 = at_the_time(AT)
SEEN = {role for permission in ("impact.read", "impact.oversee") for role in roles_with(permission)}


def test_from_the_request_to_the_authorised_operation_through_the_pages(ask):
    asker, author, gold = (make_person(r) for r in ("investigating_officer", "desk_officer", "commander"))
    typed = {
        "title": "Carnival", "kind": "event", "triggers": ["large_event"], "summary": "Two days of street carnival.",
        "owner": make_police().pk, "unit": "Branch", "needed_by_on-day": 27, "needed_by_on-month": 7,
        "needed_by_on-year": 2010, "needed_by_time": "14:00", "areas": [make_area().pk],
        "communities": [make_community().pk], "sensitivity": "restricted", "once": "k",
    }  # fmt: skip
    assert ask(asker, "/impact/ask/", {**typed, "triggers": []}).status_code == 422
    made = ask(asker, "/impact/ask/", typed)
    again = ask(asker, "/impact/ask/", typed)
    assert made.status_code == 303, main_text(made)
    assert made["Location"] == again["Location"]
    operation = Operation.objects.get()
    work = operation.assessments.get()
    said = main_text(ask(gold, made["Location"]))
    assert "Its assessment is requested; it has to be approved by another person." in said
    steps = f"/impact/assessments/{work.pk}"
    assert ask(author, f"{steps}/steps/claim/", {"version": 1}).status_code == 303
    ratings = {"likelihood_before": 4, "impact_before": 4, "likelihood_after": 2, "impact_after": 3}
    assert ask(author, f"{steps}/submit/", {**ratings, "version": 2}).status_code == 303
    assert ask(author, f"{steps}/steps/approve/", {"version": 3}).status_code == 403
    assert ask(gold, f"{steps}/steps/approve/", {"version": 3}).status_code == 303
    assert re.search(r"nothing is done: \w? ?High With .*: \w? ?Low", main_text(ask(gold, f"{steps}/")))
    path = f"/impact/operations/{operation.pk}"
    assert ask(gold, f"{path}/steps/authorise/", {"version": 1}).status_code == 303
    assert "on version 1 of its assessment" in main_text(ask(asker, f"{path}/"))
    frozen = work.versions.get()
    assert "Two days of street carnival." in main_text(ask(author, f"/impact/versions/{frozen.pk}/"))
    assert ask(author, f"/impact/versions/{frozen.pk}/content.json").content.decode() == frozen.content_text


def test_bronze_community_is_appointed_by_a_commander_while_the_operation_is_not_over(ask):
    asker, gold = make_person("investigating_officer"), make_person("commander")
    operation = make_operation(asked_by=asker)
    path = f"/impact/operations/{operation.pk}"
    posts = {
        "gold_post": "Commander",
        "silver_post": "Chief Superintendent",
        "bronze_post": "Inspector, communities",
    }
    assert ask(asker, f"{path}/command/").status_code == 403
    assert "Say who commands it" not in main_text(ask(asker, f"{path}/"))
    assert "Say who commands it" in main_text(ask(gold, f"{path}/"))
    assert ask(gold, f"{path}/command/", posts | {"version": 1}).status_code == 303
    assert "Inspector, communities" in main_text(ask(asker, f"{path}/"))
    operation.refresh_from_db()
    ask(gold, f"{path}/steps/withdraw/", {"version": operation.version, "reason": "It rains"})
    operation.refresh_from_db()
    assert "Say who commands it" not in main_text(ask(gold, f"{path}/"))
    late = ask(gold, f"{path}/command/", posts | {"version": operation.version})
    assert late.status_code == 422
    assert "This operation is over" in main_text(late)


def test_an_override_stands_on_the_duties_page_until_its_assessment_is_approved(ask):
    gold, auditor = make_person("commander"), make_person("oversight_auditor")
    work = make_assessment("submitted")
    path = f"/impact/operations/{work.operation_id}"
    assert ask(gold, f"{path}/steps/override/", {"version": 1, "reason": ""}).status_code == 422
    assert ask(gold, f"{path}/steps/override/", {"version": 1, "reason": "It cannot wait"}).status_code == 303
    said = main_text(ask(auditor, "/impact/duties/"))
    assert "1 assessment is still owed." in said
    assert "It cannot wait" in said
    ask(gold, f"/impact/assessments/{work.pk}/steps/approve/", {"version": work.version})
    assert "No assessments are still owed." in main_text(ask(auditor, "/impact/duties/"))
    assert "Approved" in main_text(ask(auditor, "/impact/duties/?only=all"))


def test_oversight_is_told_how_many_covert_operations_owe_an_assessment_for_too_long(ask, monkeypatch):
    people = {role: make_person(role) for role in ("commander", "oversight_auditor", "analyst")}
    work = make_assessment("submitted", operation=make_operation(is_covert=True))
    make_override(work.operation)
    told = set()
    for hours in (23, 25):
        monkeypatch.setattr(clock, "now", lambda hours=hours: AT + timedelta(hours=hours))
        pages = {
            (role, path): ask(who, path)
            for role, who in people.items()
            for path in ("/impact/", "/impact/duties/")
        }
        told |= {
            (hours, *key) for key, page in pages.items() if "of which you were not told" in main_text(page)
        }
    assert told == {(25, "oversight_auditor", path) for path in ("/impact/", "/impact/duties/")}


def test_oversight_reads_who_approved_what_and_not_the_content(ask):
    work = make_assessment("approved")
    version = work.versions.get()
    auditor = make_person("oversight_auditor")
    said = main_text(ask(auditor, f"/impact/versions/{version.pk}/"))
    assert version.content_hash in said
    assert "What it says is for police." in said
    assert ask(auditor, f"/impact/versions/{version.pk}/content.json").status_code == 404
    assert "A street carnival" not in main_text(ask(auditor, f"/impact/operations/{work.operation_id}/"))


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_every_role_gets_the_list_or_a_refusal(ask, role):
    make_operation()
    answer = ask(make_person(role), "/impact/")
    assert answer.status_code == (200 if role in SEEN else 403)
    assert (b"Carnival in Northmarsh" in answer.content) == (role in SEEN)


@pytest.mark.parametrize("page", ["/impact/", "/impact/duties/?only=all"])
def test_a_longer_list_asks_the_database_no_more(ask, client, page):
    gold = make_person("commander")
    asked = []
    for _ in range(3):
        for state in ("requested", "submitted", "approved"):
            make_assessment(state)
        make_override(make_operation())
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert ask(gold, page).status_code == 200
        asked.append(len(seen))
    assert asked[1] == asked[2], asked


def test_the_page_of_a_covert_operation_is_not_there_for_whoever_was_not_told(ask):
    work = make_assessment("requested", operation=make_operation(is_covert=True))
    untold = make_person("desk_officer")
    for path in (f"/impact/operations/{work.operation_id}/", f"/impact/assessments/{work.pk}/",
                 f"/impact/assessments/{work.pk}/steps/claim/"):  # fmt: skip
        assert ask(untold, path).status_code == 404
    asker = work.operation.asked_by
    assert (
        ask(
            asker, f"/impact/operations/{work.operation_id}/tell/", {"account": untold.pk, "version": 1}
        ).status_code
        == 303
    )
    assert ask(untold, f"/impact/assessments/{work.pk}/").status_code == 200
