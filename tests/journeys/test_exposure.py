"""A route drawn with the mouse, uploaded, by keyboard alone and without scripts: each is asked, answered and read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.journeys.acting import click, says, touch
from tests.journeys.looking import FOCUS, check_page

pytestmark = [pytest.mark.journey, pytest.mark.slow]
ASK = "/what-lies-near/ask/"
LINE = [[-0.1589, 51.5131], [-0.1418, 51.5152], [-0.1265, 51.5185]]
ROUTE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"names": ["Marble Arch", "Oxford Circus", "Bloomsbury"]},
            "geometry": {"type": "LineString", "coordinates": LINE},
        }
    ],
}


def fill_the_rest(page: Any, title: str) -> None:
    page.get_by_label("What the study is called").fill(title)
    page.get_by_label("Distances in metres").fill("850, 2400")
    for kind in ("embassy", "office", "temple"):
        page.get_by_label(kind).check()


def work_out(page: Any) -> None:
    click(page, "^Work out what lies near")


def test_a_route_is_drawn_with_the_mouse_and_its_answer_read(visitors: Any, count: Any):
    page = visitors.as_("Analyst", ASK)
    check_page(page)
    drawing = page.get_by_role("application", name="Map for drawing a route")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    for across, down in ((0.45, 0.5), (0.55, 0.5), (0.6, 0.45)):
        drawing.click(position={"x": box["width"] * across, "y": box["height"] * down})
    assert len(page.get_by_role("textbox", name="Positions").input_value().splitlines()) == 3
    touch(page.get_by_role("button", name="Take back the last point"))
    assert len(page.get_by_role("textbox", name="Positions").input_value().splitlines()) == 2
    fill_the_rest(page, "Drawn with the mouse")
    work_out(page)
    says(page, "Drawn with the mouse")
    says(page, "boroughs and districts")
    click(page, "See what may be disclosed")
    says(page, "disclosable copy")
    count("journeys: a route drawn, uploaded, by keyboard and without scripts", 1)


def test_a_route_is_uploaded_on_a_telephone_and_the_embassy_found_at_oxford_circus(visitors: Any, count: Any):
    page = visitors.as_("Investigating officer", ASK, screen="phone")
    page.get_by_label("A file: GeoJSON, GPX or KML").check()
    file = {"name": "walk.geojson", "mimeType": "application/geo+json", "buffer": json.dumps(ROUTE).encode()}
    page.get_by_label("File (optional)").set_input_files(file)
    fill_the_rest(page, "Walked along Oxford Street")
    work_out(page)
    says(page, "Embassy of China")
    says(page, "nearest point Oxford Circus")
    turned = json.loads(json.dumps(ROUTE))
    turned["features"][0]["geometry"]["coordinates"] = [each[::-1] for each in LINE]
    page.goto(ASK)
    page.get_by_label("A file: GeoJSON, GPX or KML").check()
    page.get_by_label("File (optional)").set_input_files({**file, "buffer": json.dumps(turned).encode()})
    fill_the_rest(page, "The wrong way round")
    work_out(page)
    says(page, "latitude and longitude swapped")
    count("journeys: a route drawn, uploaded, by keyboard and without scripts", 1)


def test_a_route_is_drawn_by_keyboard_alone(visitors: Any, count: Any):
    page = visitors.as_("Gold commander", ASK)
    _tab_to(page, "cw-draw__map")
    for keys in (
        ("Enter",),
        ("Shift+ArrowRight", "ArrowUp", "Enter"),
        ("+", "ArrowDown", "Enter", "Backspace"),
    ):
        for key in keys:
            page.keyboard.press(key)
    assert len(page.get_by_role("textbox", name="Positions").input_value().splitlines()) == 2
    assert "taken back" in page.locator("[data-said]").inner_text()
    _write(page, "within", "850, 2400")
    for kind in ("embassy", "office", "temple"):
        _tab_to(page, f'value="{kind}"')
        page.keyboard.press("Space")
    _tab_to(page, "Work out what lies near", 400)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    says(page, "Enter what the study is called")  # the route is kept; one word was missing
    check_page(page)
    _write(page, "title", "By keyboard")
    _tab_to(page, "Work out what lies near", 400)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    says(page, "By keyboard")
    check_page(page)
    count("journeys: a route drawn, uploaded, by keyboard and without scripts", 1)


def test_without_scripts_positions_are_typed_and_the_map_for_drawing_is_not_there(visitors: Any, count: Any):
    page = visitors.as_("Borough lead", ASK, screen="no scripts")
    assert not page.get_by_role("application").is_visible()
    page.get_by_role("textbox", name="Positions").fill(
        "-0.1589, 51.5131, Marble Arch\n-0.1418, 51.5152, Oxford Circus"
    )
    fill_the_rest(page, "Typed")
    work_out(page)
    says(page, "nearest point Oxford Circus")
    says(page, "Read this with care")
    count("journeys: a route drawn, uploaded, by keyboard and without scripts", 1)


def _tab_to(page: Any, words: str, far: int = 120) -> None:
    for _ in range(far):
        page.keyboard.press("Tab")
        where = page.evaluate(FOCUS)
        if where and (words in where["html"] or words in where["name"]):
            assert where["visible"], where["html"]
            return
    raise AssertionError(f"{words!r} was not reached with Tab on {page.url}")


def _write(page: Any, field: str, words: str) -> None:
    _tab_to(page, f'name="{field}"')
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)
