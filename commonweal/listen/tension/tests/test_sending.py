"""Does a return come in on time, late, as a nil, from paper and without a name, each as what it is?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.messages.models import Message
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer
from commonweal.listen.tension.models import ReturnReceipt, ReturnReminder, TensionReturn
from commonweal.listen.tension.reads import receipts, returns, weeks
from commonweal.listen.tension.reminding import remind_the_missing
from commonweal.listen.tension.rules import receipts as rules
from commonweal.listen.tension.rules.standing import Standing
from commonweal.listen.tension.tests.factories import (
    AT,
    BEFORE,
    DUE,
    IN_TIME,
    KEY,
    LATE,
    WEEK,
    World,
    contribution,
    make_world,
    officer_return,
    public_return,
    sent_return,
)
from commonweal.listen.tension.writes import arranging, judging, noting, sending

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def standing(world: World, area: str = "Northwick", at: datetime = AT):
    found = weeks.points(world.viewer("analyst"), world.round, since=WEEK, until=WEEK, at=at)
    return next(point for point in found if point.area_name == area)


# The four states


def test_on_the_stroke_of_twelve_is_in_time_and_a_minute_past_is_late(world):
    sent_return(world, DUE)
    assert standing(world).standing is Standing.REPORTED
    sent_return(world, LATE, by="middle")
    assert standing(world, "Middleham").standing is Standing.LATE
    assert standing(world, "Middleham").rank == 2


def test_nil_missing_and_not_asked_are_three_things_before_and_after_the_deadline(world):
    sending.report(asking=world.askings["Northwick"], week_starting=WEEK, is_nil=True, **world.who("lead"))
    nil, silent, unasked = (standing(world, name) for name in world.areas)
    assert (nil.standing, nil.rank, nil.items) == (Standing.NIL, 0, 0)
    assert (silent.standing, silent.rank, silent.items) == (Standing.MISSING, None, None)
    assert (unasked.standing, unasked.rank, unasked.items) == (Standing.NOT_ASKED, None, None)
    assert standing(world, "Middleham", at=DUE).standing is Standing.AWAITED


def test_a_draft_and_a_withdrawn_return_are_silence(world):
    sent = officer_return(world)
    assert standing(world).standing is Standing.MISSING
    sent = sending.submit_return(sent=sent, **world.who("lead"))
    assert standing(world).standing is Standing.REPORTED
    sending.withdraw_return(sent=sent, **world.who("lead"))
    assert standing(world).standing is Standing.MISSING


def test_a_contribution_is_effort_and_no_official_return(world):
    contribution(world)
    public_return(world)
    found = standing(world)
    assert (found.standing, found.effort) == (Standing.MISSING, 2)


def test_whoever_is_not_asked_any_more_is_not_silent_and_what_was_missing_stays_missing(world):
    arranging.stop_asking(asking=world.askings["Middleham"], until_on=WEEK, **world.who("analyst"))
    assert standing(world, "Middleham").standing is Standing.NOT_ASKED
    before = weeks.points(world.viewer("analyst"), world.round, since=BEFORE, until=BEFORE, at=AT)
    assert {p.area_name: p.standing for p in before}["Middleham"] is Standing.MISSING


def test_asking_in_the_middle_of_a_week_begins_with_the_next(world):
    asking = arranging.ask(
        chosen=world.round, organisation=world.police["Southley"], area=world.areas["Southley"], variant="officer",
        overseer=world.police["Southley"], since_on=WEEK + timedelta(days=2), **world.who("analyst"),
    )  # fmt: skip
    assert asking.since_on == WEEK + timedelta(days=7)
    assert standing(world, "Southley").standing is Standing.NOT_ASKED


def test_a_series_says_the_state_of_every_week(world):
    sent_return(world)
    found = weeks.series(
        world.viewer("analyst"), world.round, world.areas["Northwick"], since=BEFORE, until=WEEK, at=AT
    )
    assert [(p.week_starting, p.standing, p.rank) for p in found] == [
        (BEFORE, Standing.MISSING, None), (WEEK, Standing.REPORTED, 2),
    ]  # fmt: skip


def test_an_auditor_counts_and_sees_no_level_and_others_see_nothing(world):
    sent_return(world)
    counted = weeks.points(world.viewer("auditor"), world.round, since=WEEK, until=WEEK, at=AT)
    assert [p.standing for p in counted][:2] == [Standing.MISSING, Standing.REPORTED]
    assert {p.rank for p in counted} == {None}
    for key in ("contributor", "partner", "admin"):
        assert weeks.points(world.viewer(key), world.round, since=WEEK, until=WEEK, at=AT) == []


# Deadlines and exceptions


def test_late_is_taken_and_locked_is_not_and_an_exception_opens_it_for_one_person_only(world):
    lock = world.round.clockwork.lock_at(WEEK)
    after = lock + timedelta(minutes=1)
    drafted = officer_return(world)
    with pytest.raises(NotPossible, match="closed"):
        sending.submit_return(sent=drafted, **world.who("lead", after))
    arranging.grant_exception(
        asking=world.askings["Northwick"], week_starting=WEEK, account=world.accounts["lead"],
        until_at=after + timedelta(hours=2), reason="The station was without power", **world.who("analyst", after),
    )  # fmt: skip
    with pytest.raises(NotPossible, match="closed"):
        sending.submit_return(sent=drafted, **world.who("deputy", after))
    sent = sending.submit_return(sent=drafted, **world.who("lead", after))
    assert standing(world, at=after).standing is Standing.REPORTED  # by the deadline that this person had
    assert sent.due_at == after + timedelta(hours=2)


def test_an_exception_ends(world):
    lock = world.round.clockwork.lock_at(WEEK)
    arranging.grant_exception(
        asking=world.askings["Northwick"], week_starting=WEEK, account=world.accounts["lead"],
        until_at=lock + timedelta(hours=2), reason="Ill", **world.who("analyst"),
    )  # fmt: skip
    with pytest.raises(NotPossible, match="closed"):
        sending.report(
            asking=world.askings["Northwick"],
            week_starting=WEEK,
            is_nil=True,
            **world.who("lead", lock + timedelta(hours=3)),
        )


def test_nobody_gives_themselves_longer_and_only_analysts_give_it(world):
    given = {
        "asking": world.askings["Northwick"],
        "week_starting": WEEK,
        "until_at": AT + timedelta(days=1),
        "reason": "Ill",
    }
    with pytest.raises(NotPossible, match="Nobody gives themselves"):
        arranging.grant_exception(account=world.accounts["analyst"], **given, **world.who("analyst"))
    with pytest.raises(Refused):
        arranging.grant_exception(account=world.accounts["deputy"], **given, **world.who("lead"))


def test_where_nothing_locks_a_return_is_taken_however_late(db):
    world = make_world(lock_hours=None)
    sent = sent_return(world, AT + timedelta(days=80))
    assert sent.state == "submitted"


def test_changed_settings_make_nobody_late_afterwards(world):
    sent_return(world, DUE)
    arranging.change_round(chosen=world.round, on=WEEK, due_day=1, **world.who("analyst"))
    world.round.refresh_from_db()
    assert standing(world).standing is Standing.REPORTED


# What a return needs


def test_a_nil_says_nothing_else_and_is_signed(world):
    sent = sending.report(
        asking=world.askings["Northwick"], week_starting=WEEK, is_nil=True, what="", **world.who("lead")
    )
    assert (sent.is_nil, sent.what, sent.submitted_by_id) == (True, "", world.accounts["lead"].pk)
    drafted = officer_return(world, by="middle")
    with pytest.raises(NotPossible, match="Remove it first"):
        sending.submit_return(sent=drafted, is_nil=True, **world.who("middle"))


def test_a_return_without_words_or_level_or_item_is_not_sent(world):
    with pytest.raises(NotPossible, match="Say what"):
        sending.report(
            asking=world.askings["contributor"], week_starting=WEEK, what="  ", **world.who("contributor")
        )
    empty = sending.start_return(
        asking=world.askings["Northwick"], week_starting=WEEK, level="1", **world.who("lead")
    )
    with pytest.raises(NotPossible, match="at least one item"):
        sending.submit_return(sent=empty, **world.who("lead"))


def test_one_return_a_week_and_the_same_form_twice_is_one(world):
    given = {"asking": world.askings["contributor"], "week_starting": WEEK, "what": "Fear"}
    one = sending.report(**given, once="x" * 24, **world.who("contributor"))
    assert sending.report(**given, once="x" * 24, **world.who("contributor")).pk == one.pk
    with pytest.raises(NotPossible, match="already"):
        sending.report(**given, once="y" * 24, **world.who("contributor"))
    other = sending.report(**given, once="z" * 24, **world.who("contributor2"))
    assert other.pk != one.pk  # a colleague has their own


def test_paper_counts_from_when_it_was_handed_in_and_is_marked(world):
    sent = sending.report(
        asking=world.askings["contributor"], week_starting=WEEK, what="Fear", handed_in_at=IN_TIME,
        **world.who("contributor", LATE),
    )  # fmt: skip
    assert (sent.entry, sent.arrived_at, sent.submitted_at) == ("paper", IN_TIME, LATE)
    with pytest.raises(NotPossible, match="later than now"):
        sending.report(
            asking=world.askings["partner"],
            week_starting=WEEK,
            what="Fear",
            handed_in_at=AT,
            **world.who("partner", LATE),
        )


def test_an_old_grade_stays_as_it_was_given(world):
    sent = officer_return(world, scheme="5x5x5", source_grade="B", information_grade="2", handling="4")
    item = sent.items.get()
    assert (item.scheme, item.source_grade, item.information_grade, item.handling) == ("5x5x5", "B", "2", "4")
    with pytest.raises(NotPossible, match="Grade the source"):
        noting.note_item(sent=sent, **{**_item(), "scheme": "5x5x5"}, **world.who("lead"))


def _item():
    from commonweal.listen.tension.tests.factories import ITEM

    return ITEM


# Urgent


def test_an_urgent_return_leaves_the_weekly_cycle_without_a_word_of_content(world):
    drafted = officer_return(world, level="4", title="Zebra crossing tonight")
    Message.objects.all().delete()
    sent = sending.submit_return(sent=drafted, **world.who("lead"))
    told = set(Message.objects.values_list("account__email", flat=True))
    assert sent.is_urgent
    assert {"analyst@mail.example", "analyst2@mail.example", "deputy@mail.example"} <= told
    assert not Message.objects.filter(address__icontains="zebra").exists()
    assert returns.to_check(world.viewer("deputy"))[0].pk == sent.pk


@pytest.mark.parametrize(
    ("given", "urgent"), [({"level": "3"}, False), ({"level": "4"}, True), ({"risk_to_life": True}, True)]
)
def test_rank_four_or_a_life_at_risk_is_urgent(world, given, urgent):
    sent = sending.submit_return(sent=officer_return(world, **given), **world.who("lead"))
    assert sent.is_urgent is urgent


# Reminders


def test_the_silent_are_reminded_once_before_and_once_after_and_nobody_else(world):
    sent_return(world)
    Message.objects.all().delete()
    day_before = DUE - timedelta(hours=23)
    remind_the_missing(now=day_before)
    kinds = set(
        ReturnReminder.objects.filter(week_starting=WEEK).values_list(
            "asking__area__name", "asking__variant", "kind"
        )
    )
    assert kinds == {("Middleham", "officer", "before"), ("Northwick", "partner", "before")}
    assert remind_the_missing(now=day_before) == 0
    remind_the_missing(now=AT)
    after = set(
        ReturnReminder.objects.filter(week_starting=WEEK, kind="after").values_list(
            "asking__area__name", flat=True
        )
    )
    assert after == {"Middleham", "Northwick"}
    assert remind_the_missing(now=AT) == 0
    assert set(Message.objects.values_list("address", flat=True)) == {"/tension/mine/"}
    assert set(Message.objects.values_list("kind", flat=True)) == {"awaits"}


# Without a name


def test_a_public_return_keeps_no_name_address_or_account(world):
    client = Client(REMOTE_ADDR="203.0.113.77")
    client.force_login(world.accounts["lead"])  # somebody signed in may use it too, and is not kept either
    page = client.get("/tell-us/")
    key = _key_in(page)
    answer = client.post(
        "/tell-us/",
        {
            "area": world.areas["Northwick"].pk,
            "concern": "yes",
            "what": "Signs are painted over.",
            "key": key,
        },
    )
    assert answer.status_code == 200
    sent = TensionReturn.objects.get(variant="public")
    assert (sent.drafted_by_id, sent.submitted_by_id, sent.organisation_id, sent.asking_id) == (None,) * 4
    entry = AuditEntry.objects.filter(action="tension.report_publicly").get()
    assert (entry.actor_id, entry.organisation, entry.request_id) == (None, "", "")
    kept = " ".join(str(v) for model in _all_models() for row in model.objects.values() for v in row.values())
    assert "203.0.113.77" not in kept


def _key_in(page):
    import re

    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def _all_models():
    from django.apps import apps

    return [m for m in apps.get_models() if hasattr(m, "objects")]


def test_a_receipt_is_shown_once_stored_as_a_hash_and_opens_one_return(world):
    sent = public_return(world)
    shown = receipts.receipt_of(KEY)
    assert ReturnReceipt.objects.get().receipt_hash == rules.hash_of(rules.as_typed(shown))
    assert rules.as_typed(shown) not in ReturnReceipt.objects.get().receipt_hash
    found = receipts.find_by_receipt(shown.lower())
    assert found.sent.pk == sent.pk
    assert receipts.find_by_receipt(shown[:-1]) is None


def test_receipts_cannot_be_guessed_or_enumerated(world, count):
    public_return(world)
    mine = rules.as_typed(receipts.receipt_of(KEY))
    near = {
        mine[:n] + letter + mine[n + 1 :]
        for n in range(len(mine))
        for letter in rules.LETTERS
        if letter != mine[n]
    }
    tried = [
        *near,
        "",
        "0" * 26,
        str(TensionReturn.objects.get().pk),
        ReturnReceipt.objects.get().receipt_hash,
    ]
    assert not any(receipts.find_by_receipt(typed) for typed in tried)
    count("receipts tried that are one letter from a true one", len(near))


def test_a_wrong_receipt_is_answered_alike_whatever_is_wrong_and_slowed_down(world):
    public_return(world)
    mine = rules.as_typed(receipts.receipt_of(KEY))
    wrong = mine[:-1] + ("A" if mine[-1] != "A" else "B")
    said = {
        Client().post("/tell-us/receipt/", {"receipt": typed}).status_code
        for typed in (wrong, "nonsense", "0" * 26)
    }
    assert said == {422}
    answers = [Client().post("/tell-us/receipt/", {"receipt": wrong}).status_code for _ in range(12)]
    assert 429 in answers
    assert Client().get(f"/tell-us/receipt/?receipt={mine}").status_code == 200  # never read from an address
    assert "Signs are painted" not in Client().get(f"/tell-us/receipt/?receipt={mine}").content.decode()


def test_with_the_receipt_one_reads_the_answer_and_adds_to_it_and_nobody_else_can(world):
    sent = public_return(world)
    judging.answer_return(sent=sent, text="We clean it at once.", **world.who("desk", AT))
    shown = receipts.receipt_of(KEY)
    page = Client().post("/tell-us/receipt/", {"receipt": shown})
    assert "We clean it at once." in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    Client().post("/tell-us/receipt/", {"receipt": shown, "text": "It happened again."})
    assert [(r.kind, r.said_by_id) for r in sent.replies.all()] == [
        ("answer", world.accounts["desk"].pk),
        ("addition", None),
    ]
    with pytest.raises(Refused):
        judging.add_words(sent=sent, text="I say so", receipt="", by=Viewer(), at=AT)


def test_a_key_that_is_too_short_makes_no_receipt_and_a_flood_is_slowed(world):
    with pytest.raises(NotPossible, match="too old"):
        public_return(world, key="short")
    for number in range(30):
        public_return(world, key=f"{number:040d}")
    with pytest.raises(NotPossible, match="Very many"):
        public_return(world, key="z" * 40)
    assert public_return(world, AT, key="z" * 40).state == "submitted"


def test_an_answer_is_owed_until_it_is_given(world):
    contribution(world)
    public_return(world)
    sending.report(asking=world.askings["partner"], week_starting=WEEK, is_nil=True, **world.who("partner"))
    later = datetime(2010, 7, 20, 9, 0, tzinfo=UTC)
    waiting = returns.owed(world.viewer("desk"), at=later)
    assert [each.is_overdue for each in waiting] == [True, True]  # a nil is owed nothing
    judging.answer_return(sent=waiting[0].sent, text="Done.", **world.who("desk", later))
    assert len(returns.owed(world.viewer("desk"), at=later)) == 1
    assert returns.owed(world.viewer("middle"), at=later) == []  # another borough's
    promise = receipts.promise_kept(world.viewer("desk"), at=later)
    assert (promise.late, promise.overdue) == (1, 1)
    assert receipts.promise_kept(world.viewer("middle"), at=later).overdue == 0
