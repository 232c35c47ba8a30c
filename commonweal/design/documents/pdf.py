"""How does a document become a PDF that a screen reader can follow (PDF/UA-1)?"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from commonweal.design.documents.document import (
    Block,
    Document,
    Heading,
    Listing,
    NoteMark,
    Paragraph,
    Picture,
    Spans,
    Table,
)  # fmt: skip

TEMPLATE = Path(__file__).with_name("document.typ")
# A fixed time of making, so that the same content gives the same bytes.
MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
WIDEST = 40
UNDISPLAYABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def as_pdf(document: Document) -> bytes:
    """The document's pages; the words travel as data beside the template and are never read as markup.

    A script for which this machine has no letters is named in brackets: a reader is told what is missing, where an
    empty box or a refusal would say nothing.
    """
    import typst

    data = as_data(document)
    while True:
        try:
            return bytes(
                typst.compile(
                    TEMPLATE,
                    format="pdf",
                    sys_inputs={"document": json.dumps(data)},
                    pdf_standards=["ua-1"],
                    timestamp=MADE_AT,
                )
            )
        except typst.TypstError as fault:
            fewer = _without_script(data, str(fault))
            if fewer == data:
                raise
            data = fewer


def _without_script(data: Any, fault: str) -> Any:
    """The data without the script of the letter that could not be displayed."""
    found = UNDISPLAYABLE.search(fault)
    if not found:
        return data
    letter = ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), found.group(1))[:1]
    script = script_of(letter)
    return _in_all_words(data, lambda words: _bracketed(words, script))


def script_of(letter: str) -> str:
    """The first word of the letter's name, which is its script for all that have one: ARABIC, CJK, HIRAGANA."""
    return unicodedata.name(letter, "UNNAMED").split(maxsplit=1)[0].split("-")[0] if letter else ""


def _bracketed(words: str, script: str) -> str:
    """Runs of the script become one bracket each; blanks between two such runs belong to them."""
    pieces = [
        f"[{script.lower()} letters, shown in the other forms of this document]" if foreign else "".join(run)
        for foreign, run in groupby(words, key=lambda letter: script_of(letter) == script)
    ]
    return "".join(pieces)


def _in_all_words(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list):
        return [_in_all_words(each, change) for each in data]
    if isinstance(data, dict):
        return {key: _in_all_words(each, change) for key, each in data.items()}
    return data


def as_data(document: Document) -> dict[str, Any]:
    """The document in the shape that the template reads."""
    language, _, region = document.language.partition("-")
    return {
        "title": document.title, "author": document.body, "body": document.body, "lang": language or "en",
        "region": region or "GB", "head": [list(line) for line in document.head],
        "running": f"{document.body}: {document.title}"[:90],
        "parts": [{"heading": p.heading, "blocks": _blocks(p.blocks)} for p in document.parts],
        "notes": [note.text for note in document.notes], "closing": list(document.closing),
    }  # fmt: skip


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """Numbered paragraphs that follow each other are one list, so that they are read out as one."""
    made: list[dict[str, Any]] = []
    for numbered, group in groupby(blocks, key=lambda b: isinstance(b, Paragraph) and bool(b.ordinal)):
        run = list(group)
        made += [_run(run)] if numbered else [_block(b) for b in run]
    return made


def _run(paragraphs: list[Any]) -> dict[str, Any]:
    return {
        "kind": "run", "start": paragraphs[0].ordinal, "labels": [p.label for p in paragraphs],
        "items": [_spans(p.spans) for p in paragraphs],
    }  # fmt: skip


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "spans": _spans(block.spans)}
    if isinstance(block, Heading):
        return {"kind": "heading", "spans": _spans(block.spans)}
    if isinstance(block, Listing):
        return {"kind": "listing", **_listing(block)}
    if isinstance(block, Picture):
        return {"kind": "picture", "svg": block.svg, "says": block.says, "caption": block.caption}
    return _table(block)


def _listing(listing: Listing) -> dict[str, Any]:
    items = [{"spans": _spans(i.spans), "below": [_listing(b) for b in i.below]} for i in listing.items]
    return {"ordered": listing.ordered, "start": listing.start, "items": items}


def _table(table: Table) -> dict[str, Any]:
    width = len(table.columns)
    rows = [[*row, *[""] * width][:width] for row in table.rows]
    return {
        "kind": "table", "caption": table.caption, "columns": list(table.columns), "rows": rows, "note": table.note,
        "widths": column_widths(table),
    }  # fmt: skip


def column_widths(table: Table) -> list[int]:
    """How wide each column is beside the others, from what stands in it: never so narrow that words break badly."""
    columns = [
        [name, *(row[i] for row in table.rows if i < len(row))] for i, name in enumerate(table.columns)
    ]
    return [max(_longest_word(cells), min(WIDEST, max(map(len, cells)))) for cells in columns]


def _longest_word(cells: list[str]) -> int:
    """Room for the longest word and a little more, unless it is no word anybody could read."""
    return min(WIDEST, 5 + max(len(word) for cell in cells for word in [*cell.split(), ""]))


def _spans(spans: Spans) -> list[dict[str, Any]]:
    return [
        {"note": s.number} if isinstance(s, NoteMark)
        else {"text": s.text, "strong": s.strong, "emphasis": s.emphasis, "link": s.link}
        for s in spans
    ]  # fmt: skip
