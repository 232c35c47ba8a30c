"""Do the forms of engagement take what people send, refuse what they may not, and lose nobody's words?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from commonweal.listen.engagement.models import Community, Engagement, WorldEvent
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.pages_of_engagement import the_world

pytestmark = pytest.mark.django_db


def test_a_desk_officer_logs_hears_promises_and_tells_back(monkeypatch):
    somali = make.community()
    browser = make.client(make.officer(), monkeypatch)
    day = {"held_on-day": "1", "held_on-month": "6", "held_on-year": "2012"}
    strong = {"strength": "reported", "basis": "Notes"}
    answer = browser.post(reverse("engagement:log"), {
        "title": "A visit", "kind": "visit", "purpose": "To listen", "level": "consult", "communities": [somali.pk],
        "attendance": "10", "once": "a", **day, **strong,
    })  # fmt: skip
    found = Engagement.objects.get()
    assert answer["Location"] == reverse("engagement:engagement", args=[found.pk])
    browser.post(reverse("engagement:raise_issue", args=[found.pk]),
                 {"theme": "policing", "detail": "They ask why", "owed_by": "Desk", "once": "b", **strong})  # fmt: skip
    issue = found.issues.get()
    for number, (event, more) in enumerate(
        (("assess", {}), ("act", {"label": "Action 1", "address": "/plans/actions/1/"}), ("tell", {})), 1
    ):
        browser.post(reverse("engagement:carry_on", args=[issue.pk, event]),
                     {"words": f"Step {event}", "owed_by": "Desk", "version": number, **more})  # fmt: skip
    page = browser.get(reverse("engagement:issue", args=[issue.pk])).content.decode()
    assert [page.index(f"Step {event}") for event in ("assess", "act", "tell")] == sorted(
        page.index(f"Step {event}") for event in ("assess", "act", "tell")
    )
    assert 'href="/plans/actions/1/"' in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "http://evil.example", "data:text/html,x"]
)
def test_a_step_leads_only_to_this_house_or_to_a_secure_address(address, monkeypatch):
    issue = make.issue()
    browser = make.client(make.officer(), monkeypatch)
    answer = browser.post(reverse("engagement:carry_on", args=[issue.pk, "assess"]),
                          {"words": "x", "owed_by": "Desk", "label": "A page", "address": address, "version": 1})  # fmt: skip
    assert answer.status_code == 422
    assert not issue.steps.exists()


def test_a_second_saver_sees_both_texts(monkeypatch):
    community = make.community()
    browser = make.client(make.officer(), monkeypatch)
    path = reverse("engagement:change", args=[community.pk])
    form = {
        "name": "Somali",
        "basis": "ethnicity",
        "names": "",
        "known_gaps": "First",
        "tier": "public",
        "version": 1,
    }
    assert browser.post(path, form).status_code == 303
    answer = browser.post(path, {**form, "known_gaps": "Second", "initial-known_gaps": ""})
    assert answer.status_code == 409
    assert Community.objects.get().known_gaps == "First"


def test_the_author_is_not_offered_to_judge(monkeypatch):
    the_world()
    author, event = make.officer(), WorldEvent.objects.get()
    WorldEvent.objects.update(expected_by=author)
    browser = make.client(author, monkeypatch)
    assert (
        "Was it right?</a>" not in browser.get(reverse("engagement:event", args=[event.pk])).content.decode()
    )
    address = reverse("engagement:judge", args=[event.pk])
    assert browser.get(address)["Location"] == reverse("engagement:event", args=[event.pk])
    answer = browser.post(address, {"verdict": "right", "what_came": "Calm", "version": event.version})
    assert answer.status_code == 403
    assert WorldEvent.objects.get().state == "watched"


def test_an_engagement_keeps_a_partner_that_is_not_on_the_usual_list(monkeypatch):
    council = make.make_organisation("Brent Council", "council")
    found = make.engagement(partners=[council])
    browser = make.client(make.officer(), monkeypatch)
    assert (
        "Brent Council"
        in browser.get(reverse("engagement:change_engagement", args=[found.pk])).content.decode()
    )
    new = browser.get(reverse("engagement:log")).content.decode()
    assert f'name="partners" type="checkbox" value="{council.pk}"' not in new
