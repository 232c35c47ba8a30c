"""How is this document divided: by letters, by numbers or by headings alone, and what does each block open?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.reading.lines.block import Block
from commonweal.reading.lines.headings import appendix_of, heading_like, marked_heading, part_of
from commonweal.reading.lines.plan_labels import plan_label
from commonweal.reading.words.dates import whole_date

_LETTERED = re.compile(r"([A-Z])[.):]?\s+(\S.*)$")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.0)?)[.):]?\s*([A-Z(‘'\"].*)$")
_INLINE = re.compile(
    r"(recommendations?|summary|executive summary|purpose(?: of (?:the )?(?:report|paper))?|background papers?"
    r"|background documents?|abbreviations)\s*(?::|\s[–—-])\s+(\S.*)$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:(?:report )?authors?(?:\(s\))?|for any (?:enquiries|queries|questions)(?: about [\w ]{3,30}?)?,?(?: please)? contact|contact(?: officers?| details| name| person)?(?:\(s\))?|media enquiries|lead officer"
    r"|(?:for )?(?:more|further|any further)? ?information,?(?: please)? contact)\b[^:.]{0,40}:",
    re.IGNORECASE,
)


_DECLARATION = re.compile(r"I (?:confirm|have|hereby|approve|declare|agree)\b")
_PART = re.compile(r"part (?:\d|[a-d]|i{1,3})\b", re.IGNORECASE)
_PLAN_BEGINS = ("objective", "action", "service_area")
_NOT_FAR = 30
_LISTS = ("recommendations", "background_papers", "contacts", "abbreviations", "appendices")


@dataclass(frozen=True)
class Opening:
    """What a block opens. kind is a part of headings.part_of, "section", "appendix" or "plan"."""

    kind: str
    letter: str = ""
    heading: str = ""
    inline: str = ""


class Layout:
    """The openings of a document, one (or None) for each block."""

    def __init__(self, blocks: list[Block], has_plan: bool) -> None:
        self.blocks = blocks
        self.has_plan = has_plan
        self.lettered = _letter_sections(blocks)
        self.numbered = {} if len(self.lettered) >= 2 else _number_sections(blocks)
        self.marked = {**self.numbered, **self.lettered}
        self.parts = {part_of(heading) for _, heading in self.marked.values()}
        self.plain = len(self.marked) < 2
        self.labels = [_label_kind(block) for block in blocks] if has_plan else []
        self.openings = self._all()

    def _all(self) -> list[Opening | None]:
        openings: list[Opening | None] = []
        current = ""
        for index, block in enumerate(self.blocks):
            opening = self._one(index, block, current)
            if opening is not None:
                current = opening.kind
            elif not current and block.style in ("number", "decimal"):
                current = "section"
            openings.append(opening)
        return openings

    def _one(self, index: int, block: Block, current: str) -> Opening | None:
        """What a block opens, where current is the kind of what was opened last ("" in the head)."""
        if found := appendix_of(block):
            return Opening("appendix", found[0], found[1])
        if self.has_plan and self.labels[index] and (current == "plan" or self._begins_plan(index)):
            return Opening("plan")
        if index in self.marked:
            letter, heading = self.marked[index]
            part = part_of(heading)
            if current != "plan" or part or letter > "A":
                return Opening(part if part not in ("", "general") else "section", letter, heading)
        if block.mark is not None and not marked_heading(block):
            return None
        return self._unmarked(index, block, current)

    def _begins_plan(self, index: int) -> bool:
        """Whether a plan begins here: an objective or action with what belongs under it not far below. A paper may have
        a heading "Action" without holding a plan."""
        if self.labels[index] not in _PLAN_BEGINS:
            return False
        below = self.labels[index + 1 : index + 1 + _NOT_FAR]
        return any(kind and kind not in _PLAN_BEGINS for kind in below)

    def _unmarked(self, index: int, block: Block, current: str) -> Opening | None:
        part = part_of(block.content)
        if part and part != "general" and self._opens(part, current):
            return Opening(part, "", block.text)
        if current == "plan":
            return None
        if (found := _INLINE.match(block.text)) and self._opens(part_of(found.group(1)), current):
            return Opening(part_of(found.group(1)), "", found.group(1), found.group(2))
        if current and block.mark is None and _CONTACT.match(block.text):
            return Opening("contacts", "", "", block.text)
        if self._general_heading(index, block, part, current):
            return Opening("section", "", block.text)
        return None

    def _opens(self, part: str, current: str) -> bool:
        if part in self.parts:
            return False
        return current != "plan" or part in ("background_papers", "contacts", "abbreviations", "appendices")

    def _general_heading(self, index: int, block: Block, part: str, current: str) -> bool:
        """Whether a heading without letter or number opens a section: everywhere in a paper that has neither, elsewhere
        only where a list of its own would otherwise swallow it."""
        if self._begins_part(index, block) or (
            current in (*_LISTS, "summary") and self._is_declared(index, block)
        ):
            return True
        if current in _LISTS:
            return bool(block.heading) or (part == "general" and self._has_words_below(index))
        if not self.plain:
            return False
        if not current:
            return part == "general" and self._followed(index)
        if marked_heading(block):
            return True
        return (bool(part) or (heading_like(block.text, 10) and block.gap_before)) and self._followed(index)

    def _begins_part(self, index: int, block: Block) -> bool:
        """Whether a form goes on with one of its parts ("PART 1 – FACTS AND ADVICE") above its first section."""
        above = index < min(self.marked, default=len(self.blocks))
        return above and bool(_PART.match(block.text)) and marked_heading(block)

    def _is_declared(self, index: int, block: Block) -> bool:
        """Whether whoever decides signs here, above a declaration."""
        following = self.blocks[index + 1].text if index + 1 < len(self.blocks) else ""
        return bool(heading_like(block.text) and _DECLARATION.match(following))

    def _has_words_below(self, index: int) -> bool:
        """Whether something comes next that is not itself the heading of a well-known part."""
        return index + 1 < len(self.blocks) and not part_of(self.blocks[index + 1].content)

    def _followed(self, index: int) -> bool:
        """Whether something that a heading can stand over comes next."""
        if index + 1 >= len(self.blocks):
            return False
        following = self.blocks[index + 1]
        return part_of(following.content) == "" and (following.mark is not None or len(following.text) > 60
                                                     or not heading_like(following.text))  # fmt: skip


def _label_kind(block: Block) -> str:
    label = plan_label(block)
    return label.kind if label else ""


def _letter_sections(blocks: list[Block]) -> dict[int, tuple[str, str]]:
    """Index of each block that opens a lettered section, with its letter and heading."""
    accepted: dict[int, tuple[str, str]] = {}
    last = 0
    for index, block in enumerate(blocks):
        found = _LETTERED.match(block.text) if len(block.text) <= 140 else None
        if not found or appendix_of(block):
            continue
        letter, heading = found.group(1), found.group(2)
        stopped = block.style == "upper" or block.text[1:2] in ".):"
        value, known = ord(letter) - 64, bool(part_of(heading)) or marked_heading(block)
        follows = 0 < value - last <= 2 and (last > 0 or value == 1)
        if heading_like(heading) and ((known and (stopped or follows)) or (stopped and follows)):
            accepted[index] = (letter, heading)
            last = value
    known_ones = [index for index in accepted if part_of(accepted[index][1])]
    return accepted if known_ones else {}


def _number_sections(blocks: list[Block]) -> dict[int, tuple[str, str]]:
    """Index of each block that opens a numbered section ("2. Findings", "2 FINDINGS"), with its number and heading."""
    decimals = {block.mark.label.split(".")[0] for block in blocks if block.mark and block.style == "decimal"}
    candidates: dict[int, tuple[str, str]] = {}
    last = 0
    for index, block in enumerate(blocks):
        found = _NUMBERED.match(block.text) if len(block.text) <= 140 else None
        if not found or not heading_like(found.group(2)) or whole_date(block.text):
            continue
        number, heading = found.group(1), found.group(2)
        if block.style == "decimal" and not number.endswith(".0"):
            continue
        value = int(number.split(".")[0])
        if _holds_own(blocks, index, value):
            opens = block.indent < 2
        elif _in_list(blocks, index, value, index - 1 in candidates):
            opens = False
        else:
            known = bool(part_of(heading)) or marked_heading(block)
            next_one = value > last and (str(value) in decimals or (bool(decimals) and value == last + 1 > 1))
            opens = (next_one and block.indent < 2) or (known and (block.style != "" or bool(decimals)))
        if opens:
            candidates[index] = (number, heading)
            last = value
    return candidates


def _holds_own(blocks: list[Block], index: int, value: int) -> bool:
    """Whether the paragraph below carries the number of this section ("3.1" below "3. Findings")."""
    mark = blocks[index + 1].mark if index + 1 < len(blocks) else None
    return mark is not None and mark.style == "decimal" and mark.label.startswith(f"{value}.")


def _in_list(blocks: list[Block], index: int, value: int, after_section: bool) -> bool:
    """Whether a number only counts a point: below a colon, or right behind the point that counts one less."""
    if index == 0 or blocks[index].heading:
        return False
    above = blocks[index - 1]
    if value == 1:
        return above.text.endswith(":")
    before = above.mark
    return not after_section and before is not None and before.style == "number" and before.value == value - 1
