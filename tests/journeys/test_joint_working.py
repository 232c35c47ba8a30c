"""From a draft on which nobody may be sent to people deployed: tried, agreed with oversight, signed, in force, deployed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.acting import press, says
from tests.journeys.looking import check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
AGREEMENT = "Secondments to immigration enforcement"
DEPLOY = re.compile("^Deploy ?: Constable in a borough team$")


def _press(page: Any, name: str) -> None:
    press(page, page.get_by_role("button", name=name, exact=True))


def _follow(page: Any, name: str) -> None:
    press(page, page.get_by_role("link", name=name, exact=True).first)


def _open_agreement(visitors: Any, who: str, **given: Any) -> Any:
    page = visitors.as_(who, "/agreements/", **given)
    _follow(page, AGREEMENT)
    return page


def test_nobody_is_deployed_until_the_word_is_agreed_and_the_parties_signed(
    visitors: Any, count: Callable[[str, int], None]
) -> None:
    steps = 0
    gold = _open_agreement(visitors, "Gold commander")
    says(gold, "is a draft: nobody is deployed")
    assert gold.get_by_role("link", name=DEPLOY).count() == 0

    gold.goto(gold.url.split("/agreements/")[0] + "/definitions/")
    _follow(gold, "Harm")
    check_page(gold)
    _press(gold, "Open version 1")
    _follow(gold, "Try case 6")
    gold.get_by_label("It is harm as the wording says it", exact=True).check()
    _press(gold, "Keep what it says")
    version = gold.url
    steps += 2

    member = visitors.as_("Authority member", version[version.index("/definitions/") :], screen="phone")
    _press(member, "Agree to this version")
    member.get_by_label("Where it agreed").fill("15 July 2010, item 6")
    _press(member, "Agree to this version")
    says(member, "It never changes")
    steps += 1

    gold = _open_agreement(visitors, "Gold commander")
    _follow(gold, "Keep the signature of UK Border Agency")
    for part, value in (("Day", "14"), ("Month", "7"), ("Year", "2010")):
        gold.get_by_label(part, exact=True).fill(value)
    _press(gold, "Keep the signature")
    says(gold, "The signature is kept")
    steps += 1

    silver = _open_agreement(visitors, "Silver commander", screen="no scripts")
    for button in ("Agree to it", "Bring it into force"):
        _press(silver, button)
        _press(silver, button)
        steps += 1
    says(silver, "In force")

    gold = _open_agreement(visitors, "Gold commander")
    press(gold, gold.get_by_role("link", name=DEPLOY))
    _press(gold, "Deploy")
    says(gold, "12 people deployed")
    count("journey: from a draft to people deployed, steps", steps + 1)


def test_drift_and_what_goes_to_the_inspectorate_are_told_first(visitors: Any) -> None:
    gold = visitors.as_("Gold commander", "/agreements/")
    _follow(gold, "Joint team against trafficking")
    _press(gold, "What was done, month by month")
    says(gold, "In June 2010, 48% of the hours (110 of 230) lay outside")
    member = visitors.as_("Authority member", "/agreements/inspectorate/", screen="phone")
    check_page(member)
    says(member, "kept back")
