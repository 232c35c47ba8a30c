"""Can whoever reports, in whatever way, say that a life is in danger, and is the police on duty told at once and only that?"""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.people import clock
from commonweal.ground.people.tests.pages import text_of
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.tension.forms.officer import PictureForm
from commonweal.listen.tension.forms.questions import PaperForm, PublicForm, SixQuestions
from commonweal.listen.tension.models import TensionReturn
from commonweal.listen.tension.reads import returns
from commonweal.listen.tension.rules.sending import check_danger
from commonweal.listen.tension.tests.factories import (
    IN_TIME,
    KEY,
    LATE,
    WEEK,
    World,
    contribution,
    make_world,
    officer_return,
    public_return,
)
from commonweal.listen.tension.writes import sending

pytestmark = pytest.mark.django_db
WORDS = "Zebra crossing tonight."
# Who hears of a return about Northwick: whoever checks there; and, where a life is in danger, the role on duty as well.
CHECKERS = {"lead", "deputy"}
ON_DUTY = {"analyst", "analyst2"}


@pytest.fixture
def world(monkeypatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: IN_TIME)
    return make_world()


def told() -> set[str]:
    return {address.split("@")[0] for address in Message.objects.values_list("account__email", flat=True)}


def _officer(world: World, danger: bool) -> TensionReturn:
    drafted = officer_return(world, title=WORDS)
    Message.objects.all().delete()
    return sending.submit_return(sent=drafted, risk_to_life=danger, **world.who("lead"))


def _anonymous(world: World, danger: bool) -> TensionReturn:
    return sending.report_publicly(
        chosen=world.round, area=world.areas["Northwick"], overseer_id=world.police["Northwick"].pk, key=KEY,
        what=WORDS, risk_to_life=danger, by=Viewer(), at=IN_TIME,
    )  # fmt: skip


def _keyed_in(world: World, danger: bool) -> TensionReturn:
    return contribution(world, LATE, by="partner", what=WORDS, handed_in_at=IN_TIME, risk_to_life=danger)


WAYS = {
    "officer": _officer,
    "contributor": lambda world, danger: contribution(world, what=WORDS, risk_to_life=danger),
    "partner": lambda world, danger: contribution(world, by="partner", what=WORDS, risk_to_life=danger),
    "paper": _keyed_in,
    "public": _anonymous,
}


@pytest.mark.parametrize("danger", [True, False])
@pytest.mark.parametrize("way", WAYS)
def test_a_tick_tells_those_on_duty_at_once_and_no_tick_tells_who_checks(world, way, danger, count):
    sent = WAYS[way](world, danger)
    author = {"lead"} if way == "officer" else set()
    assert told() == (CHECKERS | (ON_DUTY if danger else set())) - author
    assert sent.is_urgent is danger
    for message in Message.objects.all():
        said = " ".join(str(value) for value in vars(message).values())
        assert (message.kind, message.address) == ("awaits", f"/tension/returns/{sent.pk}/")
        assert not re.search("zebra|northwick|danger|life", said, re.IGNORECASE)
    assert [each.pk for each in returns.to_check(world.viewer("deputy"))] == [sent.pk]
    assert not returns.to_check(world.viewer("middle"))  # another borough's police
    count("ways of reporting × ticked or not", 1)


def test_the_urgent_stands_before_everything_that_waits_to_be_checked(world):
    first = contribution(world)
    last = public_return(world, LATE)
    assert [each.pk for each in returns.to_check(world.viewer("deputy"))] == [first.pk, last.pk]
    Message.objects.all().delete()
    urgent = contribution(world, LATE, by="partner", risk_to_life=True)
    assert returns.to_check(world.viewer("deputy"))[0].pk == urgent.pk


def test_sent_back_and_mended_it_tells_again_as_long_as_the_tick_stands(world):
    sent = sending.start_return(
        asking=world.askings["contributor"], week_starting=WEEK, what=WORDS, **world.who("contributor")
    )
    sent = sending.submit_return(sent=sent, risk_to_life=True, **world.who("contributor"))
    assert told() >= ON_DUTY
    sending.withdraw_return(sent=sent, **world.who("contributor"))
    sent.refresh_from_db()
    Message.objects.all().delete()
    again = sending.save_return(sent=sent, **world.who("contributor"))  # taken up again, nobody is told yet
    assert (told(), again.risk_to_life) == (set(), True)
    calm = sending.submit_return(sent=again, risk_to_life=False, **world.who("contributor"))
    assert (told(), calm.is_urgent) == (CHECKERS, False)


