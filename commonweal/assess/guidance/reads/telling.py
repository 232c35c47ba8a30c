"""Who has to be told that something awaits them?"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.rules import roles_with


def people_who(permission: str, body: int, *, on: date) -> set[int]:
    """The accounts that may do this for this organisation, because it is their own or because they may everywhere."""
    held = RoleHeld.objects.filter(
        RoleHeld.held_q(on),
        Q(role__in=roles_with(permission, "any"))
        | Q(role__in=roles_with(permission, "own"), organisation=body),
        account__is_active=True,
    )
    return set(held.values_list("account", flat=True))
