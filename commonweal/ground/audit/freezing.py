"""What stands for a content that never changes again: one text for it, and the hash of that text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(content: Mapping[str, Any]) -> str:
    """One text for one content, whatever machine writes it: sorted keys, no spare blanks, nothing escaped."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(text: str) -> str:
    """The SHA-256 of the text as UTF-8: what `sha256sum` prints for the file that anyone may download."""
    return hash_of_bytes(text.encode())


def hash_of(content: Mapping[str, Any]) -> str:
    return content_hash(canonical(content))


def hash_of_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
