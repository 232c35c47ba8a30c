"""Who may be told of a covert operation, and who has to know that something awaits them?"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from commonweal.assess.impact.models import Operation
from commonweal.assess.impact.rules.states import ASSESS, AUTHORISE, OVERSEE, READ
from commonweal.ground.partners.reads import enforces_immigration
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.rules import roles_with


def tellable(at: datetime) -> QuerySet[Account]:
    """Whoever holds a role in which assessments are read, written or overseen."""
    roles = {role for permission in (READ, ASSESS, AUTHORISE, OVERSEE) for role in roles_with(permission)}
    held = RoleHeld.objects.filter(RoleHeld.held_q(timezone.localdate(at)), role__in=roles)
    return Account.objects.filter(is_active=True, pk__in=held.values("account")).order_by("name", "pk")


def may_be_told(account: Account, at: datetime) -> bool:
    """Nobody is told who acts for a body that enforces immigration law, whatever their other roles."""
    if not tellable(at).filter(pk=account.pk).exists():
        return False
    held = RoleHeld.objects.filter(RoleHeld.held_q(timezone.localdate(at)), account=account)
    return not any(enforces_immigration(role.organisation) for role in held.select_related("organisation"))


def people_with(permission: str, operation: Operation, at: datetime) -> set[int]:
    """Those who may use the permission on the operation, and see it."""
    here = Q(role__in=roles_with(permission, "own"), organisation_id=operation.owner_id)
    held = RoleHeld.objects.filter(
        RoleHeld.held_q(timezone.localdate(at)),
        Q(role__in=roles_with(permission, "any")) | here,
        account__is_active=True,
    )
    found = set(held.values_list("account", flat=True))
    if not operation.is_covert or permission == AUTHORISE:
        return found
    told = set(operation.told.values_list("account", flat=True)) | {operation.asked_by_id}
    return found & told
