"""What kind of file is this, going by what is in it first and by its name second?"""

from __future__ import annotations

import re

from ..values import CannotRead
from .decoding import decode
from .separators import looks_like_table

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ACCEPTED = "a Word document (DOCX), a PDF, a web page (HTML), plain text, CSV or XLSX"

_FOREIGN = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a sound, film or picture file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"\xfd7zXZ\x00", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"SQLite format 3\x00", "a database"),
    (b"%!PS", "a PostScript file"),
)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_BLOCK = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|br)\b[^>]{0,300}>", re.I)


def kind_of(data: bytes, name: str) -> str:
    """One of text, html, csv, pdf, parquet, or package: a DOCX or XLSX, to be told apart inside. Raises CannotRead."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if not data.strip(b" \t\r\n\f\v\x00\xef\xbb\xbf\xff\xfe"):
        raise CannotRead("This file is empty: choose the file that holds the paper and try again.")
    if data.startswith(b"PK"):
        return "package"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(_OLE):
        raise CannotRead(_old_office(data))
    _refuse_foreign(data)
    text = decode(data)
    _refuse_misnamed(ending, text)
    if ending in ("html", "htm", "xhtml") or _HTML_START.match(text[:5000]):
        return "html"
    if ending in ("csv", "tsv") or (ending in ("", "txt") and looks_like_table(text, named=bool(ending))):
        return "csv"
    if not ending and len(_HTML_BLOCK.findall(text[:20_000])) >= 3:
        return "html"
    return "text"


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "This file is protected by a password: save a copy without one and try again."
    if "WordDocument".encode("utf-16-le") in data:
        return "This is an old Word document (.doc): save it as DOCX and try again."
    if "Workbook".encode("utf-16-le") in data or "B\0o\0o\0k\0" in data.decode("latin-1"):
        return "This is an old Excel workbook (.xls): save it as XLSX and try again."
    return f"This is an old Office file of a kind that cannot be read: save it as {_ACCEPTED} and try again."


def _refuse_foreign(data: bytes) -> None:
    for start, what in _FOREIGN:
        # Two letters are no proof: a text may begin with "BM" or "MZ", but not with a zero byte close behind.
        if data.startswith(start) and (len(start) > 2 or b"\x00" in data[2:64]):
            raise CannotRead(f"This is {what}, not a paper or plan: choose {_ACCEPTED}.")
    if data[4:8] == b"ftyp":
        raise CannotRead(f"This is a film or sound file, not a paper or plan: choose {_ACCEPTED}.")


def _refuse_misnamed(ending: str, text: str) -> None:
    kinds = {
        "docx": "a Word document",
        "xlsx": "an Excel workbook",
        "pdf": "a PDF",
        "doc": "a Word document",
        "xls": "an Excel workbook",
    }
    if ending in kinds and not _HTML_START.match(text[:5000]):
        raise CannotRead(
            f"This file is called .{ending} but is damaged or not {kinds[ending]}: open it where it was made, "
            "save a new copy and try again."
        )
