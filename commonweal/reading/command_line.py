"""What does the program understand of this file, said to a person at a terminal or as JSON?

`python -m commonweal.reading.command_line FILE [--json]`; FILE may be - for text on standard input. The exit status is 0
when the file was read and 2, with one sentence, when it was not.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import NoReturn

from commonweal.reading.values import CannotRead, Document

_UNFORESEEN = "This file could not be read because of a fault in the program: please report it, with the kind of file it is."


def main(argv: list[str]) -> int:
    """Reads the file named in argv and prints what was understood. 0 when it was read, 2 when it was not."""
    _speak_utf8()
    try:
        asked = _parser().parse_args(argv)
        return _read(asked.file, as_json=asked.json)
    except _Said as said:
        return said.status
    except CannotRead as refusal:
        return _refuse(str(refusal))
    except BrokenPipeError:
        # Whoever was reading has had enough (`… | head`); closing quietly is what they expect.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _refuse("Stopped before the file was read.")
    except Exception:  # noqa: BLE001 — a traceback means nothing to the person who asked
        return _refuse(_UNFORESEEN)


def _read(file: str, *, as_json: bool) -> int:
    document = _document(file)
    from commonweal.reading.reader import read_document

    reading = read_document(document)
    if as_json:
        from commonweal.reading.as_json import to_json

        print(json.dumps(to_json(reading), ensure_ascii=False, indent=2))
    else:
        from commonweal.reading.in_words import in_words

        for line in in_words(reading, document):
            print(line)
    sys.stdout.flush()
    return 0


def _document(file: str) -> Document:
    if file != "-":
        from commonweal.reading.files import open_path

        return open_path(file)
    from commonweal.reading.files import open_stream

    return open_stream(sys.stdin.buffer, name="")


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Papers hold dashes and accents; a terminal set to plain ASCII must not stop us.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


class _Said(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and leaves the ending of the program to main."""

    def error(self, message: str) -> NoReturn:
        raise CannotRead(f"Give the name of one file, and --json if you want JSON ({message}).")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if message:
            print(message, end="", file=sys.stderr)
        raise _Said(status)


def _parser() -> _Parser:
    parser = _Parser(prog="read", description="Read a committee paper or plan and print what was understood.")
    parser.add_argument(
        "file", metavar="FILE", help="text, HTML, DOCX, PDF, CSV or XLSX; - for text on standard input"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
