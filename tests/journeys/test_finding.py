"""Does one find what one looks for, and who has not been heard, in a few touches on a telephone?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.acting import click, press, says, words_of
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def test_somebody_searches_on_a_telephone_and_opens_what_was_found(visitors: Any) -> None:
    page = visitors.as_("Analyst", "/", screen="phone")
    press(page, page.get_by_role("link", name="Search").first)
    page.get_by_label("Words that stand in it").fill("somali")
    press(page, page.get_by_role("button", name="Search"))
    press(page, page.get_by_role("link", name="Somali", exact=True).first)
    says(page, "Somali")


def test_a_partner_who_searches_finds_nothing_that_is_for_the_police(visitors: Any) -> None:
    analyst = visitors.as_("Analyst", "/search/?q=june+haringey")
    says(analyst, "In June 2010 Haringey recorded")
    partner = visitors.as_("Policy officer at the Refugee Council", "/search/?q=june+haringey")
    says(partner, "Nothing that you may see says")
    assert "recorded" not in words_of(partner)


def test_the_places_of_one_community_are_two_touches_away(visitors: Any, count: Any) -> None:
    page = visitors.as_("Analyst", "/communities/not-heard/", screen="phone")
    check_page(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    count("length of the page who was not heard on a telephone, in pixels", height)
    assert height < 7000
    click(page, "^Roma")
    check_page(page)
    says(page, "5 places")
    click(page, "^Remove filter: Roma")
    says(page, "Show all")
