"""How does a document look on a page? Every word is escaped, and what comes out is cleaned once more."""

from __future__ import annotations

import nh3
from markupsafe import Markup, escape

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

TAGS = {
    "article", "section", "h1", "h2", "h3", "h4", "h5", "p", "ol", "ul", "li", "strong", "em", "a", "sup", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "div", "span",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"id", "class", "lang"},
    "a": {"href", "aria-label", "aria-describedby"},
    "ol": {"start"},
    "li": {"value"},
    "th": {"scope"},
    "div": {"tabindex", "role", "aria-label"},
    "section": {"aria-label"},
}


def as_fragment(document: Document, *, level: int = 1) -> str:
    """The document as an article for the middle of a page; `level` is that of its own heading."""
    page = Markup("").join(
        [_head(document, level), _parts(document, level), _notes(document, level), _closing(document)]
    )
    whole = Markup('<article class="cw-paper" lang="{}">{}</article>').format(document.language, page)
    return nh3.clean(str(whole), tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"})


def as_file(document: Document) -> bytes:
    """The document as one file that needs nothing else."""
    page = Markup(
        '<!DOCTYPE html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n<title>{}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n</head>\n<body>\n<main>\n{}\n</main>\n'
        "</body>\n</html>\n"
    ).format(document.language, document.title, Markup(as_fragment(document)))  # noqa: S704  cleaned above
    return str(page).encode("utf-8")


def _head(document: Document, level: int) -> Markup:
    lines = Markup("").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*line) for line in document.head
    )
    return Markup(
        '<p class="govuk-caption-l">{}</p><h{} class="govuk-heading-l">{}</h{}><dl class="cw-pairs">{}</dl>'
    ).format(document.body, level, document.title, level, lines)


def _parts(document: Document, level: int) -> Markup:
    return Markup("").join(
        Markup('<section><h{} class="govuk-heading-m">{}</h{}>{}</section>').format(
            level + 1, part.heading, level + 1, Markup("").join(_runs(part.blocks, level + 2))
        )
        for part in document.parts
    )


def _runs(blocks: tuple[Block, ...], level: int) -> list[Markup]:
    """The blocks in order; numbered paragraphs carry their printed label, whatever form it has."""
    return [_block(block, level) for block in blocks]


def _block(block: Block, level: int) -> Markup:
    if isinstance(block, Paragraph) and block.label:
        return Markup('<p class="govuk-body"><span class="cw-quiet">{}</span> {}</p>').format(
            block.label, _spans(block.spans)
        )
    if isinstance(block, Paragraph):
        return Markup('<p class="govuk-body">{}</p>').format(_spans(block.spans))
    if isinstance(block, Heading):
        # A heading never skips a level below the section's own, whatever number of marks was typed.
        return Markup('<h{} class="govuk-heading-s">{}</h{}>').format(level, _spans(block.spans), level)
    if isinstance(block, Listing):
        return _listing(block)
    if isinstance(block, Picture):  # a page has drawings of its own; here stands what this one shows
        return Markup('<p class="govuk-body"><strong>{}.</strong> {}</p>').format(block.caption, block.says)
    return _table(block)


def _listing(listing: Listing) -> Markup:
    items = Markup("").join(
        Markup("<li>{}{}</li>").format(_spans(item.spans), Markup("").join(map(_listing, item.below)))
        for item in listing.items
    )
    if listing.ordered:
        return Markup('<ol class="govuk-list govuk-list--number" start="{}">{}</ol>').format(
            listing.start, items
        )
    return Markup('<ul class="govuk-list govuk-list--bullet">{}</ul>').format(items)


def _table(table: Table) -> Markup:
    mark = _mark(NoteMark(table.note)) if table.note else Markup("")
    caption = Markup("<caption>{}{}</caption>").format(table.caption, mark) if table.caption else Markup("")
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(c) for c in table.columns)
    rows = Markup("").join(_row(row) for row in table.rows)
    return Markup(
        '<div class="cw-table cw-table--scroll" tabindex="0" role="region" aria-label="{}"><table>{}<thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(table.caption or "Table", caption, heads, rows)


def _row(row: tuple[str, ...]) -> Markup:
    first = Markup('<th scope="row">{}</th>').format(row[0]) if row else Markup("")
    rest = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
    return Markup("<tr>{}{}</tr>").format(first, rest)


def _spans(spans: Spans) -> Markup:
    return Markup("").join(_mark(s) if isinstance(s, NoteMark) else _text(s) for s in spans)


def _mark(mark: NoteMark) -> Markup:
    return Markup(
        '<sup class="cw-footnote__mark"><a id="mark-{0}" href="#note-{0}" aria-label="Note {0}">{0}</a></sup>'
    ).format(mark.number)


def _text(text: Text) -> Markup:
    words = escape(text.text)
    if text.strong:
        words = Markup("<strong>{}</strong>").format(words)
    if text.emphasis:
        words = Markup("<em>{}</em>").format(words)
    return Markup('<a href="{}">{}</a>').format(text.link, words) if text.link else words


def _notes(document: Document, level: int) -> Markup:
    if not document.notes:
        return Markup("")
    items = Markup("").join(
        Markup(
            '<li id="note-{0}">{1} <a href="#mark-{0}" class="cw-footnote__back" aria-label="Back to the text at note {0}">Back</a></li>'
        ).format(note.number, note.text)
        for note in document.notes
    )
    return Markup(
        '<section class="cw-footnotes"><h{} class="govuk-heading-s">Where the figures come from</h{}><ol>{}</ol></section>'
    ).format(level + 1, level + 1, items)


def _closing(document: Document) -> Markup:
    return Markup("").join(Markup('<p class="cw-source">{}</p>').format(line) for line in document.closing)
