"""What is a secret receipt: too long to guess, easy to read aloud, and kept only as its hash?"""

from __future__ import annotations

import hashlib
import hmac
import re

from commonweal.ground.visibility.rules import NotPossible

# Crockford's letters: no I, L, O or U, so that a receipt can be written down and typed again.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26  # 130 bits
GROUP = 5
KEY_LENGTH = 32
MOST_ADDITIONS = 20
LONGEST = 4000
IS_RIGHT = {"": "Not said", "yes": "It is right", "partly": "It is partly right", "no": "It is not right"}
_MISREAD = str.maketrans("ILO", "110")
_SHAPE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}\Z")


def make_receipt(secret: bytes, once: str, kind: str) -> str:
    """The receipt of one form: the same form sent twice gets the same one, and nobody without our key can work it out."""
    number = int.from_bytes(hmac.digest(secret, f"{kind} receipt {once}".encode(), "sha256"), "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters)


def in_groups(receipt: str) -> str:
    """ABCDE-FGHJK-…, as it is shown."""
    return "-".join(receipt[at : at + GROUP] for at in range(0, len(receipt), GROUP))


def as_typed(typed: str) -> str:
    """The receipt that somebody typed, however they grouped it; "" where it cannot be one."""
    bare = re.sub(r"[\s\-–—]+", "", typed).upper().translate(_MISREAD)
    return bare if _SHAPE.match(bare) else ""


def hash_of(receipt: str, kind: str) -> str:
    """What is kept of it. kind says what it opens, so that a receipt for one thing never opens another."""
    # A receipt is random and long, so one round of a fast hash is enough: there is no dictionary to try.
    return hashlib.sha256(f"{kind} receipt {receipt}".encode()).hexdigest()


def check_strong_key(once: str) -> None:
    if not is_strong_key(once):
        raise NotPossible("This page is too old. Open it again; what you typed is still there.")


def check_may_add(said_before: int, text: str, is_right: str = "") -> None:
    """Whoever holds a receipt says something each time, and not without end."""
    if is_right not in IS_RIGHT:
        raise NotPossible("Say whether it is right: yes, partly or no.")
    if not text.strip() and not is_right:
        raise NotPossible("Say whether it is right, or write a few words.")
    if len(text) > LONGEST:
        raise NotPossible(f"Keep it below {LONGEST:,} characters.")
    if said_before >= MOST_ADDITIONS:
        raise NotPossible("You have added very much already. Please speak to us again.")


def is_strong_key(once: str) -> bool:
    """Long enough to have been made by us: a short key would let two strangers share a receipt."""
    return len(once) >= KEY_LENGTH
