"""Which tables would a malicious or an unlucky person bring to a page that takes one, in that page's own columns?

A page says what its table looks like; here are that table's poisoned cells, broken shapes and hostile wrappings, and the
ugly ones that are right. Files that are no table at all are those of `hostile`.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from commonweal.reading.files.tests import hostile
from commonweal.reading.files.tests.specimens import book_parts, word_file, word_parts, zipped

MIB = 1024 * 1024
KINDS = ("csv", "xlsx")


@dataclass(frozen=True)
class Shape:
    """A page's own table: its headings, two good rows, and the columns in which only what is known may stand."""

    headings: tuple[str, ...]
    good: tuple[str, ...]
    other: tuple[str, ...]
    strict: tuple[str, ...]


@dataclass(frozen=True)
class Brought:
    """One file: row is the number that the answer has to name, column what else it has to name; 0 and "" where neither."""

    label: str
    name: str
    make: Callable[[], bytes]
    row: int = 0
    refused: bool = True


NASTY = {
    "formula": "=1+1", "command": "=cmd|' /C calc'!A0", "plus": "+1+1", "at": "@SUM(1)", "hidden formula": "'=1+1",
    "full-width formula": "＝1＋1", "no number": "NaN", "infinity": "Infinity", "minus infinity": "-Infinity",
    "overflow": "1e400", "hexadecimal": "0x1F", "400 digits": "9" * 400, "fraction": "0.5", "half": "½", "power": "²",
    "Chinese digits": "一二三", "minus one": "-1", "words": "many", "null": "null", "nothing known": "None", "true": "true",
    "reference lost": "#REF!", "not available": "#N/A", "year nought": "0000-00-00", "year 9999": "9999-99-99",
    "year 99999": "99999-01-01", "32nd": "32/13/2010", "script": "<script>alert(1)</script>", "query": "' OR 1=1 --",
    "path": "../../etc/passwd", "template": "{{7*7}}", "format": "%s%s%n", "lookup": "${jndi:ldap://127.0.0.1:9/x}",
    "zero width inside": "2\u200b0", "right to left": "\u202enevaeh", "heart": "❤️‍🔥", "31,000 letters": "A" * 31_000,
    "line break inside": "one\ntwo", "empty": "",
}  # fmt: skip


def hostile_tables(shape: Shape) -> list[Brought]:
    """Every one of them; each is made only when it is asked for."""
    return [*_poisoned(shape), *_shapes(shape), *_wrapped(shape), *_damaged(shape), *_no_tables()]


def _poisoned(shape: Shape) -> Iterator[Brought]:
    """A bad cell stands in the last row, below rows that are good."""
    for column in shape.strict:
        for what, value in NASTY.items():
            for kind in KINDS:
                rows = [shape.headings, shape.good, _with(shape, column, value)]
                yield Brought(f"{what} under {column}", f"t.{kind}", _maker(kind, rows), row=3)


def _with(shape: Shape, column: str, value: str) -> tuple[str, ...]:
    return tuple(
        value if heading == column else cell
        for heading, cell in zip(shape.headings, shape.other, strict=True)
    )


def _maker(kind: str, rows: list[tuple[str, ...]]) -> Callable[[], bytes]:
    return lambda: as_csv(rows) if kind == "csv" else as_book(rows)


def as_csv(
    rows: list[tuple[str, ...]], *, separator: str = ",", end: str = "\r\n", quoting: int = 0
) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode()


def as_book(rows: list[tuple[str, ...]], more: str = "") -> bytes:
    return zipped(book_parts("".join(_row(number, row) for number, row in enumerate(rows, 1)), more))


def _row(number: int, cells: tuple[str, ...]) -> str:
    inside = "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inside}</row>'


def _shapes(shape: Shape) -> Iterator[Brought]:
    head, good, other = shape.headings, shape.good, shape.other
    twice = ((head[0], *head), (good[0], *good))
    made: dict[str, list[tuple[str, ...]]] = {
        "headings only": [head],
        "no headings": [good, other],
        "headings at the end": [good, other, head],
        "first heading twice": list(twice),
        "more cells than headings": [head, (*good, "and more")],
        "the same row twice": [head, good, good],
        "headings twice": [head, good, head],
        **{
            f"without {column}": [_without(head, head, column), _without(head, good, column)]
            for column in shape.strict
        },
        **{
            f"{column} misspelt": [tuple(h.replace(column, f"{column}x") for h in head), good]
            for column in shape.strict
        },
        "only a title": [("A table of ours",)],
        "300 columns": [(*head, *["x"] * 300), good],
    }
    for label, rows in made.items():
        for kind in KINDS:
            yield Brought(label, f"t.{kind}", _maker(kind, rows))
    yield Brought("150,000 rows", "t.csv", lambda: as_csv([head, *[good] * 150_000]))
    yield Brought("60,000 rows", "t.xlsx", lambda: as_book([head, *[good] * 60_000]))
    yield Brought("a million columns", "t.csv", lambda: as_csv([head, good]) + b"," * 999_999 + b"x\r\n")
    yield Brought("two sheets", "t.xlsx", lambda: _two_sheets(shape))


def _without(head: tuple[str, ...], row: tuple[str, ...], column: str) -> tuple[str, ...]:
    return tuple(cell for heading, cell in zip(head, row, strict=True) if heading != column)


