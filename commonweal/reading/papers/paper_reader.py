"""Which block of a committee paper belongs to which part of it?"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from commonweal.reading.drafts.draft import (
    Draft,
    DraftAppendix,
    DraftPaper,
    DraftParagraph,
    DraftSection,
    leaf_of,
)
from commonweal.reading.lines.block import Block
from commonweal.reading.lines.furniture import is_furniture, is_warning
from commonweal.reading.lines.headings import heading_like
from commonweal.reading.papers.closing import AbbreviationReader, says_none, says_where_kept, take_contact
from commonweal.reading.papers.head import HeadReader, is_head_line
from commonweal.reading.papers.layout import Layout, Opening
from commonweal.reading.papers.recommendations import RecommendationReader
from commonweal.reading.papers.sections import ParagraphReader
from commonweal.reading.plans.plan_reader import PlanReader

_LABEL = re.compile(r"(?:recommendations?|decisions?|contacts?(?: details| officers?)?) ?:?", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z]{2,8}s?\b")


class PaperReader:
    """Walks through the blocks once. What a block opens decides which of the smaller readers takes those after it."""

    def __init__(self, blocks: list[Block], has_plan: bool, levels_are_sure: bool = False) -> None:
        self.blocks = blocks
        self.levels_are_sure = levels_are_sure
        self.draft = Draft(paper=DraftPaper())
        self.paper: DraftPaper = self.draft.paper or DraftPaper()
        self.layout = Layout(blocks, has_plan)
        self.formatted = sum(1 for block in blocks if block.heading or block.bold) >= 3
        self.head = HeadReader(self.paper, _acronyms(blocks))
        self.recommendations = RecommendationReader(self.paper)
        self.abbreviations = AbbreviationReader(self.draft, self.paper)
        self.plan: PlanReader | None = None
        self.paragraphs: ParagraphReader | None = None
        self.appendix: DraftAppendix | None = None
        self.part = "head"
        self.takers: dict[str, Callable[[Block], None]] = {
            "head": self.head.take,
            "summary": self._summary,
            "plan": self._plan_block,
            "abbreviations": self.abbreviations.take,
            "contacts": partial(take_contact, self.paper),
            "appendices": self._attachment,
        }

    def read(self) -> Draft:
        """The draft of everything the blocks say."""
        for index, block in enumerate(self.blocks):
            opening = self.layout.openings[index]
            if is_furniture(block.text):
                self._furniture(block)
            elif is_warning(block.text) and block.mark is None:
                self.paper.warnings.append(leaf_of(block, block.text))
            elif opening is not None:
                self._open(opening, block, index)
            else:
                self._take(block, index)
        self._finish_part()
        self.head.finish()
        self.draft.plan = self.plan.plan if self.plan else None
        return self.draft

    def _furniture(self, block: Block) -> None:
        if self.part == "abbreviations":
            self.abbreviations.finish()
        self.draft.furniture.append(leaf_of(block, block.text))

    def _open(self, opening: Opening, block: Block, index: int) -> None:
        if opening.kind == "plan":
            self._open_plan(block)
            return
        self._finish_part()
        self.part = opening.kind
        if opening.kind == "appendix":
            self._open_appendix(opening, block)
        elif opening.letter or opening.kind == "section":
            self._open_section(opening, block)
        else:
            self._open_part(opening, block, index)

    def _open_plan(self, block: Block) -> None:
        if self.part != "plan":
            self._finish_part()
            self.part = "plan"
            self.plan = self.plan or PlanReader(self.levels_are_sure)
            self.plan.close_slot(self.appendix.heading.text if self.appendix else "")
            if self.appendix is not None:
                self.appendix.holds_plan = True
        assert self.plan is not None
        self.plan.take(block)

    def _open_appendix(self, opening: Opening, block: Block) -> None:
        self.appendix = DraftAppendix(opening.letter)
        if opening.heading:
            self.appendix.heading.add(block, opening.heading)
        else:
            pointer = f"/paper/appendices/{len(self.paper.appendices)}/number"
            self.paper.labels.update(dict.fromkeys(block.lines, pointer))
        self.paper.appendices.append(self.appendix)
        self._start_paragraphs(self.appendix.paragraphs)

    def _open_section(self, opening: Opening, block: Block) -> None:
        section = DraftSection(opening.letter)
        section.heading.add(block, opening.heading)
        self.paper.sections.append(section)
        self.appendix = None
        self._start_paragraphs(section.paragraphs)

    def _open_part(self, opening: Opening, block: Block, index: int) -> None:
        """Open a part that has a field of its own and no letter: its heading is a label, and may have text behind it."""
        self.appendix = None
        if not opening.inline:
            if self._is_section(opening, index):
                self._open_section(Opening(self.part, "", opening.heading), block)
            else:
                self.paper.labels.update(dict.fromkeys(block.lines, "/paper/" + self.part))
        elif self.part == "contacts":
            take_contact(self.paper, block)
        elif self.part == "recommendations":
            self.paper.recommendations.append(leaf_of(block, opening.inline))
        elif self.part == "summary":
            self.paper.summary.add(block, opening.inline)
        elif self.part == "background_papers":
            self.paper.background_papers.append(leaf_of(block, opening.inline))
        else:
            self._take(block, index)

    def _is_section(self, opening: Opening, index: int) -> bool:
        """Whether a part without a letter is a section: where no section has one, or where its heading says more."""
        if self.part == "appendices":
            return any(says_none(block.content) for block in self.blocks[index + 1 : index + 2])
        if self.part == "background_papers":
            return True
        if self.part not in ("recommendations", "contacts"):
            return False
        return self.layout.plain or not _LABEL.fullmatch(opening.heading)

    def _start_paragraphs(self, paragraphs: list[DraftParagraph]) -> None:
        self.paragraphs = ParagraphReader(paragraphs, self.formatted)

    def _finish_part(self) -> None:
        self.recommendations.finish()
        self.abbreviations.finish()
        if self.paragraphs is not None:
            self.paragraphs.finish()
            self.paragraphs = None

    def _take(self, block: Block, index: int) -> None:
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        closing = (
            following is None or self.layout.openings[index + 1] is not None or is_furniture(following.text)
        )
        if self.part == "head" and self._begins_body(block):
            self.part = "section"
        if self._is_signature(block):
            self.paper.details.append(leaf_of(block))
        elif self.part == "recommendations":
            self.recommendations.take(block, None if closing else following)
        elif self.part == "background_papers":
            self._background(block, following, closing)
        elif self.part == "appendix":
            self._in_appendix(block, following, closing)
        elif self.part in self.takers:
            self.takers[self.part](block)
        else:
            self._paragraph(block, following, closing)

    def _is_signature(self, block: Block) -> bool:
        """Whether the office that reports signs here, below what it recommends or at the end."""
        if self.part not in ("recommendations", "section") or block.mark is not None or not self.paper.by:
            return False
        return block.text.rstrip(".").lower() == self.paper.by.text.lower()

    def _plan_block(self, block: Block) -> None:
        assert self.plan is not None
        self.plan.take(block)

    def _summary(self, block: Block) -> None:
        self.paper.summary.add(block, block.text if block.style == "bullet" else block.content)

    def _attachment(self, block: Block) -> None:
        if self.paragraphs is not None and says_none(block.content):
            self.paragraphs.plain(block)
            return
        self.paper.appendices.append(DraftAppendix("", leaf_of(block)))

    def _begins_body(self, block: Block) -> bool:
        """Whether the head ends here without any heading: a numbered paragraph, or a long one below the title."""
        if block.style in ("number", "decimal"):
            return True
        return len(block.text) > 300 and bool(self.head.free) and not is_head_line(block)

    def _paragraph(self, block: Block, following: Block | None, closing: bool) -> None:
        if self.paragraphs is None:
            self.paper.sections.append(DraftSection())
            self._start_paragraphs(self.paper.sections[-1].paragraphs)
        assert self.paragraphs is not None
        self.paragraphs.take(block, following, closing)

    def _background(self, block: Block, following: Block | None, closing: bool) -> None:
        """Papers go to the list; "None", and other lists with words of their own above them, stay in the section."""
        inside = bool(self.paper.sections and self.paper.sections[-1].paragraphs)
        if self.paragraphs is not None and (says_none(block.content) or says_where_kept(block.content)):
            self.paragraphs.plain(block)
        elif (block.content.endswith(":") and not closing) or (
            inside
            and block.mark is not None
            and self.paper.sections[-1].paragraphs[-1].text.text.endswith(":")
        ):
            self._paragraph(block, following, closing)
        else:
            self.paper.background_papers.append(leaf_of(block))

    def _in_appendix(self, block: Block, following: Block | None, closing: bool) -> None:
        assert self.appendix is not None
        assert self.paragraphs is not None
        first = not self.appendix.heading and not self.appendix.paragraphs and self.paragraphs.heading is None
        if first and block.mark is None and (heading_like(block.text, 25) or block.heading):
            self.appendix.heading.add(block)
        else:
            self.paragraphs.take(block, following, closing)


def _acronyms(blocks: list[Block]) -> frozenset[str]:
    """Words in capitals that stand within ordinary sentences."""
    found: set[str] = set()
    for block in blocks:
        if not block.text.isupper():
            found.update(_CAPITALS.findall(block.text))
    return frozenset(found)
