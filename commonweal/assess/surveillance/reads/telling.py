"""Who has to be told that an alert awaits them, and whose is an area?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from commonweal.ground.partners.models import BodyArea
from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.rules import roles_with
from commonweal.ground.places.models import Area

ANSWERS = ("surveillance.acknowledge", "surveillance.explain")


def covering(area: Area) -> QuerySet[BodyArea]:
    """The organisations that cover the area, in whichever version."""
    return BodyArea.objects.filter(area__code=area.code, until_on=None).order_by("pk")


def bodies_of(area: Area) -> list[int]:
    return list(covering(area).values_list("body", flat=True))


def people_for(codes: Iterable[str], *, on: date) -> set[int]:
    """Whoever answers alerts everywhere, and whoever answers those of one of these areas."""
    everywhere, own = _roles("any"), _roles("own")
    bodies = BodyArea.objects.filter(area__code__in=list(codes), until_on=None).values("body")
    held = RoleHeld.objects.filter(
        RoleHeld.held_q(on),
        Q(role__in=everywhere) | Q(role__in=own, organisation__in=bodies),
        account__is_active=True,
    )
    return set(held.values_list("account", flat=True))


def _roles(scope: str) -> list[str]:
    return [role for answer in ANSWERS for role in roles_with(answer, scope)]
