"""May what a community told us be shared with this body for this purpose?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible, Refused

LOCKED = "immigration_"  # as the database tests it, and as the files of purposes have to say it
WHAT_IS_PROTECTED = (
    "What a community tells us is never handed to a body that enforces immigration law, and is used to enforce it only "
    "where those who told us agreed to exactly that. Every request for it is refused, kept, and shown to those who oversee us."
)
WHAT_IS_NOT = (
    "This holds for what is kept here. It cannot undo what somebody says elsewhere, it does not stop a court from ordering "
    "something to be shown, and an officer who hears of a danger to somebody’s life has to act on it."
)


class Lock(StrEnum):
    """Why something is not shared. Empty words mean that it may be."""

    OPEN = ""
    BODY = "body"
    PURPOSE = "purpose"
    NOT_AGREED = "not_agreed"


SENTENCES = {
    Lock.OPEN: "It may be shared for this purpose.",
    Lock.BODY: "This body enforces immigration law. What a community told us is never handed to it.",
    Lock.PURPOSE: "Those who told us this did not agree that it is used to enforce immigration law.",
    Lock.NOT_AGREED: "Those who told us this did not agree to this purpose. Ask them first.",
}


@dataclass(frozen=True)
class Wish:
    """What somebody wants to share: for which purpose, with a body that enforces immigration law or another."""

    purpose: str
    enforces_immigration: bool


def lock_on(wish: Wish, agreed: Collection[str]) -> Lock:
    """The first reason that stands against it."""
    if wish.enforces_immigration:
        return Lock.BODY
    if wish.purpose in agreed:
        return Lock.OPEN
    return Lock.PURPOSE if is_locked(wish.purpose) else Lock.NOT_AGREED


def is_locked(purpose: str) -> bool:
    return purpose.startswith(LOCKED)


def check_may_share(wish: Wish, agreed: Collection[str]) -> None:
    """Raise Refused where the lock holds, so that the attempt is kept; NotPossible where asking would be enough."""
    lock = lock_on(wish, agreed)
    if lock in (Lock.BODY, Lock.PURPOSE):
        raise Refused(f"{SENTENCES[lock]} This attempt is kept, and those who oversee us see it.")
    if lock is Lock.NOT_AGREED:
        raise NotPossible(SENTENCES[lock])


def check_may_keep_with(enforces_immigration: bool) -> None:
    """A relationship of trust through a body that enforces immigration law would put its people at risk."""
    if enforces_immigration:
        raise Refused("A trusted relationship is never kept through a body that enforces immigration law.")
