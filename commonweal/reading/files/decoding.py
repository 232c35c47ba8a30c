"""Which characters do these bytes stand for, when nobody has said how they were written?"""

from __future__ import annotations

import codecs
import re
import unicodedata

from ..values import CannotRead
from .limits import MAX_CHARACTERS

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_NOT_TEXT = "This file does not hold readable text: save it as plain text, PDF or DOCX and try again."
_SAFE_CHARSETS = frozenset([
    "utf-8", "ascii", "iso8859-1", "iso8859-2", "iso8859-9", "iso8859-15", "cp1250", "cp1251", "cp1252",
    "cp1253", "cp1254", "cp1256", "cp1257", "koi8-r", "gb18030", "gbk", "big5", "shift_jis", "euc_jp",
    "euc_kr",
])  # fmt: skip
# Overrides of writing direction can make a line say something other than what is stored.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def decode(data: bytes) -> str:
    """The text in bytes of unknown encoding: byte-order mark, then UTF-16 without one, UTF-8, a declared one, Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return clean(data[len(mark) :].decode(encoding, "replace"))
    guessed = _utf16_without_mark(data)
    if guessed:
        return clean(data.decode(guessed, "replace"))
    return clean(_eight_bit(data))


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4000]
    half = len(sample) // 2
    if half < 2 or sample.count(0) < half * 0.4:
        return ""
    little = sample[1::2].count(0)
    big = sample[0::2].count(0)
    if max(little, big) < half * 0.5 or min(little, big) > half * 0.1:
        return ""
    return "utf-16-le" if little > big else "utf-16-be"


def _eight_bit(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        # One damaged byte in a long UTF-8 text must not turn every accent of it into two strange letters.
        mended = data.decode("utf-8", "replace")
        if mended.count("�") * 20 < sum(byte > 0x7F for byte in data[: wrong.end + 200_000]):
            return mended
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            found = codecs.lookup(declared[1].decode("ascii")).name
            if found in _SAFE_CHARSETS and found != "utf-8":
                return data.decode("cp1252" if found in ("iso8859-1", "ascii") else found, "replace")
        except LookupError:
            pass
    # Latin-1 differs from Windows-1252 only where it has control characters, which no paper holds.
    return data.decode("cp1252", "replace")


def clean(text: str) -> str:
    """The text without what no reader can see; refuses what is plainly not text, or far too much of it."""
    if len(text) > MAX_CHARACTERS:
        raise CannotRead(
            f"This file holds more than {MAX_CHARACTERS:,} characters: split it into several files and try again."
        )
    odd = len(_CONTROL.findall(text)) + text.count("�")
    if odd > 20 and odd * 50 > len(text):
        raise CannotRead(_NOT_TEXT)
    return without_controls(text)


_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")


def without_controls(text: str) -> str:
    """The same words, fit to be shown, stored and sent: no control characters, no halves of characters, composed accents."""
    text = text.replace("\ufeff", "").translate(_DIRECTION)
    text = re.sub("[\ud800-\udfff]", "�", text)
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", text))
