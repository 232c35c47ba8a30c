"""Of what are the tables of the return made: people, bodies, areas, weeks, levels; and who reads which rows?"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from commonweal.ground.visibility.rules import Tier, Viewer

LEVEL_SCALE = "tension_level"
THEME_SCALE = "tension_theme"
READ = "tension.read"


def person_field() -> models.ForeignKey:
    return models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


def body_field(**kwargs: Any) -> models.ForeignKey:
    return models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+", **kwargs)


def area_field(**kwargs: Any) -> models.ForeignKey:
    return models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", **kwargs)


def code_field(length: int = 20) -> models.CharField:
    return models.CharField(max_length=length, blank=True)


def rank_field() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(null=True, blank=True)


class IsMonday(models.Func):
    """Whether a date is a Monday, in the database's own words: a check that only we can read would hinder every copy."""

    output_field = models.BooleanField()
    template = "EXTRACT(ISODOW FROM %(expressions)s) = 1"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="date(%(expressions)s, 'weekday 1') = %(expressions)s", **extra
        )


def monday(name: str) -> models.CheckConstraint:
    """Weeks begin on a Monday, in the database too."""
    return models.CheckConstraint(condition=IsMonday("week_starting"), name=name)


def bodies_with(viewer: Viewer, permission: str) -> frozenset[int] | None:
    """The organisations for which the viewer holds the permission; None means every one."""
    if viewer.may(permission):
        return None
    return frozenset(body for granted, body in viewer.grants if granted == permission and body is not None)


def overseen_q(viewer: Viewer, path: str = "") -> Q:
    """Rows of returns that the viewer reads as police: all, or those that their own borough oversees."""
    if not viewer.sees(Tier.POLICE) or not viewer.may_somewhere(READ):
        return Q(pk__in=())
    bodies = bodies_with(viewer, READ)
    if bodies is None:
        return Q()
    return Q(**{f"{path}overseer__in": bodies}) | Q(**{f"{path}organisation__in": bodies})
