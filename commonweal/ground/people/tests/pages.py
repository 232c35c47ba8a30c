"""What do the tests of pages share, whatever the room: the time that it is told to be, and what stands on a page?"""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from commonweal.ground.people import clock


def at_the_time(at: datetime) -> Any:
    """For a module whose pages are all asked at that time: `in_july_2010 = at_the_time(AT)`."""

    @pytest.fixture(autouse=True)
    def telling(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clock, "now", lambda: at)

    return telling


def markup(answer: Any) -> str:
    """Tags and all, with single spaces."""
    return " ".join(answer.content.decode().split())


def text_of(answer: Any) -> str:
    """What a person reads of the whole page, without what it is made of."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))


def main_text(answer: Any) -> str:
    """What a person reads between the heading and the foot of the page."""
    page = LexborHTMLParser(answer.content.decode())
    return " ".join((page.css_first("main") or page.body).text().split())


def date_boxes(name: str, on: date) -> dict[str, int]:
    """A day as the three boxes of a form send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}
