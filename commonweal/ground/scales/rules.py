"""Is this file a scale, and if not, what is wrong with it, in one sentence?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from itertools import pairwise
from typing import Any

from commonweal.ground.scales.values import (
    EVIDENCE,
    KINDS,
    Clock,
    Duty,
    Entry,
    Purpose,
    Question,
    Scale,
    Section,
    Status,
    Word,
)

ENTRY_TYPES: Mapping[str, type[Any]] = {
    "status": Status,
    "duty_set": Duty,
    "paper_format": Section,
    "question_set": Question,
    "purpose_set": Purpose,
    "clock_set": Clock,
    "word_list": Word,
}
TONES = ("good", "watch", "warn", "bad", "neutral", "info", "missing", "nil", "late", "not_asked")
SHAPES = ("circle", "square", "diamond", "triangle", "octagon", "ring", "dash", "clock", "hatch", "blank")
# The database knows the purpose lock by this beginning of a code, so no file may take it off or hide behind another name.
LOCKED = "immigration_"
SECTION_KINDS = (
    "summary", "recommendation", "supporting", "implications", "background", "contact", "appendix", "group",
)  # fmt: skip
NUMBERING = ("restarts_in_section", "continuous", "section_decimal")
ANSWERS = ("text", "long_text", "yes_no", "one_of", "some_of", "number", "date")
HEAD = {"kind", "name", "version", "title", "valid_from", "valid_until", "source", "evidence", "entries"}
EXTRA = {"note", "numbering", "header", "characteristics", "first_limb_only"}
WORD = re.compile(r"[a-z][a-z0-9_]*\Z")
VERSION = re.compile(r"[0-9][0-9a-z.-]*\Z")


class BadScale(ValueError):
    """A file that is no scale. The message is one sentence for the person who wrote it."""


def check_scale(table: object, *, ours: bool = True) -> Scale:
    """The scale that this YAML table describes. Raises BadScale with one sentence that says what to mend."""
    if not isinstance(table, Mapping):
        raise BadScale("A scale file begins with lines such as 'kind: status', and this one does not.")
    _check_keys(table)
    scale = Scale(
        kind=_one_of(table, "kind", KINDS),
        name=_matching(table, "name", WORD, "small letters, figures and underscores, such as plan_status"),
        version=_matching(table, "version", VERSION, "a figure first, such as 2026-1"),
        title=_text(table, "title"),
        valid_from=_date(table, "valid_from"),
        valid_until=_date(table, "valid_until") if table.get("valid_until") is not None else None,
        source=_text(table, "source"),
        evidence=_one_of(table, "evidence", EVIDENCE),
        entries=tuple(_entries(table)),
        note=str(table.get("note") or ""),
        numbering=str(table.get("numbering") or ""),
        header=_texts(table.get("header") or (), "header"),
        characteristics=_texts(table.get("characteristics") or (), "characteristics"),
        first_limb_only=_texts(table.get("first_limb_only") or (), "first_limb_only"),
        ours=ours,
    )
    _check_whole(scale)
    return scale


def _check_keys(table: Mapping[Any, Any]) -> None:
    if missing := sorted((HEAD - {"valid_until"}) - table.keys()):
        raise BadScale(f"The scale lacks {', '.join(missing)}.")
    if unknown := sorted(map(str, table.keys() - HEAD - EXTRA)):
        raise BadScale(f"The scale has a line that means nothing here: {', '.join(unknown)}.")


def _text(table: Mapping[Any, Any], key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise BadScale(f"'{key}' has to be words, and it is {value!r}.")
    return value.strip()


def _texts(value: object, key: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise BadScale(f"'{key}' has to be a list.")
    return tuple(str(each) for each in value)


def _one_of(table: Mapping[Any, Any], key: str, allowed: Iterable[str]) -> str:
    value = str(table[key])
    if value not in allowed:
        raise BadScale(f"'{key}' has to be one of {', '.join(allowed)}, and it is {value!r}.")
    return value


def _matching(table: Mapping[Any, Any], key: str, pattern: re.Pattern[str], words: str) -> str:
    value = str(table[key])
    if not pattern.match(value):
        raise BadScale(f"'{key}' has to be {words}; it is {value!r}.")
    return value


def _date(table: Mapping[Any, Any], key: str) -> date:
    value = table[key]
    if not isinstance(value, date):
        raise BadScale(f"'{key}' has to be a date such as 2010-07-22, and it is {value!r}.")
    return value


def _entries(table: Mapping[Any, Any]) -> Iterable[Entry]:
    rows = table["entries"]
    if not isinstance(rows, list) or not rows:
        raise BadScale("'entries' has to be a list with at least one entry.")
    for number, row in enumerate(rows, 1):
        yield _entry(str(table["kind"]), number, row)


def _entry(kind: str, number: int, row: object) -> Entry:
    made = ENTRY_TYPES[kind]
    if not isinstance(row, Mapping):
        raise BadScale(f"Entry {number} has to be lines such as 'code: G', and it is {row!r}.")
    known = {f.name: f for f in fields(made)}
    if unknown := sorted(map(str, row.keys() - known.keys())):
        raise BadScale(f"Entry {number} has a line that means nothing here: {', '.join(unknown)}.")
    needed = {name for name, f in known.items() if f.default is MISSING}
    if missing := sorted(needed - row.keys()):
        raise BadScale(f"Entry {number} lacks {', '.join(missing)}.")
    return _typed(made, number, row)


def _typed(made: type[Any], number: int, row: Mapping[Any, Any]) -> Entry:
    """Values of the type that the entry declares; YAML reads N as "no" and 1 as a number, and both are refused."""
    values: dict[str, Any] = {}
    for name, value in row.items():
        wanted = {
            "rank": int,
            "days": int,
            "required": bool,
            "locked": bool,
            "working": bool,
            "choices": list,
        }.get(name, str)
        if type(value) is not wanted:
            hint = " (put it in quotation marks)" if wanted is str else ""
            raise BadScale(f"Entry {number}: '{name}' cannot be {value!r}{hint}.")
        values[name] = _texts(value, name) if wanted is list else value
    entry: Entry = made(**values)
    return entry


def _check_whole(scale: Scale) -> None:
    if scale.valid_until is not None and scale.valid_until <= scale.valid_from:
        raise BadScale("'valid_until' has to be later than 'valid_from'.")
    if twice := [code for code, times in Counter(scale.codes).items() if times > 1]:
        raise BadScale(f"The code {', '.join(twice)} stands twice.")
    if strangers := sorted(set(scale.first_limb_only) - set(scale.characteristics)):
        raise BadScale(
            f"'first_limb_only' names what is no characteristic of this duty: {', '.join(strangers)}."
        )
    if scale.kind == "status":
        _check_statuses(scale)
    if scale.kind == "paper_format":
        _check_sections(scale)
    if scale.kind == "purpose_set":
        _check_purposes(scale)
    if scale.kind == "clock_set" and (short := [c.code for c in scale.clocks if c.days < 1]):
        raise BadScale(f"A clock runs for at least one day: {', '.join(short)}.")
    if scale.kind == "question_set":
        _check_words("answer", [q.answer for q in scale.questions], ANSWERS)


def _check_statuses(scale: Scale) -> None:
    _check_words("tone", [s.tone for s in scale.statuses], TONES)
    _check_words("shape", [s.shape for s in scale.statuses], SHAPES)
    for word in ("letter", "label"):
        if twice := [v for v, n in Counter(getattr(s, word) for s in scale.statuses).items() if n > 1]:
            raise BadScale(f"The {word} {', '.join(twice)} stands twice, so two states would look alike.")


def _check_purposes(scale: Scale) -> None:
    """The lock is part of the code's name, so that the database can hold it whatever the file says."""
    for purpose in scale.purposes:
        if purpose.locked != purpose.code.startswith(LOCKED):
            raise BadScale(
                f"The purpose {purpose.code}: what is locked has a code that begins with {LOCKED}, and nothing else has."
            )
    if not any(purpose.locked for purpose in scale.purposes):
        raise BadScale(f"A set of purposes names what is locked, such as {LOCKED}enforcement.")


