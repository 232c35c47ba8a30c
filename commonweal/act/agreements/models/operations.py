"""Which joint operations are carried out under which agreement?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.act.agreements.models.agreements import Agreement
from commonweal.act.agreements.models.reading import agreement_q, for_partners
from commonweal.assess.impact.models import Operation, operation_q
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


class AgreementOperation(Record):
    """A joint operation is carried out under an agreement. Seen by whoever sees both."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="operations")
    operation = models.OneToOneField(Operation, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = for_partners("agreement", "operation")

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.operation)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return agreement_q(viewer, "agreement__") & operation_q(viewer, "operation__")
