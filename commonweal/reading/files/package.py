"""Is this a sound DOCX or XLSX, judged before any parser sees it?

Both are zip archives of XML parts. The directory is checked, then every XML part is unpacked once in small pieces to see
that it is no larger than it says and declares no document type: without one there are no entities to expand.
"""

from __future__ import annotations

import io
import re
import zipfile

from ..values import CannotRead
from .limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, RATIO_MATTERS_FROM

_LOCKED = "This file is protected by a password: save a copy without one and try again."
_DAMAGED = "This file is damaged or incomplete: open it where it was made, save a new copy and try again."
_BOMB = "This file unpacks to far more than a paper or plan holds and was not opened: save a plain copy and try again."
_ARCHIVE = "This is a zip archive, not a paper or plan: unpack it and choose the one document inside it."
_MACROS = (
    "This file contains macros (small programs): save a copy without them, as DOCX or XLSX, and try again."
)
_UNSAFE = (
    "This file holds parts with unsafe or repeated names and was not opened: save a new copy and try again."
)
_DOCTYPE = "This file contains definitions that no word processor writes and was not opened: save a new copy and try again."
_OTHER = {
    "ppt/presentation.xml": "This is a PowerPoint presentation: save its text as DOCX or PDF and try again.",
    "content.xml": "This is an OpenDocument file: save it as DOCX or XLSX and try again.",
    "META-INF/container.xml": "This is an electronic book: save the paper as DOCX or PDF and try again.",
    "Index/Document.iwa": "This is an Apple iWork file: export it as DOCX, XLSX or PDF and try again.",
    "xl/workbook.bin": "This is a binary Excel workbook (.xlsb): save it as XLSX and try again.",
}
_DECLARATIONS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,100}encoding\s*=\s*["']([^"']+)""")


def kind_of_package(data: bytes) -> str:
    """docx or xlsx. Raises CannotRead for every other archive and for one that is not sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_directory(members)
            kind = _kind(archive)
            for member in members:
                if _is_read(member.filename):
                    _check_part(archive, member)
            return kind
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, KeyError):
        raise CannotRead(_DAMAGED) from None
    except Exception as wrong:
        if isinstance(wrong, CannotRead | MemoryError):
            raise
        raise CannotRead(_DAMAGED) from None  # zlib.error, lzma errors and the like


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise CannotRead(_BOMB)
    names = [member.filename for member in members]
    if len(set(map(str.lower, names))) != len(names) or not all(map(_safe, names)):
        raise CannotRead(_UNSAFE)
    if any(member.flag_bits & 0x1 for member in members):
        raise CannotRead(_LOCKED)
    read = [member for member in members if _is_read(member.filename)]
    if sum(member.file_size for member in read) > MAX_UNPACKED:
        raise CannotRead(_BOMB)
    for member in read:
        packed = max(member.compress_size, 1)
        if member.file_size >= RATIO_MATTERS_FROM and member.file_size > MAX_RATIO * packed:
            raise CannotRead(_BOMB)


def _safe(name: str) -> bool:
    path = name.replace("\\", "/")
    return not (path.startswith("/") or ":" in path or "\x00" in path or ".." in path.split("/"))


def _is_read(name: str) -> bool:
    # Pictures, fonts, thumbnails and embedded files stay packed: nothing here opens them.
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "EncryptedPackage" in names:
        raise CannotRead(_LOCKED)
    for name, sentence in _OTHER.items():
        if name in names:
            raise CannotRead(sentence)
    if "[Content_Types].xml" not in names:
        raise CannotRead(_ARCHIVE)
    if any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in names):
        raise CannotRead(_MACROS)
    with archive.open("[Content_Types].xml") as part:
        types = part.read(1 << 20)
    if b"macroEnabled" in types:
        raise CannotRead(_MACROS)
    if b"wordprocessingml.document.main+xml" in types or b"wordprocessingml.template.main+xml" in types:
        return "docx"
    if b"spreadsheetml.sheet.main+xml" in types or b"spreadsheetml.template.main+xml" in types:
        return "xlsx"
    raise CannotRead(_ARCHIVE)


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    size, tail = 0, b""
    with archive.open(member) as part:
        while piece := part.read(1 << 16):
            if not size:
                _check_encoding(piece)
            size += len(piece)
            if size > member.file_size:
                raise CannotRead(_BOMB)
            window = tail + piece
            if any(mark in window for mark in _DECLARATIONS):
                raise CannotRead(_DOCTYPE)
            tail = piece[-32:]
    if size != member.file_size:
        raise CannotRead(_DAMAGED)


def _check_encoding(start: bytes) -> None:
    # In an encoding that nobody here looks for, a document type could pass unseen.
    said = _ENCODING.match(start)
    if said and said[1].lower() not in (
        b"utf-8",
        b"utf8",
        b"us-ascii",
        b"ascii",
        b"utf-16",
        b"iso-8859-1",
        b"windows-1252",
    ):
        raise CannotRead(_DOCTYPE)