def _check_sections(scale: Scale) -> None:
    _check_words("numbering", [scale.numbering], NUMBERING)
    _check_words("kind", [s.kind for s in scale.sections], SECTION_KINDS)
    letters = [s.letter for s in scale.sections if s.letter]
    if twice := [letter for letter, times in Counter(letters).items() if times > 1]:
        raise BadScale(f"The letter {', '.join(twice)} stands twice.")
    groups = {s.code for s in scale.sections if s.kind == "group"}
    if astray := [s.code for s in scale.sections if s.within and s.within not in groups]:
        raise BadScale(f"{', '.join(astray)} stands within a section that is no group.")
    if not any(s.kind == "recommendation" for s in scale.sections):
        raise BadScale("A paper format needs a section of kind recommendation.")


def _check_words(what: str, values: Iterable[str], allowed: tuple[str, ...]) -> None:
    if wrong := sorted(set(values) - set(allowed)):
        raise BadScale(
            f"'{what}' has to be one of {', '.join(allowed)}, and it is {', '.join(wrong) or 'empty'!r}."
        )


def check_versions(scales: Iterable[Scale]) -> None:
    """No two files for one version, and no day on which two versions of one scale are in force."""
    by_name: dict[str, list[Scale]] = {}
    for scale in scales:
        by_name.setdefault(scale.name, []).append(scale)
    for name, versions in by_name.items():
        ordered = sorted(versions, key=lambda s: s.valid_from)
        for earlier, later in pairwise(ordered):
            _check_pair(name, earlier, later)


def _check_pair(name: str, earlier: Scale, later: Scale) -> None:
    if earlier.kind != later.kind:
        raise BadScale(f"{name} is a {earlier.kind} in one version and a {later.kind} in another.")
    if earlier.version == later.version:
        raise BadScale(f"{earlier.key} stands in two files.")
    if earlier.valid_until is None or earlier.valid_until > later.valid_from:
        raise BadScale(
            f"{earlier.key} and {later.key} are both in force on {later.valid_from.isoformat()}: "
            f"give {earlier.key} a 'valid_until'."
        )
