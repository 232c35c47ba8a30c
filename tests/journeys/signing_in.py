"""How does somebody sign in for the first time, and later? As a person would: a link, a password, and a code."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.journeys.acting import click, says
from tests.journeys.houses import House
from tests.journeys.looking import check_page

PASSWORD = "quiet otters mend seven lanterns"
# Pages about one's own password and second step, which the demonstration stands in for.
IN_AN_EMPTY_HOUSE = {
    "mfa_add_webauthn",
    "people:change_password",
    "people:recovery_codes",
    "people:remove_second_step",
}
EMAIL = "ada@house.example"


def code_for(secret: str, *, after: bool = False) -> str:
    """What an authenticator app shows; `after` the next one, because a code opens once only."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + int(after))))


def sign_in(page: Any, email: str, password: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").first.fill(password)
    click(page, "^Sign in$")


def take_up_the_invitation(page: Any, house: House) -> str:
    """From the printed link to the recovery codes; returns the key of the app."""
    link = re.search(r"/invitation/\S+", (house.home / "link.txt").read_text())
    assert link, "the command printed no link"
    page.goto(link[0])
    check_page(page)
    page.get_by_label("New password").first.fill("password")
    click(page, "Make my account")
    says(page, "There is a problem")
    page.get_by_label("New password").first.fill(PASSWORD)
    click(page, "Make my account")
    sign_in(page, EMAIL, PASSWORD)
    page.goto("/people/")  # compulsory: no page before it opens
    says(page, "Set up a second step first")
    click(page, "Set up an authenticator app")
    secret = page.locator("code").first.inner_text()
    page.get_by_label("Code that the app shows").fill(code_for(secret))
    click(page, "^Set up$")
    return str(secret)
