"""How does a document become a Word file with real headings, real footnotes and tables whose header rows repeat?

The words travel as a syntax tree, never as markup, so nothing that anybody typed is read as formatting.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from datetime import datetime
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
    Text,
)  # fmt: skip
from commonweal.design.documents.pdf import column_widths
from commonweal.design.documents.pictures import as_png
from commonweal.design.documents.word_look import dress

API_VERSION = [1, 23, 1]
NOTHING: list[Any] = ["", [], []]
Node = dict[str, Any]
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001  the file format knows no time zone; fixed, so that bytes repeat
ZIP_DAY = (2000, 1, 1, 0, 0, 0)


def as_docx(document: Document) -> bytes:
    """The Word file."""
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        for picture in _pictures(document):
            (Path(folder) / _file_of(picture)).write_bytes(as_png(picture.svg))
        pypandoc.convert_text(
            json.dumps(as_tree(document)), "docx", format="json", outputfile=str(path),
            extra_args=["--resource-path", folder],
        )  # fmt: skip
        return _repeatable(_dressed(path, document))


def _pictures(document: Document) -> list[Picture]:
    return [block for part in document.parts for block in part.blocks if isinstance(block, Picture)]


def _file_of(picture: Picture) -> str:
    return f"{hashlib.sha256(picture.svg.encode()).hexdigest()[:16]}.png"


def _dressed(path: Path, document: Document) -> bytes:
    import docx

    word = docx.Document(str(path))
    dress(word, document)
    word.core_properties.created = word.core_properties.modified = MADE_AT
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _repeatable(content: bytes) -> bytes:
    """The same archive without the time of packing: equal content, equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in packed.namelist():
            again.writestr(zipfile.ZipInfo(name, ZIP_DAY), packed.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def as_tree(document: Document) -> Node:
    """The document as pandoc's syntax tree."""
    meta = {
        "title": {"t": "MetaInlines", "c": _words(document.title)},
        "lang": {"t": "MetaString", "c": document.language},
        "author": {"t": "MetaList", "c": [{"t": "MetaInlines", "c": _words(document.body)}]},
    }
    blocks = [_head(document), *(b for part in document.parts for b in _part(part, document))]
    blocks += [_para([_node("Emph", _words(line))]) for line in document.closing]
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}


def _node(kind: str, content: Any = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def _para(inlines: list[Node]) -> Node:
    return _node("Para", inlines)


def _words(text: str) -> list[Node]:
    """Words and the blanks between them; a blank at either end is kept, since another run may follow."""
    made: list[Node] = []
    for place, word in enumerate(text.split(" ")):
        if place:
            made.append(_node("Space"))
        if word:
            made.append(_node("Str", word))
    return made


def _head(document: Document) -> Node:
    lines: list[Node] = []
    for label, words in document.head:
        lines += [_node("Strong", _words(f"{label}:")), _node("Space"), *_words(words), _node("LineBreak")]
    return _para(lines[:-1])


def _part(part: Any, document: Document) -> list[Node]:
    blocks: list[Node] = [_node("Header", [1, NOTHING, _words(part.heading)])]
    for key, group in groupby(part.blocks, key=_list_kind):
        run = list(group)
        blocks += [_numbered(run, document)] if key == "list" else [_block(b, document) for b in run]
    return blocks


def _list_kind(block: Block) -> str:
    """Plain numbers are a real list; a label such as 2.1 or ii) has none of its own in the tree and is printed."""
    return "list" if isinstance(block, Paragraph) and block.label == f"{block.ordinal}." else "other"


def _numbered(run: list[Any], document: Document) -> Node:
    style = [run[0].ordinal, _node("Decimal"), _node("Period")]
    return _node("OrderedList", [style, [[_para(_spans(p.spans, document))] for p in run]])


def _block(block: Block, document: Document) -> Node:
    if isinstance(block, Paragraph):
        label = [_node("Str", block.label), _node("Str", "\u2002")] if block.label else []
        return _para([*label, *_spans(block.spans, document)])
    if isinstance(block, Heading):
        return _node("Header", [2, NOTHING, _spans(block.spans, document)])
    if isinstance(block, Listing):
        return _listing(block, document)
    if isinstance(block, Picture):
        image = _node("Image", [["", [], [["width", "100%"]]], _words(block.says), [_file_of(block), ""]])
        return _node("Div", [NOTHING, [_para([_node("Strong", _words(block.caption))]), _para([image])]])
    return _table(block, document)


def _listing(listing: Listing, document: Document) -> Node:
    items = [
        [_para(_spans(i.spans, document)), *(_listing(b, document) for b in i.below)] for i in listing.items
    ]
    if listing.ordered:
        return _node("OrderedList", [[listing.start, _node("Decimal"), _node("Period")], items])
    return _node("BulletList", items)


def _table(table: Table, document: Document) -> Node:
    mark = _spans((NoteMark(table.note),), document) if table.note else []
    caption = [None, [_node("Plain", [*_words(table.caption), *mark])]] if table.caption else [None, []]
    total = sum(column_widths(table))
    columns = [[_node("AlignLeft"), _node("ColWidth", w / total)] for w in column_widths(table)]
    head = [NOTHING, [_row([_node("Strong", _words(c)) for c in table.columns])]]
    rows = [_row([*map(_cell_words, row)]) for row in table.rows]
    return _node("Table", [NOTHING, caption, columns, head, [[NOTHING, 0, [], rows]], [NOTHING, []]])


def _cell_words(cell: str) -> Node:
    return _node("Span", [NOTHING, _words(cell)])


def _row(cells: list[Node]) -> list[Any]:
    return [NOTHING, [[NOTHING, _node("AlignDefault"), 1, 1, [_node("Plain", [cell])]] for cell in cells]]


def _spans(spans: Spans, document: Document) -> list[Node]:
    made: list[Node] = []
    for span in spans:
        if isinstance(span, NoteMark):
            made.append(_node("Note", [_para(_words(document.note(span.number).text))]))
        else:
            made += _text(span)
    return made


def _text(text: Text) -> list[Node]:
    words = _words(text.text)
    if text.strong:
        words = [_node("Strong", words)]
    if text.emphasis:
        words = [_node("Emph", words)]
    return [_node("Link", [NOTHING, words, [text.link, ""]])] if text.link else words
