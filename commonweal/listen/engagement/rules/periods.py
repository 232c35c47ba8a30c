"""When may a period that somebody opened come to an end?"""

from __future__ import annotations

from datetime import date

from commonweal.ground.visibility.rules import NotPossible


def check_end(since_on: date, ends_on: date | None, until_on: date, *, thing: str) -> None:
    """A later end may be brought forward; one that has been is not put off, which would rewrite what was so."""
    if ends_on is not None and ends_on <= until_on:
        raise NotPossible(f"{thing} ends by that day already.")
    if until_on <= since_on:
        raise NotPossible(f"{thing} ends after it began.")
