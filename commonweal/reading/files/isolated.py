"""What did a child process with little memory and little time find in this file?

A parser that is led astray by a hostile file takes the child with it and nobody else. The file goes in and the answer
comes out through pipes, so nothing is written to disk. The child sees neither our settings nor our secrets.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from ..values import CannotRead, Line
from .limits import CHILD_ANSWER_BYTES, CHILD_WALL_SECONDS

_PROGRAM = "commonweal.reading.files.child"
_ROOT = Path(__file__).resolve().parents[3]
_TOO_MUCH = "This file is too complicated to be read safely: save a simpler copy, or split it, and try again."
_BUSY = "The file could not be read just now because the machine is busy: try again in a few minutes."


def read_in_child(
    data: bytes, kind: str, *, wall_seconds: float = CHILD_WALL_SECONDS
) -> tuple[str, tuple[Line, ...]]:
    """The kind (of a package: docx or xlsx) and the lines, as the child found them.

    Raises CannotRead with the child's own sentence, or with one that says why the child was stopped.
    """
    answer = ask_child(data, kind, wall_seconds=wall_seconds)
    return str(answer["kind"]), tuple(_line(row) for row in answer["lines"])


def ask_child(
    data: bytes, kind: str, *, program: str = _PROGRAM, wall_seconds: float = CHILD_WALL_SECONDS
) -> dict[str, Any]:
    """What a program (a module of ours that limits itself first) answers about a file. Raises CannotRead."""
    answer = _answer(_run(data, kind, wall_seconds, program))
    if "refused" in answer:
        raise CannotRead(str(answer["refused"]))
    return answer


def _run(data: bytes, kind: str, wall_seconds: float, program: str = _PROGRAM) -> bytes:
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", program, kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            close_fds=True,
        )
    except OSError:
        raise CannotRead(_BUSY) from None
    assert process.stdin is not None
    assert process.stdout is not None
    feeder = threading.Thread(target=_feed, args=(process.stdin, data), daemon=True)
    try:
        feeder.start()
        return _collect(process.stdout, time.monotonic() + wall_seconds)
    finally:
        # Whatever happened, the child is gone and waited for before anybody hears of it.
        process.kill()
        process.wait()
        process.stdout.close()
        feeder.join(timeout=5)


def _environment() -> dict[str, str]:
    paths = [str(_ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV", "PYTHONPYCACHEPREFIX")
        if name in os.environ
    }
    return kept | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
    }


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:
        pass  # The child refused before it had read everything.


def _collect(pipe: IO[bytes], until: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = until - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise CannotRead(_TOO_MUCH)
            piece = os.read(pipe.fileno(), 1 << 20)
            if not piece:
                return b"".join(pieces)
            size += len(piece)
            if size > CHILD_ANSWER_BYTES:
                raise CannotRead(_TOO_MUCH)
            pieces.append(piece)


def _answer(written: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(written)
    except ValueError:
        # Killed by a limit before it could say anything, or half-way through saying it.
        raise CannotRead(_TOO_MUCH) from None
    if not isinstance(answer, dict):
        raise CannotRead(_TOO_MUCH)
    return answer


def _line(row: list[Any]) -> Line:
    number, text, bold, heading, indent, cells, table, strong = row
    return Line(number, text, bold, heading, indent, tuple(cells), table, tuple(strong))
