"""Does the script keep what people type, and does every page do without it?"""

from typing import Any

import pytest

from commonweal.design.tests.conftest import SITE

pytestmark = [pytest.mark.journey, pytest.mark.slow]
TEXT = "#id_progress"
KEPT = 400  # milliseconds; the script waits 300 before it writes


def kept(page: Any) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('commonweal-draft:'))")


def write(page: Any, words: str) -> None:
    page.locator(TEXT).press_sequentially(words)
    page.wait_for_timeout(KEPT)


def test_what_was_typed_is_there_again_after_the_page_was_lost(visit: Any) -> None:
    page = visit("/form")
    write(page, "Two visits")
    page.reload()
    assert page.locator(TEXT).input_value() == "Two visits"
    assert "It is not saved yet" in page.locator(".cw-draft").inner_text()
    page.get_by_role("button", name="Throw it away").click()
    assert page.locator(TEXT).input_value() == ""
    assert kept(page) == []


def test_the_draft_goes_once_an_ordinary_page_answers(visit: Any) -> None:
    page = visit("/form")
    write(page, "Two visits")
    page.evaluate("document.querySelector('form[data-draft]').action = '/components'")
    page.get_by_role("button", name="Report progress").click()
    page.wait_for_url(f"{SITE}/components")
    assert kept(page) == []


def test_the_draft_stays_when_the_connection_was_lost_and_another_page_was_opened_since(visit: Any) -> None:
    page = visit("/form")
    write(page, "Two visits")
    page.evaluate(
        "document.querySelector('form[data-draft]').addEventListener('submit', e => e.preventDefault())"
    )
    page.get_by_role("button", name="Report progress").click()  # it was sent, and nothing ever answered
    page.goto(f"{SITE}/components")
    assert len(kept(page)) == 1
    page.goto(f"{SITE}/form")
    assert page.locator(TEXT).input_value() == "Two visits"


@pytest.mark.parametrize("answer", ["/refusal-500", "/public", "/form-with-mistakes"])
def test_the_draft_stays_when_it_was_refused_or_the_session_ended(visit: Any, answer: str) -> None:
    page = visit("/form")
    write(page, "Two visits")
    page.evaluate("path => { document.querySelector('form[data-draft]').action = path }", answer)
    page.get_by_role("button", name="Report progress").click()
    page.wait_for_url(f"{SITE}{answer}")
    page.goto(f"{SITE}/components")
    page.goto(f"{SITE}/form")
    assert page.locator(TEXT).input_value() == "Two visits"


def test_signing_out_leaves_nothing_behind(visit: Any) -> None:
    page = visit("/form")
    write(page, "Two visits")
    page.locator(".cw-account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{SITE}/sign-out")
    page.goto(f"{SITE}/public")
    assert kept(page) == []


def test_another_person_on_the_same_computer_finds_nothing(visit: Any, shown: Any) -> None:
    page = visit("/form")
    write(page, "Two visits")
    shown["/form-of-another"] = (200, shown["/form"][1].replace("account-1", "account-2"))
    page.goto(f"{SITE}/form-of-another")
    assert page.locator(TEXT).input_value() == ""
    assert kept(page) == []


def test_every_form_and_table_is_whole_without_a_script(visit: Any) -> None:
    page = visit("/form", scripts=False)
    assert page.locator("form [name]:visible").count() >= 12
    assert page.get_by_role("button", name="Report progress").is_visible()
    page = visit("/pictures", scripts=False)
    page.get_by_text("The same dates as a table").click()
    assert page.get_by_role("cell", name="30 September 2010").is_visible()
    assert not visit("/components", scripts=False).locator("[data-copy]").is_visible()


def test_everything_is_reached_by_keyboard_seen_when_focused_and_never_covered(
    visit: Any, count: Any
) -> None:
    page = visit("/pictures", "phone")
    reached = []
    for _ in range(70):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => { const e = document.activeElement, b = e.getBoundingClientRect(), bar = document.querySelector('.cw-stages').getBoundingClientRect();
            return {name: e.getAttribute('aria-label') || e.textContent.trim(), covered: !e.closest('.cw-stages') && b.height < 300 && b.top >= bar.top && b.bottom <= bar.bottom,
                    body: e === document.body}; }"""
        )
        if place["body"]:
            break
        reached.append(place)
    assert reached[0]["name"] == "Skip to main content"
    assert sum("level" in place["name"] for place in reached) >= 15
    assert any(place["name"].startswith("3 One number") for place in reached)
    assert [place["name"] for place in reached if place["covered"]] == []
    count("G24 stops of the keyboard, none covered", len(reached))


def test_targets_are_large_enough_for_a_thumb(visit: Any) -> None:
    page = visit("/components", "phone")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, summary, nav a, .govuk-button, input:not([type=hidden])')]
            .filter(e => e.checkVisibility()).map(e => [e.textContent.trim(), e.getBoundingClientRect()])
            .filter(([, b]) => b.height < 24 || b.width < 24).map(([words]) => words)"""
    )
    assert small == []


def test_the_stages_lie_within_reach_of_the_thumb_on_a_phone_and_on_top_elsewhere(visit: Any) -> None:
    low = visit("/components", "phone").locator(".cw-stages").bounding_box()
    assert low["y"] + low["height"] == pytest.approx(740, abs=1)
    assert visit("/components").locator(".cw-stages").bounding_box()["y"] < 200
    zoomed = visit("/components", size={"width": 640, "height": 400}).locator(".cw-stages").bounding_box()
    assert zoomed["y"] < 250
