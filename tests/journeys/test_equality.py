"""Is a decision screened, assessed, checked, signed by a third person and published, and is its plan then followed up?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.acting import click, press, says, words_of
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
TITLE = "Opening hours of front counters"
SAID = "Evenings suit those who work in the day"


def _date(page: Any, name: str, day: str, month: str, year: str) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f"[name='{name}-{part}']").fill(value)


def _open(lead: Any) -> str:
    lead.goto("/equality/")
    check_page(lead)
    click(lead, "Open an assessment")
    check_page(lead)
    lead.get_by_label("What is assessed").fill(TITLE)
    lead.get_by_label("Whose is it?").select_option(label="Community Safety Link Body")
    lead.get_by_label("What is it for?").fill("Front counters open when people can come")
    lead.get_by_label("Who is affected?").fill("Whoever reports a crime in person")
    lead.get_by_label("A change", exact=True).check()
    lead.get_by_label("How does it bear on each aim of the duty?").fill("It takes away a disadvantage")
    _date(lead, "decision_on", "22", "7", "2010")
    lead.get_by_label("Who decides?").select_option(label="Chief officer")
    click(lead, "Open it")
    says(lead, "Screening")
    return str(lead.url)


def _write(lead: Any, here: str) -> None:
    click(lead, "It needs a full assessment")
    says(lead, "Before it may be checked")
    for row in ("race", "disability", "gender"):
        press(lead, lead.locator("main").get_by_role("link", name=f"Judge {row}").first)
        for number in range(lead.locator("select[name$='_effect']").count()):
            lead.locator("select[name$='_effect']").nth(number).select_option(label="Neutral")
        check_page(lead)
        click(lead, "Save")
    click(lead, "Name a source of evidence")
    lead.get_by_label("Source").fill("Counter visits of 2009")
    lead.get_by_label("What does it say?").fill("Most come after six")
    lead.locator("[name=strength]").first.check()
    click(lead, "Add it")
    click(lead, "Record who was consulted")
    lead.get_by_label("Which group").fill("Refugee community organisations")
    lead.get_by_label("How were they asked?").fill("Round table")
    _date(lead, "held_on", "1", "7", "2010")
    lead.get_by_label("What did they say?").fill(SAID)
    lead.get_by_label("What changed because of it, or why did nothing change?").fill(
        "Two evenings were added"
    )
    click(lead, "Add it")
    click(lead, "Add an action")
    lead.get_by_label("Changes something").check()
    lead.get_by_label("What is done?").fill("Open on two evenings")
    lead.get_by_label("Which post answers for it?").fill("Head of front counters")
    lead.get_by_label("How will one know?").fill("Visits in the evening are counted")
    _date(lead, "due_on", "1", "7", "2011")
    click(lead, "Add it")
    click(lead, "Write the outcome and the review")
    lead.get_by_label("Outcome").select_option(label="2. Adjust: what was found is put right")
    lead.get_by_label("How is the real effect watched?").fill("Visits are counted by month")
    _date(lead, "review_on", "22", "7", "2011")
    click(lead, "Save")
    assert "Before it may be checked" not in words_of(lead)
    click(lead, "Put it to consultation")
    click(lead, "Send it for the quality check")
    says(lead, "somebody else checks it and a third person signs it")


def test_an_assessment_is_screened_written_checked_signed_and_published(visitors: Any) -> None:
    lead = visitors.as_("Community safety link body lead")
    here = _open(lead)
    _write(lead, here)

    adviser = visitors.as_("Clearing officer", here)
    click(adviser, "Pass it")
    says(adviser, "Waiting for sign-off")

    chief = visitors.as_("Chief executive's office", here)
    click(chief, "Read and sign")
    says(chief, SAID)
    check_page(chief)
    click(chief, "Sign it")
    says(chief, "Signed by Chief executive's office (chief officer) on 15 July 2010")

    lead.goto(here)
    click(lead, "Take a part out of the public copy")
    lead.get_by_label("Which part").select_option(label="Who was consulted and what they said")
    lead.get_by_label("Why does the public not read it?").fill("They spoke in confidence")
    click(lead, "Take it out")

    manager = visitors.as_("Partnership manager", here)
    click(manager, "Prepare it for the public")
    check_page(manager)
    click(manager, "Prepare it for a second person")
    release = manager.url

    officer = visitors.as_("Committee officer", release)
    click(officer, "Release it to the public")

    officer.goto("/public/register/")
    press(officer, officer.get_by_role("link", name=TITLE))
    says(officer, "They spoke in confidence")
    assert SAID not in officer.content()
    check_page(officer)

    lead.goto(here)
    says(lead, "Published")
    click(lead, "Begin monitoring")
    click(lead, "Give more time")
    _date(lead, "until_on", "1", "9", "2011")
    lead.get_by_label("Why does it need more time?").fill("The building is let until August")
    click(lead, "Give the action more time")
    says(lead, "The building is let until August")
    check_page(lead)
