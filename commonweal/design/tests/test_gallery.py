"""Is every component accessible in the light and the dark, on a phone and a desktop, and obedient to the policy?"""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.design.tests.conftest import VIEWS

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PAGES = (
    "/components", "/pictures", "/form", "/form-with-mistakes", "/merge", "/merge-unanswered", "/public", "/empty", "/long",
    "/refusal-400", "/refusal-403", "/refusal-404", "/refusal-409", "/refusal-429", "/refusal-500",
)  # fmt: skip


def test_every_page_of_the_gallery_is_looked_at(shown: dict[str, tuple[int, str]]) -> None:
    assert set(shown) == set(PAGES)


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
