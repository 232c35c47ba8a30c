"""Is this process alive, and can it work? For whoever starts, watches and replaces it; nothing is told but that."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commonweal.ground.audit.models import AuditHead

PLAIN = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Alive: it answers. Asks nothing of the database."""
    return HttpResponse("alive\n", content_type=PLAIN)


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Ready: the tables can be read and the anchors of the audit chain can be written; 503 says what cannot."""
    wrong = [
        words for words, fine in (("the database", _database()), ("the anchors", _anchors())) if not fine
    ]
    if wrong:
        return HttpResponse(f"not ready: {' and '.join(wrong)}\n", content_type=PLAIN, status=503)
    return HttpResponse("ready\n", content_type=PLAIN)


def _database() -> bool:
    try:
        AuditHead.objects.filter(pk=1).exists()
    except DatabaseError:
        return False
    return True


def _anchors() -> bool:
    """The file, else its folder, else the folder in which that will be made."""
    path = Path(settings.AUDIT_ANCHORS)
    there = next((p for p in (path, *path.parents) if p.exists()), path)
    return os.access(there, os.W_OK)
