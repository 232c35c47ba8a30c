"""Does a return come through at a minute past twelve, without scripts, with one touch, and when the connection is lost?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from commonweal.ground.people.clock import set_clock_in
from tests.journeys.acting import Hand, click, says, touch
from tests.journeys.houses import House
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
ONE_PAST_TWELVE = datetime.fromisoformat("2010-07-14T12:01:00+01:00")
NEXT_MONDAY = datetime.fromisoformat("2010-07-19T09:00:00+01:00")
ON_WEDNESDAY = "14 July 2010, midday"
WORDS = "Windows of the prayer room were broken again."


def lose_the_connection_while_sending(page: Any) -> None:
    page.context.set_offline(True)
    touch(page.get_by_role("button", name="Send"))
    page.wait_for_timeout(500)
    page.context.set_offline(False)


def test_a_minute_after_twelve_it_is_late_and_comes_in_all_the_same_without_scripts(
    visitors: Any, london: House
) -> None:
    set_clock_in(london.home, ONE_PAST_TWELVE)
    hand = Hand(visitors.as_("Community contributor", "/tension/mine/", screen="phone without scripts"))
    says(hand.page, f"It was due on {ON_WEDNESDAY} and is late. Please send it all the same")
    hand.press("^Report$")
    hand.press("^Send$")
    says(hand.page, "There is a problem")
    hand.tick("Yes")
    hand.type("What have you seen or heard", WORDS)
    hand.press("^Send$")
    says(hand.page, "Thank you. Your return is in.")
    says(hand.page, f"It came late: it was due on {ON_WEDNESDAY} and came on 14 July 2010, 12:01pm.")
    says(hand.page, WORDS)
    says(hand.page, "Call 999")


def test_nothing_to_report_is_one_touch(visitors: Any, london: House, count: Any) -> None:
    set_clock_in(london.home, NEXT_MONDAY)
    hand = Hand(visitors.as_("Borough lead in Brent", "/tension/mine/", screen="phone"))
    check_page(hand.page)
    says(hand.page, "Due on 21 July 2010, midday")
    hand.press("^Nothing to report$")
    count("interactions of a return with nothing to report", hand.interactions)
    assert hand.interactions == 1
    hand.page.goto("/tension/mine/")
    says(hand.page, "Nothing to report: that is noted.")


def test_the_six_questions_lose_no_word_with_the_connection(visitors: Any, london: House) -> None:
    set_clock_in(london.home, NEXT_MONDAY)
    page = visitors.as_("Community contributor", "/tension/mine/", screen="phone")
    click(page, "^Report$")
    page.get_by_label("Yes", exact=True).first.check()
    page.get_by_label("What have you seen or heard").fill(WORDS)
    lose_the_connection_while_sending(page)
    page.goto("/tension/mine/")
    click(page, "^Report$")
    assert page.get_by_label("What have you seen or heard").input_value() == WORDS
    assert page.get_by_label("Yes", exact=True).first.is_checked()
    click(page, "^Send$")
    says(page, "Thank you. Your return is in.")
    says(page, WORDS)


def test_somebody_without_a_name_loses_no_word_with_the_connection(visitors: Any, london: House) -> None:
    page = visitors.open("/tell-us/", screen="phone")
    page.get_by_label("Which area is it about?").select_option(label="Haringey")
    page.get_by_label("Yes", exact=True).first.check()
    page.get_by_label("What have you seen or heard").fill(WORDS)
    lose_the_connection_while_sending(page)
    page.goto("/tell-us/")
    assert page.get_by_label("What have you seen or heard").input_value() == WORDS
    click(page, "^Send$")
    assert page.locator("#receipt").inner_text()
    page.goto("/tell-us/")
    assert page.get_by_label("What have you seen or heard").input_value() == ""
    stranger = visitors.open("/tell-us/", screen="phone")
    assert stranger.get_by_label("What have you seen or heard").input_value() == ""
