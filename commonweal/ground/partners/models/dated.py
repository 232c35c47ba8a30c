"""How is a half-open period between two days kept, asked for and guarded?"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer


def period_q(on: date, since: str = "since_on", until: str = "until_on") -> Q:
    """The condition that a half-open period holds on a day."""
    return (Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": on})) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": on})
    )


def ends_after(name: str, since: str = "since_on", until: str = "until_on") -> models.CheckConstraint:
    condition = (
        Q(**{f"{since}__isnull": True}) | Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": F(since)})
    )
    return models.CheckConstraint(condition=condition, name=name)


class Dated(Record):
    """Something about an organisation from one day (or always) until another (or still)."""

    since_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()


def public_columns(*columns: str) -> dict[str, Tier]:
    return dict.fromkeys([*columns, "since_on", "until_on"], Tier.PUBLIC)
