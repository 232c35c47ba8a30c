"""How does a frozen content read, whatever its parts are?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MOST = 2000


def in_lines(content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """For each part its heading and its lines; a part that says nothing says so."""
    return [(_title(name), list(_lines(value))[:MOST] or ["Nothing."]) for name, value in content.items()]


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, within in value.items():
            yield from (f"{_title(name)}: {line}" for line in _lines(within))
    elif isinstance(value, list):
        for each in value:
            yield "; ".join(_lines(each))
    elif value not in ("", None):
        yield {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
