"""Is every component accessible in the light and the dark, on a phone and a desktop, and obedient to the policy?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from commonweal.design.headers import HEADERS
from commonweal.design.tests import gallery

pytestmark = [pytest.mark.journey, pytest.mark.slow]
SITE = "http://commonweal.test"
VIEWS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PAGES = (
    "/components", "/pictures", "/form", "/form-with-mistakes", "/merge", "/merge-unanswered", "/public", "/empty", "/long",
    "/refusal-400", "/refusal-403", "/refusal-404", "/refusal-409", "/refusal-429", "/refusal-500",
)  # fmt: skip


@pytest.fixture(scope="module")
def shown() -> dict[str, tuple[int, str]]:
    pages = gallery.pages()
    assert set(pages) == set(PAGES)
    return pages


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
            status, html = shown.get(path, (404, ""))
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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", PAGES)
def test_every_component_is_accessible_and_keeps_to_the_policy(
    visit: Any, count: Any, path: str, view: str, dark: bool
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(path, view, dark)
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert found.violations_count == 0, found.generate_report()
    assert page.refused == []
    count("G24 design pages × view × colour scheme without a violation", 1)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(visit: Any, count: Any, path: str) -> None:
    page = visit(path, size={"width": 320, "height": 640})
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
            if (e.closest('[tabindex="0"], .cw-places, svg, .govuk-visually-hidden, .cw-account__sheet, thead')) return false;
            const box = e.getBoundingClientRect(); return box.width > 1 && box.right > 321; }).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert (wide, beyond) == (320, [])
    count("G24 design pages that reflow at 320 px", 1)


def test_the_browser_really_enforces_the_policy_here(visit: Any, shown: dict[str, tuple[int, str]]) -> None:
    """The negative control: an inline style and an inline script are refused, so silence elsewhere means something."""
    shown["/broken"] = (
        200,
        "<!doctype html><title>x</title><p style='color:red'>x</p><script>window.broken = 1</script>",
    )
    page = visit("/broken")
    assert len(page.refused) >= 2
    assert page.evaluate("window.broken") is None
