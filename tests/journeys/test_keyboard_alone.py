"""Twelve short stories told with Tab, Enter, Space and the arrow keys: can one always see where one is, and get there?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.acting import says
from tests.journeys.invented import MEETING_PAPER
from tests.journeys.looking import FOCUS, check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
FAR = 160  # more stops than any page needs before the thing one came for


class Keyboard:
    """A person who has no mouse. Every stop is looked at on the way."""

    def __init__(self, page: Any) -> None:
        self.page, self.stops = page, 0

    def stop(self) -> dict[str, Any] | None:
        self.page.keyboard.press("Tab")
        where = self.page.evaluate(FOCUS)
        if where:
            self.stops += 1
            assert where["visible"], f"focus cannot be seen on {where['html']} of {self.page.url}"
            assert where["seen"], f"focus is hidden behind something: {where['html']} of {self.page.url}"
        return dict(where) if where else None

    def to(self, words: str) -> None:
        """Tab until the thing with these words has the focus."""
        for _ in range(FAR):
            where = self.stop()
            in_a_region = where and 'role="region"' in where["html"]  # it scrolls, and its words lie inside
            if where and not in_a_region and (words in where["name"] or words in where["html"]):
                return
        raise AssertionError(f"{words!r} was not reached with Tab on {self.page.url}")

    def enter(self, words: str) -> None:
        self.to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, field: str, words: str) -> None:
        self.to(f'name="{field}"')
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)


@pytest.fixture
def keys(visitors: Any, count: Any) -> Any:
    opened: list[Keyboard] = []

    def start(person: str, path: str = "/") -> Keyboard:
        opened.append(Keyboard(visitors.as_(person, path) if person else visitors.open(path)))
        return opened[-1]

    yield start
    count("G24 stops of the keyboard that were visible", sum(each.stops for each in opened))
    count("G24 journeys with the keyboard alone", 1)


def test_1_the_skip_link_leads_past_the_header(keys: Any) -> None:
    me = keys("Partnership manager", "/plans/1/")
    first = me.stop()
    assert first
    assert first["name"] == "Skip to main content"
    me.page.keyboard.press("Enter")
    after = me.stop()
    assert after
    assert me.page.evaluate("!!document.activeElement.closest('main')"), after


def test_2_a_stranger_becomes_somebody(keys: Any) -> None:
    me = keys("", "/demonstration/")
    me.enter("Go in as Partnership manager")
    says(me.page, "What needs you")


def test_3_from_what_needs_me_to_the_thing_itself(keys: Any) -> None:
    me = keys("Partnership manager")
    me.enter("cw-need__link")
    check_page(me.page)


def test_4_reading_a_paper(keys: Any) -> None:
    me = keys("Partnership manager", "/intake/new/")
    me.write("text", MEETING_PAPER)
    me.enter("Show what you understand")
    me.enter("Keep this and go through the doubts")
    says(me.page, "still to settle")


def test_5_settling_doubts(keys: Any) -> None:
    me = keys("Partnership manager", "/intake/1/")
    me.enter("Leave as it is")
    says(me.page, "Left as it is by Partnership manager")
    me.enter("Accept: ")
    says(me.page, "Suggestion accepted by Partnership manager")


def test_6_finding_an_action_in_the_plan(keys: Any) -> None:
    me = keys("Authority member", "/plans/1/")
    me.to("Filter")
    me.page.keyboard.press("Enter")
    me.enter("Exceptions")
    me.page.goto("/plans/1/")
    me.enter("Talking locally about migration")
    says(me.page, "What is proven")


def test_7_reporting_progress(keys: Any) -> None:
    me = keys("Board manager at the safeguarding board")
    me.enter("Finish your update on 8.3.4")
    me.write("narrative", "The pilot ended, and the twelve areas keep the list of signs.")
    me.enter('value="yes"')
    says(me.page, "Your update is sent.")


def test_8_sending_an_update_back(keys: Any) -> None:
    me = keys("Community safety link body lead")
    me.enter("Confirm or send back the update on 7.3.5")
    me.enter("Send back")
    me.write("reason", "It does not say what the first meeting settled.")
    me.enter("Send back")
    says(me.page, "because: It does not say what the first meeting settled")


def test_9_writing_a_section_of_a_paper(keys: Any) -> None:
    me = keys("Committee officer", "/papers/start/?plan=1")
    me.to('name="meeting"')
    me.page.keyboard.type("Equality")
    me.write("number", "11")
    me.write("title", "What the keyboard wrote")
    me.write("office", "Chief Executive")
    me.enter("Start it")
    me.enter("Race and equality impact")
    me.write("text", "Everybody can use this page without a mouse.")
    me.enter("Save")
    says(me.page, "8 words")


def test_10_the_menu_of_the_account(keys: Any) -> None:
    me = keys("Oversight auditor")
    me.to("Oversight auditor")
    me.page.keyboard.press("Space")
    me.enter("Your account")
    check_page(me.page)
    assert me.page.url.endswith("/account/")


def test_11_verifying_the_audit(keys: Any) -> None:
    me = keys("Oversight auditor", "/audit/")
    me.enter("Verify now")
    says(me.page, "The audit is whole")


def test_12_the_public_checks_a_document(keys: Any) -> None:
    me = keys("", "/public/register/")
    me.enter("The first months of London Enriched")
    me.enter("Check this hash")
    me.enter("Work it out again here")
    says(me.page, "Nothing has changed.")
