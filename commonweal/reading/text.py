"""How does plain text, as pasted or as found in a file, become the lines of a document?"""

from __future__ import annotations

import re

from commonweal.reading.values import Document, Line

_SPACES = str.maketrans(
    dict.fromkeys("\xa0\u2007\u202f\u2003\u2002\u2009\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad\x00", "")
)
_HEADING = re.compile(r"(#{1,6})\s+(.*)$")
_WHOLLY_BOLD = re.compile(r"(?:\*\*|__)(?=\S)(.{1,400}?)(?:\*\*|__)(:?)$")
_BOLD_PART = re.compile(r"\*\*([^*]{1,200})\*\*")
_BREAKS = re.compile(r"\r\n|\r|\n")


def clean(text: str) -> str:
    """The text with every kind of space made plain and invisible characters taken out."""
    plain = text.translate(_SPACES).rstrip()
    body = plain.lstrip()
    return plain[: len(plain) - len(body)].expandtabs(4) + body.replace("\t", "   ")


def document_from_text(text: str, name: str = "") -> Document:
    """Lines of plain text or simple markdown, numbered from 1, with the indent each begins with.

    Where the text marks headings with "###" or whole lines as bold with "**", the marks are taken off and said in
    heading and bold instead; in text without any such mark bold is None. A bold passage may run over several lines.
    """
    rows = [clean(row) for row in _BREAKS.split(text)]
    marked = any(_HEADING.match(row.lstrip()) or "**" in row for row in rows)
    lines, bold = [], False
    for number, row in enumerate(rows, start=1):
        line, bold = _line(number, row, marked, bold)
        lines.append(line)
    return Document("text", tuple(lines), name)


def _line(number: int, row: str, marked: bool, bold: bool) -> tuple[Line, bool]:
    """One line, and whether a bold passage is still open after it."""
    stripped = row.lstrip()
    indent = len(row) - len(stripped)
    if not marked or not stripped:
        return Line(number, stripped, None, 0, indent), bold and bool(stripped)
    heading = _HEADING.match(stripped)
    body = heading.group(2).strip() if heading else stripped
    level = len(heading.group(1)) if heading else 0
    opened = body.count("**") % 2 == 1
    whole = bool(_WHOLLY_BOLD.match(body)) or (bold and (not opened or body.endswith("**")))
    whole = whole or (opened and body.startswith("**"))
    still_open = (not bold) if opened else bold
    strong = () if whole else tuple(_BOLD_PART.findall(body))
    return Line(number, body.replace("**", "").strip(), whole, level, indent, strong=strong), still_open
