"""On an operator's own data, with no door beside the lock: does a person get in as they should, and only so?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.acting import click, press, says, touch
from tests.journeys.houses import House
from tests.journeys.looking import check_page
from tests.journeys.signing_in import PASSWORD, code_for, sign_in, take_up_the_invitation

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def test_the_first_administrator_gets_in_with_a_second_step_and_not_without(
    first_visitors: Any, empty: House
) -> None:
    page = first_visitors.open("/")
    check_page(page)
    assert (
        first_visitors.open("/demonstration/").locator("h1").inner_text()
        == "There is nothing here for you to see"
    )
    secret = take_up_the_invitation(page, empty)
    says(page, "Recovery codes")
    page.goto("/people/")
    check_page(page)
    says(page, "Ada Onslow")
    touch(page.locator(".cw-account > summary"))
    press(page, page.get_by_role("button", name="Sign out"))
    page.goto("/people/")
    assert "/sign-in/" in page.url
    sign_in(page, "ada@house.example", "not the password at all")
    says(page, "That e-mail address and password do not belong together.")
    sign_in(page, "nobody@house.example", PASSWORD)
    says(page, "That e-mail address and password do not belong together.")
    sign_in(page, "ada@house.example", PASSWORD)
    page.get_by_label("Code").fill("000000")
    click(page, "^(Continue|Sign in|Confirm)")
    says(page, "There is a problem")
    page.get_by_label("Code").fill(code_for(secret, after=True))
    click(page, "^(Continue|Sign in|Confirm)")
    page.goto("/people/")
    says(page, "Ada Onslow")
