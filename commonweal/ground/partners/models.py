"""Who are the organisations, under which names, in which bodies, and whom does one ask?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


class Organisation(Record):
    """A body, service, group or team: never a person, and never a community."""

    class Kind(models.TextChoices):
        POLICE = "police", "Police"
        OVERSIGHT = "oversight", "Oversight body"
        COMMITTEE = "committee", "Committee, board or link body"
        COUNCIL = "council", "Council"
        PARTNERSHIP = "partnership", "Partnership"
        COMMUNITY = "community", "Community or voluntary group"
        HEALTH = "health", "Health"
        NATIONAL = "national", "National body"
        TEAM = "team", "Team within an organisation"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    exists_from_on = models.DateField(null=True, blank=True)
    exists_until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        "name": Tier.PUBLIC,
        "short_name": Tier.PUBLIC,
        "kind": Tier.PUBLIC,
        "exists_from_on": Tier.PUBLIC,
        "exists_until_on": Tier.PUBLIC,
    }

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()