def _two_sheets(shape: Shape) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for sheet, row in ((book.active, shape.good), (book.create_sheet("More"), shape.other)):
        sheet.append(shape.headings)
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_FOREIGN = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def _wrapped(shape: Shape) -> Iterator[Brought]:
    """The good table inside a package that nobody should open."""
    rows = [shape.headings, shape.good, shape.other]
    parts = book_parts("".join(_row(number, row) for number, row in enumerate(rows, 1)))
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    wrapped: dict[str, dict[str, str | bytes]] = {
        "entities": parts | {"xl/worksheets/sheet1.xml": _LAUGHS + sheet},
        "foreign entity": parts | {"xl/worksheets/sheet1.xml": _FOREIGN + sheet},
        "macros": parts | {"xl/vbaProject.bin": b"\x01"},
        "macro sheet": parts | {"xl/macrosheets/sheet1.xml": "<x/>"},
        "path that leaves": parts | {"../../etc/passwd": "root:x:0:0"},
        "absolute path": parts | {"/etc/passwd": "root:x:0:0"},
        "odd encoding": parts
        | {"xl/worksheets/sheet1.xml": '<?xml version="1.0" encoding="IBM037"?>' + sheet},
        "unfinished sheet": parts | {"xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]},
        "no sheet": {name: part for name, part in parts.items() if "sheet1.xml" not in name},
        "a word document's parts": word_parts(),
    }
    for label, made in wrapped.items():
        yield Brought(label, "t.xlsx", _zipper(made))
    bomb = parts | {"xl/worksheets/sheet1.xml": b" " * (45 * MIB)}
    yield Brought("bomb", "t.xlsx", lambda: zipped(bomb))
    yield Brought("10 MB cell", "t.xlsx", lambda: as_book([*rows, ("A" * (10 * MIB),)]))
    yield Brought("zip in zip", "t.xlsx", lambda: zipped({"t.xlsx": as_book(rows)}))
    for name in ("t.csv", "t.xlsx", "t.docx", "t"):
        yield Brought(f"a letter called {name}", name, word_file)
    yield Brought("text called table", "t.xlsx", lambda: as_csv(rows))


def _zipper(parts: dict[str, str | bytes]) -> Callable[[], bytes]:
    return lambda: zipped(parts)


def _damaged(shape: Shape) -> Iterator[Brought]:
    """Cut short, or with bytes changed: either refused, or what is stored is whole rows of what it says."""
    rows = [shape.headings, *[shape.good, shape.other]]
    book = as_book(rows)
    for share in (5, 20, 40, 60, 80, 95):
        yield Brought(f"cut at {share} %", "t.xlsx", _keep(book[: len(book) * share // 100]))
    for seed in range(20):
        chance, changed = random.Random(seed), bytearray(book)
        for _ in range(1 + seed):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield Brought(f"bytes changed {seed}", "t.xlsx", _keep(bytes(changed)), refused=False)
    text = as_csv(rows)
    for label, content in {
        "control characters": b"\x01\x02\x1b[2J" * 500 + text,
        "lone surrogates": text.replace(b",", b"\xed\xa0\x80,"), "quotation mark never closed": text + b'"' + b"x " * 20_000,
        "UTF-7": b"+AD0-1+ACs-1," + text, "cut in a letter": text + "é".encode()[:1] * 3,
    }.items():  # fmt: skip
        yield Brought(label, "t.csv", _keep(content))
    yield Brought("NUL beside each cell", "t.csv", _keep(text.replace(b",", b"\0,\0")), refused=False)


def _keep(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _no_tables() -> Iterator[Brought]:
    """Whatever else a person may choose by mistake or on purpose."""
    for one in hostile.specimens():
        yield Brought(f"{one.kind}: {one.label}", one.name, one.make)


# Right, though they do not look it


def ugly_tables(shape: Shape) -> Iterator[tuple[str, str, bytes]]:
    """(what is odd, name, bytes); each holds the two good rows."""
    rows = [shape.headings, shape.good, shape.other]
    for separator in (",", ";", "\t"):
        for end in ("\r\n", "\n", "\r"):
            for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL):
                text = as_csv(rows, separator=separator, end=end, quoting=quoting).decode()
                for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
                    yield f"{separator!r} {end!r} {quoting} {encoding}", "t.csv", text.encode(encoding)
    wide = [tuple(f"  {cell} " for cell in row) for row in rows]
    loud = [tuple(heading.upper() for heading in shape.headings), *rows[1:]]
    turned = [tuple(reversed(row)) for row in rows]
    gaps = [rows[0], (), rows[1], ("",) * len(rows[0]), rows[2], (), ()]
    short = [(*row, "", "") for row in rows]
    for label, made in {
        "spaces": wide,
        "capitals": loud,
        "turned round": turned,
        "blank rows": gaps,
        "empty cells": short,
    }.items():
        yield label, "t.csv", as_csv(made)
        yield label, "t.xlsx", as_book(made)
    marked = [rows[0], tuple(f"\u202d{cell}\u202c" for cell in rows[1]), rows[2]]
    yield "direction marks, as some programs copy them along", "t.csv", as_csv(marked)
    yield "a sheet that says it is endless", "t.xlsx", _endless(rows)
    yield "merged cells", "t.xlsx", as_book(rows, '<mergeCells><mergeCell ref="AA1:AB1"/></mergeCells>')


def _endless(rows: list[tuple[str, ...]]) -> bytes:
    parts = book_parts("".join(_row(number, row) for number, row in enumerate(rows, 1)))
    sheet = str(parts["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    return zipped(parts | {"xl/worksheets/sheet1.xml": sheet})
