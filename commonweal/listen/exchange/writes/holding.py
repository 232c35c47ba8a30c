"""How is a receipt handed to whoever told us something in trust, and what do they say with it?"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.rules.receipts import check_may_add
from commonweal.listen.engagement.writes.receipts import _check_holds, _keep_receipt
from commonweal.listen.exchange import reads
from commonweal.listen.exchange.models import Exchange, ExchangeAddition, ExchangeReceipt
from commonweal.listen.exchange.reads.owners import owner_of_exchange
from commonweal.listen.exchange.rules import keeping, states


@write(
    "handed out a receipt for what we were told", permission="trusted.keep", locks="exchange", owners=owner_of_exchange
)  # fmt: skip
def hand_receipt(*, exchange: Exchange, key: str, by: Viewer, at: datetime) -> Exchange:
    """With it they read our answer and what happened next. One that was handed out before opens nothing any more."""
    keeping.check_keeper(by.account_id, exchange.relationship.keeper_ids())
    states.check_may_hand(exchange.direction, exchange.state)
    ExchangeReceipt.objects.filter(exchange=exchange).delete()
    _keep_receipt(ExchangeReceipt, key, exchange=exchange)
    return exchange


@write("added to what they told us with a receipt", permission=None, locks="exchange")
def add_to_exchange(
    *, exchange: Exchange, receipt: str, text: str, is_right: str, by: Viewer, at: datetime, reason: str = ""
) -> Exchange:
    """By whoever holds the receipt. Its keepers hear that something has come, and not what or from whom."""
    _check_holds(ExchangeReceipt, receipt, exchange_id=exchange.pk)
    states.check_may_hand(exchange.direction, exchange.state)
    check_may_add(exchange.additions.count(), text, is_right)
    ExchangeAddition.objects.create(exchange=exchange, text=text.strip(), is_right=is_right, said_at=at)
    keepers = reads.present_keepers(exchange.relationship, on=timezone.localdate(at))
    address = reverse("trusted:exchange", args=[exchange.pk])
    add_notice(account_ids=keepers, kind="awaits", at=at, address=address, record=exchange)
    return exchange


def _forget_receipt(exchange: Exchange) -> None:
    """What was taken back opens nothing, and nothing that was added to it is left."""
    ExchangeReceipt.objects.filter(exchange=exchange).delete()
    exchange.additions.all().delete()
