"""Which purposes and clocks are in force, and who holds a permission?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from commonweal.ground.partners.reads import enforcing_bodies
from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.rules import roles_with
from commonweal.ground.scales.reads import get_scale, scale_in_force
from commonweal.ground.scales.values import Clock, Purpose, Scale
from commonweal.listen.exchange.models import AgreedPurpose, Exchange, TrustedRelationship


def purposes_in_force(on: date) -> Scale:
    return scale_in_force("sharing_purpose", on=on)


def clocks_in_force(on: date) -> Scale:
    return scale_in_force("trusted_clock", on=on)


def clock(scale: Scale, code: str) -> Clock:
    found = scale.entry(code)
    assert isinstance(found, Clock)
    return found


def purpose_choices(on: date) -> list[tuple[str, str]]:
    return [(purpose.code, purpose.label) for purpose in purposes_in_force(on).purposes]


def purpose_label(scale_key: str, code: str) -> str:
    """As it was called when it was agreed to."""
    found = get_scale(scale_key).entry(code)
    assert isinstance(found, Purpose)
    return found.label


def agreed_purposes(exchange: Exchange) -> set[str]:
    """What those who told us agreed to and have not taken back."""
    agreed = AgreedPurpose.objects.filter(exchange_id=exchange.pk, withdrawn_at=None)
    return set(agreed.values_list("purpose", flat=True))


def relationship_behind(exchange: Exchange) -> TrustedRelationship:
    """For a write that has to know whose it is; no page is given it."""
    return TrustedRelationship.objects.get(exchanges=exchange.pk)


def held_with(permission: str, *, on: date) -> QuerySet[RoleHeld]:
    """The roles held on the day that bring the permission; never in a body that enforces immigration law or is a part of one."""
    held = RoleHeld.objects.filter(
        RoleHeld.held_q(on), role__in=roles_with(permission), account__is_active=True
    )
    return held.exclude(organisation_id__in=enforcing_bodies())


def holders_of(permission: str, *, on: date, organisations: Iterable[int] | None = None) -> set[int]:
    """The accounts of everybody who holds the permission on the day, in these organisations or in any."""
    held = held_with(permission, on=on)
    if organisations is not None:
        held = held.filter(organisation_id__in=list(organisations))
    return set(held.values_list("account_id", flat=True))


def keepers_in(organisation_id: int, *, on: date) -> set[int]:
    return holders_of("trusted.keep", on=on, organisations=[organisation_id])
