"""Which words look misprinted?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from commonweal.reading.lines.rows import Row
from commonweal.reading.pointers import resolve
from commonweal.reading.values import Doubt

_DOUBLED = re.compile(r"\b([A-Z])\1[a-z]{2,}[\w-]*")
_STOPS = re.compile(r"[a-z]{2}(\.\.)(?![.\w])")
_TWICE = re.compile(r"\b([a-z]{2,}) \1\b")
_TWICE_FINE = frozenset({"had", "that", "very", "bye", "so"})
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


_SENTENCE_BEGINS = re.compile(r"[.!?:•\-–—“‘\"]")
_MOST_SLIPS = 10
"""In one line: more is no text, and each costs a search through what the line stands in."""
_SUGGESTION = "Write “{}” if it is."


@dataclass
class _Word:
    text: str
    line: int
    count: int = 1


def find_spelling_doubts(whole: dict[str, Any], places: dict[int, str], rows: list[Row]) -> Iterator[Doubt]:
    """Doubled capitals, doubled full stops, a word twice, and two spellings of what may be one name."""
    for row in rows:
        for wrong, right in islice(dict.fromkeys(_slips(row.text)), _MOST_SLIPS):
            place, corrected = _corrected(whole, places.get(row.number, ""), wrong, right)
            text = f"“{wrong}” looks misprinted."
            yield Doubt(row.number, "probable_misprint", text, _SUGGESTION.format(right), place, corrected)
    for rare, other in _near_names(rows):
        place, corrected = _corrected(whole, places.get(rare.line, ""), rare.text, other.text)
        text = f"“{rare.text}” and “{other.text}” (line {other.line}) may be one name in two spellings."
        yield Doubt(rare.line, "probable_misprint", text, _SUGGESTION.format(other.text), place, corrected)


def _slips(text: str) -> Iterator[tuple[str, str]]:
    for found in _DOUBLED.finditer(text):
        yield found.group(), found.group()[1:]
    for found in _STOPS.finditer(text):
        start = text.rfind(" ", 0, found.start()) + 1
        yield text[start : found.end()], text[start : found.end() - 1]
    for found in _TWICE.finditer(text):
        if found.group(1) not in _TWICE_FINE:
            yield found.group(), found.group(1)


def _corrected(whole: dict[str, Any], place: str, wrong: str, right: str) -> tuple[str, str | None]:
    """The place, and its text with the word put right; None where the place holds more than one text."""
    value = resolve(whole, place) if place else None
    if not isinstance(value, str):
        return place, None
    changed = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", lambda _: right, value)
    return place, changed if changed != value else None


def _near_names(rows: list[Row]) -> Iterator[tuple[_Word, _Word]]:
    """Pairs of names that differ by a slip: letters exchanged, or one letter within changed, left out or added."""
    names, ordinary = _names(rows)
    buckets: dict[str, list[_Word]] = {}
    seen: set[tuple[str, str]] = set()
    for word in names.values():
        if word.text.lower() in ordinary:
            continue
        for key in _keys(word.text):
            for other in buckets.get(key, [])[:20]:
                pair = (other.text, word.text)
                if pair not in seen and min(word.count, other.count) == 1 and _is_slip(*pair):
                    seen.add(pair)
                    yield (other, word) if other.count < word.count else (word, other)
            buckets.setdefault(key, []).append(word)


def _names(rows: list[Row]) -> tuple[dict[str, _Word], set[str]]:
    """Words with a capital within a sentence, and all words that occur without one."""
    names: dict[str, _Word] = {}
    ordinary: set[str] = set()
    for row in rows:
        end = 0
        for found in _TOKEN.finditer(row.text):
            word, before, end = found.group(), end, found.end()
            if word.islower():
                ordinary.add(word)
            elif len(word) >= 6 and word[0].isupper() and word[1:].islower() and before:
                if _SENTENCE_BEGINS.search(row.text, before, found.start()):
                    continue
                if word in names:
                    names[word].count += 1
                else:
                    names[word] = _Word(word, row.number)
    return names, ordinary


def _keys(word: str) -> set[str]:
    """Keys that two words share if their letters are the same in another order, or all but one are the same."""
    keys = {word[0] + "".join(sorted(word[1:]))}
    if len(word) >= 7:
        keys.update(f"{word[:at]}*{word[at + 1 :]}" for at in range(1, len(word)))
        keys.add(word)
        keys.update(word[:at] + word[at + 1 :] for at in range(1, len(word)))
    return keys


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ by a slip of the pen, and not by their endings or by two ways of spelling."""
    if one[:-2] == other[:-2] or one.startswith(other) or other.startswith(one):
        return False
    shortest = min(len(one), len(other))
    if one[: shortest - 2] == other[: shortest - 2] or one.replace("z", "s") == other.replace("z", "s"):
        return False
    return sorted(one) == sorted(other) or shortest >= 7
