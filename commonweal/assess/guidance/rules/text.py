"""How is a text shown, and what differs between two of them?"""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """kind is heading, list or text; a list has an entry for each line."""

    kind: str
    lines: tuple[str, ...]


def blocks_of(text: str) -> list[Block]:
    """An empty line between paragraphs, ## before a heading, - before a line of a list. Nothing else means anything."""
    blocks: list[Block] = []
    kind = ""
    for line in [*(each.strip() for each in text.splitlines())]:
        now, said = _kind_of(line)
        if now and now == kind and now != "heading":
            blocks[-1] = Block(now, (*blocks[-1].lines, said))
        elif now:
            blocks.append(Block(now, (said,)))
        kind = now
    return blocks


def _kind_of(line: str) -> tuple[str, str]:
    if not line:
        return "", ""
    if line.startswith("#"):
        return "heading", line.lstrip("# ")
    if line.startswith(("- ", "* ", "• ")):
        return "list", line[2:].strip()
    return "text", line


@dataclass(frozen=True)
class Change:
    """kind is same, added, taken_out or changed; was and now are lines of the two texts."""

    kind: str
    was: tuple[str, ...]
    now: tuple[str, ...]


CHANGES: dict[str, str] = {
    "same": "The same",
    "added": "Added",
    "taken_out": "Taken out",
    "changed": "Changed",
}
_OPCODES = {"equal": "same", "insert": "added", "delete": "taken_out", "replace": "changed"}


def differences(was: str, now: str) -> list[Change]:
    """Line by line and in order: put together again, every `was` is the first text and every `now` the second."""
    before, after = was.splitlines(), now.splitlines()
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    return [
        Change(_OPCODES[tag], tuple(before[i1:i2]), tuple(after[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def how_much(changes: list[Change]) -> tuple[int, int]:
    """How many lines were added and how many taken out; a changed line is both."""
    told = [each for each in changes if each.kind != "same"]
    return sum(len(each.now) for each in told), sum(len(each.was) for each in told)
