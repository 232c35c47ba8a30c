"""What does a person do on a page? They press something by its words, and read what the next page says."""

from __future__ import annotations

import re
from typing import Any

from tests.journeys.looking import check_page


def press(page: Any, what: Any) -> None:
    """Something that leads to another page, which is then looked at like every page: by scripts, where they run."""
    with page.expect_navigation():
        what.click()
    if page.can_be_asked:
        check_page(page)
    else:
        assert not page.complaints


def touch(what: Any) -> None:
    """Something that leads nowhere: the page changes, or a file is taken. Where it leads on, `press` waits for the page."""
    what.click()


def click(page: Any, words: str) -> None:
    """The first button or link of the page's own whose name fits the words."""
    inside = page.locator("main")
    button, link = (inside.get_by_role(role, name=re.compile(words)) for role in ("button", "link"))
    press(page, button.or_(link).first)


def type_day(page: Any, question: str, day: int, month: int, year: int) -> None:
    """A date is asked for in three boxes under one question."""
    asked = page.get_by_role("group", name=question)
    for part, number in (("Day", day), ("Month", month), ("Year", year)):
        asked.get_by_label(part).fill(str(number))


def words_of(page: Any) -> str:
    return " ".join(page.locator("main").inner_text().split())


def says(page: Any, words: str) -> None:
    assert words in words_of(page), f"{words!r} does not stand on {page.url}:\n{words_of(page)[:2000]}"


class Hand:
    """One hand on a telephone: counts every press and every box that is typed into."""

    def __init__(self, page: Any) -> None:
        self.page, self.interactions = page, 0

    def press(self, words: str) -> None:
        self.interactions += 1
        click(self.page, words)

    def tick(self, words: str) -> None:
        self.interactions += 1
        self.page.get_by_label(words, exact=True).first.check()

    def type(self, label: str, words: str) -> None:
        self.interactions += 1
        self.page.get_by_label(label).first.fill(words)
