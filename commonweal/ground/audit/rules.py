"""Does a chain of audit entries still say what was written, or has somebody changed it?

Each entry is sealed with HMAC-SHA-256 over its own content and the seal of the entry before (RFC 2104). The key lives
outside the database. A chain alone cannot show that its tail was cut off or that it was rebuilt from an old copy, so the
length and head seal are also anchored outside the database from time to time.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Anchor:
    """A note kept outside the database: at this moment the chain had `count` entries and ended in `seal`."""

    count: int
    seal: str
    at: str
    signature: str


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong with a chain: at which sequence number, and what, in words."""

    sequence: int
    what: str


def canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def seal(key: bytes, previous: str, content: Mapping[str, Any]) -> str:
    return hmac.new(key, previous.encode() + b"\n" + canonical(content), hashlib.sha256).hexdigest()


def sign_anchor(key: bytes, count: int, head: str, at: str) -> Anchor:
    return Anchor(count, head, at, seal(key, head, {"anchor": count, "at": at}))


def find_first_fault(
    key: bytes,
    entries: Iterable[tuple[int, str, str, Mapping[str, Any]]],
    *,
    head: tuple[int, str] | Callable[[], tuple[int, str] | None] | None,
    anchors: Iterable[Anchor] = (),
) -> Fault | None:
    """Walk (sequence, previous seal, seal, content) in order of sequence and return the first fault, or None.

    head is the (count, seal) that the database itself claims; a function is asked after the last entry. Anchors are checked against the seals that stand at their
    counts; an anchor beyond the end shows that the tail was cut off or that an old copy was put back.
    """
    wanted: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        if not hmac.compare_digest(
            seal(key, anchor.seal, {"anchor": anchor.count, "at": anchor.at}), anchor.signature
        ):
            return Fault(anchor.count, "an anchor kept outside the database has been altered")
        wanted.setdefault(anchor.count, []).append(anchor)
    count, last = 0, GENESIS
    for sequence, previous, sealed, content in entries:
        fault = _fault_in(key, (count, last), (sequence, previous, sealed, content))
        if fault:
            return fault
        count, last = sequence, sealed
        if any(a.seal != last for a in wanted.pop(count, ())):
            return Fault(
                count, "the chain was rebuilt: its seal differs from the anchor kept outside the database"
            )
    missing = [c for c in wanted if c > count]
    if missing:
        return Fault(
            count + 1, f"entries are missing from the end: an anchor was made at entry {max(missing)}"
        )
    head = head() if callable(head) else head
    if head is not None and head != (count, last):
        return Fault(min(count, head[0]) + 1, "the end of the chain does not match the head kept beside it")
    return None


def _fault_in(
    key: bytes, before: tuple[int, str], entry: tuple[int, str, str, Mapping[str, Any]]
) -> Fault | None:
    count, last = before
    sequence, previous, sealed, content = entry
    if sequence != count + 1:
        return Fault(count + 1, f"entry {count + 1} is missing, repeated or out of order")
    if previous != last:
        return Fault(sequence, "the entry does not follow from the one before it")
    if not hmac.compare_digest(seal(key, previous, content), sealed):
        return Fault(sequence, "the entry has been altered since it was written")
    return None
