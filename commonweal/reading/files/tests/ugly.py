"""Which files look wrong and are right, so that refusing them would keep a person from their work?"""

from __future__ import annotations

from collections.abc import Callable

from commonweal.reading.files.tests.specimens import (
    S,
    W,
    book_file,
    book_parts,
    locked_pdf,
    pdf_file,
    raw_pdf,
    with_part,
    word_file,
    word_parts,
    zipped,
)

TEXT = "Harbour plan\nThe café’s “quay” – £5\n"
_PARAGRAPH = "<w:p><w:r><w:t>Harbour plan</w:t></w:r></w:p>"
_TABLE = "<table><tr><th>Action<th>By whom<tr><td>Harbour plan<td>Trust</table>"


def _wrong_places() -> bytes:
    content = b"BT /F1 12 Tf 72 700 Td (Harbour plan) Tj ET"
    data = raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    return data.replace(b"%PDF-1.7\n", b"%PDF-1.7\n% a comment that moves everything\n", 1)


# label: (name, how it is made, kind it is read as). Each must give a line that holds the words "Harbour plan".
UGLY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "UTF-8 with mark": ("a.txt", lambda: TEXT.encode("utf-8-sig"), "text"),
    "UTF-16 little with mark": ("a.txt", lambda: b"\xff\xfe" + TEXT.encode("utf-16-le"), "text"),
    "UTF-16 big with mark": ("a.txt", lambda: b"\xfe\xff" + TEXT.encode("utf-16-be"), "text"),
    "UTF-16 little without mark": ("a.txt", lambda: TEXT.encode("utf-16-le"), "text"),
    "UTF-16 big without mark": ("a.txt", lambda: TEXT.encode("utf-16-be"), "text"),
    "UTF-32": ("a.txt", lambda: TEXT.encode("utf-32"), "text"),
    "Windows-1252": ("a.txt", lambda: TEXT.encode("cp1252"), "text"),
    "Latin-1": ("a.txt", lambda: "Harbour plan\ncafé".encode("latin-1"), "text"),
    "one damaged byte in UTF-8": ("a.txt", lambda: TEXT.encode() * 20 + b"\xe2\x80\n", "text"),
    "Mac line ends": ("a.txt", lambda: TEXT.replace("\n", "\r").encode(), "text"),
    "mixed line ends": ("a.txt", lambda: b"Harbour plan\r\nb\nc\rd\x0ce\x0bf", "text"),
    "a zero byte": ("a.txt", lambda: b"Harbour plan\x00\nmore words", "text"),
    "lone surrogate": ("a.txt", lambda: b"Harbour plan \xed\xa0\x80 more words", "text"),
    "direction marks": ("a.txt", "Harbour \u202eplan\u202c".encode, "text"),
    "zero-width space": ("a.txt", "Harbour plan\u200b\ufeff".encode, "text"),
    "no ending in the name": ("plan", TEXT.encode, "text"),
    "unknown ending": ("plan.note", TEXT.encode, "text"),
    "begins with PK letters": ("a.txt", lambda: b"Harbour plan\nPK", "text"),
    "begins with BM": ("a.txt", lambda: b"BM Harbour plan is what it is called and it is a long line of words", "text"),
    "line of 90,000 letters": ("a.txt", lambda: b"Harbour plan\n" + b"word " * 18_000, "text"),
    "text of 3 MB": ("a.txt", lambda: b"Harbour plan and so on, in many words, line by line\n" * 60_000, "text"),
    "page without body": ("a.html", lambda: b"<p>Harbour plan", "html"),
    "page in capitals": ("a.HTM", lambda: b"<HTML><BODY><P>Harbour plan</BODY></HTML>", "html"),
    "page called text": ("a.txt", lambda: b"<!DOCTYPE html><p>Harbour plan", "html"),
    "page called doc": ("a.doc", lambda: b"<html><body><p>Harbour plan", "html"),
    "page with XML line": ("a.xhtml", lambda: b'<?xml version="1.0"?><html><p>Harbour plan</p></html>', "html"),
    "page in declared Latin-2": (
        "a.html",
        lambda: b'<meta charset="iso-8859-2"><p>Harbour plan</p>' + "<p>žluťoučký".encode("iso-8859-2"),
        "html",
    ),
    "page in UTF-16": ("a.html", lambda: "<html><p>Harbour plan".encode("utf-16"), "html"),
    "page with tags crossed": ("a.html", lambda: b"<b><p>Harbour plan</b> more</p></td></div>", "html"),
    "page with characters by number": ("a.html", lambda: b"<p>&#72;arbour&nbsp;plan &amp; &bogus; &#x110000;", "html"),
    "page with layout table": ("a.html", lambda: b"<table><tr><td><h1>Harbour plan</h1><p>x</table>", "html"),
    "page nested 500 deep": ("a.html", lambda: b"<div>" * 500 + b"Harbour plan", "html"),
    "page pasted without a name": ("", f"<p>One</p><p>Two</p>{_TABLE}".encode, "html"),
    "DOCX called text": ("a.txt", word_file, "docx"),
    "DOCX without a name": ("", word_file, "docx"),
    "DOCX not compressed": ("a.docx", lambda: zipped(word_parts(), stored=True), "docx"),
    "DOCX with 300 pictures": (
        "a.docx",
        lambda: zipped(word_parts() | {f"word/media/{n}.png": b"\x89PNG" for n in range(300)}),
        "docx",
    ),
    "DOCX with very even text": ("a.docx", lambda: word_file(_PARAGRAPH * 12_000), "docx"),
    "DOCX with control": ("a.docx", lambda: word_file(f"<w:sdt><w:sdtContent>{_PARAGRAPH}</w:sdtContent></w:sdt>"), "docx"),
    "DOCX with inserted text": ("a.docx", lambda: word_file(_PARAGRAPH.replace("<w:r>", "<w:ins><w:r>").replace("</w:r>", "</w:r></w:ins>")), "docx"),
    "DOCX with style based on itself": (
        "a.docx",
        lambda: zipped(
            with_part(word_parts(), "styles", f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="a">'
                      '<w:basedOn w:val="a"/></w:style></w:styles>')
        ),
        "docx",
    ),
    "DOCX with a list that is not there": (
        "a.docx",
        lambda: word_file(_PARAGRAPH.replace("<w:r>", '<w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr><w:r>', 1)),
        "docx",
    ),
    "XLSX with dimension that lies": (
        "a.xlsx",
        lambda: zipped(
            book_parts() | {
                "xl/worksheets/sheet1.xml": f'<worksheet {S}><dimension ref="A1:XFD1048576"/><sheetData><row r="1">'
                '<c r="A1" t="inlineStr"><is><t>Harbour plan</t></is></c></row></sheetData></worksheet>'
            }
        ),
        "xlsx",
    ),
    "XLSX with empty rows between": ("a.xlsx", lambda: book_file([["Harbour plan"], *[[]] * 400, ["end"]]), "xlsx"),
    "XLSX of 3,000 like rows": ("a.xlsx", lambda: book_file([["Harbour plan", "x", "y"]] * 3000), "xlsx"),
    "CSV with semicolons": ("a.csv", lambda: b"Action;By whom;When\nHarbour plan;x, y;z\n", "csv"),
    "CSV with tabs": ("a.tsv", lambda: b"Action\tBy whom\nHarbour plan\tTrust\n", "csv"),
    "CSV that says its separator": ("a.csv", lambda: b"sep=|\r\nAction|Who\r\nHarbour plan|Trust\r\n", "csv"),
    "CSV in UTF-16, as Excel saves it": ("a.txt", lambda: "Action\tWho\tWhen\nHarbour plan\tTrust\tMay\n".encode("utf-16"), "csv"),
    "CSV with rows of unlike length": ("a.csv", lambda: b"a,b,c\nHarbour plan\nx,y,z,,,,\n", "csv"),
    "CSV with breaks in cells": ("a.csv", lambda: b'a,b\r\n"Harbour plan\r\nsecond ""line""",c\r\n', "csv"),
    "CSV with formulas": ("a.csv", lambda: b"a,b\nHarbour plan,=1+1\n", "csv"),
    "cells pasted without a name": ("", lambda: b"Action\tWho\tWhen\nHarbour plan\tTrust\tMay\n", "csv"),
    "PDF called DOCX": ("a.docx", pdf_file, "pdf"),
    "PDF with something before it": ("a.pdf", lambda: b"\n\n" + pdf_file(), "pdf"),
    "PDF with zero bytes behind it": ("a.pdf", lambda: pdf_file() + bytes(3000), "pdf"),
    "PDF with one blank page": ("a.pdf", lambda: pdf_file("Harbour plan", "", "end"), "pdf"),
    "PDF that may be read but not printed": ("a.pdf", lambda: locked_pdf("AES-256", password=""), "pdf"),
    "PDF with wrong table of places": ("a.pdf", _wrong_places, "pdf"),
    "PDF of 150 pages": ("a.pdf", lambda: pdf_file(*["Harbour plan"] * 150), "pdf"),
}  # fmt: skip
