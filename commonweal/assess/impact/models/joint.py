"""For which harm is a joint operation meant, on what evidence, with which effect, and what protects victims?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.assess.harm.models import Limb
from commonweal.assess.impact.models.operations import Operation
from commonweal.assess.impact.models.seeing import operation_q, person
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


class JointClaim(Record):
    """What has to be said of a joint operation before it is authorised, on a version or by override alike.

    The limb is one of an agreed version of a definition. Once the operation is authorised, the claim never changes.
    """

    operation = models.OneToOneField(Operation, on_delete=models.CASCADE, related_name="joint_claim")
    limb = models.ForeignKey(Limb, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField("on what evidence")
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    expected_effect = models.TextField("expected effect on the community")
    protects_victims = models.TextField("what protects victims")
    claimed_at = models.DateTimeField()
    claimed_by = person()

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(
            ["operation", "limb", "strength", "strength_scale", "expected_effect", "protects_victims", "claimed_at", "claimed_by"],
            Tier.PARTNERSHIP,
        ),
        "evidence": Tier.POLICE,
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(evidence="")
                & ~Q(strength="")
                & ~Q(expected_effect="")
                & ~Q(protects_victims=""),
                name="joint_claim_says_all",
            )
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.limb}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return operation_q(viewer, "operation__")
