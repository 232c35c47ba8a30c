"""What are the lines of a plain text?"""

from __future__ import annotations

import re

from ..values import CannotRead, Document
from .decoding import decode
from .limits import MAX_LINE_LENGTH, MAX_LINES

# Every mark that some program takes for the end of a line; str.splitlines knows more, but form feeds stand inside lines.
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def read_plain_text(data: bytes, name: str) -> Document:
    from ..text import document_from_text

    text = _LINE_END.sub("\n", decode(data))
    check_lines(text)
    return document_from_text(text, name=name)


def check_lines(text: str) -> None:
    if not text.strip():
        raise CannotRead("This file is empty: choose the file that holds the paper and try again.")
    if text.count("\n") > MAX_LINES:
        raise CannotRead(
            f"This file has more than {MAX_LINES:,} lines: split it into several files and try again."
        )
    if len(text) > MAX_LINE_LENGTH:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > MAX_LINE_LENGTH:
                raise CannotRead(
                    f"Line {number} of this file is longer than {MAX_LINE_LENGTH:,} characters: break it and try again."
                )
