"""Which pieces of text on a PDF page stand in one row?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .found import one_line
from .runs import Runs

_HEAVY = ("bold", "black", "heavy", "semibold", "demi")
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]-‘’ "), frozenset("mwMWQOGD@%&—")


# "All unused codes greater than 40 map to the bullet character" (ISO 32000-1, annex D, WinAnsiEncoding).
_UNUSED_CODES = dict.fromkeys((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D), "•")


@dataclass
class Row:
    """One row of type; x and y are those of its first letter in points from the lower left corner of the page."""

    x: float
    y: float
    size: float
    runs: Runs

    def text(self) -> str:
        return one_line(self.runs.text())

    def right(self) -> float:
        return self.x + width_of(self.text(), self.size)


def width_of(text: str, size: float) -> float:
    """About how wide this text is; fonts differ, but a row is only compared with other rows of the same document."""
    narrow = sum(letter in _NARROW for letter in text)
    wide = sum(letter in _WIDE or letter.isupper() for letter in text)
    return size * (0.28 * narrow + 0.72 * wide + 0.51 * (len(text) - narrow - wide))


class RowMaker:
    """Takes the pieces in the order in which the page draws them."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._open: Row | None = None

    def add(self, text: str, outer: Any, inner: Any, font: Any, size: Any) -> None:
        """What pypdf calls with each piece: its text, two transformations, its font and its size."""
        x = float(inner[4] * outer[0] + inner[5] * outer[2] + outer[4])
        y = float(inner[4] * outer[1] + inner[5] * outer[3] + outer[5])
        scale = (abs(inner[3]) or abs(inner[1]) or 1.0) * (abs(outer[3]) or abs(outer[1]) or 1.0)
        points = round(float(size or 12) * float(scale) * 2) / 2
        bold = _is_bold(font)
        for number, part in enumerate(text.translate(_UNUSED_CODES).split("\n")):
            if number:
                self._close()
            if not part or (self._open is None and not part.strip()):
                continue
            if self._open is None:
                self._open = Row(x, y, points, Runs())
            elif part.strip():
                self._open.size = max(self._open.size, points)
            self._open.runs.add(part, bold)

    def rows(self) -> list[Row]:
        self._close()
        return self._rows

    def _close(self) -> None:
        if self._open is not None and self._open.text():
            self._rows.append(self._open)
        self._open = None


def _is_bold(font: Any) -> bool:
    try:
        name = str(font.get("/BaseFont", "")).lower() if font else ""
    except AttributeError:
        return False
    return any(word in name for word in _HEAVY)
