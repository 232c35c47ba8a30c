"""What happens when every hostile table is brought to a page, and which ugly ones does it take?

A room says how a file is brought to its page and what was stored then; the same is asked of every room.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import time_machine

from commonweal.config.shelf_for_tests import made_once
from commonweal.reading.files import isolated
from commonweal.reading.files.tests.hostile_tables import Shape, hostile_tables, ugly_tables

MIB = 1024 * 1024
MADE_AT = datetime(2010, 7, 15, 9, 0, tzinfo=UTC)
MOST_MEMORY, MOST_SECONDS = 256 * MIB, 5.0
Count = Callable[[str, int], None]


@dataclass(frozen=True)
class Answer:
    """The page that came back, as words, and how many rows were stored before everything was taken back."""

    status: int
    words: str
    stored: int


Bring = Callable[[bytes, str], Answer]


@contextmanager
def remembering() -> Iterator[None]:
    """What a child says of a file hangs on no database: the second round of a run is told what was said in the first."""
    ask = isolated._run

    def remembered(data: bytes, kind: str, *given: Any) -> bytes:
        name = sha256(repr((kind, given)).encode() + data).hexdigest()
        return made_once(
            f"readings/{name}", lambda said: said.write_bytes(ask(data, kind, *given))
        ).read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolated, "_run", remembered)
        yield


def check_hostile_tables(shape: Shape, bring: Bring, *, refusals: tuple[str, ...], count: Count) -> None:
    """Each is refused in words, within its share of time and memory, and leaves no row behind."""
    with remembering():
        _check_hostile_tables(shape, bring, refusals=refusals, count=count)


def _check_hostile_tables(shape: Shape, bring: Bring, *, refusals: tuple[str, ...], count: Count) -> None:
    seen, named, slowest, most, wrong = set(), 0, (0.0, ""), 0, []
    for each in hostile_tables(shape):
        with time_machine.travel(
            MADE_AT, tick=False
        ):  # a package notes when it was made: here it is always the same
            data = each.make()
        what = f"{each.label} ({each.name})"
        started, before = _processor_time(), _memory_now()
        answer = bring(data, each.name)
        slowest = max(slowest, (_processor_time() - started, what))
        most = max(most, _memory_peak() - before)
        whole = each.refused or answer.stored in (0, 1, 2)
        if answer.status >= 500 or not whole or (each.refused and answer.stored):
            wrong.append(f"{what}: {answer.status}, {answer.stored} stored")
        elif answer.stored == 0 and not any(words in answer.words for words in refusals):
            wrong.append(f"{what}: says nothing of it")
        elif each.row and f"Row {each.row}" not in answer.words:
            wrong.append(f"{what}: does not name its row")
        named += bool(each.row)
        seen.add(sha256(each.name.encode() + data).hexdigest())
    count("G9 hostile files brought to the pages of these rooms", len(seen))
    count("G9 hostile cells named with the number of their row", named)
    count(f"G9 slowest of them, hundredths of a second: {slowest[1]}", int(slowest[0] * 100))
    count("G9 memory that one of them took in the server, MB", most // MIB)
    assert not wrong, "\n".join(wrong)
    assert len(seen) >= 500
    assert most < MOST_MEMORY
    assert slowest[0] < MOST_SECONDS, slowest


def check_ugly_tables(shape: Shape, bring: Bring, *, stored: int, count: Count) -> None:
    """Each is taken, with both of its rows."""
    refused, tried = [], 0
    with time_machine.travel(MADE_AT, tick=False):
        tables = list(ugly_tables(shape))
    for what, name, data in tables:
        with remembering():
            answer = bring(data, name)
        tried += 1
        if answer.stored != stored:
            refused.append(f"{what} ({name}): {answer.words[:300]}")
    count("G9 ugly files that are right and were taken", tried - len(refused))
    assert not refused, "\n".join(refused)


def _processor_time() -> float:
    """Of this process and of the children that it has waited for: what else the machine does is left out."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _memory_now() -> int:
    """What the process holds now; the peak begins anew. Nothing is measured where the system does not say."""
    forget = Path("/proc/self/clear_refs")
    if forget.exists():
        forget.write_text("5")
    return _status("VmRSS")


def _memory_peak() -> int:
    return _status("VmHWM")


def _status(name: str) -> int:
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:")), 0)
