"""Everything that changes relationships, exchanges and relays."""

from commonweal.listen.exchange.writes.keeping import (
    begin_relationship,
    change_relationship,
    keep_identity,
    open_identity,
)
from commonweal.listen.exchange.writes.passing import (
    accept_relay,
    decline_relay,
    record_request,
    say_use,
    send_relay,
    take_back_relay,
)
from commonweal.listen.exchange.writes.saying import (
    acknowledge,
    answer,
    note_what_we_told,
    record_exchange,
    take_back,
    tell_back,
)

__all__ = [
    "accept_relay",
    "acknowledge",
    "answer",
    "begin_relationship",
    "change_relationship",
    "decline_relay",
    "keep_identity",
    "note_what_we_told",
    "open_identity",
    "record_exchange",
    "record_request",
    "say_use",
    "send_relay",
    "take_back",
    "take_back_relay",
    "tell_back",
]
