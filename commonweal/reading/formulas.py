"""Which text would a spreadsheet calculate, and how is it written so that the spreadsheet only shows it? The one rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")
INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_REWRITTEN = re.compile(
    rf"\s*(?:[£$€(.]*\d[\d\s.,:/%()eE+-]*|(?:\d{{1,4}}[ /.-]*)?{_MONTH}(?:[ /.,-]*\d{{1,4}}){{0,2}}|true|false)\s*",
    re.IGNORECASE,
)


def is_formula(text: str) -> bool:
    """Would a spreadsheet run this? Signs count behind spaces and characters that nobody sees, and in their wide form."""
    if text[:1] in STARTS and text:
        return True
    seen = next((c for c in text if unicodedata.category(c) not in INVISIBLE), "")
    return seen in STARTS and bool(seen)


def protect(text: str, *, rewritten: bool = False) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it or drop an apostrophe that it has; for a
    file that comes back, also where cells without a type (CSV) would make a number or a date of it.
    """
    taken = text.startswith("'") or is_formula(text) or (rewritten and bool(_REWRITTEN.fullmatch(text)))
    return f"'{text}" if taken else text


def restore(cell: str) -> str:
    """What `protect` was given."""
    return cell[1:] if cell.startswith("'") else cell


def safe_cells(values: Iterable[object]) -> list[str]:
    """A line of a table that somebody takes out: nothing in it calculates, and nothing cuts it short."""
    return [protect(str(value).replace("\0", "")) for value in values]
