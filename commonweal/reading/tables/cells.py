"""What does one cell of a plan's table list: names, points, a reference, a date?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.reading.words.dates import find_date
from commonweal.reading.words.names import body_like

REFERENCE = r"[A-Z]{0,4}[ -]?\d{1,4}(?:[./]\d{1,3}){0,4}[a-z]?"

_BULLET = r"[•●▪◦‣·○■□➢*–—-]"
_MARK = re.compile(rf"(?:{_BULLET}\s*(?=\S)|\(?(?:\d{{1,2}}(?:\.\d{{1,2}})*|[a-z]|[ivx]{{1,4}})[.)]\s+)")
_LEADING_REFERENCE = re.compile(
    rf"(?:(?:action|ref)\.?\s*)?\(?({REFERENCE})\)?\s*[.:)–-]?\s+(?=\S)", re.IGNORECASE
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SEASONS = r"(?:spring|summer|autumn|winter|easter|christmas|year|month|week|quarter|financial year)"
_WHEN = re.compile(
    rf"(?:(?:by|before|from|until|to|in|early|mid|late|end|start|beginning|of|the|next|every|each|approx|circa|and|due|at)[\s-]+)*"
    rf"(?:(?:{_MONTHS}|{_SEASONS}|q[1-4]|quarter [1-4]|[1-4](?:st|nd|rd|th)? quarter|\d{{1,2}}(?:st|nd|rd|th)?)[\s,/-]*(?:of\s+)?)*"
    rf"(?:(?:19|20)\d\d(?:\s*[/–-]\s*(?:\d\d){{1,2}})?|{_MONTHS}(?:\s?[’']?\d\d)?|{_SEASONS}(?: end)?|q[1-4]|\d{{1,2}}/\d{{2,4}})",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"(?:on[ -]?going|continu(?:ous|ing|al)|complete[d]?|done|immediate(?:ly)?|asap|as required|as needed|quarterly|monthly|weekly"
    r"|annual(?:ly)?|yearly|daily|biannual(?:ly)?|six[ -]monthly|every .{1,30}|each .{1,30}|year (?:one|two|three|\d)|year[ -]end"
    r"|(?:short|medium|long)(?:[ -]term)?|throughout(?: .{1,30})?|within .{1,30}|n/?a|now|started|in place|rolling(?: .{1,20})?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Names:
    """The names in a cell; doubtful holds what may be one name or two ("Housing and Planning Team")."""

    names: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def names_in(cell: str, known: frozenset[str] = frozenset()) -> Names:
    """Divides at line breaks and semicolons, or else at commas outside brackets, and at "and" where that is plain.

    known holds the names that stand alone elsewhere in the document, in small letters.
    """
    parts = [part for line in cell.split("\n") for part in _outside_brackets(line, ";")]
    if len([part for part in parts if part.strip()]) <= 1 or ("\n" in cell and ";" not in cell):
        parts = [piece for part in parts for piece in _outside_brackets(part, ",")]
    names: list[str] = []
    doubtful: list[str] = []
    for part in parts:
        name = _without_mark(part)
        divided = _divide_at_and(name, known, in_list=len(parts) > 1)
        names.extend(piece for piece in divided if piece)
        is_end_of_list = len(parts) > 1 and part is parts[-1] and "," in cell
        if is_end_of_list and len(divided) == 1 and " and " in divided[0]:
            doubtful.append(divided[0])
    return Names(tuple(dict.fromkeys(names)), tuple(doubtful))


def _without_mark(text: str) -> str:
    stripped = text.strip()
    bare = _MARK.sub("", stripped, count=1).strip() if _MARK.match(stripped) else stripped
    return bare.rstrip(".") if bare.count(".") == 1 else bare


def _outside_brackets(text: str, separator: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == separator and depth <= 0:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [*parts, current]


def _divide_at_and(name: str, known: frozenset[str], *, in_list: bool) -> list[str]:
    if in_list and re.match(r"and\s+\S", name):
        return [name[4:].strip()]  # What stands behind a comma before "and".
    parts = re.split(r"\s+(?:and|&|\+)\s+", name)
    if len(parts) != 2:
        return [name]
    if all(part.lower() in known for part in parts) or all(_stands_alone(part) for part in parts):
        return parts
    return [name]


def _stands_alone(name: str) -> bool:
    """Whether half of "X and Y" is a body by itself: initials, or a name with a noun for bodies in it."""
    return bool(re.fullmatch(r"[A-Z][A-Za-z]?[A-Z&]{1,6}s?", name)) or (
        body_like(name) and len(name.split()) > 1
    )


def points_in(cell: str) -> list[tuple[str, str]]:
    """(mark, text) of each point: one for each line with a bullet or number, or for each line if none has one.

    A line without a mark behind marked ones goes on with the point before it.
    """
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    marked = any(_MARK.match(line) for line in lines)
    if len(lines) == 1 and not marked:
        return [("", part.strip()) for part in _outside_brackets(lines[0], ";") if part.strip()]
    points: list[tuple[str, str]] = []
    for line in lines:
        found = _MARK.match(line)
        if found and line[found.end() :].strip():
            points.append((_number(found[0]), line[found.end() :].strip()))
        elif points and (marked or line[:1].islower()):
            points[-1] = (points[-1][0], f"{points[-1][1]} {line}")
        else:
            points.append(("", line))
    return points


def _number(mark: str) -> str:
    return mark.strip().strip("().") if re.search(r"\w", mark) else ""


def reference_before(text: str) -> tuple[str, str]:
    """The reference an action begins with, and the rest; ("", text) where it begins with none."""
    found = _LEADING_REFERENCE.match(text)
    if not found:
        return "", text
    written = found[0].strip()
    plain_year = re.fullmatch(r"(?:19|20)\d\d", found[1])
    if plain_year or not (
        re.search(r"[.:)–-]$", written) or re.search(r"\d[./]\d", found[1]) or re.match(r"[A-Z]", found[1])
    ):
        return "", text
    return found[1], text[found.end() :].strip()


def is_reference(text: str) -> bool:
    return bool(re.fullmatch(rf"\(?(?:{REFERENCE}|[A-Za-z]|[ivxIVX]{{1,5}})[.)]?", text.strip()))


def is_when(text: str) -> bool:
    """Whether a cell says when: a day, a month, a year, a quarter, a season, or a word such as "ongoing"."""
    pieces = [
        piece.strip(" .")
        for piece in re.split(r"\n|;|,(?!\s*\d{4})|\s[–—-]\s|\b(?:to|and)\b", text)
        if piece.strip(" .")
    ]
    return bool(pieces) and all(_says_when(piece) for piece in pieces)


def _says_when(piece: str) -> bool:
    bare = re.sub(r"\([^()]*\)", "", piece).strip() or piece
    return bool(_WHEN.fullmatch(bare) or _STANDING.fullmatch(bare) or find_date(bare))
