"""Which workbooks and tables would swell, loop or mislead?"""

from __future__ import annotations

import random
from collections.abc import Iterator

from commonweal.reading.files.tests.hostile.specimen import MIB, Specimen, of
from commonweal.reading.files.tests.specimens import (
    book_file,
    book_parts,
    zipped,
)


def _row(number: int, cells: str) -> str:
    return f'<row r="{number}">{cells}</row>'


def workbooks() -> Iterator[Specimen]:
    one = '<c r="A1" t="inlineStr"><is><t>Harbour</t></is></c>'
    wide = "".join(f"<c><v>{n}</v></c>" for n in range(16_384))
    dimension = str(book_parts()["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    yield from of(
        "workbook",
        {
            "16,384 columns": ("plan.xlsx", zipped(book_parts(_row(1, wide)))),
            "300 columns": (
                "plan.xlsx",
                zipped(book_parts(_row(1, "".join("<c><v>1</v></c>" for _ in range(300))))),
            ),
            "one cell far to the right": (
                "plan.xlsx",
                zipped(book_parts(_row(1, '<c r="XFD1"><v>1</v></c>'))),
            ),
            "10 MB cell": (
                "plan.xlsx",
                lambda: zipped(book_parts(_row(1, f'<c r="A1" t="str"><v>{_words(10 * MIB)}</v></c>'))),
            ),
            "150,000 rows": (
                "plan.xlsx",
                lambda: zipped(book_parts("".join(_row(n, f"<c><v>{n}</v></c>") for n in range(1, 150_001)))),
            ),
            "string that is not there": (
                "plan.xlsx",
                zipped(book_parts(_row(1, '<c r="A1" t="s"><v>99999</v></c>'))),
            ),
        },
    )
    yield from of(
        "workbook, merely odd",
        {
            "dimension that lies": (
                "plan.xlsx",
                zipped(book_parts() | {"xl/worksheets/sheet1.xml": dimension}),
            ),
            "everything merged": (
                "plan.xlsx",
                zipped(book_parts(_row(1, one), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
            ),
            "row a million": (
                "plan.xlsx",
                zipped(book_parts(_row(1, one) + _row(1_048_576, '<c r="A1048576"><v>1</v></c>'))),
            ),
            "number of 400 digits": (
                "plan.xlsx",
                zipped(book_parts(_row(1, f'<c r="A1"><v>{"9" * 400}</v></c>'))),
            ),
            "NaN and infinity": (
                "plan.xlsx",
                zipped(book_parts(_row(1, '<c r="A1"><v>NaN</v></c><c r="B1"><v>1e400</v></c>'))),
            ),
            "date in year 99999": (
                "plan.xlsx",
                zipped(book_parts(_row(1, '<c r="A1" t="d"><v>99999-01-01</v></c>'))),
            ),
            "shared strings by the thousand": (
                "plan.xlsx",
                lambda: book_file([[f"cell {n}", "x"] for n in range(5000)]),
            ),
        },
        refused=False,
    )


def _words(size: int) -> str:
    chance = random.Random(7)
    return " ".join(f"{chance.randrange(16**8):08x}" for _ in range(size // 9))


def tables() -> Iterator[Specimen]:
    yield from of(
        "table",
        {
            "a million columns": ("plan.csv", lambda: b"a," * 1_000_000),
            "300 columns": ("plan.csv", b",".join([b"x"] * 300)),
            "1 MB cell": ("plan.csv", lambda: b'a,b\n"' + b"x" * MIB + b'",c\n'),
            "quotation mark never closed": ("plan.csv", lambda: b'a,b\n"' + b"long text, " * 20_000),
            "only commas": ("plan.csv", b",,,,\n,,,,\n"),
            "150,000 rows": ("plan.csv", lambda: b"a,b\n" * 150_000),
            "zero bytes everywhere": ("plan.csv", lambda: b"a\x00\x01\x02,b\n" * 2000),
        },
    )
