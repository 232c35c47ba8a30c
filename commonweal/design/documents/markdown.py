"""What did a person mean by the marks they typed? Markdown becomes blocks of a document; nothing else in it is obeyed.

Raw HTML is text here, pictures are their alternative text, and a marker such as {figure:late_actions} asks `drop_in` for
the spans or the table that stand in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from commonweal.design.documents.document import (
    MARKER,
    Block,
    Heading,
    Item,
    Listing,
    Paragraph,
    Span,
    Spans,
    Table,
    Text,
)

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class DropIn(Protocol):
    """Where the values of markers come from."""

    def figure(self, key: str) -> Spans: ...

    def table(self, key: str) -> Table | None: ...


def printable(text: str) -> str:
    """The text without the characters that no document may hold."""
    return CONTROL.sub("\ufffd", text)


def blocks_of(text: str, drop_in: DropIn) -> tuple[Block, ...]:
    """The blocks of a text in order."""
    tree = SyntaxTreeNode(PARSER.parse(printable(text)))
    return tuple(_Reader(drop_in).blocks(tree.children))


class _Reader:
    """Walks the syntax tree once; the tables that a paragraph asks for follow it."""

    def __init__(self, drop_in: DropIn) -> None:
        self.drop_in = drop_in
        self.waiting: list[Table] = []
        self.readers: dict[str, Callable[[SyntaxTreeNode], Iterator[Block]]] = {
            "paragraph": self.paragraph,
            "heading": self.heading,
            "bullet_list": self.listing,
            "ordered_list": self.listing,
            "table": self.table,
            "code_block": self.literal,
            "fence": self.literal,
            "html_block": self.literal,
        }

    def blocks(self, nodes: list[SyntaxTreeNode]) -> Iterator[Block]:
        for node in nodes:
            if node.type == "blockquote":
                yield from self.blocks(node.children)
            elif node.type in self.readers:
                yield from self.readers[node.type](node)
                yield from self.waiting
                self.waiting = []

    def paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        spans = self.spans(node)
        if any(not isinstance(s, Text) or s.text.strip() for s in spans):
            yield Paragraph(spans)

    def heading(self, node: SyntaxTreeNode) -> Iterator[Block]:
        yield Heading(self.spans(node), level=min(int(node.tag[1:]), 3))

    def literal(self, node: SyntaxTreeNode) -> Iterator[Block]:
        yield Paragraph((Text(node.content.rstrip("\n")),))

    def listing(self, node: SyntaxTreeNode) -> Iterator[Block]:
        yield self.list_of(node)

    def list_of(self, node: SyntaxTreeNode) -> Listing:
        start = int(node.attrs.get("start", 1) or 1)
        return Listing(tuple(self.item(child) for child in node.children), node.type == "ordered_list", start)

    def item(self, node: SyntaxTreeNode) -> Item:
        spans: list[Span] = []
        below: list[Listing] = []
        for child in node.children:
            if child.type in {"bullet_list", "ordered_list"}:
                below.append(self.list_of(child))
            else:
                spans += [Text(" "), *self.spans(child)] if spans else self.spans(child)
        return Item(tuple(spans), tuple(below))

    def table(self, node: SyntaxTreeNode) -> Iterator[Block]:
        rows = [
            tuple(self.plain(cell) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        yield Table("", rows[0], tuple(rows[1:]))

    def plain(self, node: SyntaxTreeNode) -> str:
        return "".join(s.text for s in self.spans(node) if isinstance(s, Text))

    def spans(self, node: SyntaxTreeNode) -> Spans:
        if node.type in {"code_block", "fence", "html_block"}:
            return (Text(node.content.strip()),)
        return tuple(span for child in node.children for span in self.inline(child, Text("")))

    def inline(self, node: SyntaxTreeNode, style: Text) -> Iterator[Span]:
        if node.type in {"text", "code_inline", "html_inline"}:
            yield from self.words(node.content, style)
        elif node.type in {"softbreak", "hardbreak"}:
            yield Text(" ")
        elif node.type == "image":
            yield from self.words(node.content or "picture", style)
        else:
            inner = _styled(node, style)
            for child in node.children:
                yield from self.inline(child, inner)

    def words(self, content: str, style: Text) -> Iterator[Span]:
        at = 0
        for found in MARKER.finditer(content):
            if found.start() > at:
                yield _with_words(style, content[at : found.start()])
            at = found.end()
            yield from self.dropped(found.group(1), found.group(2))
        if at < len(content):
            yield _with_words(style, content[at:])

    def dropped(self, kind: str, key: str) -> Spans:
        if kind == "figure":
            return self.drop_in.figure(key)
        table = self.drop_in.table(key)
        if table is None:
            return self.drop_in.figure(key)
        self.waiting.append(table)
        return ()


def _with_words(style: Text, words: str) -> Text:
    return Text(words, style.strong, style.emphasis, style.link)


def _styled(node: SyntaxTreeNode, style: Text) -> Text:
    strong = style.strong or node.type == "strong"
    emphasis = style.emphasis or node.type == "em"
    link = style.link
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        link = address if SAFE_LINK.match(address) else ""
    return Text("", strong, emphasis, link)
