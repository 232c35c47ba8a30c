"""To which pointer does each line go, with never two for one line?"""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.reading.drafts.draft import Leaf, Remark


class Placing:
    """Collects the pointer of every line as the result is put together."""

    def __init__(self) -> None:
        self.places: dict[int, str] = {}
        self.remarks: list[tuple[Remark, str]] = []

    def put(self, lines: Iterable[int], pointer: str) -> None:
        """Say where lines stand. The first place given to a line is the one it keeps."""
        for line in lines:
            self.places.setdefault(line, pointer)

    def leaf(self, leaf: Leaf, pointer: str) -> str:
        """Place a text and return it."""
        self.put(leaf.lines, pointer)
        return leaf.text

    def leaves(self, leaves: list[Leaf], pointer: str) -> tuple[str, ...]:
        """Place a list of texts and return them."""
        return tuple(self.leaf(leaf, f"{pointer}/{at}") for at, leaf in enumerate(leaves))

    def remark(self, remarks: list[Remark], pointer: str) -> None:
        """Keep remarks with the pointer of what they are about."""
        self.remarks.extend((remark, pointer + remark.field) for remark in remarks)
