"""Is what a community told us kept from enforcement, passed on with its conditions, and said to have been of use?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.acting import click, press, says
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
WORDS = "Two landlords in Tottenham put ten people into a cellar"
RELAYED = "Cellars are let to newcomers in the north of the borough"


def tell(desk: Any) -> None:
    desk.goto("/trusted/")
    check_page(desk)
    press(desk, desk.locator("table").get_by_role("link", name="Lithuanian"))
    check_page(desk)
    click(desk, "They told us something")
    desk.get_by_label("What did they tell us?").fill(WORDS + ". Her number is 07700 900123.")
    desk.get_by_label("Keep people safe").check()
    desk.get_by_label("Plan housing").check()
    click(desk, "Keep it")
    says(desk, "This looks like a telephone number of a person")
    check_page(desk)
    desk.get_by_label("What did they tell us?").fill(WORDS)
    click(desk, "Keep it")
    says(desk, "Saying that we have it is owed by 19 July 2010")


def test_a_request_for_enforcement_is_refused_and_seen_and_a_relay_is_used(visitors: Any) -> None:
    desk = visitors.as_("Desk officer")
    tell(desk)
    exchange = desk.url
    click(desk, "Somebody asks for it")
    desk.get_by_label("Who asks for it?").select_option(label="UK Border Agency")
    desk.get_by_label("For which purpose?").select_option(label="Enforce immigration law")
    click(desk, "Keep the request")
    says(desk, "This body enforces immigration law")
    check_page(desk)

    auditor = visitors.as_("Oversight auditor", "/trusted/oversight/")
    says(auditor, "UK Border Agency")
    says(auditor, "Enforce immigration law")
    assert "cellar" not in auditor.content()
    check_page(auditor)

    desk.goto(exchange)
    click(desk, "Relay it to partners")
    desk.get_by_label("What is it about").fill("Cellars")
    desk.get_by_label("What do you pass on?").fill(RELAYED)
    desk.get_by_label("For which purpose?").select_option(label="Keep people safe")
    desk.get_by_label("May be passed on, on conditions").check()
    desk.get_by_label("On which conditions?").fill("Do not visit before you have spoken with us")
    desk.get_by_label("GLA Diversity and Social Policy Team").check()
    click(desk, "Relay it")
    relay = desk.url
    check_page(desk)

    partner = visitors.as_("Policy officer at the GLA", "/trusted/relays/")
    press(partner, partner.get_by_role("link", name="Metropolitan Police Service").first)
    says(partner, "Do not visit before you have spoken with us")
    assert RELAYED not in partner.content()
    check_page(partner)
    click(partner, "Accept the conditions")
    says(partner, RELAYED)
    click(partner, "Say whether it was of use")
    partner.get_by_label("Yes").check()
    partner.get_by_label("What was it used for").fill("Two cellars were inspected")
    click(partner, "Send")
    says(partner, "Was of use")
    desk.goto(relay)
    says(desk, "Two cellars were inspected")


def test_a_name_is_opened_with_a_reason_that_oversight_reads(visitors: Any) -> None:
    desk = visitors.as_("Desk officer", "/trusted/")
    press(desk, desk.locator("table").get_by_role("link", name="Kurdish"))
    assert "Treasurer" not in desk.content()
    click(desk, "Open who it is")
    check_page(desk)
    desk.get_by_label("Why do you have to know").fill(
        "I am ill from tomorrow and my colleague has to visit them"
    )
    click(desk, "Open it for ten minutes")
    says(desk, "Treasurer of a traders")
    check_page(desk)
    member = visitors.as_("Authority member", "/trusted/oversight/")
    says(member, "my colleague has to visit them")
    assert "Treasurer" not in member.content()
