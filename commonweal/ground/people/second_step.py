"""Is this code right, and was it never used before? TOTP counts forward only; recovery codes are hashed and work once."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime
from typing import Literal

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction

from commonweal.ground.people.models import Account, RecoveryCode

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like a figure
CODES = 10
GROUPS = 6  # 24 characters of 31: 118 bits, so that a plain hash is enough (nobody can try them all)

Kind = Literal["app", "recovery"]


def use_code(account: Account, code: str, *, at: datetime) -> Kind | None:
    """Use the code up and say what it was, or None where it is wrong or was used before."""
    if _use_app_code(account, code):
        return "app"
    return "recovery" if _use_recovery_code(account, code, at=at) else None


def _use_app_code(account: Account, code: str) -> bool:
    with transaction.atomic():
        app = (
            Authenticator.objects.select_for_update()
            .filter(user_id=account.pk, type=Authenticator.Type.TOTP)
            .first()
        )
        counter = app and matching_counter(decrypt(app.data["secret"]), code)
        if not app or not counter or counter <= app.data.get("last_counter", 0):
            return False
        app.data["last_counter"] = counter
        app.save(update_fields=["data"])
        return True


def matching_counter(secret: str, code: str) -> int:
    """Which thirty seconds the code belongs to; 0 for none."""
    for counter in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return counter
    return 0


def _use_recovery_code(account: Account, code: str, *, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(account=account, code_hash=hash_code(account, code), used_at=None)
    return unused.update(used_at=at) == 1


def make_codes() -> list[str]:
    def group() -> str:
        return "".join(secrets.choice(ALPHABET) for _ in range(4))

    return ["-".join(group() for _ in range(GROUPS)) for _ in range(CODES)]


def hash_code(account: Account, code: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", code.lower())
    return hashlib.sha256(f"{account.pk}:{plain}".encode()).hexdigest()
