"""Which number or bullet does Word show before this paragraph?

Word keeps numbers out of the text: a paragraph names a list (numId) and a level, and the list says how each level is
written and where it starts (ECMA-376 part 1, section 17.9). Counters are kept here the way Word keeps them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .ordinals import letters, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None


class Numbering:
    """The lists of one document and how far each has been counted."""

    def __init__(self, part: Any | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._started: set[str] = set()
        self._counts: dict[str, dict[int, int]] = {}
        if part is not None:
            self._read(part)

    def _read(self, part: Any) -> None:
        for abstract in part.iter(W + "abstractNum"):
            levels = {_int(level.get(W + "ilvl")): _level(level) for level in abstract.findall(W + "lvl")}
            self._abstract[abstract.get(W + "abstractNumId", "")] = levels
        for num in part.iter(W + "num"):
            name = num.get(W + "numId", "")
            self._of[name] = _value(num, "abstractNumId")
            for override in num.findall(W + "lvlOverride"):
                level = _int(override.get(W + "ilvl"))
                own = override.find(W + "lvl")
                if own is not None:
                    self._levels.setdefault(name, {})[level] = _level(own)
                start = _value(override, "startOverride")
                if start:
                    self._overrides.setdefault(name, {})[level] = _int(start)

    def marker(self, name: str, level: int) -> str:
        """The next marker of list `name` at `level`, counted on; empty where Word shows none."""
        if name not in self._of or name == "0":
            return ""
        counts = self._counts.setdefault(self._of[name], {})
        if name not in self._started:
            self._started.add(name)
            for at in self._overrides.get(name, {}):
                counts.pop(at, None)
        here = self._level(name, level)
        counts[level] = counts[level] + 1 if level in counts else self._start(name, level)
        for deeper in [other for other in counts if other > level]:
            restart = self._level(name, deeper).restart
            if restart is None or (restart and level < restart):
                del counts[deeper]
        if here.format == "bullet":
            return "•"
        if here.format == "none" or not here.text:
            return ""
        return re.sub(
            r"%(\d)", lambda found: self._written(name, int(found[1]) - 1, counts), here.text
        ).strip()

    def _written(self, name: str, level: int, counts: dict[int, int]) -> str:
        number = counts.get(level, self._start(name, level))
        return _write(number, self._level(name, level).format)

    def _level(self, name: str, level: int) -> _Level:
        own = self._levels.get(name, {}).get(level)
        return own or self._abstract.get(self._of.get(name, ""), {}).get(level, _Level(text=f"%{level + 1}."))

    def _start(self, name: str, level: int) -> int:
        return self._overrides.get(name, {}).get(level, self._level(name, level).start)


def _write(number: int, how: str) -> str:
    if how in ("lowerLetter", "upperLetter"):
        written = letters(number)
        return written.upper() if how == "upperLetter" else written
    if how in ("lowerRoman", "upperRoman"):
        written = roman(number)
        return written.upper() if how == "upperRoman" else written
    if how == "decimalZero":
        return f"{number:02d}"
    return "" if how in ("none", "bullet") else str(number)


def _level(element: Any) -> _Level:
    restart = _value(element, "lvlRestart")
    return _Level(
        start=_int(_value(element, "start") or "1"),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        restart=_int(restart) if restart else None,
    )


def _value(element: Any, name: str) -> str:
    found = element.find(W + name)
    return "" if found is None else str(found.get(W + "val", ""))


def _int(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else 0
