"""What has been read so far, before it is known where in the result each line will stand?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from commonweal.reading.lines.block import Block


@dataclass
class Leaf:
    """One text of the result, the lines it was read from, and the label lines that open it."""

    parts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    separator: str = " "

    def add(self, block: Block, text: str | None = None) -> None:
        """Take the block's lines, and its text (or the part of it that is given)."""
        added = block.content if text is None else text
        if added:
            self.parts.append(added)
        self.lines.extend(block.lines)

    @property
    def text(self) -> str:
        return self.separator.join(self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)


def leaf_of(block: Block, text: str | None = None) -> Leaf:
    """A leaf that holds one block."""
    leaf = Leaf()
    leaf.add(block, text)
    return leaf


@dataclass
class Remark:
    """A doubt that arose while reading, about a field of the thing that holds the remark ("" for the thing itself)."""

    line: int
    kind: str
    text: str
    suggestion: str
    field: str = ""


@dataclass
class DraftParagraph:
    number: str = ""
    heading: Leaf = field(default_factory=Leaf)
    text: Leaf = field(default_factory=lambda: Leaf(separator="\n"))
    items: list[Leaf] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class DraftSection:
    letter: str = ""
    heading: Leaf = field(default_factory=Leaf)
    paragraphs: list[DraftParagraph] = field(default_factory=list)


@dataclass
class DraftAppendix:
    number: str = ""
    heading: Leaf = field(default_factory=Leaf)
    paragraphs: list[DraftParagraph] = field(default_factory=list)
    holds_plan: bool = False


@dataclass
class DraftPaper:
    body: Leaf = field(default_factory=Leaf)
    meeting_on: date | None = None
    number: Leaf = field(default_factory=Leaf)
    title: Leaf = field(default_factory=Leaf)
    by: Leaf = field(default_factory=Leaf)
    contents: Leaf = field(default_factory=Leaf)
    summary: Leaf = field(default_factory=lambda: Leaf(separator="\n\n"))
    recommendations: list[Leaf] = field(default_factory=list)
    sections: list[DraftSection] = field(default_factory=list)
    background_papers: list[Leaf] = field(default_factory=list)
    contacts: list[Leaf] = field(default_factory=list)
    abbreviations: dict[str, Leaf] = field(default_factory=dict)
    appendices: list[DraftAppendix] = field(default_factory=list)
    warnings: list[Leaf] = field(default_factory=list)
    details: list[Leaf] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    """Label lines, with the pointer of what they open."""
    known_body: str = ""
    """The body as a line says it that stands whole elsewhere."""


@dataclass
class DraftTask:
    number: str = ""
    text: Leaf = field(default_factory=Leaf)
    subtasks: list[Leaf] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class DraftPartners:
    """One line of partners, which may name several. bold is whether the format set the line in bold, None where it
    cannot say; lead is the name that the line itself calls the lead."""

    leaf: Leaf
    names: list[str]
    bold: bool | None = None
    lead: str = ""


@dataclass
class DraftAction:
    reference: str = ""
    text: Leaf = field(default_factory=Leaf)
    label_lines: list[int] = field(default_factory=list)
    tasks: list[DraftTask] = field(default_factory=list)
    outcomes: list[Leaf] = field(default_factory=list)
    partners: list[DraftPartners] = field(default_factory=list)
    lead: Leaf = field(default_factory=Leaf)
    resources: list[Leaf] = field(default_factory=list)
    progress: Leaf = field(default_factory=Leaf)
    by_whom: Leaf = field(default_factory=Leaf)
    by_when: Leaf = field(default_factory=Leaf)
    slot_lines: dict[str, list[int]] = field(default_factory=dict)
    """Label lines such as "Key tasks", under the field that each opens."""
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class DraftObjective:
    text: Leaf = field(default_factory=Leaf)
    service_area: Leaf = field(default_factory=Leaf)
    known_service_area: str = ""
    number: str = ""
    actions: list[DraftAction] = field(default_factory=list)


@dataclass
class DraftPlan:
    objectives: list[DraftObjective] = field(default_factory=list)
    title: Leaf = field(default_factory=Leaf)
    notes: list[Leaf] = field(default_factory=list)


@dataclass
class Draft:
    paper: DraftPaper | None = None
    plan: DraftPlan | None = None
    furniture: list[Leaf] = field(default_factory=list)
    not_understood: list[Block] = field(default_factory=list)
