"""Whose account is it that asks?"""

from __future__ import annotations

from django.http import HttpRequest

from commonweal.ground.people.models import Account
from commonweal.ground.visibility.rules import Refused


def account_of(request: HttpRequest) -> Account:
    """The account of whoever is signed in; every address that calls this is closed to others."""
    if not isinstance(request.user, Account):
        raise Refused("Sign in first.")
    return request.user
