"""Which files would a malicious or an unlucky person hand us?

Each specimen says whether it must be refused. The others may be read, because they are merely odd, as long as nothing
worse happens than a reading or a refusal in words.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from commonweal.reading.files.tests.specimens import (
    S,
    W,
    book_file,
    book_parts,
    locked_pdf,
    ole_file,
    pdf_file,
    picture_pdf,
    raw_pdf,
    with_part,
    word_file,
    word_parts,
    zipped,
)

MIB = 1024 * 1024


@dataclass(frozen=True)
class Specimen:
    kind: str
    label: str
    name: str
    make: Callable[[], bytes]
    refused: bool = True


def specimens() -> list[Specimen]:
    """Every hostile file; none is made before it is asked for, so that the list itself is small."""
    return [
        *_wrong_types(),
        *_old_office(),
        *_empty(),
        *_archives(),
        *_names_in_archives(),
        *_cut_short(),
        *_garbage(),
        *_mutated(),
        *_entities(),
        *_macros(),
        *_broken_parts(),
        *_workbooks(),
        *_tables(),
        *_pages(),
        *_pdfs(),
        *_texts(),
    ]


def _of(
    kind: str, made: dict[str, tuple[str, bytes | Callable[[], bytes]]], *, refused: bool = True
) -> Iterator[Specimen]:
    for label, (name, content) in made.items():
        yield Specimen(kind, label, name, content if callable(content) else _keep(content), refused)


def _keep(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def _wrong_types() -> Iterator[Specimen]:
    fill = bytes(range(256)) * 4
    starts = {
        "exe": b"MZ\x90\x00\x03\x00", "elf": b"\x7fELF\x02\x01", "png": b"\x89PNG\r\n\x1a\n\x00\x00", "jpg": b"\xff\xd8\xff\xe0\x00",
        "gif": b"GIF89a\x01\x00", "tif": b"II*\x00\x08\x00", "bmp": b"BM\x36\x00\x0c\x00", "wav": b"RIFF\x24\x00\x00\x00WAVE",
        "mp3": b"ID3\x04\x00\x00", "ogg": b"OggS\x00\x02", "mp4": b"\x00\x00\x00\x18ftypmp42", "gz": b"\x1f\x8b\x08\x00",
        "bz2": b"BZh91AY&SY", "7z": b"7z\xbc\xaf\x27\x1c", "xz": b"\xfd7zXZ\x00", "rar": b"Rar!\x1a\x07", "rtf": b"{\\rtf1\\ansi plan}",
        "db": b"SQLite format 3\x00", "ps": b"%!PS-Adobe-3.0\n", "macho": b"\xcf\xfa\xed\xfe\x07",
    }  # fmt: skip
    for ending, start in starts.items():
        for name in (f"plan.{ending}", "plan.docx", "plan.pdf", "plan.txt"):
            yield Specimen("wrong type", f"{ending} as {name}", name, _keep(start + fill))


def _old_office() -> Iterator[Specimen]:
    for label, streams in {
        "old Word": ("WordDocument",),
        "old Excel": ("Workbook",),
        "encrypted": ("EncryptedPackage", "EncryptionInfo"),
        "mail": ("__substg1.0",),
    }.items():
        for ending in ("doc", "docx", "xlsx", "pdf"):
            yield Specimen(
                "old or encrypted Office", f"{label} .{ending}", f"plan.{ending}", _keep(ole_file(*streams))
            )


def _empty() -> Iterator[Specimen]:
    for label, content in {
        "nothing": b"",
        "spaces": b"   \t  ",
        "line breaks": b"\r\n\n\r" * 50,
        "mark only": b"\xef\xbb\xbf",
        "UTF-16 mark only": b"\xff\xfe",
        "zero bytes": bytes(1000),
        "no-break spaces": "\u00a0\u2003 ".encode() * 9,
    }.items():
        for ending in ("txt", "docx", "csv", "html"):
            if ending in ("csv", "html") or not label.startswith("no-break") or ending == "txt":
                yield Specimen("empty", f"{label} .{ending}", f"plan.{ending}", _keep(content))


def _archives() -> Iterator[Specimen]:
    small = {"readme.txt": "a plan"}
    yield from _of(
        "archive",
        {
            "plain zip": ("plan.zip", lambda: zipped(small)),
            "zip called docx": ("plan.docx", lambda: zipped(small)),
            "zip in zip": ("plan.zip", lambda: zipped({"inner.zip": zipped({"inner.zip": zipped(small)})})),
            "docx in zip": ("plan.docx", lambda: zipped({"plan.docx": word_file()})),
            "empty zip": ("plan.docx", lambda: zipped({})),
            "presentation": ("plan.pptx", lambda: zipped(word_parts() | {"ppt/presentation.xml": "<p/>"})),
            "OpenDocument": (
                "plan.odt",
                lambda: zipped({"mimetype": "application/odt", "content.xml": "<x/>"}),
            ),
            "e-book": ("plan.epub", lambda: zipped({"META-INF/container.xml": "<x/>"})),
            "binary workbook": ("plan.xlsb", lambda: zipped(book_parts() | {"xl/workbook.bin": b"\x00"})),
            "bomb in document": (
                "plan.docx",
                lambda: zipped(word_parts() | {"word/document.xml": b" " * (60 * MIB)}),
            ),
            "bomb in styles": (
                "plan.docx",
                lambda: zipped(with_part(word_parts(), "styles", b" " * (30 * MIB))),
            ),
            "bomb in sheet": (
                "plan.xlsx",
                lambda: zipped(book_parts() | {"xl/worksheets/sheet1.xml": b"<" * (45 * MIB)}),
            ),
            "bomb in many parts": (
                "plan.docx",
                lambda: zipped(word_parts() | {f"word/p{n}.xml": b"x" * (900 * 1024) for n in range(70)}),
            ),
            "twenty thousand parts": (
                "plan.docx",
                lambda: zipped(word_parts() | {f"w/{n}": "" for n in range(20_000)}),
            ),
            "size that lies": (
                "plan.docx",
                lambda: _lying(zipped(word_parts() | {"word/document.xml": b" " * (40 * MIB)})),
            ),
            "encrypted member": ("plan.docx", lambda: _flagged(word_file())),
            "unknown compression": ("plan.docx", lambda: _compressed_as(word_file(), 99)),
            "wrong checksum": ("plan.docx", lambda: _wrong_checksum(zipped(word_parts(), stored=True))),
        },
    )
    yield from _of(
        "archive, harmless inside",
        {
            "nested zip beside the text": (
                "plan.docx",
                lambda: zipped(word_parts() | {"word/embeddings/a.zip": zipped(small)}),
            ),
            "bomb that nobody opens": (
                "plan.docx",
                lambda: zipped(word_parts() | {"word/media/a.png": bytes(30 * MIB)}),
            ),
        },
        refused=False,
    )


def _lying(data: bytes) -> bytes:
    """The directory says that every part is 100 bytes long once unpacked."""
    return _in_headers(data, 24, 22, struct.pack("<I", 100))


def _flagged(data: bytes) -> bytes:
    return _in_headers(data, 8, 6, b"\x01\x00")


def _compressed_as(data: bytes, method: int) -> bytes:
    return _in_headers(data, 10, 8, struct.pack("<H", method))


def _in_headers(data: bytes, central: int, local: int, value: bytes) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", central), (b"PK\x03\x04", local)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset : at + offset + len(value)] = value
            at = changed.find(mark, at + 4)
    return bytes(changed)


def _wrong_checksum(data: bytes) -> bytes:
    return data.replace(b"Harbour plan", b"Harbour clan", 1)


def _names_in_archives() -> Iterator[Specimen]:
    for bad in (
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\Windows\\win.ini",
        "word/../../x.xml",
        "..\\..\\x.xml",
        "word\\..\\..\\y",
    ):
        yield Specimen("unsafe name", bad, "plan.docx", _keep(zipped(word_parts() | {bad: "root:x:0:0"})))
        yield Specimen(
            "unsafe name", f"{bad} in a workbook", "plan.xlsx", _keep(zipped(book_parts() | {bad: "x"}))
        )
    yield Specimen("unsafe name", "the same part twice", "plan.docx", _twice)


def _twice() -> bytes:
    import warnings

    out = io.BytesIO(word_file())
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body/></w:document>")
    return out.getvalue()


def _cut_short() -> Iterator[Specimen]:
    whole = {"docx": word_file(), "xlsx": book_file(), "pdf": pdf_file("One", "Two", "Three")}
    for ending, data in whole.items():
        for share in (1, 5, 10, 25, 50, 75, 90, 97, 99):
            # At least the magic stays, or the test would be one about empty files.
            cut = data[: max(8, len(data) * share // 100)]
            yield Specimen("cut short", f"{ending} at {share} %", f"plan.{ending}", _keep(cut))


def _garbage() -> Iterator[Specimen]:
    for seed in range(8):
        noise = random.Random(seed).randbytes(4000 + 997 * seed)
        for start, name in (
            (b"", "plan.txt"),
            (b"", "plan"),
            (b"PK\x03\x04", "plan.docx"),
            (b"%PDF-1.7\n", "plan.pdf"),
            (b"", "plan.html"),
        ):
            yield Specimen("garbage", f"{seed} {name}", name, _keep(start + noise))


def _mutated() -> Iterator[Specimen]:
    whole = {"docx": word_file(), "xlsx": book_file(), "pdf": pdf_file("One", "Two")}
    for ending, data in whole.items():
        for seed in range(8):
            chance = random.Random(seed)
            changed = bytearray(data)
            for _ in range(1 + 3 * seed):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            yield Specimen(
                "bytes changed", f"{ending} {seed}", f"plan.{ending}", _keep(bytes(changed)), refused=False
            )


_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_FOREIGN = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
_REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'


def _entities() -> Iterator[Specimen]:
    for what, declared, used in (
        ("laughs", _LAUGHS, "&j;"),
        ("file", _FOREIGN, "&j;"),
        ("remote", _REMOTE, "x"),
    ):
        document = (
            f"{declared}<w:document {W}><w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p></w:body></w:document>"
        )
        sheet = f'{declared}<worksheet {S}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{used}</t></is></c></row></sheetData></worksheet>'
        yield from _of(
            "entities",
            {
                f"{what} in document": ("plan.docx", zipped(word_parts() | {"word/document.xml": document})),
                f"{what} in UTF-16": (
                    "plan.docx",
                    zipped(word_parts() | {"word/document.xml": document.encode("utf-16")}),
                ),
                f"{what} in styles": (
                    "plan.docx",
                    zipped(with_part(word_parts(), "styles", f"{declared}<w:styles {W}/>")),
                ),
                f"{what} in relations": (
                    "plan.docx",
                    zipped(word_parts() | {"_rels/.rels": declared + str(word_parts()["_rels/.rels"])}),
                ),
                f"{what} in sheet": ("plan.xlsx", zipped(book_parts() | {"xl/worksheets/sheet1.xml": sheet})),
                f"{what} in strings": (
                    "plan.xlsx",
                    zipped(book_parts() | {"xl/sharedStrings.xml": f"{declared}<sst {S}/>"}),
                ),
                f"{what} in odd encoding": (
                    "plan.docx",
                    zipped(
                        word_parts()
                        | {"word/document.xml": f'<?xml version="1.0" encoding="IBM037"?>{document}'}
                    ),
                ),
            },
        )
        page = f"{declared}<html><body><p>{used} words</p></body></html>"
        yield from _of("entities in a page", {what: ("plan.html", page.encode())}, refused=False)


def _macros() -> Iterator[Specimen]:
    macro_type = str(word_parts()["[Content_Types].xml"]).replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "vnd.ms-word.document.macroEnabled.main",
    )
    yield from _of(
        "macros",
        {
            "docm": ("plan.docm", zipped(word_parts() | {"[Content_Types].xml": macro_type})),
            "docm called docx": ("plan.docx", zipped(word_parts() | {"[Content_Types].xml": macro_type})),
            "program in docx": ("plan.docx", zipped(word_parts() | {"word/vbaProject.bin": b"\x01"})),
            "program in xlsx": ("plan.xlsx", zipped(book_parts() | {"xl/vbaProject.bin": b"\x01"})),
            "macro sheet": ("plan.xlsx", zipped(book_parts() | {"xl/macrosheets/sheet1.xml": "<x/>"})),
        },
    )


def _broken_parts() -> Iterator[Specimen]:
    nested = "<w:sdt><w:sdtContent>" * 5000
    yield from _of(
        "broken parts",
        {
            "no document": (
                "plan.docx",
                zipped({k: v for k, v in word_parts().items() if k != "word/document.xml"}),
            ),
            "no relations": (
                "plan.docx",
                zipped({k: v for k, v in word_parts().items() if k != "_rels/.rels"}),
            ),
            "document not XML": ("plan.docx", zipped(word_parts() | {"word/document.xml": "This is no XML"})),
            "document empty": ("plan.docx", zipped(word_parts() | {"word/document.xml": ""})),
            "document unfinished": (
                "plan.docx",
                zipped(word_parts() | {"word/document.xml": f"<w:document {W}><w:body>"}),
            ),
            "no words": ("plan.docx", word_file("<w:p/>")),
            "numbering not XML": ("plan.docx", zipped(with_part(word_parts(), "numbering", "<<<"))),
            "very deep": ("plan.docx", word_file(nested)),
            "no workbook": (
                "plan.xlsx",
                zipped({k: v for k, v in book_parts().items() if k != "xl/workbook.xml"}),
            ),
            "no sheet": ("plan.xlsx", zipped({k: v for k, v in book_parts().items() if "sheet1" not in k})),
            "sheet not XML": ("plan.xlsx", zipped(book_parts() | {"xl/worksheets/sheet1.xml": "no XML"})),
            "no cells": ("plan.xlsx", zipped(book_parts(""))),
            "called docx, is text": ("plan.docx", b"Only words."),
            "called xlsx, is text": ("plan.xlsx", b"Only words."),
            "called pdf, is text": ("plan.pdf", b"Only words."),
        },
    )


def _row(number: int, cells: str) -> str:
    return f'<row r="{number}">{cells}</row>'


def _workbooks() -> Iterator[Specimen]:
    one = '<c r="A1" t="inlineStr"><is><t>Harbour</t></is></c>'
    wide = "".join(f"<c><v>{n}</v></c>" for n in range(16_384))
    dimension = str(book_parts()["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    yield from _of(
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
    yield from _of(
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


def _tables() -> Iterator[Specimen]:
    yield from _of(
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


def _pages() -> Iterator[Specimen]:
    yield from _of(
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
    yield from _of(
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


def _pdfs() -> Iterator[Specimen]:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    yield from _of(
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
    yield from _of(
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


def _texts() -> Iterator[Specimen]:
    yield from _of(
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
