"""What is a hostile file, and how is one written down so that it is made only when it is asked for?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Specimen:
    kind: str
    label: str
    name: str
    make: Callable[[], bytes]
    refused: bool = True


def of(
    kind: str, made: dict[str, tuple[str, bytes | Callable[[], bytes]]], *, refused: bool = True
) -> Iterator[Specimen]:
    for label, (name, content) in made.items():
        yield Specimen(kind, label, name, content if callable(content) else keep(content), refused)


def keep(content: bytes) -> Callable[[], bytes]:
    return lambda: content
