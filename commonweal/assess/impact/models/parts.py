"""Who sees what hangs on an operation or its assessment, and belongs to the police's own work?"""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Q

from commonweal.assess.impact.models.seeing import NOTHING, operation_q
from commonweal.assess.impact.rules.states import OVERSEE
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


def reader_q(viewer: Viewer, path: str) -> Q:
    """The police who see the operation that this path leads to. Nobody who enforces immigration law is among them."""
    return operation_q(viewer, path) if viewer.sees(Tier.POLICE) else NOTHING


def overseer_q(viewer: Viewer, not_taken: Q, path: str) -> Q:
    """Advice that was not taken, for those who oversee: of a covert operation once it is over."""
    if not viewer.may_somewhere(OVERSEE) or viewer.enforces_immigration:
        return NOTHING
    over = Q(**{f"{path}is_covert": False}) | Q(**{f"{path}state__in": ("ended", "withdrawn")})
    return not_taken & over


class PartRecord(Record):
    """A row that is seen with its operation, by the police alone."""

    path_to_operation: ClassVar[str] = "assessment__operation__"

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return reader_q(viewer, cls.path_to_operation)