def test_a_danger_is_neither_nil_nor_kept_for_later(world):
    for variant in ("contributor", "partner", "public", "officer"):
        with pytest.raises(NotPossible, match="take this tick away"):
            check_danger(risk_to_life=True, is_nil=True, variant=variant, is_kept=False)
        check_danger(risk_to_life=False, is_nil=True, variant=variant, is_kept=True)
        check_danger(risk_to_life=True, is_nil=False, variant=variant, is_kept=False)
    check_danger(risk_to_life=True, is_nil=False, variant="officer", is_kept=True)  # its items come first
    given = {"asking": world.askings["contributor"], "week_starting": WEEK, "risk_to_life": True}
    with pytest.raises(NotPossible, match="call 999, and send it now"):
        sending.start_return(**given, what=WORDS, **world.who("contributor"))
    with pytest.raises(NotPossible, match="take this tick away"):
        sending.report(**given, is_nil=True, **world.who("contributor"))
    assert (TensionReturn.objects.count(), told()) == (0, set())


def test_the_database_keeps_no_nil_that_is_a_danger(world):
    sent = sending.report(
        asking=world.askings["partner"], week_starting=WEEK, is_nil=True, **world.who("partner")
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        TensionReturn.objects.filter(pk=sent.pk).update(risk_to_life=True)


def test_every_form_has_the_same_tick_in_the_same_words(world):
    forms = [
        SixQuestions(), PaperForm(), PublicForm(areas=[]), PictureForm(chosen=world.round, week=WEEK),
    ]  # fmt: skip
    ticks = [form.fields["risk_to_life"] for form in forms]
    assert {(tick.label, tick.help_text, tick.required) for tick in ticks} == {
        (ticks[0].label, ticks[0].help_text, False)
    }
    assert "Call 999 first" in ticks[0].help_text


def test_on_the_page_a_tick_is_a_plain_box_and_nothing_to_report_stays_one_touch(world):
    client = Client()
    client.force_login(world.accounts["contributor"])
    path = f"/tension/asked/{world.askings['contributor'].pk}/{WEEK}/"
    page = client.get(path).content.decode()
    assert re.search(r'<input[^>]*name="risk_to_life"[^>]*type="checkbox"[^>]*value="', page)
    refused = client.post(path, {"concern": "no", "risk_to_life": "on"})
    assert (refused.status_code, told()) == (422, set())
    assert "take this tick away" in text_of(refused)
    kept = client.post(path, {"concern": "yes", "what": WORDS, "risk_to_life": "on", "keep": "1"})
    assert (kept.status_code, "send it now" in text_of(kept)) == (422, True)
    sent = client.post(path, {"concern": "yes", "what": WORDS, "risk_to_life": "on"})
    assert sent.status_code == 303
    assert told() == CHECKERS | ON_DUTY
    assert "A life may be in danger Yes: the duty officer was told" in text_of(client.get(sent["Location"]))
    other = Client()
    other.force_login(world.accounts["partner"])
    nothing = other.post(f"/tension/asked/{world.askings['partner'].pk}/{WEEK}/nothing/")
    assert nothing.status_code == 303
    assert TensionReturn.objects.get(variant="partner").is_nil


def test_on_paper_the_tick_is_there_and_says_that_nobody_is_told_before_it_is_keyed_in(world):
    client = Client()
    client.force_login(world.accounts["contributor"])
    said = text_of(client.get("/tension/paper/"))
    assert "Somebody’s life may be in danger now" in said
    assert "told only when somebody has keyed this paper in" in said


def _tell_us(client: Client, world: World, key: str = "", **given: str):
    page = client.get("/tell-us/").content.decode()
    key = key or re.search(r'name="key" value="([^"]+)"', page)[1]
    values = {"area": world.areas["Northwick"].pk, "concern": "yes", "what": WORDS, "key": key}
    return key, client.post("/tell-us/", values | given)


def test_the_tick_of_somebody_without_a_name_tells_nobody_who_they_are(world):
    client = Client(REMOTE_ADDR="203.0.113.77")
    client.force_login(world.accounts["partner"])  # also where somebody happens to be signed in
    _, answer = _tell_us(client, world, risk_to_life="on")
    assert "The duty officer has been told" in text_of(answer)
    assert told() == CHECKERS | ON_DUTY
    sent = TensionReturn.objects.get()
    assert (sent.drafted_by_id, sent.submitted_by_id, sent.organisation_id) == (None, None, None)
    entry = AuditEntry.objects.get(action="tension.report_publicly")
    assert (entry.actor_id, entry.organisation, entry.request_id) == (None, "", "")
    kept = " ".join(str(value) for row in Message.objects.values() for value in row.values())
    assert not re.search(r"203\.0\.113|partner@", kept)
    duty = Client()
    duty.force_login(world.accounts["analyst"])
    seen = text_of(duty.get(f"/tension/returns/{sent.pk}/"))
    assert "Somebody who gave no name" in seen
    assert "A life may be in danger Yes" in seen
    assert "A partner" not in seen.split("Urgent")[1]


def test_a_tick_that_came_after_the_form_was_sent_is_said_not_to_be_kept(world):
    key, first = _tell_us(Client(), world)
    assert "The duty officer has been told" not in text_of(first)
    _, again = _tell_us(Client(), world, key, risk_to_life="on")
    assert "Nobody has been told that a life may be in danger" in text_of(again)
    assert told() == CHECKERS
