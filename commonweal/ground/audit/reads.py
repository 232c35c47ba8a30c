"""What happened to this record, what happened lately, and is the chain whole?"""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet

from commonweal.ground.audit.anchors import read_anchors
from commonweal.ground.audit.models import AuditEntry, AuditHead, Record
from commonweal.ground.audit.rules import Fault, find_first_fault


def list_history(record: Record) -> QuerySet[AuditEntry]:
    """Who did what to this record, newest first. For the record's own page, after the record itself was found visible."""
    entries = AuditEntry.objects.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))
    return entries.filter(outcome=AuditEntry.Outcome.DONE).order_by("-sequence")


def verify_chain() -> tuple[int, Fault | None]:
    """How many entries there are, and the first thing that is wrong with them, if anything is."""
    head = AuditHead.objects.filter(pk=1).first()
    rows = (
        (e.sequence, e.previous_seal, e.seal, e.sealed_content())
        for e in AuditEntry.objects.order_by("sequence").iterator(chunk_size=2000)
    )
    fault = find_first_fault(
        settings.AUDIT_KEY, rows, head=(head.count, head.seal) if head else None, anchors=read_anchors()
    )
    return (head.count if head else AuditEntry.objects.count()), fault
