"""Where does a file wait between its check and its confirmation? In the database, for a day, under its own digest.

Whichever web server confirms it finds it there. It stays for its day, so that a confirmation sent twice is answered twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from commonweal.ground.audit.freezing import hash_of_bytes
from commonweal.ground.places.models import WaitingFile

KEPT = timedelta(days=1)


def keep(content: bytes, *, at: datetime) -> str:
    """Put the file aside and give the mark under which it is found again; old ones are cleared away."""
    WaitingFile.objects.filter(kept_at__lt=at - KEPT).delete()
    mark = hash_of_bytes(content)
    WaitingFile.objects.update_or_create(mark=mark, defaults={"content": content, "kept_at": at})
    return mark


def find(mark: str) -> bytes | None:
    found = WaitingFile.objects.filter(mark=mark).values_list("content", flat=True).first()
    return None if found is None else bytes(found)
