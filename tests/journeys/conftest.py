"""What does a story need? A house, a browser of the right size, and one click to be somebody."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import houses
from tests.journeys.acting import touch
from tests.journeys.houses import House
from tests.journeys.looking import DESKTOP, PHONE, listen

SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "no scripts": {"viewport": DESKTOP, "java_script_enabled": False},
    "phone without scripts": {
        "viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": False,
    },
}  # fmt: skip


def _open(mode: str, name: str, prepare: Callable[[Path], None], folder: Path) -> Iterator[House]:
    home = folder / "home"
    houses.copy(houses.prepared(name, prepare), home)
    with houses.running(mode, home) as house:
        yield house


@pytest.fixture(scope="module")
def london(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration, one for each module: what one story changes, another does not meet."""
    if address := os.environ.get("COMMONWEAL_JOURNEYS_AT"):  # while writing a story: one that runs already
        yield House(address, Path())
    else:
        yield from _open("demo", "london", houses.demonstration, tmp_path_factory.mktemp("london"))


@pytest.fixture(scope="module")
def empty(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An operator's own house in which nothing has happened yet; home/link.txt holds the first invitation."""
    yield from _open("serve", "empty", houses.empty_service, tmp_path_factory.mktemp("empty"))


class Visitors:
    """Opens browsers; each is somebody of their own, with a page that keeps the browser's complaints."""

    def __init__(self, chromium: Any, address: str) -> None:
        self.chromium, self.address = chromium, address
        self.closing = ExitStack()

    def open(self, path: str = "/", screen: str = "desktop", **options: Any) -> Any:
        context = self.chromium.new_context(**(SCREENS[screen] | options), base_url=self.address)
        context.set_default_timeout(30_000)
        self.closing.callback(context.close)
        page = listen(context.new_page())
        page.can_be_asked = SCREENS[screen].get("java_script_enabled", True)
        page.goto(path)
        return page

    def as_(self, name: str, path: str = "/", screen: str = "desktop", **options: Any) -> Any:
        """One click on the demonstration's first page."""
        page = self.open("/demonstration/", screen, **options)
        with page.expect_navigation():
            touch(page.get_by_role("button", name=re.compile(rf"^Go in as {re.escape(name)}\b")).first)
        if path != "/":
            page.goto(path)
        return page


@pytest.fixture
def visitors(chromium: Any, london: House) -> Iterator[Visitors]:
    people = Visitors(chromium, london.address)
    with people.closing:
        yield people


@pytest.fixture
def first_visitors(chromium: Any, empty: House) -> Iterator[Visitors]:
    people = Visitors(chromium, empty.address)
    with people.closing:
        yield people
