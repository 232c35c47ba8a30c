"""Which paragraphs, under which headings and with which items, does a section or an appendix hold?"""

from __future__ import annotations

from commonweal.reading.drafts.draft import DraftParagraph, Leaf, Remark, leaf_of
from commonweal.reading.lines.block import Block
from commonweal.reading.lines.headings import heading_like, marked_heading, part_of
from commonweal.reading.lines.marks import BULLETS, Mark

_ITEM_STYLES = ("bullet", "letter", "roman", "upper")
_POINT_STYLES = ("letter", "roman")


class ParagraphReader:
    """Takes the blocks of one section; numbered blocks are paragraphs, bullets and letters their items."""

    def __init__(self, paragraphs: list[DraftParagraph], formatted: bool) -> None:
        self.paragraphs = paragraphs
        self.formatted = formatted
        self.heading: Leaf | None = None
        self.number = 0
        self.item_number = 0
        self.point: Mark | None = None
        """The last paragraph that carried a letter or a roman numeral."""
        self.indent: int | None = None

    def take(self, block: Block, following: Block | None, closing: bool) -> None:
        """Take a block. following is the one after it; closing says that the next block opens something else."""
        style = block.style
        if style in ("number", "decimal") and not (marked_heading(block) and block.heading):
            self._numbered(block)
        elif style in _ITEM_STYLES:
            self._item(block)
        elif self._is_heading(block, following, closing):
            self._start_heading(block)
        elif block.indent >= 2 and self._in_list(block):
            self._item(block)
        else:
            self._paragraph(block, "")

    def plain(self, block: Block) -> None:
        """Take a block as a paragraph, whatever it looks like."""
        self._paragraph(block, "")

    def finish(self) -> None:
        """A heading with nothing under it is kept as a paragraph without text."""
        if self.heading is not None:
            self._new("")

    def _is_heading(self, block: Block, following: Block | None, closing: bool) -> bool:
        if marked_heading(block):
            return True
        if following is None or closing or block.indent >= 8 or not heading_like(block.text):
            return False
        if self.formatted and not part_of(block.content):
            return False
        return following.mark is not None or len(following.text) > len(block.text) or block.gap_before

    def _start_heading(self, block: Block) -> None:
        if self.heading is not None:
            self._new("")
        self.heading = leaf_of(block, block.text)
        self.item_number = 0

    def _new(self, number: str) -> DraftParagraph:
        paragraph = DraftParagraph(number)
        if self.heading is not None:
            paragraph.heading, self.heading = self.heading, None
        self.paragraphs.append(paragraph)
        self.item_number = 0
        return paragraph

    def _paragraph(self, block: Block, number: str) -> None:
        self._new(number).text.add(block)

    def _numbered(self, block: Block) -> None:
        mark = block.mark
        assert mark is not None
        if mark.style == "number" and self._is_sub_item(block, mark.value):
            self._add_item(block, mark.value)
            return
        if mark.style == "number":
            self.number = mark.value
        self.indent = block.indent if self.indent is None else min(self.indent, block.indent)
        self.point = None
        self._paragraph(block, mark.label)

    def _is_sub_item(self, block: Block, value: int) -> bool:
        """Whether a number counts points within a paragraph: it stands further in, or it starts again below a colon."""
        if not self.paragraphs or self.heading is not None:
            return False
        if self.indent is not None and block.indent >= self.indent + 2:
            return True
        if self.item_number:
            return value == self.item_number + 1
        above = self.paragraphs[-1]
        other_kind = not above.number.isdigit()
        starts_again = value == 1 and (other_kind or self.number >= 1)
        return starts_again and above.text.text.endswith(":") and not above.items

    def _add_item(self, block: Block, value: int) -> None:
        above = self.paragraphs[-1]
        alike = above.number.isdigit()
        if not self.item_number and alike and (self.indent is None or block.indent < self.indent + 2):
            above.remarks.append(
                Remark(block.line, "nesting_flattened",
                       "Points within this paragraph carry the same kind of number as the paragraphs.",
                       "They were read as points of the paragraph above; only the numbers that start again tell.",
                       "/items")
            )  # fmt: skip
        self.item_number = value
        above.items.append(leaf_of(block, block.text))

    def _in_list(self, block: Block) -> bool:
        if not self.paragraphs or self.heading is not None:
            return False
        above = self.paragraphs[-1]
        return bool(above.items) or above.text.text.endswith(":")

    def _is_point(self, mark: Mark | None) -> bool:
        """Whether a lettered or roman point is a paragraph of its own: right below a heading, or next in such a row."""
        if mark is None or mark.style not in _POINT_STYLES:
            return False
        if self.heading is not None or not self.paragraphs:
            return True
        last = self.point
        return last is not None and (mark.style, mark.value) == (last.style, last.value + 1)

    def _item(self, block: Block) -> None:
        if block.mark is not None and self._is_point(block.mark):
            self._paragraph(block, block.mark.label)
            self.point = block.mark
            return
        paragraph = self._new("") if self.heading is not None or not self.paragraphs else self.paragraphs[-1]
        text = block.content if block.style == "bullet" or block.text[0] in BULLETS else _enumerated(block)
        paragraph.items.append(leaf_of(block, text))


def _enumerated(block: Block) -> str:
    """A lettered or roman point with its letter, which other paragraphs may refer to."""
    return f"{block.mark.raw} {block.content}" if block.mark else block.content
