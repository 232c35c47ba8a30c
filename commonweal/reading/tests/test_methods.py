"""What the page about the method says is what the reader does."""

from __future__ import annotations

import pytest

from commonweal.reading.doubts import DOUBT_KINDS
from commonweal.reading.doubts.tests.examples import EXAMPLES, document_of
from commonweal.reading.reader import read_document
from commonweal.reading.tests.methods import PAGE, RECOGNISED, WHOLE, page, verdict
from commonweal.reading.tests.standing import assert_everything_stands


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run `python -m commonweal.reading.tests.methods` and look at what changed"
    )


def test_every_kind_of_doubt_has_an_example() -> None:
    assert list(EXAMPLES) == list(DOUBT_KINDS)


# What cannot stand alone: nobody can lead an action whose partners were only just found, and a stranger leaves a gap.
TOGETHER = {"partners_under_wrong_heading": {"lead_unmarked"}, "reference_out_of_place": {"numbering_gap"}}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_of_a_doubt_raises_it_and_no_other(kind: str) -> None:
    document = document_of(EXAMPLES[kind])
    reading = read_document(document)
    assert {doubt.kind for doubt in reading.doubts} == {kind} | TOGETHER.get(kind, set())
    assert all(doubt.suggestion for doubt in reading.doubts)


@pytest.mark.parametrize(("text", "said"), RECOGNISED.values())
def test_a_document_is_taken_for_what_the_page_says(text: str, said: str) -> None:
    assert verdict(text) == said


def test_every_line_of_the_worked_example_stands_in_its_place() -> None:
    document = document_of(WHOLE)
    reading = read_document(document)
    assert_everything_stands(document, reading)
    assert reading.not_understood == ()
    assert reading.doubts == ()
