"""Does a new return re-open what was approved, by itself, and can nothing be authorised on it meanwhile?"""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.journeys.acting import Hand, click, press, says, words_of
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
MARCH = "A march from Wood Green to Finsbury Park"
LONGEST = 150
"""Seconds: the worker looks twice a minute."""


def open_march(page: Any) -> None:
    page.goto("/impact/")
    click(page, f"^{MARCH}")


def test_a_new_return_re_opens_an_approved_assessment(visitors: Any) -> None:
    analyst = visitors.as_("Analyst")
    open_march(analyst)
    click(analyst, "^The assessment$")
    assessment = str(analyst.url)
    click(analyst, "^Open the draft$")
    for words in (
        "Weekly returns and alerts",
        "Police figures",
        "Open sources",
        "Community contacts",
        "Struck out by",
        "Source:",
    ):
        says(analyst, words)
    check_page(analyst)
    analyst.goto(assessment)
    click(analyst, "Submit it for approval")
    for label, choice in (
        ("Likelihood, if nothing is done", "3, possible"), ("Impact, if nothing is done", "4, serious"),
        ("Likelihood, with what is recommended", "2, unlikely"), ("Impact, with what is recommended", "3, clear"),
    ):  # fmt: skip
        analyst.get_by_label(label).select_option(label=choice)
    click(analyst, "Submit the assessment")

    gold = visitors.as_("Gold commander", assessment)
    click(gold, "Approve it")
    click(gold, "Approve the assessment")

    hand = Hand(visitors.as_("Community contributor", "/tension/mine/", screen="phone"))
    hand.press("^Report$")
    hand.tick("Yes")
    hand.type("What have you seen or heard", "People say that others are coming to disturb the march.")
    hand.press("^Send$")
    lead = visitors.as_("Borough lead", "/tension/to-check/")
    row = lead.locator("tr").filter(has_text="Refugee community organisations")
    press(lead, row.get_by_role("link").first)
    click(lead, "It is in order")

    until = time.monotonic() + LONGEST
    while "What came after it was written" not in words_of(gold) and time.monotonic() < until:
        gold.wait_for_timeout(3000)
        gold.goto(assessment)
    says(gold, "A return above nil about Haringey")
    says(gold, "nothing can be authorised on it")
    check_page(gold)
    open_march(gold)
    assert "Authorise the operation" not in gold.content()
    home = visitors.as_("Analyst")
    says(home, "A march from Wood Green to Finsbury Park")
