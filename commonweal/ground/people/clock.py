"""What time is it here? The real time; in the demonstration, the summer of 2010, as shifted when it was loaded.

Only what the program is about lives by this clock. Sessions, guesses and the like go on counting real minutes.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

NOT_SHIFTED = timedelta(0)


def now() -> datetime:
    """The moment that pages, writes and the worker live in."""
    return timezone.now() + shift()


def shift() -> timedelta:
    """How far this clock stands from the real one; nothing at all outside the demonstration."""
    if not settings.DEMONSTRATION:
        return NOT_SHIFTED
    try:
        real, shown = _file(Path(settings.HOME)).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return NOT_SHIFTED
    return datetime.fromisoformat(shown) - datetime.fromisoformat(real)


def is_set() -> bool:
    return bool(settings.DEMONSTRATION) and _file(Path(settings.HOME)).exists()


def set_clock(shown: datetime) -> None:
    """From now on it is `shown` here, and time goes on from there; every process of the demonstration agrees."""
    if not settings.DEMONSTRATION:
        raise ImproperlyConfigured("Only the demonstration may live in another time.")
    set_clock_in(Path(settings.HOME), shown)


def set_clock_in(home: Path, shown: datetime) -> None:
    """The same for the demonstration that lives in that folder, which may be another program's."""
    path = _file(home)
    scratch = path.with_suffix(f".{os.getpid()}")
    scratch.write_text(f"{timezone.now().isoformat()} {shown.isoformat()}\n", encoding="utf-8")
    scratch.replace(path)


def _file(home: Path) -> Path:
    return home / "clock.txt"
