"""How does a browser see the gallery? Pages from memory, assets from the project, the headers of every response."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from commonweal.design.headers import HEADERS
from commonweal.design.tests import gallery

SITE = "http://commonweal.test"
VIEWS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def shown() -> dict[str, tuple[int, str]]:
    return gallery.pages()


def answer(shown: dict[str, tuple[int, str]]) -> Callable[[Any], None]:
    """Stands in for the server: pages from memory, assets from the project, the same headers as everywhere."""

    def fulfil(route: Any) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = TYPES[Path(path).suffix]
            route.fulfill(
                status=200, body=Path(str(found)).read_bytes(), headers=HEADERS | {"Content-Type": kind}
            )
        else:
            status, html = shown.get(path, (404, "<title>Nothing</title>"))
            route.fulfill(
                status=status, body=html, headers=HEADERS | {"Content-Type": "text/html; charset=utf-8"}
            )

    return fulfil


@pytest.fixture
def visit(chromium: Any, shown: dict[str, tuple[int, str]]) -> Iterator[Callable[..., Any]]:
    """`visit("/form", view="phone", dark=True)` opens a page; what the policy refused is in page.refused."""
    contexts = []

    def go(
        path: str, view: str = "desktop", dark: bool = False, size: Any = None, scripts: bool = True
    ) -> Any:
        scheme = "dark" if dark else "light"
        context = chromium.new_context(
            viewport=size or VIEWS[view], color_scheme=scheme, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.refused = []
        page.on(
            "console",
            lambda m: (
                page.refused.append(m.text) if m.type == "error" and "Content Security" in m.text else None
            ),
        )
        page.on("pageerror", lambda error: page.refused.append(str(error)))
        page.route("**/*", answer(shown))
        page.goto(f"{SITE}{path}")
        return page

    yield go
    for context in contexts:
        context.close()
