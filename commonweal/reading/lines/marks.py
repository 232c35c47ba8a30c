"""With what mark does a line begin: a number, a letter, a roman numeral, a bullet, or none?"""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•●▪◦‣·∙○■□➢\uf0b7\uf0a7"

_BULLET = re.compile(rf"(?:[{BULLETS}]\s*|[-–—*]\s+|o\s{{2,}}|o\t)")
_DECIMAL = re.compile(r"\(?(\d{1,2}(?:\.\d{1,3}){1,4})[.)]?\s+(?=\S)")
_NUMBER = re.compile(r"(?:(\d{1,3})[.)](?:\s+|(?=[A-Z]))|\((\d{1,3})\)\s+|(\d{1,3})(?:\s{2,}|\t))(?=\S)")
_UPPER = re.compile(r"([A-Z])[.)]\s+(?=\S)")
_LETTER = re.compile(r"(?:([a-z])[.)]|\(([a-z])\))\s+(?=\S)")
_ROMAN = re.compile(r"(?:([ivxl]{1,6})[.)]|\(([ivxl]{1,6})\))\s+(?=\S)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True)
class Mark:
    """style is "bullet", "decimal", "number", "upper", "letter" or "roman"; value counts within the style."""

    style: str
    raw: str
    label: str = ""
    value: int = 0


def roman_value(text: str) -> int:
    """The value of a small roman numeral ("iv" is 4)."""
    values = [_ROMAN_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, following, strict=True))


def _enumerator(text: str, previous: Mark | None) -> tuple[Mark, int] | None:
    if found := _DECIMAL.match(text):
        label = found.group(1)
        return Mark("decimal", found.group().strip(), label, int(label.rsplit(".", 1)[1])), found.end()
    if found := _NUMBER.match(text):
        label = next(group for group in found.groups() if group)
        return Mark("number", found.group().strip(), label, int(label)), found.end()
    if found := _UPPER.match(text):
        return Mark("upper", found.group().strip(), found.group(1), ord(found.group(1)) - 64), found.end()
    if (found := _ROMAN.match(text)) and not _is_letter(found.group(1) or found.group(2), previous):
        label = found.group(1) or found.group(2)
        return Mark("roman", found.group().strip(), label, roman_value(label)), found.end()
    if found := _LETTER.match(text):
        label = found.group(1) or found.group(2)
        return Mark("letter", found.group().strip(), label, ord(label) - 96), found.end()
    return None


def _is_letter(label: str, previous: Mark | None) -> bool:
    """Whether "i", "v", "x" or "l" continues a lettered list, where "h)" stood before it."""
    if len(label) > 1:
        return False
    if previous is not None and previous.style == "letter" and previous.value == ord(label) - 97:
        return True
    return label == "l" and (previous is None or previous.style != "roman")


def read_mark(text: str, previous: Mark | None = None) -> tuple[Mark | None, str]:
    """Split a stripped line into its mark and what follows; a bullet before a number yields the number.

    previous is the last lettered or roman mark, which decides what a lone "i)" is.
    """
    bullet = _BULLET.match(text)
    rest = text[bullet.end() :] if bullet else text
    if found := _enumerator(rest, previous):
        mark, end = found
        return mark, rest[end:].strip()
    if bullet and rest.strip():
        return Mark("bullet", bullet.group().strip()), rest.strip()
    return None, text
