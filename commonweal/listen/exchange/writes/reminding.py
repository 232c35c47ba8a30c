"""How are those who keep a relationship reminded of an answer that is late?"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.exchange import reads
from commonweal.listen.exchange.models import Exchange
from commonweal.listen.exchange.reads.owners import owner_through


@write("reminded the keepers of a late answer", permission="trusted.keep", owners=owner_through)
def remind_keepers(*, exchange: Exchange, by: Viewer, at: datetime) -> Exchange:
    """That something awaits them, once for each answer that is owed. Nobody who is typing one is interrupted by it."""
    on = timezone.localdate(at)
    fresh = Exchange.objects.select_for_update(of=("self",), no_key=True).get(pk=exchange.pk)
    keepers = reads.present_keepers(reads.relationship_behind(fresh), on=on)
    if not keepers or not reads.is_unreminded(fresh, on=on):
        raise NotPossible("Nothing is late here of which somebody has to be reminded.")
    fresh.reminded_on = on
    fresh.save()
    add_notice(
        account_ids=keepers, kind="awaits", at=at, address=reverse("trusted:exchange", args=[fresh.pk])
    )
    return fresh
