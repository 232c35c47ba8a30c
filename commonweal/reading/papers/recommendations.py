"""What are members asked to decide, one recommendation at a time?"""

from __future__ import annotations

import re

from commonweal.reading.drafts.draft import DraftPaper, leaf_of
from commonweal.reading.lines.block import Block
from commonweal.reading.lines.nesting import Nesting

_LEAD_IN = re.compile(
    r"that(?: [\w ,&/'’-]{2,80})?$|.{0,200}(?:is|are|be) (?:asked|recommended|requested|invited)(?: to)?(?: that)?$",
    re.IGNORECASE,
)


class RecommendationReader:
    """Takes the blocks of the section. Words that open a list ("That Members") go before each of its points, so that
    each recommendation can be read by itself."""

    def __init__(self, paper: DraftPaper) -> None:
        self.paper = paper
        self.lead_in: Block | None = None
        self.used = False
        self.nesting = Nesting()

    def take(self, block: Block, following: Block | None) -> None:
        """Take a block; following is the one after it."""
        if self._opens_list(block, following):
            self.finish()
            self.lead_in, self.used, self.nesting = block, False, Nesting()
            return
        if block.mark is None:
            self.finish()
            self.lead_in = None
            self.paper.recommendations.append(leaf_of(block))
            return
        if self.nesting.take(block).depth and self.paper.recommendations:
            self.paper.recommendations[-1].add(block, block.text)
            return
        self._add(block)

    def _opens_list(self, block: Block, following: Block | None) -> bool:
        if following is None or following.mark is None:
            return False
        text = block.content.rstrip(" :")
        deeper = block.mark is None or following.style != block.style or following.indent > block.indent + 1
        if block.mark is not None and self.lead_in is not None:
            return False
        return deeper and (block.content.endswith(":") or bool(_LEAD_IN.match(text)))

    def _add(self, block: Block) -> None:
        text = f"{self.lead_in.content.rstrip(' :')} {block.content}" if self.lead_in else block.content
        if self.lead_in is not None and not self.used:
            self.paper.labels.update(dict.fromkeys(self.lead_in.lines, "/paper/recommendations"))
            self.used = True
        self.paper.recommendations.append(leaf_of(block, text))

    def finish(self) -> None:
        """Words that opened a list of which nothing came are a recommendation themselves."""
        if self.lead_in is not None and not self.used:
            self.paper.recommendations.append(leaf_of(self.lead_in))
        self.lead_in, self.used = None, False
