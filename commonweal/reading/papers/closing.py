"""What stands at the end of a paper: background papers, contacts and the list of abbreviations?"""

from __future__ import annotations

import re

from commonweal.reading.drafts.draft import Draft, DraftPaper, Leaf, leaf_of
from commonweal.reading.lines.block import Block

_NONE = re.compile(r"(?:there are )?(?:none|nil|no background papers|not applicable|n/?a)\.?", re.IGNORECASE)
_KEPT = re.compile(
    r"available (?:elsewhere|for (?:public )?inspection)|open to (?:public )?inspection", re.IGNORECASE
)
_CONTACT_LABEL = re.compile(
    r"for any (?:enquiries|queries|questions)(?: about [\w ]{3,30}?)?,?(?: please)? contact|(?:for )?(?:more |further |any further )?information,?(?: please)? contact|(?:report )?authors?(?:\(s\))?"
    r"|contacts?(?: details| officers?)?(?:\(s\))?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?P<short>\S{2,14}(?: \S{1,8})?)(?:\s*[:=]\s*|\s+[–—-]\s+|\s{2,})(?P<long>\S.*)$")
_SPACED = re.compile(r"(?P<short>[A-Z][A-Za-z&/]*[A-Z]s?|[A-Z]{2,10}s?)\s+(?P<long>[A-Z].{3,})$")


def says_where_kept(text: str) -> bool:
    """Whether a sentence only says where background papers can be seen."""
    return bool(_KEPT.search(text))


def says_none(text: str) -> bool:
    """Whether a section of background papers only says that there are none."""
    return bool(_NONE.fullmatch(text.strip()))


def take_contact(paper: DraftPaper, block: Block) -> None:
    """Keep a contact line; a label without a value ("For information contact:") opens the list."""
    if block.mark is None and _CONTACT_LABEL.fullmatch(block.text.rstrip(" :")):
        paper.labels.update(dict.fromkeys(block.lines, "/paper/contacts"))
    else:
        paper.contacts.append(leaf_of(block))


def is_short_form(text: str) -> bool:
    """Whether a line is an abbreviation alone."""
    if len(text) > 14 or len(text.split()) > 2:
        return False
    return sum(letter.isupper() for letter in text) >= 2


class AbbreviationReader:
    """Takes pairs on one line ("FAS: …", "FAS – …") or on two lines, short form first."""

    def __init__(self, draft: Draft, paper: DraftPaper) -> None:
        self.draft = draft
        self.paper = paper
        self.short: Block | None = None

    def take(self, block: Block) -> None:
        """Take the next block of the list."""
        if self.short is not None and not is_short_form(block.text):
            short, self.short = self.short, None
            self._keep(short.content, block.content, [*short.lines, *block.lines], [short, block])
            return
        self.finish()
        found = _PAIR.match(block.wide) or _SPACED.match(block.text)
        if found and is_short_form(found.group("short")):
            self._keep(
                found.group("short"), " ".join(found.group("long").split()), list(block.lines), [block]
            )
        elif is_short_form(block.text):
            self.short = block
        else:
            self.draft.not_understood.append(block)

    def _keep(self, short: str, long: str, lines: list[int], blocks: list[Block]) -> None:
        if short in self.paper.abbreviations:
            self.draft.not_understood.extend(blocks)
        else:
            self.paper.abbreviations[short] = Leaf([long], lines)

    def finish(self) -> None:
        """A short form of which no long form came was not understood."""
        if self.short is not None:
            self.draft.not_understood.append(self.short)
            self.short = None
