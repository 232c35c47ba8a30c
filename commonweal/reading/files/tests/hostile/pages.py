"""Which web pages, PDFs and plain texts would do harm or mislead?"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from commonweal.reading.files.tests.hostile.specimen import MIB, Specimen, of
from commonweal.reading.files.tests.specimens import (
    locked_pdf,
    pdf_file,
    picture_pdf,
    raw_pdf,
)


def pages() -> Iterator[Specimen]:
    yield from of(
        "page",
        {
            "100,000 nested boxes": ("plan.html", lambda: b"<div>" * 100_000 + b"words"),
            "100,000 nested tables": ("plan.html", lambda: b"<table><tr><td>" * 100_000 + b"words"),
            "100,000 nested bold": ("plan.html", lambda: b"<b>" * 100_000 + b"words"),
            "100,000 nested lists": ("plan.html", lambda: b"<ul><li>" * 100_000 + b"words"),
            "100,000 nested unknown": ("plan.html", lambda: b"<x>" * 100_000 + b"words"),
            "no words": ("plan.html", b"<html><body><img src=x><script>alert(1)</script></body></html>"),
            "table of 1,000 columns": (
                "plan.html",
                lambda: b"<table>" + (b"<tr>" + b"<td>x" * 1000) * 2 + b"</table>",
            ),
            "cell of 1 MB": (
                "plan.html",
                lambda: b"<table><tr><td>a<td>b<tr><td>" + b"word " * 200_000 + b"<td>b</table>",
            ),
            "200,000 lines": ("plan.html", lambda: b"<p>x" * 200_000),
        },
    )
    yield from of(
        "page, merely odd",
        {
            "50,000 comments never closed": ("plan.html", lambda: b"<p>words<!--" * 50_000),
            "50,000 ends without beginning": ("plan.html", lambda: b"words" + b"</div></p></b>" * 50_000),
            "spans of a million": (
                "plan.html",
                b"<table><tr><td rowspan=1000000>a<td>b<tr><td colspan=-5>c</table>",
            ),
            "attributes by the thousand": ("plan.html", lambda: b"<p " + b"a=b " * 50_000 + b">words"),
            "list that starts at a trillion": ("plan.html", b"<ol start=1000000000000 type=i><li>words</ol>"),
            "deep but not too deep": ("plan.html", lambda: b"<div>" * 900 + b"words" + b"</div>" * 900),
        },
        refused=False,
    )


def pdfs() -> Iterator[Specimen]:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    yield from of(
        "pdf",
        {
            "password, RC4": ("plan.pdf", lambda: locked_pdf("RC4-128")),
            "password, AES": ("plan.pdf", lambda: locked_pdf("AES-256")),
            "password, old RC4": ("plan.pdf", lambda: locked_pdf("RC4-40")),
            "one blank page": ("plan.pdf", lambda: pdf_file("")),
            "nine blank pages": ("plan.pdf", lambda: pdf_file(*[""] * 9)),
            "scan of one page": ("plan.pdf", lambda: picture_pdf(1)),
            "scan of five pages": ("plan.pdf", lambda: picture_pdf(5)),
            "no pages": ("plan.pdf", raw_pdf([catalogue, b"<< /Type /Pages /Kids [] /Count 0 >>"])),
            "no catalogue": ("plan.pdf", raw_pdf([b"<< >>"])),
            "pages in a circle": (
                "plan.pdf",
                raw_pdf([catalogue, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
            ),
            "bomb in the text": (
                "plan.pdf",
                lambda: raw_pdf([catalogue, tree, page, _flate(b" " * (200 * MIB))]),
            ),
            "brackets 100,000 deep": ("plan.pdf", lambda: raw_pdf([catalogue, tree, page, b"[" * 100_000])),
            "only a beginning and an end": ("plan.pdf", b"%PDF-1.7\n%%EOF\n"),
        },
    )
    yield from of(
        "pdf, merely odd",
        {
            "a million drawing commands": (
                "plan.pdf",
                lambda: raw_pdf([catalogue, tree, page, _flate(b"q Q " * 500_000)]),
            ),
            "length that lies": (
                "plan.pdf",
                raw_pdf([catalogue, tree, page, b"<< /Length 99999999 >>\nstream\nBT ET\nendstream"]),
            ),
            "count of a billion": (
                "plan.pdf",
                raw_pdf([catalogue, b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", page]),
            ),
        },
        refused=False,
    )


def _flate(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"


def texts() -> Iterator[Specimen]:
    yield from of(
        "text",
        {
            "more than 20 MB": ("plan.txt", lambda: b"words " * (4 * MIB)),
            "6 million letters": (
                "plan.txt",
                lambda: b"words words words words words words words words\n" * 130_000,
            ),
            "200,000 lines": ("plan.txt", lambda: b"a\n" * 200_000),
            "one line of 1 MB": ("plan.txt", lambda: b"word " * (MIB // 5)),
            "mostly zero bytes": ("plan.txt", lambda: b"a\x00\x00\x00\x01" * 2000),
            "control characters": ("plan.txt", lambda: b"\x01\x02\x1b[2J" * 500),
        },
    )
