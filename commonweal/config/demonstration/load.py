"""How does the demonstration come into an empty house? All of it or nothing, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from commonweal.config.demonstration import (
    advice,
    answering,
    communities,
    conversations,
    drafting,
    early_warning,
    equality,
    exposure,
    guidance,
    impact,
    joint,
    notices,
    organisations,
    people,
    plan,
    progress,
    tension,
    trusted,
)
from commonweal.config.demonstration.story import Step, World, tell
from commonweal.ground.audit.anchors import make_anchor
from commonweal.ground.audit.models import AuditEntry

# A Thursday: report 5 is out for clearance, and its meeting is a week away.
MOMENT = datetime(2010, 7, 15, 9, 0, tzinfo=timezone.get_default_timezone())


def load_world(*, at: datetime = MOMENT) -> None:
    """Everything that had happened by then, each thing by whom and when it happened. A second call does nothing."""
    if settings.MODE == "serve":
        raise ImproperlyConfigured("The demonstration never goes into an operator's own data.")
    if is_loaded():
        return
    with transaction.atomic():
        tell(World(), steps(until=at), until=at)
    make_anchor(at=at)


def is_loaded() -> bool:
    return AuditEntry.objects.filter(once=organisations.MARK).exists()


def steps(*, until: datetime) -> Iterator[Step]:
    yield from organisations.steps()
    yield from tension.bodies()
    yield from people.steps()
    yield from plan.steps(until=timezone.localdate(until))
    yield from progress.steps()
    yield from answering.steps()
    yield from communities.steps()
    yield from conversations.steps()
    yield from trusted.steps()
    yield from tension.steps()
    yield from early_warning.steps()
    yield from exposure.steps()
    yield from equality.steps()
    yield from guidance.steps()
    yield from impact.steps()
    yield from joint.steps()
    yield from drafting.steps()
    yield from advice.steps()
    yield from notices.steps()
