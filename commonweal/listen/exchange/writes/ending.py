"""How does a relationship of trust end, and what is kept of whom it was with?"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.exchange import reads
from commonweal.listen.exchange.models import KeptIdentity, TrustedRelationship
from commonweal.listen.exchange.reads.owners import owner_of
from commonweal.listen.exchange.rules import clocks, keeping, states

KEEP = "trusted.keep"


@write("ended a trusted relationship", permission=KEEP, locks="relationship", owners=owner_of)
def end_relationship(*, relationship: TrustedRelationship, by: Viewer, at: datetime) -> TrustedRelationship:
    """What was said stays for what is owed and agreed; who it was with is erased, and nothing says that it was kept."""
    keeping.check_keeper(by.account_id, relationship.keeper_ids())
    states.check_relationship_open(relationship.state)
    return _end(relationship)


@write(
    "ended a relationship whose agreement had run out", permission=KEEP, locks="relationship", owners=owner_of
)
def end_run_out(*, relationship: TrustedRelationship, by: Viewer, at: datetime) -> TrustedRelationship:
    """By the program itself, on the day until which they agreed. Its keepers hear that something has changed."""
    on = timezone.localdate(at)
    states.check_relationship_open(relationship.state)
    clocks.check_run_out(relationship.agreed_until_on, on)
    _end(relationship)
    keepers = reads.present_keepers(relationship, on=on)
    address = reverse("trusted:relationship", args=[relationship.pk])
    add_notice(account_ids=keepers, kind="changed", at=at, address=address)
    return relationship


def _end(relationship: TrustedRelationship) -> TrustedRelationship:
    _forget(relationship)
    relationship.state = states.Trust.ENDED.value
    relationship.save()
    return relationship


def _forget(relationship: TrustedRelationship) -> None:
    KeptIdentity.objects.filter(relationship=relationship).delete()
