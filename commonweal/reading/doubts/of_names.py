"""Which two names among the partners of a plan may mean one body?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from commonweal.reading.doubts.line_index import LineIndex
from commonweal.reading.doubts.of_plans import actions_of
from commonweal.reading.lines.rows import Row
from commonweal.reading.values import Doubt
from commonweal.reading.words.names import initials, words_of

_DEFINED = re.compile(r"\(([A-Z][A-Za-z&]{1,8})\)")
_EXPLAINED = re.compile(r"\b([A-Z]{2,8}s?) \(([A-Z][\w&’' -]{4,80})\)")
_ALIASES = (
    frozenset({"metropolitan police service", "metropolitan police", "met", "met police"}),
    frozenset({"job centre plu", "jobcentre plu"}),
    frozenset({"london council", "association of london government"}),
    frozenset({"crime and disorder reduction partnership", "community safety partnership"}),
)


@dataclass
class _Known:
    """The first name seen under each key."""

    definitions: dict[str, str]
    plain: dict[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    long: dict[str, str] = field(default_factory=dict)
    near: dict[tuple[str, ...], list[str]] = field(default_factory=dict)


def find_name_doubts(whole: dict[str, Any], index: LineIndex, rows: list[Row]) -> Iterator[Doubt]:
    """A doubt at every partner that may be the same body as one named earlier in other words."""
    entries = [
        (name, f"{pointer}/partners/{at}")
        for action, pointer in actions_of(whole)
        for at, name in enumerate(action["partners"])
    ]
    if not entries:
        return
    known = _Known(_definitions(whole, rows))
    for name, place in entries:
        other = _earlier(name, known)
        if other is not None and other != name:
            text = f"“{name}” may be the same body as “{other}”, which stands further up."
            suggestion = f"If they are one body, write “{other}” here too."
            yield Doubt(index.of(place), "names_may_be_one_body", text, suggestion, place, other)


def _definitions(whole: dict[str, Any], rows: list[Row]) -> dict[str, str]:
    """Abbreviations that the document explains anywhere, with the plain form of what they stand for."""
    found: dict[str, str] = {}
    for row in rows:
        for match in _DEFINED.finditer(row.text):
            words = row.text[max(0, match.start() - 120) : match.start()].split()
            for count in range(2, min(len(words), 8) + 1):
                name = " ".join(words[-count:])
                if match.group(1).rstrip("s").upper() in initials(name):
                    found.setdefault(match.group(1).rstrip("s"), _plain(name))
                    break
        for match in _EXPLAINED.finditer(row.text):
            if match.group(1).rstrip("s") in initials(match.group(2)):
                found.setdefault(match.group(1).rstrip("s"), _plain(match.group(2)))
    listed = (whole["paper"] or {"abbreviations": {}})["abbreviations"]
    return {**found, **{short.rstrip("s"): _plain(long) for short, long in listed.items()}}


def _plain(name: str) -> str:
    """A name without capitals, articles, possessives, plurals and signs."""
    words = [re.sub(r"[’']s?$", "", word.lower()).replace("&", "and") for word in words_of(name)]
    kept = [word.replace("’", "").replace("'", "") for word in words if word != "the"]
    singular = " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in kept)
    return next((min(group) for group in _ALIASES if singular in group), singular)


def _short_form(name: str) -> str:
    """The abbreviation that a name is, without a plural s; "" where it is none."""
    bare = name[:-1] if name.endswith("s") else name
    return bare if " " not in name and bare.isupper() and 2 <= len(bare) <= 8 else ""


def _earlier(name: str, known: _Known) -> str | None:
    """The first name seen that may mean the same body, after which this one is known too."""
    plain, short = _plain(name), _short_form(name)
    other = known.plain.get(plain)
    if other is None and short:
        other = _for_short(short, known)
    elif other is None:
        other = _for_long(name, plain, known)
    first = other or name
    known.plain.setdefault(plain, first)
    if short:
        known.short.setdefault(short, first)
    else:
        for letters in initials(name):
            known.long.setdefault(letters, first)
        known.near.setdefault(_near_key(plain), []).append(plain)
    return other


def _for_short(short: str, known: _Known) -> str | None:
    if short in known.definitions:
        return known.plain.get(known.definitions[short]) or known.short.get(short)
    return known.short.get(short) or (known.long.get(short) if len(short) >= 3 else None)


def _for_long(name: str, plain: str, known: _Known) -> str | None:
    for letters in initials(name):
        defined = known.definitions.get(letters)
        if letters in known.short and (defined == plain if defined else len(letters) >= 3):
            return known.short[letters]
    for candidate in known.near.get(_near_key(plain), ()):
        if _nearly(candidate, plain):
            return known.plain[candidate]
    return None


def _near_key(plain: str) -> tuple[str, ...]:
    return tuple(word[0] for word in plain.split())


def _nearly(one: str, other: str) -> bool:
    """Whether two names differ by a slip in one long word."""
    pairs = [(a, b) for a, b in zip(one.split(), other.split(), strict=False) if a != b]
    if len(pairs) != 1 or min(len(word) for word in pairs[0]) < 5:
        return False
    return DamerauLevenshtein.distance(*pairs[0]) <= 1
