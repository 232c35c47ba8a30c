"""Who has to be told that an assessment awaits them?"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from commonweal.assess.equality.models import EqualityAssessment
from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.rules import roles_with


def people_with(permission: str, owner: int, *, on: date) -> set[int]:
    """Whoever holds it everywhere, and whoever holds it for the body that owns the assessment."""
    reach = Q(role__in=roles_with(permission, "any")) | Q(
        role__in=roles_with(permission, "own"), organisation=owner
    )
    held = RoleHeld.objects.filter(RoleHeld.held_q(on), reach, account__is_active=True)
    return set(held.values_list("account", flat=True))


def deciders(assessment: EqualityAssessment, *, on: date) -> set[int]:
    """Whoever holds the role that is named as the one who decides."""
    held = RoleHeld.objects.filter(
        RoleHeld.held_q(on), role=assessment.decision_role, account__is_active=True
    )
    return set(held.values_list("account", flat=True))
