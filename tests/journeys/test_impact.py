"""Does nothing go ahead before another person approved what it will do, and is an override owed for until it is met?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.acting import click, press, says, type_day
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
NAME = "Street market moved for the works"


def ask(page: Any, name: str) -> str:
    page.goto("/impact/")
    click(page, "Ask for an assessment")
    page.get_by_label("What is the operation or event called?").fill(name)
    page.get_by_label("A large or contentious event or protest").check()
    page.get_by_label("What is planned?").fill("The market stands two streets further on for three weeks.")
    page.get_by_label("Which unit asks?").fill("Town centre team")
    type_day(page, "By which day is the assessment needed?", 30, 7, 2010)
    page.get_by_label("Haringey", exact=True).check()
    page.get_by_label("Kurdish").check()
    click(page, "^Ask for it$")
    says(page, "Its assessment is requested; it has to be approved by another person.")
    return str(page.url)


def write(page: Any, operation: str) -> str:
    page.goto(operation)
    click(page, "^The assessment$")
    click(page, "Take it up")
    click(page, "Take up the assessment")
    click(page, "Put it to consultation")
    click(page, "Put it to consultation")
    submit(page)
    return str(page.url)


def submit(page: Any) -> None:
    click(page, "Submit it for approval")
    for label, choice in (
        ("Likelihood, if nothing is done", "4, likely"), ("Impact, if nothing is done", "4, serious"),
        ("Likelihood, with what is recommended", "3, possible"), ("Impact, with what is recommended", "3, clear"),
    ):  # fmt: skip
        page.get_by_label(label).select_option(label=choice)
    click(page, "Submit the assessment")
    says(page, "It waits for approval by somebody who neither wrote nor asked for it.")


def test_from_the_request_to_the_authorised_operation(visitors: Any) -> None:
    investigator = visitors.as_("Investigating officer")
    operation = ask(investigator, NAME)
    assert "Authorise the operation" not in investigator.content()
    desk = visitors.as_("Desk officer")
    assessment = write(desk, operation)
    assert "Approve it" not in desk.content()
    gold = visitors.as_("Gold commander", assessment)
    click(gold, "Approve it")
    click(gold, "Approve the assessment")
    says(gold, "Approved")
    gold.goto(operation)
    says(gold, "Its assessment is approved by another person.")
    click(gold, "Authorise the operation")
    click(gold, "Authorise the operation")
    says(gold, "on version 1 of its assessment")
    press(gold, gold.get_by_role("link", name="version 1 of its assessment"))
    says(gold, "Nothing of it changes.")


def test_an_override_is_owed_for_until_another_person_approved_the_assessment(visitors: Any) -> None:
    investigator = visitors.as_("Investigating officer")
    operation = ask(investigator, "A crowd after the final")
    gold = visitors.as_("Gold commander", operation)
    click(gold, "Go ahead without an approved assessment")
    check_page(gold)
    click(gold, "Go ahead without an approved assessment")
    says(gold, "There is a problem")
    gold.get_by_label("Why").fill("The crowd is there now, and two people were hurt.")
    click(gold, "Go ahead without an approved assessment")
    says(gold, "An approved assessment is owed by")
    auditor = visitors.as_("Oversight auditor", "/impact/duties/")
    says(auditor, "The crowd is there now")
    check_page(auditor)
    desk = visitors.as_("Desk officer")
    assessment = write(desk, operation)
    auditor.goto("/impact/duties/")
    says(auditor, "The crowd is there now")
    silver = visitors.as_("Silver commander", assessment)
    click(silver, "Approve it")
    click(silver, "Approve the assessment")
    auditor.goto("/impact/duties/")
    assert "The crowd is there now" not in auditor.content()
    says(auditor, "still owed")
