"""What does the head of a committee paper say: which body, when, which number, which title, by whom?"""

from __future__ import annotations

import re

from commonweal.reading.blocks import Block
from commonweal.reading.dates import find_date, whole_date
from commonweal.reading.draft import DraftPaper, Leaf, leaf_of
from commonweal.reading.headings import heading_like
from commonweal.reading.head_labels import BODY_END, head_label
from commonweal.reading.furniture import is_warning

_BODY = r"[\w ,&/'’()-]{2,110}?\b(?:sub-?committee|committee|authority|board|panel|cabinet|council|forum|group|executive|partnership|commission)"
_CONTENTS = re.compile(
    rf"(?:this is )?report (?P<number>\w{{1,6}}) of the (?P<date>[\w ]{{6,30}}?) meeting of the (?P<body>{_BODY})\b"
    r"(?=\s*[,.;]|\s+(?:and|which|that|of|provid|outlin)|$)",
    re.IGNORECASE,
)
_BODY_LINE = re.compile(
    rf"(?:report to (?:the )?|(?:a |the )?meeting of (?:the )?|(?:london |royal )?(?:borough|city|county) of )?[\w ,&/'’().-]{{2,110}}?"
    rf"\b{BODY_END}(?:\s+meeting)?|(?:(?:london |royal )+borough|city|county|borough) of [\w &'’-]{{2,60}}|cabinet",
    re.IGNORECASE,
)
_HELD = re.compile(r"[\s,:–—-]*(?:held )?(?:on )?$", re.IGNORECASE)


def is_contents_line(block: Block) -> bool:
    """Whether the block is the one-line description that an archive page gives of a report."""
    return bool(_CONTENTS.match(block.text))


def is_head_line(block: Block) -> bool:
    """Whether the block belongs to the head by its own words, however long it is."""
    return head_label(block) is not None or is_contents_line(block)


