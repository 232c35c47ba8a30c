"""Where does a sentence wait that the next page shows ("The update is confirmed.")? In the person's own browser, signed.

Kept in the session it would be written to the database and deleted from it again: two more commits for every change.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class OwnCookie(CookieStorage):
    cookie_name = settings.SAID_COOKIE_NAME


class CookieThenSession(FallbackStorage):
    """What is too long for a cookie waits in the session."""

    storage_classes = (OwnCookie, SessionStorage)
