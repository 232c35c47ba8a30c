"""What leads from a receipt to what we told somebody back, and what did they say to it?

With a receipt somebody reads our answer and what happened next, and nothing of the relationship: whoever holds it is
nobody to this page, and the page is nothing to the relationship.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import Addition, HeldReceipt
from commonweal.listen.exchange.models.relationships import kept_by
from commonweal.listen.exchange.models.said import Exchange


class ExchangeReceipt(HeldReceipt):
    """Handed to whoever told us something in trust; a new one takes the place of one that was lost."""

    kind = "exchange"

    exchange = models.OneToOneField(Exchange, on_delete=models.CASCADE, related_name="receipt")

    privacy: ClassVar[dict[str, Tier]] = {"exchange": Tier.NAMED, "receipt_hash": Tier.NAMED}


class ExchangeAddition(Addition):
    """What whoever told us said to what they were told back. Its keepers read it, and nobody else, shareable or not."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="additions")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["exchange", "is_right", "text", "said_at"], Tier.POLICE
    )

    class Meta(Addition.Meta):
        abstract = False

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return kept_by(viewer, "exchange__relationship")
