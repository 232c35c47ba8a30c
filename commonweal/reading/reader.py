"""What is this document, and what does it say?"""

from __future__ import annotations

from dataclasses import replace

from commonweal.reading.beside_tables import read_with_table
from commonweal.reading.doubts import find_doubts
from commonweal.reading.drafts.draft import Draft, leaf_of
from commonweal.reading.drafts.finish import finish
from commonweal.reading.lines.block import Block
from commonweal.reading.lines.blocks import blocks_of
from commonweal.reading.lines.furniture import is_furniture
from commonweal.reading.lines.headings import appendix_of
from commonweal.reading.lines.plan_labels import holds_plan
from commonweal.reading.papers.paper_reader import PaperReader
from commonweal.reading.papers.recognising import looks_like_paper
from commonweal.reading.plans.misplaced import move_misplaced_partners
from commonweal.reading.plans.plan_reader import PlanReader
from commonweal.reading.values import CannotRead, Document, Reading

NOTHING_FOUND = (
    "This is neither a committee paper nor a plan that can be recognised: give the whole text with its headings, "
    "such as Recommendations, Objective or Proposed action."
)


def read_document(document: Document) -> Reading:
    """Read a committee paper, a plan, or a paper with a plan in it, out of the lines of a file.

    Every non-blank line stands in places or in not_understood, never in both. Everything that had to be guessed is in
    doubts. Raises CannotRead, with one sentence for the person who offered the file, where neither a paper nor a plan
    can be recognised. The layouts are those of committee reports of the Metropolitan Police Authority (2000 to 2012)
    and of English councils.
    """
    return read_with_table(document, read_text) or read_text(document)


def read_text(document: Document) -> Reading:
    """Read the document as running text, without looking for a plan in table form. Raises CannotRead."""
    blocks = blocks_of(document)
    has_plan, sure = holds_plan(blocks), document.kind in ("html", "docx")
    if looks_like_paper(blocks):
        draft = PaperReader(blocks, has_plan, sure).read()
    elif has_plan:
        draft = _plan_alone(blocks, sure)
    else:
        raise CannotRead(NOTHING_FOUND)
    return _finished(draft, blocks)


def _finished(draft: Draft, blocks: list[Block]) -> Reading:
    if draft.plan is not None:
        move_misplaced_partners(draft.plan)
    reading, remarks = finish(draft, blocks)
    rows = [row for block in blocks for row in block.rows]
    return replace(reading, doubts=find_doubts(reading, remarks, rows))


def _plan_alone(blocks: list[Block], levels_are_sure: bool) -> Draft:
    """A plan without a paper around it; headings of appendices become its notes and name the service area."""
    reader, draft = PlanReader(levels_are_sure), Draft()
    for block in blocks:
        if is_furniture(block.text):
            draft.furniture.append(leaf_of(block, block.text))
        elif appendix_of(block):
            reader.close_slot(block.text)
            reader.plan.notes.append(leaf_of(block, block.text))
        else:
            reader.take(block)
    draft.plan = reader.plan
    return draft
