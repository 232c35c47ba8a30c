"""Which bodies enforce immigration law, or are a part, however deep, of one that does?"""

from __future__ import annotations

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.expressions import RawSQL

from commonweal.ground.partners import rules
from commonweal.ground.partners.enforcement import ENFORCING
from commonweal.ground.partners.models import Organisation


def enforcing_bodies() -> RawSQL:
    """Their keys, to be looked for within another question."""
    return RawSQL(ENFORCING, ())  # noqa: S611  a constant of ours, with nothing put into it


def is_enforcing(column: str) -> ExpressionWrapper:
    """For annotate: is the body in this column one of them?"""
    return ExpressionWrapper(Q(**{f"{column}__in": enforcing_bodies()}), output_field=BooleanField())


def enforces_immigration(organisation: Organisation) -> bool:
    """It, or a body that it has ever been a part of, directly or through others: a team takes its work along."""
    rows = Organisation.objects.filter(pk=organisation.pk, pk__in=enforcing_bodies())
    return organisation.kind == Organisation.Kind.ENFORCEMENT or rows.exists()


def but_not_enforcing(bodies: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Those that may be told what communities say."""
    return bodies.exclude(pk__in=enforcing_bodies())


def check_may_hear(*keys: int | None) -> None:
    """For whoever is to ask for, hold or be told what communities say. Raises Refused, so that the attempt is kept."""
    if not any(keys):
        return
    found = (
        Organisation.objects.filter(pk__in=[key for key in keys if key])
        .filter(pk__in=enforcing_bodies())
        .order_by("pk")
        .first()
    )
    if found is not None:
        rules.refuse_to_tell(found.name)
