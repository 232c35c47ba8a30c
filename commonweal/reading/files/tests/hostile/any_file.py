"""Which files are not what they say, or not whole?"""

from __future__ import annotations

import random
from collections.abc import Iterator

from commonweal.reading.files.tests.hostile.specimen import Specimen, keep
from commonweal.reading.files.tests.specimens import (
    book_file,
    ole_file,
    pdf_file,
    word_file,
)


def wrong_types() -> Iterator[Specimen]:
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
            yield Specimen("wrong type", f"{ending} as {name}", name, keep(start + fill))


def old_office() -> Iterator[Specimen]:
    for label, streams in {
        "old Word": ("WordDocument",),
        "old Excel": ("Workbook",),
        "encrypted": ("EncryptedPackage", "EncryptionInfo"),
        "mail": ("__substg1.0",),
    }.items():
        for ending in ("doc", "docx", "xlsx", "pdf"):
            yield Specimen(
                "old or encrypted Office", f"{label} .{ending}", f"plan.{ending}", keep(ole_file(*streams))
            )


def empty() -> Iterator[Specimen]:
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
                yield Specimen("empty", f"{label} .{ending}", f"plan.{ending}", keep(content))


def cut_short() -> Iterator[Specimen]:
    whole = {"docx": word_file(), "xlsx": book_file(), "pdf": pdf_file("One", "Two", "Three")}
    for ending, data in whole.items():
        for share in (1, 5, 10, 25, 50, 75, 90, 97, 99):
            # At least the magic stays, or the test would be one about empty files.
            cut = data[: max(8, len(data) * share // 100)]
            yield Specimen("cut short", f"{ending} at {share} %", f"plan.{ending}", keep(cut))


def garbage() -> Iterator[Specimen]:
    for seed in range(8):
        noise = random.Random(seed).randbytes(4000 + 997 * seed)
        for start, name in (
            (b"", "plan.txt"),
            (b"", "plan"),
            (b"PK\x03\x04", "plan.docx"),
            (b"%PDF-1.7\n", "plan.pdf"),
            (b"", "plan.html"),
        ):
            yield Specimen("garbage", f"{seed} {name}", name, keep(start + noise))


def mutated() -> Iterator[Specimen]:
    whole = {"docx": word_file(), "xlsx": book_file(), "pdf": pdf_file("One", "Two")}
    for ending, data in whole.items():
        for seed in range(8):
            chance = random.Random(seed)
            changed = bytearray(data)
            for _ in range(1 + 3 * seed):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            yield Specimen(
                "bytes changed", f"{ending} {seed}", f"plan.{ending}", keep(bytes(changed)), refused=False
            )
