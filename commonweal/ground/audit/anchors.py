"""Where is it kept, outside the database, how long the chain was and how it ended?"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from commonweal.ground.audit.models import AuditHead
from commonweal.ground.audit.rules import Anchor, sign_anchor


def anchor_path() -> Path:
    return Path(settings.AUDIT_ANCHORS)


def read_anchors() -> list[Anchor]:
    path = anchor_path()
    if not path.exists():
        return []
    return [_anchor_in(line) for line in path.read_text(errors="replace").splitlines() if line.strip()]


def _anchor_in(line: str) -> Anchor:
    """A line that cannot be read becomes an anchor that nobody signed, so that verifying finds it."""
    try:
        found = json.loads(line)
        return Anchor(int(found["count"]), str(found["seal"]), str(found["at"]), str(found["signature"]))
    except (ValueError, KeyError, TypeError):
        return Anchor(0, "", "", "")


def make_anchor(*, at: datetime) -> Anchor | None:
    """Write down the present end of the chain, unless the last anchor already says it."""
    head = AuditHead.objects.filter(pk=1).first()
    last = next(reversed(read_anchors()), None)
    if head is None or head.count == 0 or (last and last.count == head.count and last.seal == head.seal):
        return None
    anchor = sign_anchor(settings.AUDIT_KEY, head.count, head.seal, at.astimezone(UTC).isoformat())
    path = anchor_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(anchor)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor
