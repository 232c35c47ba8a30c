"""What does a receipt open of what was said in trust: our answer and what happened next, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.listen.engagement.reads.receipts import (
    Line,
    Opened,
    find_held,
    in_order,
    lines_added,
    open_issue,
    receipt_of,
)
from commonweal.listen.exchange.models import Exchange, ExchangeAddition, ExchangeReceipt
from commonweal.listen.exchange.rules.states import Said


def find_told_back(typed: str) -> Opened | None:
    """Whatever was handed out, at an engagement or in trust: the page looks alike, so that it tells nobody which."""
    return open_exchange(typed) or open_issue(typed)


def open_exchange(typed: str) -> Opened | None:
    held = find_held(ExchangeReceipt, typed, "exchange")
    if held is None or held.exchange.state == Said.WITHDRAWN:
        return None
    exchange = held.exchange
    lines = [*told(exchange), *lines_added(exchange.additions.all())]
    due = None if exchange.state == Said.TOLD_BACK else exchange.next_by_on
    return Opened(ExchangeReceipt.kind, exchange, in_order(lines), due_on=due)


def exchange_receipt_of(key: str) -> str:
    return receipt_of(key, ExchangeReceipt.kind)


def told(exchange: Exchange) -> list[Line]:
    """The words that were written for whoever told us."""
    said = [(exchange.answer, exchange.answered_at), (exchange.happened_next, exchange.told_back_at)]
    return [Line(True, words, at) for words, at in said if words and at]


def in_lines(added: Iterable[ExchangeAddition]) -> tuple[Line, ...]:
    """What they added, as its keepers read it."""
    return in_order(lines_added(added))


def may_hand(exchange: Exchange) -> bool:
    return exchange.direction == "heard" and exchange.state != Said.WITHDRAWN
