"""Who answers for a part of a plan, and who may see the parts?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer

ANSWERABLE = {"responsible_organisation": Tier.PUBLIC, "responsible_post": Tier.PARTNERSHIP}


def person_field() -> models.ForeignKey:
    return models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class PartOfPlan(Record):
    """A row of a plan. A live plan is a working paper: its rows are for members of the partnership and for those whom
    the strategy's tier names; the public reads what was published from it.
    """

    path_to_strategy: ClassVar[str] = "strategy"

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if not viewer.sees(Tier.PARTNERSHIP):
            return Q(pk__in=())
        path = cls.path_to_strategy
        named = viewer.named.get("plans.strategy", frozenset())
        tiers = [tier.value for tier in viewer.tiers if tier is not Tier.NAMED]
        return Q(**{f"{path}__tier__in": tiers}) | Q(**{f"{path}__tier": Tier.NAMED, f"{path}__in": named})


class Answerable(PartOfPlan):
    """A part for which a body and, within it, a post answers. Posts, not people: a post outlives who holds it."""

    responsible_organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    responsible_post = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
