"""What does the head of a committee paper say: which body, when, which number, which title, by whom?"""

from __future__ import annotations

import re

from commonweal.reading.drafts.draft import DraftPaper, Leaf, leaf_of
from commonweal.reading.lines.block import Block
from commonweal.reading.lines.furniture import is_warning
from commonweal.reading.lines.headings import heading_like
from commonweal.reading.papers.head_labels import BODY_END, head_label
from commonweal.reading.words.dates import find_date, whole_date

_BODY = r"[\w ,&/'’()-]{2,110}?\b(?:sub-?committee|committee|authority|board|panel|cabinet|council|forum|group|executive|partnership|commission)"
_CONTENTS = re.compile(
    rf"(?:this is )?report (?P<number>\w{{1,6}}) of the (?P<date>[\w ]{{6,30}}?) meeting of the (?P<body>{_BODY})\b"
    r"(?=\s*[,.;]|\s+(?:and|which|that|of|provid|outlin)|$)",
    re.IGNORECASE,
)
_BODY_LINE = re.compile(
    rf"(?:report to (?:the )?|(?:a |the )?meeting of (?:the )?|(?:london |royal )?(?:borough|city|county) of )?[\w ,&/'’().-]{{2,110}}?"
    rf"\b{BODY_END}(?:\s+meeting)?|(?:(?:london |royal )+borough|city|county|borough) of [\w &'’-]{{2,60}}|cabinet|(?:office of the )?police and crime commissioner for [\w &'’-]{{2,60}}",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:draft )?(?:notes|minutes|record) of (?:the |a )?(?:meeting of (?:the )?)?(?P<body>[\w ,&/'’()-]{3,110}?)"
    r"(?: meeting)?,? held (?:on|at)\b",
    re.IGNORECASE,
)
_DATE_BEGINS = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? +)?\d{1,2}(?:st|nd|rd|th)?[ /.-]", re.IGNORECASE
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
        elif (found := _MINUTES.match(block.text)) and not self.paper.title:
            self._minutes(block, found)
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

    def _minutes(self, block: Block, found: re.Match[str]) -> None:
        """Read "Notes of the Lamp Group held on 3 March 2009": the title, which also says body and day."""
        self.paper.title.add(block, block.text)
        self.paper.known_body = self.paper.known_body or self._said(found.group("body"))
        self.paper.meeting_on = self.paper.meeting_on or find_date(block.text)

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
        if field == "body" and self._body_and_date(block, value):
            return
        leaf: Leaf = getattr(self.paper, field)
        leaf.add(block, value)

    def _date(self, block: Block, value: str) -> None:
        day = whole_date(value)
        if day is not None and self.paper.meeting_on is None:
            self.paper.meeting_on = day
            self._label(block, "/paper/meeting_on")
            return
        self.paper.details.append(leaf_of(block, block.text))
        self.paper.meeting_on = self.paper.meeting_on or find_date(value)

    def _body_and_date(self, block: Block, text: str) -> bool:
        """Read "Cabinet – 3 March 2009": both facts, while the line stands whole among the details."""
        day, name = find_date(text), _before_date(text)
        if day is None or not _BODY_LINE.fullmatch(name):
            return False
        self.paper.details.append(leaf_of(block, block.text))
        self.paper.meeting_on = self.paper.meeting_on or day
        self.paper.known_body = self.paper.known_body or self._said(name)
        return True

    def finish(self) -> None:
        """Give the free lines their places: bodies, then the title, the rest as details."""
        bodies = [block for block in self.free if _names_body(block)]
        others = [block for block in self.free if not _names_body(block)]
        if not others and bodies and self._has_body() and not self.paper.title:
            others, bodies = bodies, []
        self._give_body(bodies)
        self._give_title(others)

    def _has_body(self) -> bool:
        return bool(self.paper.body) or bool(self.paper.known_body)

    def _give_body(self, bodies: list[Block]) -> None:
        taken = self._has_body()
        for block in bodies:
            if find_date(block.text) and self._body_and_date(block, block.text):
                continue
            if taken:
                self.paper.details.append(leaf_of(block, block.text))
            else:
                self.paper.body.add(block, self._said(block.text))

    def _give_title(self, blocks: list[Block]) -> None:
        """The title may run over three lines that follow each other; a label that gave it leaves none of them to it."""
        title = [] if self.paper.title else _title_lines(blocks)
        for block in blocks:
            if block in title:
                self.paper.title.add(block, block.text)
            else:
                self.paper.details.append(leaf_of(block, block.text))

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


def _before_date(text: str) -> str:
    """What stands before the first date on a line, without the words that lead up to it."""
    found = _DATE_BEGINS.search(text)
    return _HELD.sub("", text[: found.start()]) if found else ""


def _names_body(block: Block) -> bool:
    """Whether a line of the head without a label names a body, with or without the date of its meeting."""
    if len(block.text) > 160 or block.mark is not None:
        return False
    if _BODY_LINE.fullmatch(block.text):
        return True
    return bool(find_date(block.text)) and bool(_BODY_LINE.fullmatch(_before_date(block.text)))


def _title_lines(blocks: list[Block]) -> list[Block]:
    """The lines of the title; one that the format calls a heading comes before others."""
    fitting = [at for at, block in enumerate(blocks) if block.mark is None and heading_like(block.text, 30)]
    headings = [at for at in range(len(blocks)) if blocks[at].heading in (1, 2)]
    start = next(iter(headings or fitting), None)
    if start is None:
        return []
    lines = [blocks[start]]
    for at in range(start + 1, min(start + 3, len(blocks))):
        if at not in fitting or lines[-1].lines[-1] + 1 != blocks[at].line:
            break
        lines.append(blocks[at])
    return lines
