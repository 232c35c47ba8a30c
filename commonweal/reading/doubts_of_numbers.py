"""Where is a number missing, repeated or out of its row?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from commonweal.reading.lines import LineIndex
from commonweal.reading.values import Doubt

_PARTS = re.compile(r"\d+")


def find_number_doubts(whole: dict[str, Any], index: LineIndex) -> Iterator[Doubt]:
    """Doubts about the references of actions, the numbers of paragraphs and tasks, and the letters of sections."""
    for at, objective in enumerate((whole["plan"] or {"objectives": []})["objectives"]):
        yield from _references(objective["actions"], f"/plan/objectives/{at}/actions", index)
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


def _split(reference: str) -> tuple[str, int] | None:
    """A reference as what comes before its last number, and that number."""
    found = list(_PARTS.finditer(reference))
    if not found:
        return None
    return reference[: found[-1].start()], int(found[-1].group())


def _references(actions: list[dict[str, Any]], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    parts = [_split(action["reference"]) for action in actions]
    usual, count = Counter(part[0] for part in parts if part).most_common(1)[0] if any(parts) else ("", 0)
    yield from _repeated(actions, pointer, index)
    missing = _missing([part[1] for part in parts if part and part[0] == usual])
    strangers = [at for at, part in enumerate(parts) if part and part[0] != usual and count >= 2]
    for at in strangers:
        yield _stranger(actions, at, usual, _between(parts, at, usual, missing), pointer, index)
    for number in missing:
        yield _gap(parts, usual, number, actions, pointer, index)
    yield from _disorder(actions, parts, usual, pointer, index)


def _missing(numbers: list[int]) -> list[int]:
    if not numbers or max(numbers) - min(numbers) > 200:
        return []
    return [number for number in range(min(numbers), max(numbers)) if number not in set(numbers)]


def _between(parts: list[tuple[str, int] | None], at: int, usual: str, missing: list[int]) -> int | None:
    """The missing number that would fit where a stranger stands."""
    before = [part[1] for part in parts[:at] if part and part[0] == usual]
    after = [part[1] for part in parts[at + 1 :] if part and part[0] == usual]
    fitting = [one for one in missing if (not before or before[-1] < one) and (not after or one < after[0])]
    return fitting[0] if len(fitting) == 1 else None


def _stranger(
    actions: list[dict[str, Any]], at: int, usual: str, fitting: int | None, pointer: str, index: LineIndex
) -> Doubt:
    reference = actions[at]["reference"]
    text = f"Reference {reference} stands among references that begin with {usual.rstrip('./')}."
    suggestion = "Check the reference against the full plan; it may have been moved here on purpose."
    if fitting is not None:
        suggestion += f" If it is a misprint, {usual}{fitting} is the number that is free here."
    place = f"{pointer}/{at}/reference"
    correction = f"{usual}{fitting}" if fitting is not None else None
    return Doubt(index.of(f"{pointer}/{at}"), "reference_out_of_place", text, suggestion, place, correction)


def _gap(
    parts: list[tuple[str, int] | None],
    usual: str,
    number: int,
    actions: list[dict[str, Any]],
    pointer: str,
    index: LineIndex,
) -> Doubt:
    later = [at for at, part in enumerate(parts) if part and part[0] == usual and part[1] > number]
    at = later[0]
    text = f"There is no {usual}{number} before {actions[at]['reference']}."
    suggestion = "Check whether an action was left out of this document."
    return Doubt(index.of(f"{pointer}/{at}"), "numbering_gap", text, suggestion, f"{pointer}/{at}/reference")


def _disorder(
    actions: list[dict[str, Any]], parts: list[tuple[str, int] | None], usual: str, pointer: str, index: LineIndex
) -> Iterator[Doubt]:
    greatest = -1
    for at, part in enumerate(parts):
        if part is None or part[0] != usual:
            continue
        if part[1] < greatest:
            text = f"Reference {actions[at]['reference']} comes after {usual}{greatest}."
            suggestion = "Check whether the order was meant; the actions are kept in the order of the document."
            place = f"{pointer}/{at}/reference"
            yield Doubt(index.of(f"{pointer}/{at}"), "reference_out_of_place", text, suggestion, place)
        greatest = max(greatest, part[1])


def _repeated(actions: list[dict[str, Any]], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    seen: set[str] = set()
    for at, action in enumerate(actions):
        if action["reference"] and action["reference"] in seen:
            text = f"Reference {action['reference']} was used above for another action."
            suggestion = "Check which of the two it belongs to."
            place = f"{pointer}/{at}/reference"
            yield Doubt(index.of(f"{pointer}/{at}"), "reference_repeated", text, suggestion, place)
        seen.add(action["reference"])


def _paragraphs(paragraphs: list[dict[str, Any]], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    numbers = [paragraph["number"] for paragraph in paragraphs]
    fresh = {at for at, paragraph in enumerate(paragraphs) if paragraph["heading"] and paragraph["number"] == "1"}
    yield from _row(numbers, pointer, index, "paragraph", fresh)


def _row(
    numbers: list[str], pointer: str, index: LineIndex, what: str, fresh: set[int] | None = None
) -> Iterator[Doubt]:
    """Gaps and repetitions in a row of numbers; at the positions in fresh the count may begin again."""
    last: dict[str, int] = {}
    for at, text in enumerate(numbers):
        part = _split(text)
        if part is None:
            continue
        before = last.get(part[0])
        last[part[0]] = part[1]
        if before is None or at in (fresh or ()) or part[1] == before + 1:
            continue
        place = f"{pointer}/{at}"
        if part[1] > before + 1:
            said = f"After {what} {part[0]}{before} comes {text}: a number is missing."
            yield Doubt(index.of(place), "numbering_gap", said, f"Check whether a {what} was left out.", place + "/number")
        else:
            said = f"After {what} {part[0]}{before} comes {text}."
            yield Doubt(index.of(place), "numbering_repeated", said, "Check the order of the document.", place + "/number")


def _letters(sections: list[dict[str, Any]], index: LineIndex) -> Iterator[Doubt]:
    lettered = [(at, one["letter"]) for at, one in enumerate(sections) if one["letter"].isalpha()]
    for (_, before), (at, letter) in zip(lettered, lettered[1:], strict=False):
        place = f"/paper/sections/{at}"
        if ord(letter) > ord(before) + 1:
            text = f"Section {letter} follows section {before}: a letter is missing."
            yield Doubt(index.of(place), "numbering_gap", text, "Check whether a section was left out.", place + "/letter")
        elif letter <= before:
            text = f"Section {letter} comes after section {before}."
            yield Doubt(index.of(place), "numbering_repeated", text, "Check the order of the document.", place + "/letter")
