"""Where is a number missing, repeated or out of its row?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from commonweal.reading.doubts.line_index import LineIndex
from commonweal.reading.doubts.references import References, split_number
from commonweal.reading.values import Doubt


def find_number_doubts(whole: dict[str, Any], index: LineIndex) -> Iterator[Doubt]:
    """Doubts about the references of actions, the numbers of paragraphs and tasks, and the letters of sections."""
    for at, objective in enumerate((whole["plan"] or {"objectives": []})["objectives"]):
        yield from References(objective["actions"], f"/plan/objectives/{at}/actions", index).doubts()
        for place, action in enumerate(objective["actions"]):
            pointer = f"/plan/objectives/{at}/actions/{place}/tasks"
            yield from _row([task["number"] for task in action["tasks"]], pointer, index, "task")
    paper = whole["paper"]
    if paper is None:
        return
    yield from _letters(paper["sections"], index)
    for kind in ("sections", "appendices"):
        for at, section in enumerate(paper[kind]):
            yield from _paragraphs(section["paragraphs"], f"/paper/{kind}/{at}/paragraphs", index)


def _paragraphs(paragraphs: list[dict[str, Any]], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    numbers = [paragraph["number"] for paragraph in paragraphs]
    fresh = {
        at for at, paragraph in enumerate(paragraphs) if paragraph["heading"] and paragraph["number"] == "1"
    }
    yield from _row(numbers, pointer, index, "paragraph", fresh)


def _row(
    numbers: list[str], pointer: str, index: LineIndex, what: str, fresh: set[int] | None = None
) -> Iterator[Doubt]:
    """Gaps and repetitions in a row of numbers; at the positions in fresh the count may begin again."""
    last: dict[str, int] = {}
    for at, text in enumerate(numbers):
        part = split_number(text)
        if part is None:
            continue
        before = last.get(part[0])
        last[part[0]] = part[1]
        if before is None or at in (fresh or ()) or part[1] == before + 1:
            continue
        above, place = f"{what} {part[0]}{before}", f"{pointer}/{at}"
        yield _doubt(
            index.of(place), above, text, what=what, place=place + "/number", missing=part[1] > before + 1
        )


def _doubt(line: int, above: str, text: str, *, what: str, place: str, missing: bool) -> Doubt:
    if missing:
        said, suggestion = (
            f"After {above} comes {text}: a number is missing.",
            f"Check whether a {what} was left out.",
        )
        return Doubt(line, "numbering_gap", said, suggestion, place)
    said = f"After {above} comes {text}."
    return Doubt(line, "numbering_repeated", said, "Check the order of the document.", place)


def _letters(sections: list[dict[str, Any]], index: LineIndex) -> Iterator[Doubt]:
    lettered = [(at, one["letter"]) for at, one in enumerate(sections) if one["letter"].isalpha()]
    for (_, before), (at, letter) in pairwise(lettered):
        place = f"/paper/sections/{at}"
        if ord(letter) > ord(before) + 1:
            text = f"Section {letter} follows section {before}: a letter is missing."
            yield Doubt(
                index.of(place),
                "numbering_gap",
                text,
                "Check whether a section was left out.",
                place + "/letter",
            )
        elif letter <= before:
            text = f"Section {letter} comes after section {before}."
            yield Doubt(
                index.of(place),
                "numbering_repeated",
                text,
                "Check the order of the document.",
                place + "/letter",
            )
