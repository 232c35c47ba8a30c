"""Who looked behind a name, what was refused, and how many there were of each?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.partners.rules import NEVER_TOLD
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.exchange.models import IdentityOpening, SharingRequest
from commonweal.listen.exchange.reads.standing import clocks_in_force, purposes_in_force
from commonweal.listen.exchange.rules.lock import WHAT_IS_NOT, WHAT_IS_PROTECTED

LAST_DAYS = 28
MOST = 100


@dataclass(frozen=True)
class Oversight:
    """What those who oversee see: openings, refused requests and attempts, each with its reason and never its content."""

    openings: list[IdentityOpening]
    requests: list[SharingRequest]
    attempts: list[AuditEntry]
    openings_lately: int
    refusals_lately: int


def oversight_of(viewer: Viewer, *, on: date) -> Oversight:
    openings = IdentityOpening.objects.visible_to(viewer)
    requests = SharingRequest.objects.visible_to(viewer).exclude(lock="")
    since = on - timedelta(days=LAST_DAYS)
    return Oversight(
        openings=list(openings.select_related("owner", "opened_by")[:MOST]),
        requests=list(requests.select_related("owner", "organisation", "recorded_by")[:MOST]),
        attempts=list(list_refused_attempts(viewer)[:MOST]),
        openings_lately=openings.filter(opened_at__date__gte=since).count(),
        refusals_lately=requests.filter(recorded_at__date__gte=since).count(),
    )


def the_promise(*, on: date) -> dict[str, Any]:
    """What anybody may read: what is protected and what is not, the purposes, and how soon we answer."""
    purposes, clocks = purposes_in_force(on), clocks_in_force(on)
    return {
        "protected": WHAT_IS_PROTECTED,
        "not_protected": WHAT_IS_NOT,
        "purposes": purposes.purposes,
        "clocks": clocks.clocks,
    }


def list_refused_attempts(viewer: Viewer) -> QuerySet[AuditEntry]:
    """What was tried past the lock in any room that listens, as the audit keeps it."""
    here, elsewhere = Q(action__startswith="exchange."), Q(reason__startswith=NEVER_TOLD)
    entries = AuditEntry.objects.visible_to(viewer).filter(
        here | elsewhere, outcome=AuditEntry.Outcome.REFUSED
    )
    return entries.order_by("-sequence")
