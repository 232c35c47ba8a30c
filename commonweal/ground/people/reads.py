"""Who is this person, today?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from commonweal.ground.people.models import Account, NamedOn, RoleHeld
from commonweal.ground.people.rules import grants_of, tiers_of
from commonweal.ground.visibility.rules import Holding, Tier, Viewer


def get_viewer(account: Account, *, on: date, request_id: str = "") -> Viewer:
    """The person as they may see and act on this day; asked anew with every request, so a removal works at once."""
    held = (
        RoleHeld.objects.filter(RoleHeld.held_q(on), account=account)
        .select_related("organisation")
        .order_by("pk")
    )
    holdings = [Holding(r.role, r.organisation_id, r.organisation.name) for r in held]
    named: dict[str, set[int]] = defaultdict(set)
    for record_type, record_id in NamedOn.objects.filter(account=account).values_list(
        "record_type", "record_id"
    ):
        named[record_type].add(record_id)
    return as_viewer(
        holdings,
        account_id=account.pk,
        name=account.name,
        named={label: frozenset(keys) for label, keys in named.items()},
        request_id=request_id,
    )


def as_viewer(
    holdings: Iterable[Holding],
    *,
    account_id: int | None = None,
    name: str = "",
    named: dict[str, frozenset[int]] | None = None,
    request_id: str = "",
) -> Viewer:
    """A viewer who holds these roles; also for asking what somebody in a role would see."""
    held = tuple(holdings)
    grants = grants_of(held)
    tiers = tiers_of(held)
    if ("people.see_personal", None) in grants:
        tiers |= {Tier.PERSONAL}
    return Viewer(
        account_id=account_id, name=name, holdings=held, tiers=tiers, grants=grants, named=named or {},
        request_id=request_id,
    )  # fmt: skip
