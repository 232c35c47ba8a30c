"""Which studies of what lies near belong to an operation?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.assess.exposure.models import Study
from commonweal.assess.impact.models.operations import Operation
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


class OperationStudy(Record):
    """A study that was laid beside an operation. What it found is drawn into the draft of the assessment.

    Only rows are added: a study that was a mistake is withdrawn where it stands, and its statement struck out.
    """

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="studies")
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+")
    laid_at = models.DateTimeField()
    laid_by = person()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["operation", "study", "laid_at", "laid_by"], Tier.POLICE
    )

    class Meta:
        ordering: ClassVar = ["laid_at", "pk"]
        verbose_name_plural = "operation studies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "study"], name="operation_study_once")
        ]

    def __str__(self) -> str:
        return str(self.study)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """For whoever sees the operation and may read the study."""
        return operation_q(viewer, "operation__") & Q(study__in=Study.objects.visible_to(viewer).values("pk"))
