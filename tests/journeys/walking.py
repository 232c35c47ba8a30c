"""Who walks through the pages that were found, and where is the list of them kept?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tests.journeys import busy, houses, walk
from tests.journeys.following import follow_every_link
from tests.journeys.looking import faults_of

EMPTY_IT = "form => { for (const e of form.elements) if (e.matches('input:not([type=hidden], [type=radio], [type=checkbox]), textarea')) e.value = ''; }"


@contextmanager
def busy_house(chromium: Any, folder: Path) -> Iterator[houses.House]:
    """A copy of the demonstration in which something of everything is going on."""
    houses.copy(houses.prepared("busy", partial(busy.prepare, chromium)), folder)
    with houses.running("demo", folder) as house:
        yield house


def pages_of(chromium: Any) -> list[walk.Seen]:
    """Walked once for the whole run: every copy of the house has the same pages."""
    busy_one = houses.prepared("busy", partial(busy.prepare, chromium))
    return walk.kept(houses.prepared("pages", partial(follow_every_link, busy_one)) / "pages.json")


class Walker:
    """Goes to any page as whoever sees it, and says what is wrong there."""

    def __init__(self, visitors: Any, screen: str = "desktop") -> None:
        self.visitors, self.screen = visitors, screen
        self.pages: dict[str, Any] = {}

    def page_of(self, person: str) -> Any:
        if person not in self.pages:
            opened = (
                self.visitors.as_(person, screen=self.screen)
                if person
                else self.visitors.open("/public/", self.screen)
            )
            self.pages[person] = opened
        return self.pages[person]

    def faults(self, seen: walk.Seen, size: dict[str, int]) -> list[str]:
        page = self.page_of(seen.person)
        page.set_viewport_size(size)
        page.goto(seen.path)
        return self.say(page, seen, f"{size['width']} px")

    def faults_resized(self, seen: walk.Seen, size: dict[str, int]) -> list[str]:
        """The page that stands there, in a window of another size: what moves, and what no longer fits."""
        page = self.page_of(seen.person)
        page.set_viewport_size(size)
        return self.say(page, seen, f"{size['width']} px", axe=False)

    def faults_of_mistakes(self, seen: walk.Seen, size: dict[str, int]) -> tuple[bool, list[str]]:
        """The first form of the page, sent empty: was it refused on a page of its own, and what is wrong there?"""
        page = self.page_of(seen.person)
        page.set_viewport_size(size)
        page.goto(seen.path)
        form = page.locator("main form[method=post]:has(input:not([type=hidden]), textarea, select)").first
        form.evaluate(EMPTY_IT)
        with page.expect_navigation():
            form.evaluate("form => form.requestSubmit(form.querySelector('button:not([type=button])'))")
        refused = page.locator(".govuk-error-summary").count() > 0
        return refused, self.say(page, seen, "sent empty")

    def say(self, page: Any, seen: walk.Seen, state: str, *, axe: bool = True) -> list[str]:
        found = [
            f"{seen.name} {seen.path} as {seen.person or 'a stranger'}, {state}: {fault}"
            for fault in faults_of(page, axe=axe)
        ]
        page.complaints.clear()
        return found
