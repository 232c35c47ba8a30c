"""Where is a bracket or a quotation mark opened that never closes?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from commonweal.reading.doubts.line_index import LineIndex
from commonweal.reading.values import Doubt

_CLOSES = {"(": ")", "[": "]", "“": "”", "‘": "’"}
# Between two letters ’ is an apostrophe; behind an s it may be one, so that it counts as closing and raises no alarm.
_MARK = re.compile(r"[()\[\]“”]|(?<!\w)‘(?=[^\W\d_])|’(?!\w)")
_AROUND = 50
_HEADING_WORDS = 25


def find_mark_doubts(whole: dict[str, Any], index: LineIndex) -> Iterator[Doubt]:
    """Marks left open in one text, unless the texts next to it in the same list or paragraph close them."""
    for root in ("paper", "plan"):
        for group in _groups(whole[root], f"/{root}"):
            for at, (pointer, text) in enumerate(group):
                rest = " ".join(said for _, said in group[at + 1 :])
                if (opened := _left_open(text)) and not _closed_by(opened[1], rest):
                    yield _doubt(text, *opened, pointer, index)


def _groups(value: Any, pointer: str) -> Iterator[list[tuple[str, str]]]:
    """The texts of a value, those that may go on from one to the next together: a paragraph with its points, a list."""
    if isinstance(value, list):
        texts = [(f"{pointer}/{at}", one) for at, one in enumerate(value) if isinstance(one, str)]
        yield texts
        for at, one in enumerate(value):
            if not isinstance(one, str):
                yield from _groups(one, f"{pointer}/{at}")
    elif isinstance(value, dict):
        points = value.get("items", [])
        for key, one in value.items():
            if key == "text" and points:
                items = [(f"{pointer}/items/{at}", point) for at, point in enumerate(points)]
                yield [(f"{pointer}/text", one), *items]
            elif isinstance(one, str):
                yield [(f"{pointer}/{key}", one)]
            elif not (key == "items" and value.get("text")):
                yield from _groups(one, f"{pointer}/{key}")


def _left_open(text: str) -> tuple[int, str] | None:
    """Where the first mark stands that is still open at the end of the text, and which it is."""
    open_ones: list[tuple[int, str]] = []
    for found in _MARK.finditer(text):
        mark = found.group()
        if mark in _CLOSES:
            open_ones.append((found.start(), mark))
            continue
        fitting = [at for at, (_, opened) in enumerate(open_ones) if _CLOSES[opened] == mark]
        if fitting:
            del open_ones[fitting[-1]]
    return open_ones[0] if open_ones else None


def _closed_by(mark: str, rest: str) -> bool:
    """Whether what follows closes the mark before it opens one of the same kind."""
    end, again = rest.find(_CLOSES[mark]), rest.find(mark)
    if mark in "“‘" and again >= 0:
        # A quotation of several paragraphs opens each of them anew.
        return True
    return end >= 0 and (again < 0 or end < again)


def _doubt(text: str, at: int, mark: str, pointer: str, index: LineIndex) -> Doubt:
    shown = text[at : at + _AROUND] + ("…" if len(text) > at + _AROUND else "")
    heading = len(text.split()) <= _HEADING_WORDS and text[-1] not in ".;:"
    return Doubt(
        index.of(pointer),
        "unclosed_mark",
        f"The mark {mark} before “{shown.lstrip(mark)}” is never closed.",
        "Close it at the end of the line." if heading else "Check where it was meant to end.",
        pointer,
        text + _CLOSES[mark] if heading else None,
    )
