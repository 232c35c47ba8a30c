"""Where does each line stand, now that everything has been read?"""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.reading.drafts.draft import (
    Draft,
    DraftAppendix,
    DraftPaper,
    DraftParagraph,
    DraftSection,
    Leaf,
    Remark,
)
from commonweal.reading.drafts.finish_plan import finish_plan
from commonweal.reading.drafts.placing import Placing
from commonweal.reading.lines.block import Block
from commonweal.reading.pointers import escape
from commonweal.reading.values import Appendix, NotUnderstood, Paper, Paragraph, Plan, Reading, Section


def finish(draft: Draft, blocks: Iterable[Block]) -> tuple[Reading, list[tuple[Remark, str]]]:
    """The reading that the draft amounts to, and the remarks made on the way, each with the pointer it is about.

    A line that found no place, or would have found two, is not silently passed over: it stands in not_understood.
    """
    placing = Placing()
    paper = _paper(draft.paper, placing) if draft.paper is not None else None
    plan: Plan | None = finish_plan(draft.plan, placing) if draft.plan is not None else None
    furniture = placing.leaves(draft.furniture, "/furniture")
    rows = [row for block in blocks for row in block.rows]
    lost = tuple(NotUnderstood(row.number, row.text) for row in rows if row.number not in placing.places)
    reading = Reading(paper, plan, (), lost, dict(sorted(placing.places.items())), furniture)
    return reading, placing.remarks


def _paper(draft: DraftPaper, placing: Placing) -> Paper:
    for line, pointer in draft.labels.items():
        placing.put([line], pointer)
    for short, leaf in draft.abbreviations.items():
        placing.put(leaf.lines, f"/paper/abbreviations/{escape(short)}")
    return Paper(
        body=placing.leaf(draft.body, "/paper/body") or draft.known_body,
        meeting_on=draft.meeting_on,
        number=placing.leaf(draft.number, "/paper/number"),
        title=placing.leaf(draft.title, "/paper/title"),
        by=placing.leaf(draft.by, "/paper/by"),
        summary=placing.leaf(draft.summary, "/paper/summary"),
        recommendations=placing.leaves(draft.recommendations, "/paper/recommendations"),
        sections=tuple(
            _section(one, f"/paper/sections/{at}", placing) for at, one in enumerate(draft.sections)
        ),
        background_papers=placing.leaves(draft.background_papers, "/paper/background_papers"),
        contacts=placing.leaves(draft.contacts, "/paper/contacts"),
        abbreviations={short: leaf.text for short, leaf in draft.abbreviations.items()},
        appendices=tuple(
            _appendix(one, f"/paper/appendices/{at}", placing) for at, one in enumerate(draft.appendices)
        ),
        warnings=placing.leaves(draft.warnings, "/paper/warnings"),
        contents=placing.leaf(draft.contents, "/paper/contents"),
        details=placing.leaves(draft.details, "/paper/details"),
    )


def _paragraphs(drafts: list[DraftParagraph], pointer: str, placing: Placing) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(one, f"{pointer}/paragraphs/{at}", placing) for at, one in enumerate(drafts))


def _paragraph(draft: DraftParagraph, pointer: str, placing: Placing) -> Paragraph:
    placing.remark(draft.remarks, pointer)
    return Paragraph(
        text=placing.leaf(draft.text, pointer + "/text"),
        number=draft.number,
        heading=placing.leaf(draft.heading, pointer + "/heading"),
        items=placing.leaves(draft.items, pointer + "/items"),
        lines=_lines(draft.heading, draft.text, *draft.items),
    )


def _section(draft: DraftSection, pointer: str, placing: Placing) -> Section:
    heading = placing.leaf(draft.heading, pointer + "/heading")
    return Section(
        draft.letter, heading, _paragraphs(draft.paragraphs, pointer, placing), _lines(draft.heading)
    )


def _appendix(draft: DraftAppendix, pointer: str, placing: Placing) -> Appendix:
    heading = placing.leaf(draft.heading, pointer + "/heading")
    paragraphs = _paragraphs(draft.paragraphs, pointer, placing)
    return Appendix(draft.number, heading, paragraphs, draft.holds_plan, _lines(draft.heading))


def _lines(*leaves: Leaf) -> tuple[int, ...]:
    return tuple(line for leaf in leaves for line in leaf.lines)