class HeadReader:
    """Takes the blocks before the first section; finish() gives title and body to the lines that carried no label."""

    def __init__(self, paper: DraftPaper, acronyms: frozenset[str]) -> None:
        self.paper = paper
        self.acronyms = acronyms
        self.free: list[Block] = []
        self.waiting: str = ""

    def take(self, block: Block) -> None:
        """Take the next block of the head."""
        if is_warning(block.text):
            self.paper.warnings.append(leaf_of(block, block.text))
        elif (found := _CONTENTS.match(block.text)) and not self.paper.contents:
            self._contents(block, found)
        elif (label := head_label(block)) is not None:
            self._labelled(block, *label)
        elif self.waiting:
            field, self.waiting = self.waiting, ""
            self._labelled(block, field, block.text)
        elif self.paper.meeting_on is None and (day := whole_date(block.text)):
            self.paper.meeting_on = day
            self._label(block, "/paper/meeting_on")
        else:
            self.free.append(block)

    def _label(self, block: Block, pointer: str) -> None:
        self.paper.labels.update(dict.fromkeys(block.lines, pointer))

    def _contents(self, block: Block, found: re.Match[str]) -> None:
        self.paper.contents.add(block, block.text)
        self.paper.known_body = found.group("body").strip()

    def _labelled(self, block: Block, field: str, value: str) -> None:
        if not value:
            self.waiting = field
            self._label(block, "/paper/" + field)
            return
        if field == "meeting_on":
            self._date(block, value)
        elif field == "contacts":
            self.paper.contacts.append(leaf_of(block, block.text))
        elif field == "details" or getattr(self.paper, field):
            self.paper.details.append(leaf_of(block, block.text))
        else:
            self._field(block, field, value)

    def _field(self, block: Block, field: str, value: str) -> None:
        leaf: Leaf = getattr(self.paper, field)
        if field == "body" and (day := find_date(value)):
            self._body_and_date(block, value, day.strftime("%Y"))
        else:
            leaf.add(block, value)

    def _date(self, block: Block, value: str) -> None:
        day = whole_date(value)
        if day is not None and self.paper.meeting_on is None:
            self.paper.meeting_on = day
            self._label(block, "/paper/meeting_on")
            return
        self.paper.details.append(leaf_of(block, block.text))
        self.paper.meeting_on = self.paper.meeting_on or find_date(value)

    def _body_and_date(self, block: Block, text: str, year: str) -> bool:
        """Read "Cabinet – 3 March 2009": both facts, while the line stands whole among the details."""
        day = find_date(text)
        start = re.search(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? +)?\d{1,2}(?:st|nd|rd|th)?[ /.-]", text, re.I)
        name = _HELD.sub("", text[: start.start()]) if start else ""
        if day is None or not name or year not in text or not _BODY_LINE.fullmatch(name):
            return False
        self.paper.details.append(leaf_of(block, block.text))
        self.paper.meeting_on = self.paper.meeting_on or day
        self.paper.known_body = self.paper.known_body or self._said(name)
        return True

    def finish(self) -> None:
        """Give the free lines their places: bodies, then the title, the rest as details."""
        bodies = [block for block in self.free if self._is_body(block)]
        others = [block for block in self.free if block not in bodies]
        if not others and bodies and self._has_body() and not self.paper.title:
            others, bodies = bodies, []
        self._give_body(bodies)
        self._give_title(others)

    def _has_body(self) -> bool:
        return bool(self.paper.body) or bool(self.paper.known_body)

    def _is_body(self, block: Block) -> bool:
        if len(block.text) > 160 or block.mark is not None:
            return False
        return bool(_BODY_LINE.fullmatch(block.text)) or bool(
            (day := find_date(block.text)) and self._names_body_and(block, str(day.year))
        )

    def _names_body_and(self, block: Block, year: str) -> bool:
        start = re.search(r"\d", block.text)
        return bool(start and _BODY_LINE.match(block.text[: start.start()])) and year in block.text

    def _give_body(self, bodies: list[Block]) -> None:
        taken = self._has_body()
        for block in bodies:
            if find_date(block.text) and self._body_and_date(block, block.text, ""):
                continue
            if taken:
                self.paper.details.append(leaf_of(block, block.text))
            else:
                self.paper.body.add(block, self._said(block.text))

    def _give_title(self, blocks: list[Block]) -> None:
        start = self._title_start(blocks)
        for position, block in enumerate(blocks):
            fits = start <= position < start + 3 and (position == start or blocks[position - 1].lines[-1] + 1 == block.line)
            open_for_title = not self.paper.title or (fits and bool(self.paper.title) and not self._titled)
            if fits and open_for_title and (heading_like(block.text, 30) or block.heading):
                self.paper.title.add(block, block.text)
            else:
                self.paper.details.append(leaf_of(block, block.text))

    def _title_start(self, blocks: list[Block]) -> int:
        """The first line that can be the title; a line that the format calls a heading comes before others."""
        self._titled = bool(self.paper.title)
        if self._titled:
            return len(blocks)
        for index, block in enumerate(blocks):
            if block.heading in (1, 2):
                return index
        for index, block in enumerate(blocks):
            if heading_like(block.text, 30) and block.mark is None:
                return index
        return len(blocks)

    def _said(self, text: str) -> str:
        """The name of a body without the words around it, and not in capitals only because the page shouts."""
        name = re.sub(r"^(?:report to|(?:a |the )?meeting of)\s+(?:the )?", "", text, flags=re.IGNORECASE)
        name = re.sub(r"\s+meeting$", "", name, flags=re.IGNORECASE)
        if not name.isupper():
            return name
        return " ".join(self._calm(word, position) for position, word in enumerate(name.split()))

    def _calm(self, word: str, position: int) -> str:
        if word.strip("(),") in self.acronyms or not any(vowel in word for vowel in "AEIOUY"):
            return word
        if position and word.lower() in ("and", "of", "the", "for", "to", "on", "in"):
            return word.lower()
        return "-".join(piece.capitalize() for piece in word.split("-"))
