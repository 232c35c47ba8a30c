"""Does every story wait for the page it asked for? A bare click does not, and then fails on a slow day only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.house import PROJECT, parse

STORIES = sorted((PROJECT / "tests" / "journeys").glob("*.py"))
HANDS = "acting.py"  # `press` and `click` wait for the next page; `touch` says that none comes


def bare_clicks_in(tree: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "click"
        and not node.keywords  # a place on the map that is drawn upon leads nowhere
    ]


@pytest.mark.parametrize("path", [p for p in STORIES if p.name != HANDS], ids=lambda p: p.name)
def test_no_story_clicks_without_saying_whether_a_page_comes(path: Path):
    assert bare_clicks_in(parse(path)) == [], (
        f"{path.name}: use press, click or touch of tests/journeys/{HANDS}"
    )


def test_a_planted_click_is_found():
    assert bare_clicks_in(ast.parse("page.click()\nclick(page, words)\nmap.click(position=here)")) == [1]
