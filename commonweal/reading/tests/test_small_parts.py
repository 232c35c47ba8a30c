"""Dates, marks, text, pointers and width: the small judgements that the reading rests on."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest

from commonweal.reading.as_json import to_json
from commonweal.reading.from_json import from_json
from commonweal.reading.lines.blocks import blocks_of
from commonweal.reading.lines.marks import read_mark
from commonweal.reading.pointers import escape, resolve, steps
from commonweal.reading.reader import read_document
from commonweal.reading.tests.reading_of import invented
from commonweal.reading.text import document_from_text
from commonweal.reading.words.dates import find_date, whole_date


@pytest.mark.parametrize(
    "text",
    ["1st February 2007", "1 Feb 2007", "01/02/2007", "1.2.07", "2007-02-01", "February 1, 2007", "Thursday, 1st February 2007",
     "1st of February, 2007", "1 FEBRUARY 2007", "1 Feb. 2007"],
)  # fmt: skip
def test_a_date_is_read_in_every_form(text: str) -> None:
    assert whole_date(text) == date(2007, 2, 1)
    assert find_date(f"Held on {text} at noon") == date(2007, 2, 1)


@pytest.mark.parametrize(
    "text", ["31 February 2007", "1 Smarch 2007", "Monday 1 February 2007", "soon", "32/01/2007", ""]
)
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    assert whole_date(text) is None


@pytest.mark.parametrize(
    ("line", "style", "label", "content"),
    [
        ("1. Lamps", "number", "1", "Lamps"),
        ("(12) Lamps", "number", "12", "Lamps"),
        ("3.1 Lamps", "decimal", "3.1", "Lamps"),
        ("7.3.1. Lamps", "decimal", "7.3.1", "Lamps"),
        ("- iv) Lamps", "roman", "iv", "Lamps"),
        ("(c) Lamps", "letter", "c", "Lamps"),
        ("B. Lamps", "upper", "B", "Lamps"),
        ("• Lamps", "bullet", "", "Lamps"),
        ("– Lamps", "bullet", "", "Lamps"),
    ],
)
def test_the_mark_of_a_line_is_read(line: str, style: str, label: str, content: str) -> None:
    mark, rest = read_mark(line)
    assert mark is not None
    assert (mark.style, mark.label, rest) == (style, label, content)


@pytest.mark.parametrize("line", ["16 police services", "e.g. lamps", "2010", "-lamps", "A lamp", "1.", "-"])
def test_a_line_without_a_mark_has_none(line: str) -> None:
    assert read_mark(line) == (None, line)


def test_i_after_h_is_a_letter_and_otherwise_a_numeral() -> None:
    h, _ = read_mark("h) Lamps")
    after, _ = read_mark("i) Lamps", h)
    alone, _ = read_mark("i) Lamps")
    assert after is not None
    assert alone is not None
    assert (after.style, alone.style) == ("letter", "roman")


def test_text_keeps_its_line_numbers_and_loses_its_disguises() -> None:
    document = document_from_text("\ufeffOne\r\n\u00a0 Two\u200b\rThree\n\n**Four**\n### Five\n")
    assert [
        (line.number, line.text, line.bold, line.heading, line.indent) for line in document.lines if line.text
    ] == [
        (1, "One", False, 0, 0),
        (2, "Two", False, 0, 2),
        (3, "Three", False, 0, 0),
        (5, "Four", True, 0, 0),
        (6, "Five", False, 3, 0),
    ]


def test_plain_text_does_not_say_what_is_bold() -> None:
    assert {line.bold for line in document_from_text("One\nTwo").lines} == {None}


def test_bold_may_run_over_two_lines() -> None:
    lines = document_from_text("**One\nTwo**\nThree").lines
    assert [(line.text, line.bold) for line in lines] == [("One", True), ("Two", True), ("Three", False)]


def test_short_lines_of_a_list_are_not_joined() -> None:
    text = "\n".join(["Refugee groups", "Lamp Council", "door trust", "the smiths"] * 5)
    assert len(blocks_of(document_from_text(text))) == 20


def test_pointers_escape_what_they_must() -> None:
    assert escape("A/B~C") == "A~1B~0C"
    assert steps("/x/A~1B~0C/0") == ["x", "A/B~C", "0"]
    assert resolve({"x": {"A/B~C": ["yes"]}}, "/x/A~1B~0C/0") == "yes"
    with pytest.raises(LookupError):
        resolve({"x": []}, "/x/0")


def test_the_object_has_the_agreed_keys() -> None:
    whole = to_json(invented("paper_with_flat_plan"))
    assert list(whole) == ["paper", "plan", "doubts", "not_understood", "lines", "furniture"]
    assert {"body", "meeting_on", "number", "title", "by", "summary", "recommendations", "sections", "contacts",
            "abbreviations", "appendices", "background_papers", "warnings"} <= set(whole["paper"])  # fmt: skip
    action = whole["plan"]["objectives"][0]["actions"][0]
    assert {"reference", "text", "tasks", "outcomes", "partners", "resources", "lead"} <= set(action)
    assert set(action["tasks"][0]) == {"text", "number", "subtasks", "due"}
    assert set(whole["doubts"][0]) == {"line", "kind", "text", "suggestion", "place", "correction"}
    assert whole["lines"]["1"] == "/paper/number"
    assert to_json(invented("clean_plan"))["paper"] is None


def _long_paper(paragraphs: int) -> str:
    lines = ["Report: 5", "Date: 22 July 2010", "By: Clerk", "Lamps", "A. Recommendation", "That lamps be lit.",
             "B. Supporting information"]  # fmt: skip
    for number in range(1, paragraphs + 1):
        lines += [f"Street {number}", f"{number}. " + "A lamp stands here and burns all night. " * 8]
        lines += [f"- Lamp {number} of the Northmere Council burns", "- so does the next"]
    return "\n".join(lines)


def test_time_grows_with_the_length_of_the_paper_and_no_faster() -> None:
    def seconds(paragraphs: int) -> float:
        document = document_from_text(_long_paper(paragraphs))
        start = time.process_time()
        reading = read_document(document)
        assert not reading.not_understood
        return time.process_time() - start

    short, long = min(seconds(500) for _ in range(3)), min(seconds(2000) for _ in range(2))
    assert long < short * 4 * 3


@pytest.mark.parametrize(
    "piece", ["(", "a ", "1. ", "- ", "committee ", "a, ", "ab ab ", "**", "A) ", "Mr ", "Action ", "x: "]
)
def test_a_very_long_line_is_read_in_reasonable_time(piece: str) -> None:
    line = piece * 4000
    start = time.process_time()
    read_document(
        document_from_text(
            f"Report: 5\nDate: 1 May 2010\nSummary\n{line}\nKey tasks\n{line}\nProposed Action (1)\n{line}"
        )
    )
    assert time.process_time() - start < 3


@pytest.mark.parametrize("name", ["authority_2003", "cabinet_labels", "paper_with_flat_plan", "clean_plan"])
def test_what_was_written_as_json_is_read_again_as_it_was(name: str) -> None:
    reading = invented(name)
    again = from_json(json.loads(json.dumps(to_json(reading))))
    assert to_json(again) == to_json(reading)
    assert again.paper == reading.paper
    assert again.plan == reading.plan


def test_a_heading_called_action_is_no_plan() -> None:
    reading = read_document(
        document_from_text(
            "Report: 5\nDate: 1 May 2010\nA. Recommendation\nThat lamps be lit.\nB. Supporting information\nOutcome\n"
            "1. It is dark.\nAction\n2. We light lamps.\nC. Lamps\n3. They burn."
        )
    )
    assert reading.plan is None
    assert reading.paper is not None
    assert [section.letter for section in reading.paper.sections] == ["A", "B", "C"]
