"""What was let through without an approved assessment, by whom and why, and by when is the assessment owed?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.operations import Operation
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


class SeniorOverride(Record):
    """A senior officer let an operation go ahead unassessed. Nothing of it changes and nobody takes it away.

    Its duty is met by a version of the operation's assessment that was approved after it; whether it is met is always asked
    of the versions and is never set by hand (reads.duties).
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="overrides")
    officer = person()
    reason = models.TextField()
    granted_at = models.DateTimeField()
    duty_due_at = models.DateTimeField("the assessment is owed by")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["operation", "officer", "reason", "granted_at", "duty_due_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["duty_due_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation"], name="one_override_of_an_operation"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_says_why"),
            models.CheckConstraint(
                condition=Q(duty_due_at__gt=F("granted_at")), name="override_duty_is_due_afterwards"
            ),
        ]

    def __str__(self) -> str:
        return f"Override of {self.granted_at:%d %B %Y}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "operation__")
