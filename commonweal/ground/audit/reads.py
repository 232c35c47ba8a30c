"""What happened to this record, what happened lately, and is the chain whole?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from commonweal.ground.audit.anchors import read_anchors
from commonweal.ground.audit.models import AuditEntry, AuditHead, Record
from commonweal.ground.audit.rules import Fault, find_first_fault
from commonweal.ground.visibility.rules import Viewer
from commonweal.reading.formulas import safe_cells


def list_history(record: Record) -> QuerySet[AuditEntry]:
    """Who did what to this record, newest first. For the record's own page, after the record itself was found visible."""
    entries = AuditEntry.objects.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))
    return entries.filter(outcome=AuditEntry.Outcome.DONE).order_by("-sequence")


def entries_of(history: Iterable[AuditEntry]) -> list[dict[str, Any]]:
    """As a page shows them: who, what, when and why."""
    return [{"who": e.actor, "what": e.words, "when": e.at, "why": e.reason} for e in history]


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for; everything empty means every entry."""

    actor: str = ""
    what: str = ""
    outcome: str = ""
    record_type: str = ""
    record_id: str = ""
    since_on: date | None = None
    until_on: date | None = None


def list_entries(viewer: Viewer, wanted: Wanted) -> QuerySet[AuditEntry]:
    """Newest first, for those who may read the audit; nobody else has any entries."""
    entries = AuditEntry.objects.visible_to(viewer).order_by("-sequence")
    if wanted.actor:
        entries = entries.filter(Q(actor__icontains=wanted.actor) | Q(organisation__icontains=wanted.actor))
    if wanted.what:
        entries = entries.filter(Q(words__icontains=wanted.what) | Q(action__icontains=wanted.what))
    exact = {"outcome": wanted.outcome, "subject_type": wanted.record_type, "subject_id": wanted.record_id}
    entries = entries.filter(**{column: value for column, value in exact.items() if value})
    if wanted.since_on:
        entries = entries.filter(at__gte=_midnight(wanted.since_on))
    if wanted.until_on:
        entries = entries.filter(at__lt=_midnight(wanted.until_on + timedelta(days=1)))
    return entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


EXPORTED = (
    "sequence", "at", "actor", "organisation", "words", "outcome", "subject_type", "subject_id", "subject_version",
    "changed", "reason", "action", "request_id", "seal",
)  # fmt: skip


def cells_of(entry: AuditEntry) -> list[str]:
    """An entry as a line of a spreadsheet, in which nothing calculates."""
    return safe_cells(
        entry.at.isoformat() if column == "at" else getattr(entry, column) for column in EXPORTED
    )


def record_types() -> list[tuple[str, str]]:
    """Every kind of record that can have a history: (label, name in words)."""
    kinds = [m for m in apps.get_models() if issubclass(m, Record)]
    return sorted(
        ((m._meta.label_lower, name_of_type(m._meta.label_lower)) for m in kinds), key=lambda k: k[1]
    )


def name_of_type(label: str) -> str:
    """ "planned action" for act.plannedaction; the label itself for a kind that exists no more."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def verify_chain() -> tuple[int, Fault | None]:
    """How many entries there are, and the first thing that is wrong with them, if anything is.

    Others go on writing meanwhile. The anchors are read first, so none can be ahead of the table; what was there at the
    start is read without holding anybody up, and only the few entries since then while writers wait.
    """
    anchors = read_anchors()
    walk = _Walk()
    fault = find_first_fault(settings.AUDIT_KEY, walk.rows(), head=lambda: walk.head, anchors=anchors)
    return walk.head[0] if walk.head else AuditEntry.objects.count(), fault


class _Walk:
    """All entries in order, and then the head that belongs to the last of them."""

    def __init__(self) -> None:
        first = AuditHead.objects.filter(pk=1).first()
        self.head = (first.count, first.seal) if first else None

    def rows(self) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        already = self.head[0] if self.head else 0
        entries = AuditEntry.objects.order_by("sequence")
        yield from map(_plainly, entries.filter(sequence__lte=already).iterator(chunk_size=2000))
        with transaction.atomic():
            last = AuditHead.objects.select_for_update().filter(pk=1).first()
            self.head = (last.count, last.seal) if last else None
            yield from map(_plainly, entries.filter(sequence__gt=already).iterator(chunk_size=2000))


def _plainly(entry: AuditEntry) -> tuple[int, str, str, dict[str, Any]]:
    return entry.sequence, entry.previous_seal, entry.seal, entry.sealed_content()
