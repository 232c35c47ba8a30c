"""What lines would a person see in this PDF?

pypdf gives pieces of text with their place, size and font; rows and paragraphs are put together here, because a PDF knows
neither. What stands at the foot or head of every page stays a line of its own, after the paragraph it interrupts.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from ..values import CannotRead
from .found import FoundLine, Lines
from .limits import MAX_PAGES
from .pdf_paragraphs import Paragraph, paragraphs_of
from .pdf_rows import Row, RowMaker

_LOCKED = "This file is protected by a password: save a copy without one and try again."
_CUT_SHORT = "This PDF is damaged or incomplete: open it where it was made, save a new copy and try again."
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–\s]*", re.IGNORECASE)


def read_pdf(data: bytes) -> list[FoundLine]:
    import pypdf

    # A reader that mends what it can would otherwise give the first half of a cut file as if it were the whole.
    if b"%%EOF" not in data.rstrip(b"\x00 \r\n\t")[-4096:]:
        raise CannotRead(_CUT_SHORT)
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise CannotRead(_LOCKED)
    if len(reader.pages) > MAX_PAGES:
        raise CannotRead(
            f"This PDF has more than {MAX_PAGES:,} pages: split it into several files and try again."
        )
    pages = [_rows(page) for page in reader.pages]
    if not pages:
        raise CannotRead("This PDF has no pages: open it where it was made, save a new copy and try again.")
    if not any(pages):
        which = "page 1" if len(pages) == 1 else f"pages 1 to {len(pages)}"
        raise CannotRead(
            f"We could not find any words on {which} of this PDF, which may be a scan: make it readable with text "
            "recognition, or type the text, and try again."
        )
    pictures = [
        number for number, page in enumerate(reader.pages) if not pages[number] and _has_picture(page)
    ]
    return _lines(pages, set(pictures))


def _rows(page: Any) -> list[Row]:
    maker = RowMaker()
    page.extract_text(visitor_text=maker.add)
    return maker.rows()


def _has_picture(page: Any) -> bool:
    try:
        objects = page["/Resources"]["/XObject"]
        return any(objects[name].get("/Subtype") in ("/Image", "/Form") for name in objects)
    except (KeyError, TypeError, AttributeError):
        return False


def _lines(pages: list[list[Row]], pictures: set[int]) -> list[FoundLine]:
    furniture = _furniture(pages)
    levels = _heading_levels(pages)
    left = min((row.x for page in pages for row in page), default=0.0)
    lines = Lines()
    for paragraph in paragraphs_of(pages, furniture):
        for page in sorted(number for number in pictures if number < paragraph.page):
            pictures.discard(page)
            _note_picture(lines, page)
        if paragraph.apart:
            lines.blank()
        lines.add(_as_line(paragraph, levels, left))
    for page in sorted(pictures):
        _note_picture(lines, page)
    return lines.found


def _note_picture(lines: Lines, page: int) -> None:
    lines.add(
        FoundLine(f"[We could not find any words on page {page + 1}: it may be a picture.]", bold=False)
    )


def _as_line(paragraph: Paragraph, levels: dict[float, int], left: float) -> FoundLine:
    first = paragraph.rows[0]
    heading = 0 if paragraph.furniture else levels.get(first.size, 0)
    indent = max(0, round((first.x - left) / max(first.size * 0.5, 1.0)))
    return FoundLine(paragraph.text(), paragraph.is_bold(), heading, indent, strong=paragraph.strong())


def _furniture(pages: list[list[Row]]) -> set[tuple[int, int]]:
    """(page, row) of what belongs to the page and not to the text: page numbers, repeated headers and footers."""
    edges = {
        (page, row)
        for page, rows in enumerate(pages)
        for row in {0, 1, len(rows) - 2, len(rows) - 1}
        if 0 <= row < len(rows)
    }
    seen = Counter(_without_digits(pages[page][row]) for page, row in edges)
    often = max(3, len(pages) * 0.5)
    return {
        (page, row)
        for page, row in edges
        if _PAGE_NUMBER.fullmatch(pages[page][row].text()) or seen[_without_digits(pages[page][row])] >= often
    }


def _without_digits(row: Row) -> str:
    return f"{re.sub(r'[0-9]+', '#', row.text())} {round(row.y / 10)}"


def _heading_levels(pages: list[list[Row]]) -> dict[float, int]:
    """Level by size of type, for sizes clearly larger than what most of the text is set in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page:
            sizes[row.size] += len(row.text())
    body = sizes.most_common(1)[0][0]
    larger = sorted((size for size in sizes if size > body * 1.12), reverse=True)
    return {size: min(level, 6) for level, size in enumerate(larger, 1)}
