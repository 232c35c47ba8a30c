"""Does the whole way of advice go through the pages, each in at most twelve questions, and is it shut to everybody else?"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.assess.impact.models import (
    CommunityImpact,
    GoldDecision,
    Observation,
    Recommendation,
    SharingRequest,
)
from commonweal.assess.impact.tests.advised import (
    LATER,
    People,
    approve,
    by,
    consult,
    judge,
    make_draft,
    recommend,
    watch,
)
from commonweal.assess.impact.tests.factories import make_area
from commonweal.assess.impact.writes import sharing, watching
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.people.tests.pages import at_the_time, main_text
from tests.guarantees.forms_found import form_for

pytestmark = pytest.mark.django_db
in_july_2010 = at_the_time(LATER)
MOST = 12


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def get(client):
    def getting(account: Any, path: str) -> Any:
        client.force_login(account)
        return client.get(path)

    return getting


@pytest.fixture
def send(client, get):
    """The form of the page as somebody fills it in, with these values."""

    def sending(account: Any, path: str, **values: Any) -> Any:
        page = get(account, path)
        assert page.status_code == 200, path
        form = form_for(page.content, path, path)
        assert form is not None, path
        return client.post(path, {**form.values, **values})

    return sending


def test_the_way_from_the_first_judgement_to_the_copy_that_is_given_out(people, get, send):
    draft = make_draft(people)
    here, author, gold = f"/impact/advice/assessments/{draft.pk}/", people.author, people.gold
    assert "Nobody has judged yet" in main_text(get(author, here))
    assert send(author, f"{here}impacts/new/", override_before="high").status_code == 303
    impact = CommunityImpact.objects.get()
    assert impact.before.rating == "high"
    again = send(author, f"/impact/advice/impacts/{impact.pk}/edit/", mitigation="")
    assert "Say what is done about it" in main_text(again)
    assert send(author, f"/impact/advice/impacts/{impact.pk}/edit/", confidence="high").status_code == 303
    assert send(author, f"{here}consultations/new/").status_code == 303
    entry = draft.consultations.get()
    answer = f"/impact/advice/consultations/{entry.pk}/answer/"
    assert "Say why" in main_text(send(author, answer, answer="declined", reason=""))
    assert send(author, answer, answer="declined", reason="No other street").status_code == 303
    assert send(author, f"/impact/advice/consultations/{entry.pk}/correct/").status_code == 303
    for kind in ("press", "forum"):
        assert send(author, f"{here}recommendations/new/", kind=kind).status_code == 303
    press, forum = Recommendation.objects.order_by("pk")
    assert send(author, f"/impact/advice/recommendations/{press.pk}/press-line/").status_code == 303
    for event in ("accept", "approve-line", "release-line"):
        assert send(gold, f"/impact/advice/recommendations/{press.pk}/{event}/").status_code == 303
    assert send(author, f"/impact/advice/recommendations/{forum.pk}/meeting/").status_code == 303
    assert send(gold, f"/impact/advice/recommendations/{forum.pk}/decline/").status_code == 303
    assert send(author, f"/impact/advice/recommendations/{press.pk}/done/").status_code == 303
    assert "Released" in main_text(get(author, f"/impact/advice/recommendations/{press.pk}/"))
    assert send(author, f"{here}disclosure/").status_code == 303
    version = approve(draft, people)
    copy = f"/impact/advice/versions/{version.pk}/disclosable/"
    shown = main_text(get(gold, copy))
    assert "Independent advisory group: 2" in shown
    assert "(who)" not in shown
    assert "(advice)" not in shown
    assert send(gold, f"{copy}given/").status_code == 303
    assert "(given_to)" in main_text(get(gold, copy))
    assert get(people.asker, copy).status_code == 403


def test_monitors_and_the_log_to_gold(people, get, send):
    draft = make_draft(people)
    here = f"/impact/advice/operations/{draft.operation_id}/"
    assert (
        send(people.author, f"{here}monitors/new/", **{"from_on-day": "24", "until_on-day": "25"}).status_code
        == 303
    )
    monitor = draft.operation.monitors.get()
    for _ in range(2):
        assert send(people.lead, f"/impact/advice/monitors/{monitor.pk}/observations/new/").status_code == 303
    assert Observation.objects.filter(corrects__isnull=False).count() == 1
    assert send(people.author, f"/impact/advice/monitors/{monitor.pk}/stand-down/").status_code == 303
    assert "Corrected by a later observation" in main_text(get(people.lead, f"{here}monitors/"))
    assert send(people.lead, f"{here}bronze/new/").status_code == 303
    said = draft.operation.bronze_log.get()
    assert "Not decided yet" in main_text(get(people.lead, f"{here}bronze/"))
    assert (
        send(people.gold, f"/impact/advice/bronze/{said.pk}/decide/", decision="declined").status_code == 303
    )
    assert GoldDecision.objects.get().decision == "declined"
    assert "Advice that was not taken 1 piece of advice declined" in main_text(
        get(people.overseer, "/impact/advice/declined/")
    )


def test_another_commander_asks_reads_and_says_that_they_relied_on_it(people, get, send):
    draft = make_draft(people)
    consult(draft, people, answer="accepted", advice="Go round the mosque")
    approve(draft, people)
    assert send(people.other_gold, "/impact/advice/sharing/ask/").status_code == 303
    asked = SharingRequest.objects.get()
    here = f"/impact/advice/sharing/{asked.pk}/"
    assert "Go round the mosque" not in main_text(get(people.other_gold, here))
    assert get(people.other_gold, f"{here}rely/").status_code == 403
    assert get(people.other_gold, f"/impact/advice/assessments/{draft.pk}/").status_code == 404
    assert send(people.gold, f"{here}grant/").status_code == 303
    assert "Go round the mosque" in main_text(get(people.other_gold, here))
    assert send(people.other_gold, f"{here}rely/").status_code == 303
    assert "(relied_for)" in main_text(get(people.gold, here))
    assert "Granted" in main_text(get(people.gold, "/impact/advice/sharing/"))


def test_no_page_asks_more_than_twelve_questions_however_much_there_is(people, get, count):
    draft = make_draft(people)
    for number in range(8):
        judge(draft, people, f"Community {number}")
        consult(draft, people, answer="declined", why="No")
        found = recommend(draft, people, ("press", "forum", "other")[number % 3])
        monitor = watch(draft, people)
        watching.observe(
            monitor=monitor, seen_on=LATER.date(), seen_clock="10:00", area=make_area(), text="Calm", strength="reported",
            **by(people.lead),
        )  # fmt: skip
        watching.advise_gold(operation=draft.operation, advice="Wait", **by(people.lead))
    version = approve(draft, people)
    asked = sharing.ask_to_share(
        of_version=version,
        body=make_organisation("Eastmarsh police"),
        purpose="Ours",
        **by(people.other_gold),
    )
    sharing.grant_sharing(request=asked, reason="Yes", **by(people.gold))
    pages = {
        f"/impact/advice/assessments/{draft.pk}/": people.author,
        f"/impact/advice/recommendations/{found.pk}/": people.gold,
        f"/impact/advice/operations/{draft.operation_id}/monitors/": people.author,
        f"/impact/advice/operations/{draft.operation_id}/bronze/": people.gold,
        f"/impact/advice/versions/{version.pk}/disclosable/": people.gold,
        "/impact/advice/sharing/": people.gold,
        f"/impact/advice/sharing/{asked.pk}/": people.other_gold,
        "/impact/advice/declined/": people.overseer,
    }
    for path, account in pages.items():
        with CaptureQueriesContext(connection) as said:
            assert get(account, path).status_code == 200, path
        questions = [
            q["sql"] for q in said.captured_queries if q["sql"].lstrip().upper().startswith("SELECT")
        ]
        assert len(questions) <= MOST + 2, (
            path,
            len(questions),
            questions,
        )  # signing in here asks two of its own
        count("impact: pages of advice of at most twelve questions", 1)


def test_outside_the_police_there_is_nothing_and_oversight_has_its_one_page(people, get):
    draft = make_draft(people)
    judge(draft, people)
    for role in ("delivery_partner", "partnership_manager", "authority_member", "contributor"):
        account = make_account(role)
        assert get(account, f"/impact/advice/assessments/{draft.pk}/").status_code == 404
        assert get(account, "/impact/advice/declined/").status_code == (
            200 if role == "authority_member" else 403
        )
        assert get(account, "/impact/advice/sharing/").status_code == 403
