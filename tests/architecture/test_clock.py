"""Does only the edge know what time it is?"""

from __future__ import annotations

import ast

import pytest

from tests.architecture.house import PACKAGE, drawer_of, parse, source_files

INSIDE = frozenset({"rules", "models", "reads", "writes", "forms"})
CLOCKS = frozenset({
    ("timezone", "now"), ("timezone", "localdate"), ("timezone", "localtime"), ("datetime", "now"),
    ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
})  # fmt: skip


def clocks_in(tree: ast.Module) -> list[int]:
    """Lines that ask a clock; localdate(x) and localtime(x) only convert and are no clocks."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) in CLOCKS
        and not node.args
    ]


def inner_files():
    pure = [p for p in source_files() if p.relative_to(PACKAGE).parts[0] in {"analysis", "reading"}]
    return [p for p in source_files() if drawer_of(p) in INSIDE] + pure


@pytest.mark.parametrize("path", inner_files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_inside_of_a_room_asks_no_clock(path):
    assert clocks_in(parse(path)) == []


def test_a_planted_clock_is_found():
    assert clocks_in(ast.parse("at = timezone.now()\nday = timezone.localdate(at)\nd = date.today()")) == [
        1,
        3,
    ]
