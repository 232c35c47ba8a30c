"""Which lines belong together, because a printer or a PDF broke one paragraph over several of them?"""

from __future__ import annotations

from itertools import pairwise

from commonweal.reading.lines.block import Block
from commonweal.reading.lines.furniture import is_furniture, is_page_number
from commonweal.reading.lines.headings import part_of
from commonweal.reading.lines.plan_labels import is_label_alone
from commonweal.reading.lines.rows import Row, rows_of
from commonweal.reading.values import Document

_ENDS = (".", "!", "?", ":", ";")
_LEAST_WIDTH, _GREATEST_WIDTH = 45, 130


def blocks_of(document: Document) -> list[Block]:
    """The document's lines as blocks: one line each, unless the document is broken into lines of one width."""
    rows = list(rows_of(document))
    width = _width(rows) if document.kind in ("text", "pdf") else 0
    blocks: list[list[Row]] = []
    for row in rows:
        if width and blocks and _continues(blocks[-1][-1], row, width):
            blocks[-1].append(row)
        else:
            blocks.append([row])
    joined = [Block(tuple(block)) for block in blocks]
    return _across_pages(joined) if width else joined


def _length(row: Row) -> int:
    return row.indent + len(row.text)


def _width(rows: list[Row]) -> int:
    """The width at which the document was broken into lines; 0 where it was not."""
    if len(rows) < 4:
        return 0
    lengths = sorted(_length(row) for row in rows)
    width = lengths[int(len(lengths) * 0.95)]
    if not _LEAST_WIDTH <= width <= _GREATEST_WIDTH or lengths[-1] > _GREATEST_WIDTH * 1.4:
        return 0
    pairs = [
        (one, other)
        for one, other in pairwise(rows)
        if not other.gap_before and other.mark is None and _length(one) >= 0.75 * width
    ]
    broken = sum(1 for one, other in pairs if not one.text.endswith(_ENDS) and other.text[0].islower())
    return width if broken >= 2 and broken >= 0.25 * len(pairs) else 0


def _continues(row: Row, following: Row, width: int) -> bool:
    if following.gap_before or following.heading or is_furniture(following.text) or is_furniture(row.text):
        return False
    if row.heading or bool(row.bold) != bool(following.bold):
        return False
    if following.text[0].isupper() and (is_label_alone(following.text) or part_of(following.text)):
        return False
    if following.mark is not None and not _number_within_sentence(row, following, width):
        return False
    first_word = following.text.split(" ", 1)[0]
    if following.text[0].islower() and not row.text.endswith(_ENDS):
        return _length(row) >= 0.55 * width
    return _length(row) + 1 + len(first_word) > 0.94 * width


def _number_within_sentence(row: Row, following: Row, width: int) -> bool:
    """Whether what looks like "12. " at the start of a line only ends the sentence above it ("… in section / 12. The")."""
    mark = following.mark
    if mark is None or mark.style != "number" or mark.value <= 20 or row.text.endswith(_ENDS):
        return False
    return _length(row) >= 0.8 * width


def _across_pages(blocks: list[Block]) -> list[Block]:
    """Join a paragraph to its rest on the next page, with the page number that stood between kept by itself."""
    result: list[Block] = []
    passed = 0
    for block in blocks:
        if is_page_number(block.text):
            result.append(block)
            passed += 1
            continue
        before = result[-1 - passed] if passed and len(result) > passed else None
        if before and block.mark is None and block.text[0].islower() and not before.text.endswith(_ENDS):
            result[-1 - passed] = Block(before.rows + block.rows)
        else:
            result.append(block)
            passed = 0
    return result
