"""What may be kept of a meeting of the group, and when does it meet again?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from commonweal.ground.visibility.rules import NotPossible

# By how bad the agreed level is: calm each month, uneasy each week, disorder near or there each day.
AGAIN = {
    "good": timedelta(days=31),
    "watch": timedelta(days=7),
    "warn": timedelta(days=7),
    "bad": timedelta(days=1),
}


def meets_again_by(held_on: date, tone: str) -> date:
    """The last day for the next meeting; without a level as for a calm one."""
    return held_on + AGAIN.get(tone, AGAIN["good"])


def check_held(held_on: date, next_on: date | None, today: date) -> None:
    if held_on > today:
        raise NotPossible("This meeting lies ahead. Keep it once it was held.")
    if next_on is not None and next_on <= held_on:
        raise NotPossible("The next meeting comes after this one.")


def check_reviewed(area: int, items: Iterable[tuple[int, bool]]) -> None:
    """Each as (the area that it is about, is it protected). Partners sit in the group."""
    for about, is_protected in items:
        if is_protected:
            raise NotPossible(
                "A protected item is counted and shown to nobody: the group does not look at it."
            )
        if about != area:
            raise NotPossible("The group looks at items about its own area.")


def check_action(text: str, due_on: date, held_on: date) -> None:
    if not text.strip():
        raise NotPossible("Say what is going to be done.")
    if due_on < held_on:
        raise NotPossible("An action is due on the day of the meeting or later.")


def check_done(outcome: str, done_on: date, *, held_on: date, today: date) -> None:
    if not outcome.strip():
        raise NotPossible("Say what came of it: done is not the same as solved.")
    if done_on < held_on:
        raise NotPossible("An action is done after the group decided on it.")
    if done_on > today:
        raise NotPossible("This day lies ahead. Say that it is done once it is.")
