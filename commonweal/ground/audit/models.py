"""Where do the sealed entries live, and what makes a table a record that can be changed under audit?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit import rules
from commonweal.ground.visibility.models import VisibleModel
from commonweal.ground.visibility.rules import Tier, Viewer


class Record(VisibleModel):
    """A table that people change. Its version counts every change, so that a stale save can be refused."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def digest_parts(self) -> Iterable[Record]:
        """Rows that belong to this record and have no life of their own; they are hashed with it."""
        return ()

    def content(self) -> dict[str, str]:
        return {f.attname: _plain(f.value_from_object(self)) for f in self._meta.concrete_fields}

    def digest(self) -> str:
        parts = sorted((p._meta.label, p.pk or 0, p.digest()) for p in self.digest_parts())
        return rules.digest({"record": self.content(), "parts": parts})


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


class AuditEntry(VisibleModel):
    """One thing that was done, refused or read. Rows are only ever added; the database itself refuses the rest."""

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"
        READ = "read", "Read"

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.PositiveBigIntegerField(null=True, blank=True, db_index=True)
    actor = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=100, db_index=True)
    words = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.DONE)
    subject_type = models.CharField(max_length=100, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_version = models.PositiveIntegerField(default=0)
    changed = models.CharField(max_length=1000, blank=True)
    reason = models.TextField(blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    once = models.CharField(max_length=64, null=True, blank=True, unique=True)
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "sequence", "at", "actor_id", "actor", "organisation", "action", "words", "outcome", "subject_type",
            "subject_id", "subject_version", "changed", "reason", "before", "after", "request_id", "once",
            "previous_seal", "seal",
        ],
        Tier.OVERSIGHT,
    )  # fmt: skip

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor} {self.words}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.may_somewhere("audit.read") else Q(pk__in=())

    def sealed_content(self) -> dict[str, Any]:
        return {
            "sequence": self.sequence, "at": self.at.isoformat(), "actor_id": self.actor_id, "actor": self.actor,
            "organisation": self.organisation, "action": self.action, "words": self.words, "outcome": str(self.outcome),
            "subject_type": self.subject_type, "subject_id": self.subject_id, "subject_version": self.subject_version,
            "changed": self.changed, "reason": self.reason, "before": self.before, "after": self.after,
            "request_id": self.request_id, "once": self.once,
        }  # fmt: skip


class AuditHead(models.Model):
    """How long the chain is and how it ends; the one row that writers queue for."""

    count = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, default=rules.GENESIS)
    privacy: ClassVar[dict[str, Tier]] = {"count": Tier.OVERSIGHT, "seal": Tier.OVERSIGHT}

    def __str__(self) -> str:
        return f"{self.count} entries"
