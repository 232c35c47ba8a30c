"""Is every change made in a writes drawer, under the decorator that audits it, by someone, at a time?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGE, drawer_of, parse, source_files

CHANGES = frozenset({
    "save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create",
    "add_root", "add_child", "set_password",
})  # fmt: skip
HARMLESS_OWNERS = frozenset({"hashlib", "digest", "headers", "cache"})
# Each with the reason why it may change rows, sessions or files outside a writes drawer.
ALLOWED = {
    "ground/audit/models.py": "the base class",
    "ground/audit/writes.py": "the decorator itself",
    "ground/people/adapter.py": "keeps the session, so that it has a key to be ended by",
    "ground/places/waiting.py": "puts a file aside until it is confirmed; storing it is audited",
    "ground/people/guesses.py": "counts guesses before anybody is known who could be audited",
    "ground/people/second_step.py": "uses a code up before it is known who signs in; the sign-in is audited",
    "ground/messages/post.py": "ticks off what a person was told already",
    "ground/people/post.py": "claims and ticks off what is e-mailed; what was asked for is audited",
}


def changes_in(tree: ast.Module) -> list[tuple[int, str]]:
    """(line, method) of each call that looks like a change to a table: a method on `objects`, a query or a row."""
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in CHANGES and _touches_a_table(node):
            found.append((node.lineno, node.func.attr))
    return found


def _touches_a_table(call: ast.Call) -> bool:
    names = [n.attr for n in ast.walk(call.func) if isinstance(n, ast.Attribute)]
    if call.func.attr in {"save", "delete"}:
        return not call.args
    return "objects" in names or call.func.attr in {
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
    }


@pytest.mark.parametrize("path", source_files(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_is_changed_outside_a_writes_drawer(path: Path):
    inside = str(path.relative_to(PACKAGE))
    if drawer_of(path) == "writes" or inside in ALLOWED:
        return
    assert changes_in(parse(path)) == []


def public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def is_write(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(d, ast.Call) and getattr(d.func, "id", "") == "write" for d in function.decorator_list
    )


def faults_in(function: ast.FunctionDef) -> list[str]:
    faults = []
    keywords = {a.arg for a in function.args.kwonlyargs}
    if function.args.args or function.args.posonlyargs:
        faults.append("takes positional arguments")
    if not {"by", "at"} <= keywords:
        faults.append("does not say by= and at=")
    if not is_write(function):
        faults.append("is not under @write")
    return faults


# Public functions of writes drawers that are no writes themselves, each with its reason.
NO_WRITES = {
    ("audit", "write"): "the decorator",
    ("audit", "note_read"): "appends the entry itself",
    ("audit", "note_refusal"): "appends the entry itself",
    ("audit", "inside_a_write"): "asks, and changes nothing",
    ("impact", "open_for_review"): "a step of more than one write, and refuses to be anything else",
    ("impact", "place_request"): "a step of more than one write, and refuses to be anything else",
    ("messages", "add_notice"): "a part of other rooms' writes, and refuses to be anything else",
}


def _write_drawers() -> list[Path]:
    return [p for p in source_files() if drawer_of(p) == "writes"]


@pytest.mark.parametrize("path", _write_drawers(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_public_function_of_a_writes_drawer_is_an_audited_write(path: Path):
    room = path.relative_to(PACKAGE).parts[1]
    faults = {
        f.name: faults_in(f)
        for f in public_functions(parse(path))
        if (room, f.name) not in NO_WRITES and faults_in(f)
    }
    assert faults == {}


PLANTED = """
def sneak(row):
    row.title = "changed"
    row.save()
    Plan.objects.filter(pk=1).update(title="x")
    Plan.objects.create(title="y")
"""


def test_a_planted_change_is_found():
    assert [method for _, method in changes_in(ast.parse(PLANTED))] == ["save", "update", "create"]


def test_a_planted_unaudited_write_is_found():
    (function,) = public_functions(ast.parse("def rename(thing, name):\n    thing.name = name\n"))
    assert len(faults_in(function)) == 3
