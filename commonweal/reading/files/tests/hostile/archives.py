"""What can lie in an archive, as Office files are?"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from commonweal.reading.files.tests.hostile.specimen import MIB, Specimen, keep, of
from commonweal.reading.files.tests.specimens import (
    S,
    W,
    book_parts,
    with_part,
    word_file,
    word_parts,
    zipped,
)


def archives() -> Iterator[Specimen]:
    small = {"readme.txt": "a plan"}
    yield from of(
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
    yield from of(
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


def names_in_archives() -> Iterator[Specimen]:
    for bad in (
        "../../etc/passwd",
        "/etc/passwd",
        "C:\\Windows\\win.ini",
        "word/../../x.xml",
        "..\\..\\x.xml",
        "word\\..\\..\\y",
    ):
        yield Specimen("unsafe name", bad, "plan.docx", keep(zipped(word_parts() | {bad: "root:x:0:0"})))
        yield Specimen(
            "unsafe name", f"{bad} in a workbook", "plan.xlsx", keep(zipped(book_parts() | {bad: "x"}))
        )
    yield Specimen("unsafe name", "the same part twice", "plan.docx", _twice)


def _twice() -> bytes:
    import warnings

    out = io.BytesIO(word_file())
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body/></w:document>")
    return out.getvalue()


_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_FOREIGN = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
_REMOTE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'


def entities() -> Iterator[Specimen]:
    for what, declared, used in (
        ("laughs", _LAUGHS, "&j;"),
        ("file", _FOREIGN, "&j;"),
        ("remote", _REMOTE, "x"),
    ):
        document = (
            f"{declared}<w:document {W}><w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p></w:body></w:document>"
        )
        sheet = f'{declared}<worksheet {S}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{used}</t></is></c></row></sheetData></worksheet>'
        yield from of(
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
        yield from of("entities in a page", {what: ("plan.html", page.encode())}, refused=False)


def macros() -> Iterator[Specimen]:
    macro_type = str(word_parts()["[Content_Types].xml"]).replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "vnd.ms-word.document.macroEnabled.main",
    )
    yield from of(
        "macros",
        {
            "docm": ("plan.docm", zipped(word_parts() | {"[Content_Types].xml": macro_type})),
            "docm called docx": ("plan.docx", zipped(word_parts() | {"[Content_Types].xml": macro_type})),
            "program in docx": ("plan.docx", zipped(word_parts() | {"word/vbaProject.bin": b"\x01"})),
            "program in xlsx": ("plan.xlsx", zipped(book_parts() | {"xl/vbaProject.bin": b"\x01"})),
            "macro sheet": ("plan.xlsx", zipped(book_parts() | {"xl/macrosheets/sheet1.xml": "<x/>"})),
        },
    )


def broken_parts() -> Iterator[Specimen]:
    nested = "<w:sdt><w:sdtContent>" * 5000
    yield from of(
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
