"""Does it work for two people at once, without scripts, and on a phone?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.journeys.acting import click, press, says, touch
from tests.journeys.invented import MEETING_PAPER
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
LINK, PARTNER = "Community safety link body lead", "Policy officer at the GLA"


def open_the_action(page: Any, reference: str) -> None:
    page.goto("/plans/1/")
    row = page.locator("tr").filter(has_text=reference)
    press(page, row.get_by_role("link").first)


def test_two_people_change_one_action_and_nothing_is_lost(visitors: Any) -> None:
    first, second = visitors.as_("Partnership manager"), visitors.as_(LINK)
    for page in (first, second):
        open_the_action(page, "7.3.3")
        click(page, "Change the action")
    first.get_by_label("Title").fill("Violence against refugee women")
    first.get_by_label("Responsible post").fill("Head of policy")
    click(first, "^Save")
    second.get_by_label("Title").fill("Safety of refugee women")
    second.get_by_label("What is promised").fill("A study first, then a plan for every borough.")
    click(second, "^Save")
    says(second, "Someone else saved this while you were writing")
    says(second, "Partnership manager saved it")
    says(second, "Violence against refugee women")  # theirs
    assert second.locator("input[value='Safety of refugee women']").count()  # and mine
    click(second, "Save what I have chosen")
    says(second, "There is a problem")  # nothing was chosen, so nothing is saved
    second.get_by_label("Keep mine, as it stands in the box").first.check()
    click(second, "Save what I have chosen")
    open_the_action(second, "7.3.3")
    says(second, "Safety of refugee women")
    says(second, "A study first, then a plan for every borough.")
    click(second, "Change the action")
    assert second.get_by_label("Responsible post").input_value() == "Head of policy"


def test_everything_important_works_without_scripts(visitors: Any) -> None:
    manager = visitors.as_("Partnership manager", "/intake/new/", screen="no scripts")
    manager.get_by_label("Or paste its text").fill(MEETING_PAPER.replace("4.1.", "4.2."))
    click(manager, "Show what you understand")
    click(manager, "Keep this and go through the doubts")
    click(manager, "^Accept: Metropolitan Police Service")
    says(manager, "Suggestion accepted by Partnership manager")
    open_doubt = manager.locator(".cw-doubt:not(.cw-doubt--settled)").first
    touch(open_doubt.get_by_text("Write something else"))
    open_doubt.get_by_label("What should stand there").fill("A grant, if the bid succeeds")
    press(manager, open_doubt.get_by_role("button", name=re.compile("Put this there")))
    says(manager, "Corrected by Partnership manager")
    partner = visitors.as_(PARTNER, "/plans/1/", screen="no scripts")
    click(partner, "(Violence|Safety of refugee women)")
    click(partner, "^Report progress")
    partner.get_by_label("What was done").fill("The study has begun, with four groups of women.")
    click(partner, "^Send$")
    says(partner, "Your update is sent.")
    public = visitors.open("/public/", screen="no scripts")
    click(public, "The whole register")
    click(public, "The first months of London Enriched")
    click(public, "Check this hash")
    click(public, "Work it out again here")
    says(public, "Nothing has changed.")


def test_on_a_phone_from_what_needs_me_to_a_sent_update(visitors: Any) -> None:
    page = visitors.as_("Policy officer at the GLA", screen="phone")
    check_page(page)
    assert page.locator("h1").inner_text().startswith("What needs you")
    needed = page.locator(".cw-need, .cw-needs li").filter(has_text="Mend your update on 7.2.2").first
    press(page, needed.get_by_role("link").first)
    says(page, "the board will ask what became of the bid")
    page.get_by_label("What was done").fill(
        "The bid was decided on 9 July: it failed. We ask the board for another source."
    )
    click(page, "^Send$")
    says(page, "Your update is sent.")
    bar = page.locator(".cw-stages").bounding_box()
    assert bar, "the four stages are missing"
    assert bar["y"] + bar["height"] > 800, "the four stages stand within a thumb's reach"
