"""Whose is it? Asked by every write of this room before it lets somebody at it."""

from __future__ import annotations

from typing import Any


def owner_given(given: dict[str, Any]) -> list[int]:
    return [given["owner"].pk]


def owner_of(record: Any) -> list[int]:
    """Of an operation, or of what hangs on one."""
    operation = getattr(record, "operation", record)
    return [operation.owner_id]
