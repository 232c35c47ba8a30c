"""Whom do we trust, what did they tell us for what, who was told it, and who looked behind the name?"""

from commonweal.listen.exchange.models.held import ExchangeAddition, ExchangeReceipt
from commonweal.listen.exchange.models.relationships import (
    IdentityOpening,
    KeptIdentity,
    TrustedRelationship,
)
from commonweal.listen.exchange.models.said import AgreedPurpose, Exchange
from commonweal.listen.exchange.models.sharing import Relay, RelayRecipient, SharingRequest
from commonweal.listen.exchange.models.vacancies import Vacancy

__all__ = [
    "AgreedPurpose",
    "Exchange",
    "ExchangeAddition",
    "ExchangeReceipt",
    "IdentityOpening",
    "KeptIdentity",
    "Relay",
    "RelayRecipient",
    "SharingRequest",
    "TrustedRelationship",
    "Vacancy",
]
