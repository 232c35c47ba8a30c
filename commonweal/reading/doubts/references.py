"""Which references of a plan's actions are missing, repeated or out of place?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from commonweal.reading.doubts.line_index import LineIndex
from commonweal.reading.values import Doubt

_PARTS = re.compile(r"\d+")


def split_number(reference: str) -> tuple[str, int] | None:
    """A reference as what comes before its last number, and that number; None where it has none."""
    found = list(_PARTS.finditer(reference))
    if not found:
        return None
    return reference[: found[-1].start()], int(found[-1].group())


class References:
    """The references of one objective's actions, in the order of the document."""

    def __init__(self, actions: list[dict[str, Any]], pointer: str, index: LineIndex) -> None:
        self.names: list[str] = [action["reference"] for action in actions]
        self.pointer = pointer
        self.index = index
        self.parts = [split_number(name) for name in self.names]
        beginnings = Counter(part[0] for part in self.parts if part)
        self.usual, self.count = beginnings.most_common(1)[0] if beginnings else ("", 0)
        self.missing = self._missing()

    def doubts(self) -> Iterator[Doubt]:
        """Every doubt about them."""
        yield from self._repeated()
        yield from self._strangers()
        yield from self._gaps()
        yield from self._disorder()

    def _doubt(self, at: int, kind: str, text: str, suggestion: str, correction: str | None = None) -> Doubt:
        line = self.index.of(f"{self.pointer}/{at}")
        return Doubt(line, kind, text, suggestion, f"{self.pointer}/{at}/reference", correction)

    def _of_usual(self) -> list[tuple[int, int]]:
        """Position and last number of each reference that begins as most do."""
        return [(at, part[1]) for at, part in enumerate(self.parts) if part and part[0] == self.usual]

    def _missing(self) -> list[int]:
        numbers = {number for _, number in self._of_usual()}
        if not numbers or max(numbers) - min(numbers) > 200:
            return []
        return [number for number in range(min(numbers), max(numbers)) if number not in numbers]

    def _repeated(self) -> Iterator[Doubt]:
        seen: set[str] = set()
        for at, name in enumerate(self.names):
            if name and name in seen:
                text = f"Reference {name} was used above for another action."
                yield self._doubt(at, "reference_repeated", text, "Check which of the two it belongs to.")
            seen.add(name)

    def _strangers(self) -> Iterator[Doubt]:
        for at, part in enumerate(self.parts):
            if part is None or part[0] == self.usual or self.count < 2:
                continue
            text = f"Reference {self.names[at]} stands among references that begin with {self.usual.rstrip('./')}."
            suggestion = "Check the reference against the full plan; it may have been moved here on purpose."
            fitting = self._fitting(at)
            if fitting:
                suggestion += f" If it is a misprint, {fitting} is the number that is free here."
            yield self._doubt(at, "reference_out_of_place", text, suggestion, fitting)

    def _fitting(self, at: int) -> str | None:
        """The one missing reference that would fit where a stranger stands."""
        before = [number for place, number in self._of_usual() if place < at][-1:]
        after = [number for place, number in self._of_usual() if place > at][:1]
        free = [one for one in self.missing if all(one > number for number in before)]
        fitting = [one for one in free if all(one < number for number in after)]
        return f"{self.usual}{fitting[0]}" if len(fitting) == 1 else None

    def _gaps(self) -> Iterator[Doubt]:
        for missing in self.missing:
            at = next(place for place, number in self._of_usual() if number > missing)
            text = f"There is no {self.usual}{missing} before {self.names[at]}."
            yield self._doubt(
                at, "numbering_gap", text, "Check whether an action was left out of this document."
            )

    def _disorder(self) -> Iterator[Doubt]:
        greatest = -1
        for at, number in self._of_usual():
            if number < greatest:
                text = f"Reference {self.names[at]} comes after {self.usual}{greatest}."
                suggestion = (
                    "Check whether the order was meant; the actions are kept in the order of the document."
                )
                yield self._doubt(at, "reference_out_of_place", text, suggestion)
            greatest = max(greatest, number)
