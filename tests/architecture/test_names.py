"""Are there no corner cupboards, and does every table's noun stand in the glossary?"""

from __future__ import annotations

import re

import pytest

from tests.architecture.house import PROJECT, our_models, source_files

NO_ROOM = re.compile(r"^(core|common|utils?|helpers?|misc|base)(\.py)?$")


def cupboards(paths) -> list[str]:
    return [str(p) for p in paths if any(NO_ROOM.match(part) for part in p.relative_to(PROJECT).parts)]


def test_there_is_no_corner_cupboard():
    assert cupboards(source_files()) == []


def test_a_planted_cupboard_is_found():
    assert cupboards([PROJECT / "commonweal" / "act" / "utils.py"]) != []


def words_of(model) -> str:
    """PlannedAction -> planned action"""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


@pytest.fixture(scope="module")
def glossary() -> str:
    return (PROJECT / "GLOSSARY.md").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_every_table_is_a_word_of_the_glossary(model, glossary):
    assert re.search(rf"^\| \*{{0,2}}{words_of(model)}", glossary, re.MULTILINE), words_of(model)
