"""How does a test get the reading of a text or of one of our invented papers?"""

from __future__ import annotations

from textwrap import dedent

from commonweal.reading.reader import read_document
from commonweal.reading.tests.standing import PAPERS, assert_everything_stands
from commonweal.reading.text import document_from_text
from commonweal.reading.values import Action, Paper, Reading


def reading_of(text: str) -> Reading:
    """The reading of a text, every line of which has been shown to stand in its place."""
    document = document_from_text(dedent(text).strip("\n"))
    reading = read_document(document)
    assert_everything_stands(document, reading)
    return reading


def invented(name: str) -> Reading:
    """The reading of one of the invented papers."""
    return reading_of((PAPERS / f"{name}.txt").read_text(encoding="utf-8"))


def invented_paper(name: str) -> Paper:
    """The paper in one of the invented papers."""
    paper = invented(name).paper
    assert paper is not None
    return paper


def actions_of(reading: Reading) -> list[Action]:
    """Every action of the plan, in order."""
    assert reading.plan is not None
    return [action for objective in reading.plan.objectives for action in objective.actions]


def kinds_by_line(reading: Reading) -> list[tuple[int, str]]:
    """Line and kind of every doubt."""
    return [(doubt.line, doubt.kind) for doubt in reading.doubts]
