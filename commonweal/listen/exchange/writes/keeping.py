"""How is a relationship of trust begun and kept, and how is it opened whom it is with?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import enforces_immigration
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community
from commonweal.listen.exchange import reads
from commonweal.listen.exchange.models import IdentityOpening, KeptIdentity, TrustedRelationship
from commonweal.listen.exchange.reads.owners import owner_above, owner_given, owner_of
from commonweal.listen.exchange.rules import clocks, keeping, lock, states
from commonweal.listen.exchange.writes.ending import _forget


@write("began a trusted relationship", permission="trusted.keep", owners=owner_given)
def begin_relationship(
    *, owner: Organisation, community: Community, purpose: str, since_on: date, agreed_on: date,
    organisation: Organisation | None = None, agreed_until_on: date | None = None, stand_in: Any = None,
    state: str = "building", by: Viewer, at: datetime,
) -> TrustedRelationship:  # fmt: skip
    lock.check_may_keep_with(organisation is not None and enforces_immigration(organisation))
    _check_days(since_on, agreed_on, agreed_until_on, timezone.localdate(at))
    _check_stand_in(stand_in, by.person_id, owner, at)
    return TrustedRelationship.objects.create(
        owner=owner, community=community, organisation=organisation, purpose=purpose, since_on=since_on,
        agreed_on=agreed_on, agreed_until_on=agreed_until_on, state=state, keeper_id=by.person_id,
        stand_in=stand_in,
    )  # fmt: skip


@write("changed a trusted relationship", permission="trusted.keep", locks="relationship", owners=owner_of)
def change_relationship(
    *, relationship: TrustedRelationship, community: Community, purpose: str, since_on: date, agreed_on: date,
    organisation: Organisation | None = None, agreed_until_on: date | None = None, stand_in: Any = None,
    state: str, by: Viewer, at: datetime,
) -> TrustedRelationship:  # fmt: skip
    """Whoever sets it to ended erases with it who it was with."""
    keeping.check_keeper(by.account_id, relationship.keeper_ids())
    states.check_relationship_open(relationship.state)
    lock.check_may_keep_with(organisation is not None and enforces_immigration(organisation))
    _check_days(since_on, agreed_on, agreed_until_on, timezone.localdate(at))
    _check_stand_in(stand_in, relationship.keeper_id, relationship.owner, at)
    if state == states.Trust.ENDED:
        _forget(relationship)
    relationship.community, relationship.organisation, relationship.purpose = community, organisation, purpose
    relationship.since_on, relationship.agreed_on = since_on, agreed_on
    relationship.agreed_until_on, relationship.stand_in, relationship.state = agreed_until_on, stand_in, state
    relationship.save()
    return relationship


def _check_days(since: date, agreed: date, until: date | None, today: date) -> None:
    if since > today or agreed > today:
        raise NotPossible("A relationship and its agreement are recorded once they are there, not before.")
    if until is not None and until <= agreed:
        raise NotPossible("The agreement cannot end before it begins.")


def _check_stand_in(stand_in: Any, keeper_id: int, owner: Organisation, at: datetime) -> None:
    if stand_in is None:
        return
    if stand_in.pk == keeper_id:
        raise NotPossible("Whoever stands in is somebody else than the keeper.")
    if stand_in.pk not in reads.keepers_in(owner.pk, on=timezone.localdate(at)):
        raise NotPossible("Whoever stands in has to be a desk officer of the same organisation.")


@write(
    "changed a trusted relationship", permission="trusted.keep", locks="relationship", owners=owner_of,
    told_as="exchange.change_relationship",
)  # fmt: skip
def keep_identity(
    *, relationship: TrustedRelationship, name: str, how_to_reach: str = "", by: Viewer, at: datetime
) -> TrustedRelationship:
    """Set or replace it. Whether there was one before is not said, and the audit does not say that there is one."""
    keeping.check_keeper(by.account_id, relationship.keeper_ids())
    states.check_relationship_open(relationship.state)
    clocks.check_still_agreed(relationship.agreed_until_on, timezone.localdate(at))
    KeptIdentity.objects.update_or_create(
        relationship=relationship, defaults={"name": name, "how_to_reach": how_to_reach}
    )
    return relationship


@write(
    "opened who a relationship is with", permission="trusted.keep", owners=owner_above
)  # fmt: skip
def open_identity(
    *, relationship: TrustedRelationship, reason: str, by: Viewer, at: datetime
) -> IdentityOpening:
    """Break the glass: a reason now, a few minutes to look, and word to everybody who oversees."""
    keeping.check_keeper(by.account_id, relationship.keeper_ids())
    keeping.check_reason_to_open(reason)
    opening = IdentityOpening.objects.create(
        relationship=relationship, owner_id=relationship.owner_id, opened_by_id=by.person_id, opened_at=at,
        until_at=clocks.shown_until(at), why=reason,
    )  # fmt: skip
    _tell_oversight(at)
    return opening


def _tell_oversight(at: datetime) -> None:
    """A line without content: the page says the rest to whoever may read it."""
    overseers = reads.holders_of("trusted.oversee", on=timezone.localdate(at))
    add_notice(account_ids=overseers, kind="changed", at=at, address=reverse("trusted:oversight"))
