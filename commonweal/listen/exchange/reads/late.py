"""Which answers to those who told us something are late, and of which were the keepers not reminded?"""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from commonweal.listen.exchange.models import Exchange, TrustedRelationship
from commonweal.listen.exchange.reads.pages import owed_on
from commonweal.listen.exchange.reads.standing import keepers_in
from commonweal.listen.exchange.reads.vacancies import kept_today
from commonweal.listen.exchange.rules.clocks import is_to_be_reminded
from commonweal.listen.exchange.rules.states import Said


def list_to_remind(on: date) -> QuerySet[Exchange]:
    """For the step that reminds. What nobody keeps any more waits for a keeper, and is on the list of those without one."""
    kept = TrustedRelationship.objects.filter(kept_today(on))
    rows = Exchange.objects.filter(
        _late("acknowledge_by_on", on, [Said.TOLD]) | _late("next_by_on", on, [Said.ACKNOWLEDGED, Said.ANSWERED]),
        direction="heard", relationship__in=kept.values("pk"),
    )  # fmt: skip
    return rows.order_by("pk")


def _late(due: str, on: date, states: list[Said]) -> Q:
    unsaid = Q(reminded_on__isnull=True) | Q(reminded_on__lte=F(due))
    return unsaid & Q(**{f"{due}__lt": on, "state__in": [state.value for state in states]})


def is_unreminded(exchange: Exchange, *, on: date) -> bool:
    return is_to_be_reminded(owed_on(exchange, on), exchange.reminded_on)


def present_keepers(relationship: TrustedRelationship, *, on: date) -> list[int]:
    """Its keeper and whoever stands in, as far as they may keep it today."""
    there = keepers_in(relationship.owner_id, on=on)
    return sorted(keeper for keeper in relationship.keeper_ids() if keeper is not None and keeper in there)
