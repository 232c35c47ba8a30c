"""Is the weekly return a two-minute job on a telephone, is silence visible, and does everybody who spoke hear back?"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.journeys.acting import Hand, click, press, says, touch, words_of
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
MOST_INTERACTIONS = 6
LEAD, DEPUTY, OTHER_LEAD = "Borough lead", "Deputy borough lead", "Borough lead in Brent"


def test_a_contributor_reports_on_a_telephone_in_a_few_touches(visitors: Any, count: Any) -> None:
    hand = Hand(visitors.as_("Community contributor", "/tension/mine/", screen="phone"))
    check_page(hand.page)
    says(hand.page, "Call 999")
    hand.press("^Report$")
    says(hand.page, "does not take the place of a report")
    hand.tick("Yes")
    hand.type("What have you seen or heard", "A rumour at the lunch club keeps people at home.")
    hand.press("^Send$")
    says(hand.page, "Thank you. Your return is in.")
    says(hand.page, "Sent, waiting to be checked")
    says(hand.page, "It came late")  # it is Thursday, and it was due on Wednesday at midday
    count("interactions of a contributor's return on a telephone", hand.interactions)
    assert hand.interactions <= MOST_INTERACTIONS


def test_what_was_typed_is_there_again_after_the_connection_was_lost(visitors: Any) -> None:
    page = visitors.as_("Policy officer at the Refugee Council", "/tension/mine/", screen="phone")
    click(page, "Haringey, week of Monday 12 July")
    click(page, "^Add something")
    page.get_by_label("What do you want to add?").fill("It was the 29 bus, about nine in the evening.")
    page.context.set_offline(True)
    touch(page.get_by_role("button", name="Add"))
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.goto("/tension/mine/")
    click(page, "Haringey, week of Monday 12 July")
    click(page, "^Add something")
    assert (
        page.get_by_label("What do you want to add?").input_value()
        == "It was the 29 bus, about nine in the evening."
    )
    click(page, "^Add$")
    says(page, "It was the 29 bus")


def test_the_week_shows_nil_missing_late_and_not_asked_as_four_things(visitors: Any) -> None:
    page = visitors.as_("Analyst", "/tension/")
    check_page(page)
    says(page, "31 of 32 areas asked have reported")
    rows = {
        row.locator("th").inner_text().strip(): " ".join(row.inner_text().split())
        for row in page.locator("#areas tbody tr").all()
    }
    assert "Late" in rows["Brent"]
    assert "High" in rows["Brent"]
    assert "Nobody reported" in rows["Hillingdon"]
    assert "None" in rows["Richmond upon Thames"]
    assert "Not asked" in rows["City of London"]
    on_the_map = page.locator(".cw-area")
    said = {area.get_attribute("aria-label") for area in on_the_map.all()}
    assert {"Brent: Late: High", "Hillingdon: Nobody reported", "Richmond upon Thames: Reported: nothing", "City of London: Not asked"} <= said  # fmt: skip
    click(page, "^Brent")
    click(page, "week of Monday 12 July 2010")
    says(page, "It came late: it was due on 14 July 2010, midday and came on 14 July 2010, 12:01pm.")


def open_the_police_return(page: Any) -> None:
    row = page.locator("tr").filter(has_text="Metropolitan Police, Haringey")
    press(page, row.get_by_role("link", name=re.compile("^Haringey")).first)


def test_a_second_person_checks_sends_back_and_it_comes_again(visitors: Any) -> None:
    lead = visitors.as_(LEAD, "/tension/to-check/")
    check_page(lead)
    open_the_police_return(lead)
    says(lead, "From Metropolitan Police, Haringey")
    click(lead, "^Send back$")
    click(lead, "^Send back$")
    says(lead, "There is a problem")
    lead.get_by_label("Why").fill("Say which streets the leaflets were found in.")
    click(lead, "^Send back$")
    says(lead, "The return is sent back.")
    deputy = visitors.as_(DEPUTY, "/tension/mine/")
    says(deputy, "Say which streets the leaflets were found in.")
    click(deputy, "Change it and send it again")
    click(deputy, "^Change item 1")
    deputy.get_by_label("The facts").fill("Leaflets lay in the streets around the market.")
    click(deputy, "^Save$")
    click(deputy, "^Send$")
    says(deputy, "Thank you.")
    says(deputy, "Sent, waiting to be checked")
    assert (
        not deputy.locator("main").get_by_role("button", name=re.compile("check it")).count()
    )  # one's own work
    lead.reload()
    click(lead, "It is in order")
    says(lead, "The return is checked.")
    analyst = visitors.as_("Analyst", "/tension/to-check/")
    open_the_police_return(analyst)
    click(analyst, "^Accept$")
    says(analyst, "The return is accepted.")


def test_somebody_without_a_name_gets_a_receipt_an_answer_and_can_add_to_it(visitors: Any) -> None:
    someone = visitors.open("/tell-us/", screen="phone")
    check_page(someone)
    says(someone, "we do not ask who you are")
    someone.get_by_label("Which area is it about?").select_option(label="Haringey")
    someone.get_by_label("Yes", exact=True).first.check()
    someone.get_by_label("What have you seen or heard").fill(
        "Stickers against one group are all over our stairs."
    )
    click(someone, "^Send$")
    receipt = someone.locator("#receipt").inner_text()
    assert receipt not in someone.url
    says(someone, "It is shown only this once")
    says(someone, "Call 999")

    desk = visitors.as_("Desk officer", "/tension/owed/")
    check_page(desk)
    click(desk, "Somebody without a name, Haringey")
    says(desk, "Stickers against one group")
    says(desk, "Somebody who gave no name")
    click(desk, "^Answer$")
    desk.get_by_label("What became of it?").fill("The landlord takes them down tomorrow. Thank you.")
    click(desk, "^Answer$")

    again = visitors.open("/tell-us/receipt/", screen="phone")
    again.get_by_label("Your receipt").fill("00000-00000")
    click(again, "^Open$")
    says(again, "We know no such receipt.")
    again.get_by_label("Your receipt").fill(receipt.lower())
    click(again, "^Open$")
    says(again, "The landlord takes them down tomorrow.")
    again.get_by_label("Do you want to add something?").fill("They are gone. Thank you too.")
    click(again, "^Add$")
    says(again, "Your words are added.")
    assert "They are gone" in words_of(again)


def test_a_partner_reads_what_was_written_for_partners_and_nothing_of_an_item(visitors: Any) -> None:
    page = visitors.as_("Policy officer at the Refugee Council", "/tension/shared/")
    check_page(page)
    says(page, "Leaflets against newcomers were handed out")
    assert page.goto("/tension/roll-up/").status == 403
    assert page.goto("/tension/").status == 404
