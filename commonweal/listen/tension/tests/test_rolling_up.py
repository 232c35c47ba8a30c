"""Does a roll-up count what is protected and show it to nobody, and does reporting effort stand beside every level?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from commonweal.ground.people import clock
from commonweal.ground.people.tests.pages import text_of
from commonweal.listen.tension.reads import rolling
from commonweal.listen.tension.tests.factories import (
    AT,
    IN_TIME,
    ITEM,
    WEEK,
    World,
    contribution,
    make_world,
    officer_return,
    public_return,
)
from commonweal.listen.tension.writes import collating, judging, noting, sending

pytestmark = pytest.mark.django_db
SECRET = {"title": "canary-title", "facts": "canary-facts", "shareable_text": "canary-shared", "is_protected": True,
          "handling": "C", "handling_conditions": "canary-conditions"}  # fmt: skip


@pytest.fixture
def world(monkeypatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return make_world()


def checked(world: World, *, by: str = "lead", protected: int = 0, open_items: int = 1) -> Any:
    sent = officer_return(world, by=by)
    for number in range(open_items - 1):
        sent = noting.note_item(sent=sent, **{**ITEM, "title": f"Open {number}"}, **world.who(by))
    for _ in range(protected):
        sent = noting.note_item(sent=sent, **{**ITEM, **SECRET}, **world.who(by))
    sent = sending.submit_return(sent=sent, **world.who(by))
    return judging.check_return(sent=sent, **world.who("analyst"))


def rolled(world: World) -> rolling.RollUp:
    return rolling.roll_up(world.viewer("analyst"), world.round, WEEK, at=AT)


def browser(world: World, key: str) -> Client:
    client = Client()
    client.force_login(world.accounts[key])
    return client


# Protected


@pytest.mark.parametrize(("north", "middle"), [(0, 0), (1, 0), (2, 3), (0, 4)])
def test_what_is_protected_is_a_number_at_every_step_up_and_the_steps_agree(world, north, middle, count):
    checked(world, protected=north, open_items=2)
    checked(world, by="middle", protected=middle)
    found = rolled(world)
    assert found.protected == north + middle
    assert {(step.area.level, step.items, step.protected) for step in found.steps} == {
        (level, 3, north + middle) for level in ("police_force", "country")
    }
    assert len(found.items) == 3
    assert not any(item.is_protected for item in found.items)
    count("steps of a roll-up that count what they do not show", len(found.steps))


def test_an_item_that_nobody_checked_is_neither_counted_nor_shown(world):
    sent = noting.note_item(sent=officer_return(world), **{**ITEM, **SECRET}, **world.who("lead"))
    sent = sending.submit_return(sent=sent, **world.who("lead"))
    assert (rolled(world).protected, rolled(world).items) == (0, [])
    judging.check_return(sent=sent, **world.who("deputy"))
    assert (rolled(world).protected, len(rolled(world).items)) == (1, 1)


def test_no_page_or_file_of_the_week_shows_what_is_protected_to_the_police_either(world, count):
    sent = checked(world, protected=2)
    judging.accept_return(sent=sent, **world.who("analyst"))
    summary = collating.collate(chosen=world.round, week_starting=WEEK, level="2", **world.who("analyst"))
    assert (summary.item_count, summary.protected_count) == (3, 2)
    pages = [
        "/tension/",
        "/tension/roll-up/",
        f"/tension/summaries/{summary.pk}/",
        "/tension/levels.csv",
        "/tension/export/",
    ]
    for key in ("analyst", "desk"):
        for page in pages:
            answer = browser(world, key).get(page, {"week": WEEK.isoformat()})
            assert "canary" not in answer.content.decode("utf-8", "ignore"), (key, page)
            count("pages of a week without what is protected", 1)
    assert "2 protected items counted here, and shown to nobody" in text_of(
        browser(world, "analyst").get("/tension/roll-up/")
    )
    assert "2 of them protected: counted, not shown" in text_of(browser(world, "desk").get(pages[2]))
    taken = browser(world, "analyst").post("/tension/export/", {"kind": "csv", "accepts_conditions": "1"})
    assert taken.status_code == 200
    assert b"canary" not in taken.content
    summary = collating.disseminate(summary=summary, accepts_conditions=True, **world.who("analyst"))
    assert not summary.shared_items.filter(text__contains="canary").exists()


def test_whoever_may_not_read_all_counts_nothing_protected(world):
    checked(world, protected=2)
    for key in ("lead", "partner", "auditor"):
        found = rolling.roll_up(world.viewer(key), world.round, WEEK, at=AT)
        assert (found.protected, found.items, {step.protected for step in found.steps} - {0}) == (
            0,
            [],
            set(),
        )


# Effort


def test_effort_counts_every_kind_of_return_and_no_level_rests_on_it(world):
    sent = officer_return(world)
    sending.submit_return(sent=sent, **world.who("lead"))
    before = {step.area.level: step for step in rolled(world).steps}
    contribution(world)
    contribution(world, by="partner")
    for number in range(5):
        public_return(world, key=f"{number:040d}")
    after = {step.area.level: step for step in rolled(world).steps}
    for level in ("police_force", "country"):
        assert (before[level].effort, after[level].effort) == (1, 8)
        assert (before[level].worst, before[level].average) == (after[level].worst, after[level].average)
        assert (before[level].asked, after[level].asked) == (2, 2)


def test_a_nil_is_effort_and_silence_and_drafts_are_none(world):
    officer_return(world, by="middle")  # a draft
    sending.report(asking=world.askings["Northwick"], week_starting=WEEK, is_nil=True, **world.who("lead"))
    withdrawn = contribution(world)
    sending.withdraw_return(sent=withdrawn, **world.who("contributor"))
    assert {step.effort for step in rolled(world).steps} == {1}
    empty = rolling.roll_up(world.viewer("analyst"), world.round, WEEK.replace(day=5), at=AT)
    assert {step.effort for step in empty.steps} == {0}


def test_effort_stands_beside_every_level_on_every_page_with_words_that_it_is_no_level(world):
    sending.submit_return(sent=officer_return(world), **world.who("lead"))
    contribution(world)
    public_return(world, IN_TIME)
    client = browser(world, "analyst")
    roll_up = text_of(client.get("/tension/roll-up/"))
    assert "3 about 2 areas asked" in roll_up
    for page in ("/tension/", "/tension/roll-up/"):
        said = text_of(client.get(page))
        assert "Reports of every kind" in said
        assert "More reports do not mean a worse area" in said
    area = text_of(client.get(f"/tension/areas/{world.areas['Northwick'].pk}/"))
    assert "Reports of every kind" in area
    exported = client.get("/tension/levels.csv").content.decode("utf-8-sig").splitlines()
    place = exported[0].split(",").index("Reports of every kind")
    rows = {row.split(",")[0]: row.split(",")[place] for row in exported[1:]}
    assert {"3", "0"} == set(rows.values())
