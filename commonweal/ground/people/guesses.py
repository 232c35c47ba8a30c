"""May somebody try once more? Counted in the database, so that it holds across processes and restarts."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpResponse
from django.utils.crypto import salted_hmac

from commonweal.ground.people import rules
from commonweal.ground.people.models import GuessCount
from commonweal.ground.visibility.requests import Request

SALT = "commonweal.device"
ONE_YEAR = 365 * 24 * 3600
PEOPLE_PER_DEVICE = 8


def take(key: str, *, at: datetime) -> bool:
    """Count one guess under this key before it is looked at; False where there were too many."""
    with transaction.atomic():
        GuessCount.objects.get_or_create(key=_hashed(key))
        row = GuessCount.objects.select_for_update().get(key=_hashed(key))
        if not rules.may_guess(row.times, at=at):
            return False
        row.times = [*rules.recent_guesses(row.times, at=at), at.timestamp()]
        row.save(update_fields=["times"])
        return True


def forgive(key: str, *, at: datetime) -> None:
    """It was right, so it was no guess."""
    with transaction.atomic():
        row = GuessCount.objects.select_for_update().filter(key=_hashed(key)).first()
        if row and at.timestamp() in row.times:
            row.times.remove(at.timestamp())
            row.save(update_fields=["times"])


def forget_old(*, now: datetime) -> int:
    """Remove counts that no longer count."""
    old = [row.pk for row in GuessCount.objects.iterator() if not rules.recent_guesses(row.times, at=now)]
    return GuessCount.objects.filter(pk__in=old).delete()[0]


def key_for(request: Request, name: str) -> str:
    """One count per name for all strangers together, and one for each device that this name signed in from before.

    So a stranger can use up the strangers' guesses, but never lock a person out of their own telephone.
    """
    device = _read(request)
    if _mark(name) in device.get("people", []):
        return f"device {device['id']} {name.lower()}"
    return f"anyone {name.lower()}"


def remember_device(request: Request, response: HttpResponse, name: str) -> None:
    device = _read(request)
    people = [p for p in device.get("people", []) if p != _mark(name)]
    value = {
        "id": device.get("id") or secrets.token_urlsafe(16),
        "people": [*people, _mark(name)][-PEOPLE_PER_DEVICE:],
    }
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(value, salt=SALT),
        max_age=ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: Request) -> dict[str, Any]:
    try:
        value = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=ONE_YEAR
        )
    except signing.BadSignature:
        return {}
    return value if isinstance(value, dict) else {}


def _mark(name: str) -> str:
    return salted_hmac(SALT, name.lower(), algorithm="sha256").hexdigest()[:32]


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
