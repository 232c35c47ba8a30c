"""On which line does the value at a pointer stand?"""

from __future__ import annotations

from commonweal.reading.values import Reading


class LineIndex:
    """The lines of a reading by pointer."""

    def __init__(self, reading: Reading) -> None:
        self._at: dict[str, list[int]] = {}
        self._under: dict[str, int] = {}
        for line, pointer in reading.places.items():
            self._at.setdefault(pointer, []).append(line)
            prefix = pointer
            while prefix:
                self._under[prefix] = min(line, self._under.get(prefix, line))
                prefix = prefix.rpartition("/")[0]

    def of(self, pointer: str) -> int:
        """The first line of the value or of anything within it; where it has none of its own, the last line of the list
        or thing that it is part of; 0 where nothing is known."""
        if pointer in self._under:
            return self._under[pointer]
        while pointer := pointer.rpartition("/")[0]:
            if pointer in self._at:
                return self._at[pointer][-1]
            if pointer in self._under:
                return self._under[pointer]
        return 0
