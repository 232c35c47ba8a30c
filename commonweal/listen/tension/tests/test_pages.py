"""Do the pages open for whom they are, ask few questions, and say the four states alike?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commonweal.ground.people import clock
from commonweal.ground.people.tests.pages import text_of
from commonweal.listen.tension.models import TensionReturn
from commonweal.listen.tension.tests.factories import (
    AT,
    BEFORE,
    IN_TIME,
    LATE,
    WEEK,
    World,
    accepted_return,
    contribution,
    make_world,
    officer_return,
    public_return,
    sent_return,
)
from commonweal.listen.tension.writes import collating, meeting, noting, sending

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def world(monkeypatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make_world()


def browser(world: World, key: str) -> Client:
    client = Client()
    client.force_login(world.accounts[key])
    return client


POLICE = {"lead", "deputy", "middle", "desk", "analyst", "analyst2"}
SENDERS = {"lead", "deputy", "middle", "desk", "contributor", "contributor2", "partner", "stranger"}
ANALYSTS = {"analyst", "analyst2"}
PAGES = {
    "/tension/": POLICE | {"auditor"}, "/tension/levels.csv": POLICE | {"auditor"}, "/tension/mine/": SENDERS,
    "/tension/paper/": SENDERS | ANALYSTS, "/tension/to-check/": POLICE - {"desk"}, "/tension/owed/": POLICE,
    "/tension/roll-up/": ANALYSTS | {"desk"}, "/tension/shared/": POLICE | {"partner", "stranger"},
    "/tension/export/": POLICE - {"desk"}, "/tension/bring/": ANALYSTS, "/tension/settings/": ANALYSTS,
    "/tension/settings/change/": ANALYSTS, "/tension/settings/ask/": ANALYSTS,
    "/tension/meetings/": POLICE | {"partner", "stranger"},
}  # fmt: skip


def test_each_page_opens_for_those_whom_it_is_for_and_for_nobody_else(world, count):
    for key in world.accounts:
        client = browser(world, key)
        for path, people in PAGES.items():
            status = client.get(path).status_code
            assert (status == 200) == (key in people), (key, path, status)
            assert status in (200, 403, 404)
            count("role and page pairs of the return", 1)


def a_whole_town(world: World, weeks: int) -> None:
    for ago in range(weeks):
        week, at = WEEK - timedelta(weeks=ago), IN_TIME - timedelta(weeks=ago)
        sent = officer_return(world, at, week=week)
        for number in range(weeks):
            sent = noting.note_item(
                sent=sent, **{**_item(), "title": f"Item {number}"}, **world.who("lead", at)
            )
            sent = noting.note_ahead(
                sent=sent,
                title=f"March {number}",
                happens_on=week + timedelta(days=5),
                **world.who("lead", at),
            )
        sending.submit_return(sent=sent, **world.who("lead", at))
    for number in range(weeks):
        public_return(world, key=f"{number:040d}")
    contribution(world)
    contribution(world, by="partner")
    meeting.record_meeting(
        area=world.areas["Northwick"], host=world.police["Northwick"], held_on=WEEK, level="1",
        attended=[world.police["Northwick"]], **world.who("lead"),
    )  # fmt: skip


def _item():
    from commonweal.listen.tension.tests.factories import ITEM

    return ITEM


@pytest.mark.slow
@pytest.mark.parametrize("weeks", [1, 4])
def test_no_page_asks_more_than_twelve_questions_however_much_there_is(world, weeks, count):
    a_whole_town(world, weeks)
    paths = [*PAGES, f"/tension/areas/{world.areas['Northwick'].pk}/"]
    paths += [f"/tension/returns/{pk}/" for pk in TensionReturn.objects.values_list("pk", flat=True)[:3]]
    paths += [f"/tension/meetings/{meeting.GroupMeeting.objects.get().pk}/", "/tell-us/"]
    for key in ("analyst", "lead", "contributor"):
        client = browser(world, key)
        client.get("/")
        for path in paths:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                answer = client.get(path)
            if answer.status_code == 200:
                questions = [
                    q["sql"]
                    for q in asked.captured_queries
                    if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
                ]
                reads = [q for q in questions if q.startswith("SELECT")]
                assert len(reads) <= MOST_QUERIES, (key, path, len(reads), reads)
                count("pages of the return within twelve questions", 1)


def test_the_four_states_stand_alike_on_list_map_roll_up_and_export(world):
    sending.report(asking=world.askings["Northwick"], week_starting=WEEK, is_nil=True, **world.who("lead"))
    sent_return(world, LATE, by="middle")
    client = browser(world, "analyst")
    page = client.get("/tension/").content.decode()
    for words in ("Northwick: Reported: nothing", "Middleham: Late: Moderate", "Southley: Not asked"):
        assert f'aria-label="{words}"' in page
    assert "2 heard (1 nil, 1 late), 0 missing, 1 not asked" in text_of(client.get("/tension/roll-up/"))
    exported = client.get("/tension/levels.csv").content.decode("utf-8-sig").splitlines()
    assert [row.split(",")[3] for row in exported[1:]] == ["Late", "Reported: nothing", "Not asked"]
    before = client.get(f"/tension/?week={BEFORE}").content.decode()
    assert 'aria-label="Northwick: Nobody reported"' in before
    assert "area-shape--missing" in before or "cw-area__shape--missing" in before
    assert "No area has a level, so there is no average." in text_of(client.get(f"/tension/?week={BEFORE}"))


def test_nothing_to_report_is_one_press_and_the_six_questions_one_form(world):
    client = browser(world, "contributor")
    asking = world.askings["contributor"].pk
    assert "Call 999" in text_of(client.get("/tension/mine/"))
    answer = client.post(f"/tension/asked/{asking}/{WEEK}/nothing/", {"once": "n" * 24})
    sent = TensionReturn.objects.get()
    assert (answer.status_code, sent.is_nil, sent.state) == (303, True, "submitted")
    again = client.post(f"/tension/asked/{asking}/{WEEK}/nothing/", {"once": "n" * 24})
    assert (again.status_code, TensionReturn.objects.count()) == (303, 1)


def test_what_would_make_a_record_about_a_person_is_refused_and_kept_on_the_form(world):
    client = browser(world, "contributor")
    path = f"/tension/asked/{world.askings['contributor'].pk}/{WEEK}/"
    words = "Ring him on 07700 900123, passport 123456789."
    answer = client.post(path, {"concern": "yes", "what": words})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not TensionReturn.objects.exists()


def test_an_officers_way_from_draft_to_sent_and_a_second_saver_sees_the_first(world):
    client, path = browser(world, "lead"), f"/tension/asked/{world.askings['Northwick'].pk}/{WEEK}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"level": "2", "direction": "up", "once": "d" * 24}).status_code == 303
    sent = TensionReturn.objects.get()
    item = {
        "version": sent.version, "title": "Leaflets", "facts": "Forty", "experienced": "1", "origin": "local",
        "scheme": "3x5x2", "source_grade": "2", "information_grade": "C", "handling": "C",
    }  # fmt: skip
    refused = client.post(f"/tension/returns/{sent.pk}/items/new/", item)
    assert refused.status_code == 422
    assert "Write down the conditions" in text_of(refused)
    kept = client.post(
        f"/tension/returns/{sent.pk}/items/new/",
        item | {"handling_conditions": "Ask first", "restricted_text": "A warden"},
    )
    assert kept.status_code == 303
    stale = client.post(
        f"/tension/returns/{sent.pk}/write/",
        {"version": 1, "level": "3", "initial-level": "2", "narrative": "Mine"},
    )
    assert stale.status_code == 409
    sent.refresh_from_db()
    assert client.post(f"/tension/returns/{sent.pk}/send/", {"version": sent.version}).status_code == 303
    assert TensionReturn.objects.get().state == "submitted"
    shown = text_of(browser(world, "deputy").get(f"/tension/returns/{sent.pk}/"))
    assert "A warden" in shown
    assert "It is in order: check it" in shown


def test_a_summary_is_put_together_and_read_by_partners(world):
    accepted_return(world)
    client = browser(world, "analyst")
    path = f"/tension/roll-up/{WEEK}/"
    assert client.get(path).status_code == 200
    made = client.post(path, {"level": "2", "narrative": "Quiet", "shareable_text": "London was calm."})
    summary = collating.WeeklySummary.objects.get()
    assert made["Location"] == f"/tension/summaries/{summary.pk}/"
    assert client.get(made["Location"]).status_code == 200
    assert "London was calm." not in text_of(browser(world, "partner").get("/tension/shared/"))
    client.post(f"/tension/summaries/{summary.pk}/pass-on/", {"version": summary.version})
    shown = text_of(browser(world, "partner").get("/tension/shared/"))
    assert "London was calm." in shown
    assert "Leaflets were handed out." in shown
    assert "Forty leaflets" not in shown


def test_a_week_that_is_none_is_not_there(world):
    client = browser(world, "analyst")
    for typed in ("soon", "0001-01-01", "9999-12-31", "2010-13-01"):
        assert client.get(f"/tension/?week={typed}").status_code == 404
        assert client.get(f"/tension/roll-up/{typed}/").status_code == 404
    assert client.get("/tension/roll-up/2010-07-13/").status_code == 404
    assert client.get("/tension/returns/99999999999999999999/").status_code == 404
