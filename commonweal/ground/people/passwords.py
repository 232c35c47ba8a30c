"""Is this password hard enough to guess? Long, not a common one, and without the words that everybody here would try first."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from commonweal.ground.people.reads import needs_second_factor, words_around

LENGTH = 12
LENGTH_ALONE = 15  # where no second factor stands behind it
LONGEST = 200


class LengthValidator:
    def validate(self, password: str, user: Any = None) -> None:
        wanted = LENGTH if user is not None and needs_second_factor(user) else LENGTH_ALONE
        if len(password) < wanted:
            raise ValidationError(
                f"Use at least {wanted} characters. Four words that do not belong together are good."
            )
        if len(password) > LONGEST:
            raise ValidationError(f"Use at most {LONGEST} characters.")

    def get_help_text(self) -> str:
        return f"At least {LENGTH} characters, {LENGTH_ALONE} where you have no second step; no other rules."


class CommonValidator(CommonPasswordValidator):
    """Also finds a common password that was only repeated, or lengthened with figures and signs."""

    def validate(self, password: str, user: Any = None) -> None:
        core = _core(password)
        if self.passwords & {password.lower().strip(), _repeated(password.lower()), core, _repeated(core)}:
            raise ValidationError("This is one of the passwords that are guessed first. Choose another.")
        if len(set(password.lower())) < 5 or _is_a_run(password):
            raise ValidationError("This repeats or counts characters. Choose another.")

    def get_help_text(self) -> str:
        return "Not one of the passwords that are guessed first."


def _repeated(password: str) -> str:
    """The part that the whole is a repetition of, or the whole."""
    return password[: (password + password).find(password, 1)]


def _is_a_run(password: str) -> bool:
    """123456789012, abcdefghijkl and the like, in either direction."""
    steps = {(ord(b) - ord(a)) % 10 for a, b in pairwise(password)}
    return steps in ({1}, {9})


def _core(password: str) -> str:
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.lower())


class ContextValidator:
    def validate(self, password: str, user: Any = None) -> None:
        lower = password.casefold()
        if found := sorted(word for word in words_around(user) if word in lower):
            raise ValidationError(f"Leave out “{found[0]}”: it is what somebody who knows you would try.")

    def get_help_text(self) -> str:
        return "Without your name, your e-mail address or your organisation's name."
