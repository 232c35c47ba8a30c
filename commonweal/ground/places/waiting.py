"""Where does a file wait between its check and its confirmation? In a folder, for a day, under its own digest."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

KEPT = timedelta(days=1)


def _folder() -> Path:
    folder = Path(settings.HOME) / "waiting" / "places"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(content: bytes, *, at: datetime) -> str:
    """Put the file aside and give the mark under which it is found again; old ones are cleared away."""
    for path in _folder().glob("*.waiting"):
        if at.timestamp() - path.stat().st_mtime > KEPT.total_seconds():
            path.unlink(missing_ok=True)
    mark = hashlib.sha256(content).hexdigest()
    (_folder() / f"{mark}.waiting").write_bytes(content)
    return mark


def find(mark: str) -> bytes | None:
    if not re.fullmatch(r"[0-9a-f]{64}", mark):
        return None
    path = _folder() / f"{mark}.waiting"
    return path.read_bytes() if path.is_file() else None


def forget(mark: str) -> None:
    if re.fullmatch(r"[0-9a-f]{64}", mark):
        (_folder() / f"{mark}.waiting").unlink(missing_ok=True)
