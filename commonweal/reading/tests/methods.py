"""How does the reader go about it, told with examples that it reads while the page is made?

`python -m commonweal.reading.tests.methods` writes docs/methods/reading.md; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path

from commonweal.reading.as_json import to_json
from commonweal.reading.doubts import DOUBT_KINDS
from commonweal.reading.doubts.tests.examples import EXAMPLES, document_of
from commonweal.reading.reader import read_document
from commonweal.reading.values import CannotRead, Document

PAGE = Path(__file__).resolve().parents[3] / "docs" / "methods" / "reading.md"

# sentence: (text, what it is read as)
RECOGNISED = {
    "Two labels of a head are enough for a paper.": ("Report: 5\nDate: 22 July 2010\nLamps\n", "a paper"),
    "So are two headings that such papers share, with or without letters.": (
        "Lamps\n\nRecommendations\n\nThat lamps be lit.\n\nFinancial implications\n\nNone.\n",
        "a paper",
    ),
    "Actions with anything that belongs under them are a plan.": (
        "Action 1: Keep the door open.\nLead: Door Trust\n",
        "a plan",
    ),
    "A table is a plan when it has a column of actions and one that answers for them.": (
        "Action | By whom\nMend the rail | Harbour Trust\n",
        "a plan",
    ),
    "A paper may hold a plan, and keeps what stands around it.": (
        "Report: 5\nDate: 22 July 2010\nAppendix 1\nAction 1: Keep the door open.\nLead: Door Trust\n",
        "a paper with a plan",
    ),
    "A letter is neither.": ("Dear Kim,\n\nthe lamps are lit.\n\nYours, Alex\n", "nothing"),
}
WHOLE = """\
Report: 5
Date: 22 July 2010
By: Clerk to the Board
Lamps on the quay
Summary
Lamps are lit at dusk.
A. Recommendation
That Members
- note the report; and
- visit the quay.
B. Supporting information
How it began
1. The first lamp was lit in 1987.
2. It is tended by:
a) wardens
b) neighbours
C. Contact details
Report author: Lou Marsh
Appendix 1
The plan
Objective: Nobody falls into the harbour.
Action 1.1: Mend the lamps.
Partners: Harbour Trust; Quay Council (lead)
"""
_TOP = """\
# How a paper or a plan is read

This page is made by `python -m commonweal.reading.tests.methods` out of examples that the tests read too; a test fails
when it is out of date.

The reader goes through a document once, in this order:

1. **files** turns a file of any kind into lines, each with its number, its indent, whether it is bold, and its cells.
2. **lines** finds the mark that each begins with, and joins what a printer broke over several lines.
3. **plans** and **papers** (and **tables**) say what each line opens or belongs to.
4. **drafts** gives every line its one place in the result.
5. **doubts** goes over the result and says what may be wrong, and in which line.

Nothing in it is learnt from data or left to chance: the same file always gives the same reading.
"""
_END = """\
## What the reader does not do

- It does not guess who leads. Only bold type under a heading that says so, the word “lead”, or a column for the lead
  that names one body counts; otherwise the lead is not stated, and that is a doubt.
- It does not correct anything by itself. A correction is offered with its doubt, and somebody accepts it or does not.
- It does not complete names, expand abbreviations, or look anything up: what is not in the document is not in the reading.
- It does not judge whether a plan is a good one.
- It does not read pictures: a page that was scanned without its words is refused with a sentence that says so.
- It does not keep how a document looks. Bold type counts only where it says something, as with the lead.
- It knows the layouts of English committee papers and work plans. In another layout more is left among the lines not
  understood, or the document is refused; it is never read as something else in silence.
- It does not know whether a doubt is right. A doubt is a question to the person who reads the paper.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_TOP, _recognised(), _placed(), _doubted(), _END])


def _recognised() -> str:
    parts = ["## How a paper is recognised\n"]
    for sentence, (text, said) in RECOGNISED.items():
        parts += [f"{sentence}\n", _block(document_of(text)), f"Read as: {said}.\n"]
    return "\n".join(parts)


def verdict(text: str) -> str:
    """What kind of document the reader takes a text for."""
    try:
        reading = read_document(document_of(text))
    except CannotRead:
        return "nothing"
    found = [
        name for name, part in (("a paper", reading.paper), ("a plan", reading.plan)) if part is not None
    ]
    return " with ".join(found)


def _placed() -> str:
    document = document_of(WHOLE)
    places = to_json(read_document(document))["lines"]
    rows = [
        f"| {line.number} | {line.text} | `{places[str(line.number)]}` |"
        for line in document.lines
        if line.text
    ]
    top = "Every line stands in exactly one place of the result (or among the lines not understood).\n"
    return "\n".join(
        ["## Where each line goes\n", top, "| line | words | place |", "|---|---|---|", *rows, ""]
    )


def _doubted() -> str:
    parts = ["## What each doubt means\n"]
    for kind, meaning in DOUBT_KINDS.items():
        document = document_of(EXAMPLES[kind])
        said = [
            f"- Line {doubt.line}: {doubt.text} *{doubt.suggestion}*"
            for doubt in read_document(document).doubts
            if doubt.kind == kind
        ]
        parts += [f"### `{kind}`\n", f"{meaning}\n", _block(document), *said, ""]
    return "\n".join(parts)


def _block(document: Document) -> str:
    lines = [*document.lines]
    while lines and not lines[-1].text:
        lines.pop()
    rows = [f"{line.number:>2}  {' | '.join(line.cells) or line.text}".rstrip() for line in lines]
    return "\n".join(["```text", *rows, "```", ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
