"""Where in a JSON object does a value stand (RFC 6901), and how is it read or replaced there?"""

from __future__ import annotations

from typing import Any


def escape(key: str) -> str:
    """A key as it is written within a pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def steps(pointer: str) -> list[str]:
    """The keys and indexes of a pointer, unescaped."""
    if not pointer:
        return []
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("/").split("/")]


def resolve(value: Any, pointer: str) -> Any:
    """The value at the pointer. Raises LookupError where there is none."""
    for step in steps(pointer):
        if isinstance(value, list):
            if not step.isdigit():
                raise LookupError(pointer)
            value = value[int(step)]
        elif isinstance(value, dict):
            value = value[step]
        else:
            raise LookupError(pointer)  # noqa: TRY004 — whatever is not there is not there
    return value
