"""Is this a committee paper at all?"""

from __future__ import annotations

from commonweal.reading.lines.block import Block
from commonweal.reading.lines.furniture import is_warning
from commonweal.reading.lines.headings import part_of
from commonweal.reading.papers.head import is_contents_line
from commonweal.reading.papers.head_labels import head_label
from commonweal.reading.papers.layout import Layout

_HEAD = 40
_ENOUGH = 2


def looks_like_paper(blocks: list[Block]) -> bool:
    """Whether at least two different signs of a committee paper are there.

    Signs are: labels in its head (number, date, author, title, body), the one-line description of an archive page or
    its warning, and headings that such papers share (recommendations, summary, background papers, implications …).
    """
    signs: set[str] = set()
    for block in blocks[:_HEAD]:
        if (
            (label := head_label(block))
            and label[0] in ("number", "meeting_on", "by", "title", "body")
            and label[1]
        ):
            signs.add("head " + label[0])
        if is_warning(block.text) or is_contents_line(block):
            signs.add("archive page")
    signs.update("part " + part for block in blocks if (part := _part(block)))
    if len(signs) < _ENOUGH:
        signs.update("section" for _ in Layout(blocks, has_plan=False).lettered)
    return len(signs) >= _ENOUGH


def _part(block: Block) -> str:
    if len(block.text) > 140:
        return ""
    words = block.text.split(" ", 1)
    rest = words[1] if len(words) == 2 and len(words[0].rstrip(".)")) <= 3 else ""
    return part_of(block.content) or (part_of(rest) if rest else "")
