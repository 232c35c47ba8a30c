"""Everything that changes relationships, exchanges, relays and vacancies."""

from commonweal.listen.exchange.writes.ending import end_relationship, end_run_out
from commonweal.listen.exchange.writes.holding import add_to_exchange, hand_receipt
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
from commonweal.listen.exchange.writes.reminding import remind_keepers
from commonweal.listen.exchange.writes.saying import (
    acknowledge,
    agree_purpose,
    answer,
    note_what_we_told,
    record_exchange,
    take_back,
    tell_back,
)
from commonweal.listen.exchange.writes.vacancies import close_vacancy, name_keeper, note_vacancy

__all__ = [
    "accept_relay",
    "acknowledge",
    "add_to_exchange",
    "agree_purpose",
    "answer",
    "begin_relationship",
    "change_relationship",
    "close_vacancy",
    "decline_relay",
    "end_relationship",
    "end_run_out",
    "hand_receipt",
    "keep_identity",
    "name_keeper",
    "note_vacancy",
    "note_what_we_told",
    "open_identity",
    "record_exchange",
    "record_request",
    "remind_keepers",
    "say_use",
    "send_relay",
    "take_back",
    "take_back_relay",
    "tell_back",
]
