"""When is something owed, when does a promise become everybody's business, and when does consent end?"""

from __future__ import annotations

from datetime import date, timedelta

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.engagement.rules.states import OWED

OPEN_DAYS = 28  # a promise open for longer stands on the public list unless it is confidential
CONSENT_AT_MOST = timedelta(
    days=2 * 366
)  # consent of a contact is asked for again after two years at the latest
ROUND_EVERY = timedelta(weeks=13)  # a key individual network is asked each quarter


def is_overdue(state: str, made_on: date, on: date) -> bool:
    """Has a promise that is not kept yet been open for more than 28 days?"""
    return state in OWED and (on - made_on).days > OPEN_DAYS


def is_for_everybody(*, state: str, made_on: date, confidential: bool, released: bool, on: date) -> bool:
    """Does a promise stand on the public list?"""
    return not confidential and (released or is_overdue(state, made_on, on))


def shows_by_itself_on(made_on: date) -> date:
    """The first day on which a promise that is still open stands on the public list."""
    return made_on + timedelta(days=OPEN_DAYS + 1)


def commitment_sentence(*, state: str, made_on: date, due_on: date | None, on: date, in_words: str) -> str:
    """How a promise stands; in_words is the day by which it was promised."""
    days = (on - made_on).days
    age = "today" if days == 0 else f"{days} day{'' if days == 1 else 's'} ago"
    if state == "done":
        return "Done."
    if state == "not_possible":
        return "Not possible; the reason stands beside it."
    late = (
        f", due by {in_words}"
        if due_on and due_on >= on
        else f", due by {in_words} and late"
        if due_on
        else ""
    )
    return f"{'Begun' if state == 'in_progress' else 'Not begun'}; promised {age}{late}."


def is_consent_valid(consented_on: date, expires_on: date, ended_on: date | None, on: date) -> bool:
    return ended_on is None and consented_on <= on < expires_on


def check_consent(consented_on: date, expires_on: date, on: date) -> None:
    """Consent was given, ends, and ends within two years."""
    if consented_on > on:
        raise NotPossible("Consent cannot lie in the future.")
    if expires_on <= on:
        raise NotPossible("This consent has ended already: ask the person again.")
    if expires_on - consented_on > CONSENT_AT_MOST:
        raise NotPossible("Consent lasts two years at the most: choose an earlier day for its end.")


def check_next_contact(last_on: date | None, next_on: date | None) -> None:
    """The next conversation lies after every one that was held."""
    if last_on is not None and next_on is not None and next_on <= last_on:
        raise NotPossible("The next contact lies after the last.")


def check_loan(from_on: date, until_on: date) -> None:
    if until_on <= from_on:
        raise NotPossible("A loan ends after it begins.")


def next_round_on(founded_on: date, last_asked_on: date | None) -> date:
    """The day on which a key individual network is due to be asked again."""
    return (last_asked_on or founded_on) + ROUND_EVERY
