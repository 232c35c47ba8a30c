"""Where does a paper refer to what is not there, run a list together, or disagree with itself?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commonweal.reading.doubts.line_index import LineIndex
from commonweal.reading.values import Doubt
from commonweal.reading.words.dates import find_date

_LETTERS = re.compile(r"(?<!\w)\(?[a-h]\)(?:\s*,\s*\(?[a-h]\)){0,7},?\s+(?:and|or|to)\s+\(?([a-h])\)")
_LETTERED_ITEM = re.compile(r"\(?a[).]\s")
_RUN_IN = re.compile(r"[.;:] ([-–•]) (?=[A-Z])")


def find_paper_doubts(whole: dict[str, Any], index: LineIndex) -> Iterator[Doubt]:
    """Doubts about lists and about facts that a paper states twice."""
    paper = whole["paper"]
    if paper is None:
        return
    yield from _facts(paper, index)
    for kind in ("sections", "appendices"):
        for at, section in enumerate(paper[kind]):
            pointer = f"/paper/{kind}/{at}/paragraphs"
            yield from _letters(section["paragraphs"], pointer, index)
            yield from _run_together(section["paragraphs"], pointer, index)


def _facts(paper: dict[str, Any], index: LineIndex) -> Iterator[Doubt]:
    said = find_date(paper["contents"])
    if said and paper["meeting_on"] and said.isoformat() != paper["meeting_on"]:
        text = f"The description says that the meeting is on {said:%d %B %Y}, the date given is {paper['meeting_on']}."
        place = "/paper/meeting_on"
        yield Doubt(index.of(place), "facts_disagree", text, "Check the date.", place, said.isoformat())
    number = re.match(r"(?:this is )?report (\w+) of", paper["contents"], re.IGNORECASE)
    if number and paper["number"] and number.group(1) != paper["number"]:
        text = f"The description calls this report {number.group(1)}, the number given is {paper['number']}."
        yield Doubt(
            index.of("/paper/number"),
            "facts_disagree",
            text,
            "Check the number.",
            "/paper/number",
            number.group(1),
        )
    for at, detail in enumerate(paper["details"]):
        if paper["meeting_on"] is None and re.match(r"(?:meeting )?date\b", detail, re.IGNORECASE):
            place = f"/paper/details/{at}"
            text = f"No date could be read in “{detail[:80]}”."
            yield Doubt(
                index.of(place), "date_unread", text, "Type the date of the meeting.", "/paper/meeting_on"
            )


def _letters(paragraphs: list[dict[str, Any]], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    """Text that refers to "a), b) and c)" where no list above has letters."""
    lettered = False
    for at, paragraph in enumerate(paragraphs):
        lettered = lettered or paragraph["number"] == "a"
        lettered = lettered or any(_LETTERED_ITEM.match(item) for item in paragraph["items"])
        found = _LETTERS.search(paragraph["text"])
        if not found or lettered:
            continue
        count = ord(found.group(1)) - 96
        above = [place for place in range(at) if len(paragraphs[place]["items"]) >= count]
        text = f"The text refers to {found.group()}, but no list above has letters."
        line = index.of(f"{pointer}/{at}/text")
        if not above:
            yield Doubt(line, "letters_without_list", text, "Check what is meant.", f"{pointer}/{at}/text")
            continue
        place = f"{pointer}/{above[-1]}/items"
        items = paragraphs[above[-1]]["items"]
        letters = (
            [f"{chr(97 + number)}) {item}" for number, item in enumerate(items)]
            if len(items) <= 26
            else items
        )
        suggestion = f"The list that begins on line {index.of(place)} may be meant; give its {len(items)} points letters."
        yield Doubt(line, "letters_without_list", text, suggestion, place, letters)


def _run_together(paragraphs: list[dict[str, Any]], pointer: str, index: LineIndex) -> Iterator[Doubt]:
    for at, paragraph in enumerate(paragraphs):
        texts = [
            ("/text", paragraph["text"]),
            *((f"/items/{n}", item) for n, item in enumerate(paragraph["items"])),
        ]
        for step, text in texts:
            if not (found := _RUN_IN.search(text)):
                continue
            rest = text[found.end() :]
            said = f"A point that begins “{rest[:50]}” stands within the text of another."
            suggestion = "Give it a line of its own."
            items = [*paragraph["items"]]
            where = int(step.rpartition("/")[2]) if step != "/text" else -1
            if where >= 0:
                items[where] = text[: found.start() + 1]
            items.insert(where + 1, rest)
            divided = {**paragraph, "items": items}
            if where < 0:
                divided["text"] = text[: found.start() + 1]
            place = f"{pointer}/{at}"
            yield Doubt(index.of(place + step), "list_run_together", said, suggestion, place, divided)
