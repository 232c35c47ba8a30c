"""Is guidance changed for a reason that can be traced, put in force by another person, and answered by the community?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.acting import click, press, says
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
NOTE = "Guidance note: an incident with refugees or people who seek asylum"
NEW_LINE = "Give everybody the card with the number of the helpline."
ANSWER = "Say that Lingala is not the only language. Ask which one somebody speaks."


def open_guidance(page: Any, title: str) -> None:
    press(page, page.locator("main").get_by_role("link", name=title).first)


def day(page: Any, name: str, number: int, month: int, year: int) -> None:
    for part, value in (("day", number), ("month", month), ("year", year)):
        page.locator(f"[name={name}-{part}]").fill(str(value))


@pytest.mark.parametrize("screen", ["desktop", "phone without scripts"])
def test_a_change_is_traced_to_its_reason_and_put_in_force_by_somebody_else(
    visitors: Any, screen: str
) -> None:
    desk = visitors.as_("Desk officer", "/guidance/", screen)
    open_guidance(desk, NOTE)
    click(desk, "Begin the next version|Open version")
    if desk.get_by_label("What this version changes").count():
        desk.get_by_label("What this version changes").fill("Tells of the helpline")
        click(desk, "Begin it")
        click(desk, "Open version")
    click(desk, "Write the text")
    text = desk.get_by_label("The text")
    text.fill(f"{text.input_value()}\n- {NEW_LINE}")
    click(desk, "Save")
    says(desk, NEW_LINE)
    click(desk, "Submit for approval")
    click(desk, "Submit it for approval")
    says(desk, "Say why it was written or changed")
    click(desk, "^Leave it as it is$")
    click(desk, "Say why it is changed")
    desk.get_by_label("What led to it").select_option(label="A scrutiny")
    desk.get_by_label("What it is called").fill("Scrutiny of reports that came late")
    day(desk, "happened_on", 5, 7, 2010)
    desk.get_by_label("What it said").fill("Nobody knew whom to call at night.")
    click(desk, "Add it")
    says(desk, "Scrutiny of reports that came late")
    click(desk, "Submit for approval")
    click(desk, "Submit it for approval")
    version = desk.url
    assert desk.locator("main").get_by_role("link", name="Put it in force").count() == 0

    gold = visitors.as_("Gold commander", version, screen)
    if gold.can_be_asked:
        check_page(gold)
    click(gold, "Put it in force")
    click(gold, "Put it in force")
    gold.goto("/guidance/")
    open_guidance(gold, NOTE)
    says(gold, NEW_LINE)
    says(gold, "Scrutiny of reports that came late")


def test_a_community_says_beside_the_text_what_it_thinks_of_it(visitors: Any) -> None:
    theirs = visitors.as_("Community contributor", "/guidance/asked/", "phone")
    check_page(theirs)
    press(theirs, theirs.locator("main").get_by_role("link", name="Briefing").first)
    click(theirs, "^Answer$")
    click(theirs, "Answer for your community")
    says(theirs, "There is a problem")
    theirs.get_by_label("asks for changes").check()
    theirs.get_by_label("In your own words").fill(ANSWER)
    theirs.get_by_label("Who answers for the organisation").fill("Chair")
    click(theirs, "Answer for your community")
    says(theirs, ANSWER)

    desk = visitors.as_("Desk officer", "/guidance/")
    open_guidance(desk, "Briefing")
    says(desk, ANSWER)
    check_page(desk)
