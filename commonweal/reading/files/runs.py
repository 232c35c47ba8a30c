"""What does a line say, and which parts of it are bold?"""

from __future__ import annotations

from .found import one_line, tidy_cell


class Runs:
    """Pieces of text with their weight, gathered in order; a newline in a piece is a line break that was meant."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, bool]] = []

    def add(self, text: str, bold: bool) -> None:
        if text:
            self._pieces.append((text, bold))

    def text(self) -> str:
        return "".join(text for text, _ in self._pieces)

    def as_cell(self) -> str:
        return tidy_cell(self.text())

    def is_bold(self) -> bool:
        """Whether every word is bold."""
        seen = [bold for text, bold in self._pieces if any(map(str.isalnum, text))]
        return bool(seen) and all(seen)

    def strong(self) -> tuple[str, ...]:
        """The bold parts where the rest is not bold, each as one line; none where all of it is."""
        if self.is_bold():
            return ()
        parts: list[str] = []
        before = False
        for text, bold in self._pieces:
            if bold and before:
                parts[-1] += text
            elif bold:
                parts.append(text)
            # White space between two bold words is bold in neither format, and divides nothing.
            before = bold or (before and not text.strip() and "\n" not in text)
        split = (one_line(line) for part in parts for line in part.split("\n"))
        return tuple(part for part in split if any(map(str.isalnum, part)))

    def lines(self) -> list[Runs]:
        """One Runs for each line that the breaks make."""
        found = [Runs()]
        for text, bold in self._pieces:
            first, *others = text.split("\n")
            found[-1].add(first, bold)
            for other in others:
                found.append(Runs())
                found[-1].add(other, bold)
        return found

    def extend(self, other: Runs) -> None:
        self._pieces.extend(other._pieces)

    def drop_last_letter(self) -> None:
        """Takes away the last visible letter and the white space after it: a hyphen that only divided a word."""
        while self._pieces:
            text, bold = self._pieces.pop()
            if text.strip():
                self._pieces.append((text.rstrip()[:-1], bold))
                return
