"""Which relationships, exchanges and relays does this viewer see, and what is owed on each?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from commonweal.ground.visibility.pages import get_visible_or_404
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import Community
from commonweal.listen.exchange.models import (
    AgreedPurpose,
    Exchange,
    ExchangeAddition,
    ExchangeReceipt,
    IdentityOpening,
    KeptIdentity,
    Relay,
    RelayRecipient,
    SharingRequest,
    TrustedRelationship,
)
from commonweal.listen.exchange.reads.standing import relationship_behind
from commonweal.listen.exchange.rules import clocks
from commonweal.listen.exchange.rules.keeping import check_keeper
from commonweal.listen.exchange.rules.states import (
    EXCHANGE_STEPS,
    RELAY_STEPS,
    Passed,
    Said,
    Trust,
    events_from,
)

MOST = 200


@dataclass(frozen=True)
class Line:
    """One row of a list with what is owed on it."""

    row: Any
    owed: clocks.Owed | None


def list_relationships(viewer: Viewer) -> list[TrustedRelationship]:
    rows = TrustedRelationship.objects.visible_to(viewer).select_related(
        "community", "organisation", "keeper"
    )
    waiting = Q(exchanges__direction="heard") & ~Q(exchanges__state__in=[Said.TOLD_BACK, Said.WITHDRAWN])
    return list(
        rows.annotate(waiting=Count("exchanges", filter=waiting)).order_by("community__name", "pk")[:MOST]
    )


def find_relationship(viewer: Viewer, pk: int) -> TrustedRelationship:
    rows = TrustedRelationship.objects.visible_to(viewer)
    rows = rows.select_related("community", "organisation", "owner", "keeper", "stand_in")
    found: TrustedRelationship = get_visible_or_404(rows, pk=pk)
    return found


def list_exchanges(
    viewer: Viewer, *, on: date, relationship: TrustedRelationship | None = None
) -> list[Line]:
    """What was said, those that are owed an answer first, then the newest."""
    rows = Exchange.objects.visible_to(viewer).select_related("community")
    if relationship is not None:
        rows = rows.filter(relationship=relationship)
    lines = [Line(row, owed_on(row, on)) for row in rows.order_by("-said_on", "-pk")[:MOST]]
    return sorted(lines, key=lambda line: line.owed.due_on if line.owed else date.max)


def owed_on(exchange: Exchange, on: date) -> clocks.Owed | None:
    """The next thing that is owed to whoever told us; nothing where we told them, or all is said."""
    if exchange.direction == "told" or exchange.state in (Said.TOLD_BACK, Said.WITHDRAWN):
        return None
    if exchange.state == Said.TOLD:
        return clocks.owed("Saying that we have it", exchange.acknowledge_by_on, on)
    return clocks.owed("What happened next", exchange.next_by_on, on)


def find_exchange(viewer: Viewer, pk: int) -> Exchange:
    agreed = Prefetch("agreed", AgreedPurpose.objects.visible_to(viewer))
    handed = ExchangeReceipt.objects.filter(exchange=OuterRef("pk"))
    rows = (
        Exchange.objects.visible_to(viewer)
        .annotate(is_handed=Exists(handed))
        .select_related("community", "answered_by")
        .prefetch_related(agreed)
    )
    found: Exchange = get_visible_or_404(rows, pk=pk)
    return found


def my_relationship_of(viewer: Viewer, exchange: Exchange) -> TrustedRelationship | None:
    """The relationship behind an exchange, for those who keep it; for everybody else there is none."""
    rows = TrustedRelationship.objects.visible_to(viewer).select_related("community", "keeper")
    found: TrustedRelationship | None = rows.filter(exchanges=exchange.pk).first()
    return found


def steps_open(exchange: Exchange) -> set[str]:
    """What its keeper may do with it now."""
    return events_from(exchange.state, EXCHANGE_STEPS)


def steps_for_recipient(recipient: RelayRecipient) -> set[str]:
    return events_from(recipient.state, RELAY_STEPS) - {"take_back"}


def owners_behind(exchange: Exchange) -> list[int | None]:
    return [relationship_behind(exchange).owner_id]


def may_relay(viewer: Viewer, exchange: Exchange) -> bool:
    words = exchange.direction == "heard" and exchange.state != Said.WITHDRAWN
    return words and viewer.may("trusted.relay", owners_behind(exchange))


def check_keeps(viewer: Viewer, exchange: Exchange) -> None:
    """A form about what was said is for those who keep the relationship; the write refuses in any case."""
    check_keeper(viewer.account_id, relationship_behind(exchange).keeper_ids())


@dataclass(frozen=True)
class Around:
    """Who asked for what was said, to whom it went, and what was added to it with a receipt."""

    requests: list[SharingRequest]
    relays: list[Relay]
    added: list[ExchangeAddition]


def around(viewer: Viewer, exchange: Exchange) -> Around:
    of_it = {"exchange": exchange.pk}
    found = fetch_together(
        requests=SharingRequest.objects.visible_to(viewer)
        .filter(**of_it)
        .select_related("organisation", "recorded_by"),
        added=ExchangeAddition.objects.visible_to(viewer).filter(**of_it),
    )
    relays = Relay.objects.visible_to(viewer).filter(**of_it).prefetch_related(_recipients(viewer))
    return Around(found["requests"][:MOST], list(relays[:MOST]), found["added"])


def _recipients(viewer: Viewer) -> Prefetch[Any]:
    return Prefetch("recipients", RelayRecipient.objects.visible_to(viewer).select_related("organisation"))


def list_relays(viewer: Viewer) -> list[Relay]:
    """What was relayed, for those who relay and read."""
    rows = Relay.objects.visible_to(viewer).select_related("owner").prefetch_related(_recipients(viewer))
    return list(rows[:MOST])


def find_relay(viewer: Viewer, pk: int) -> Relay:
    rows = (
        Relay.objects.visible_to(viewer)
        .select_related("owner", "sent_by")
        .prefetch_related(_recipients(viewer))
    )
    found: Relay = get_visible_or_404(rows, pk=pk)
    return found


def list_received(viewer: Viewer, *, on: date) -> list[Line]:
    """What was relayed to the viewer's own organisations: what waits for them first."""
    rows = RelayRecipient.objects.visible_to(viewer).filter(organisation_id__in=viewer.organisation_ids)
    rows = rows.select_related("organisation", "sender").order_by("-sent_at")
    lines = [Line(row, use_owed(row, on)) for row in rows[:MOST]]
    return sorted(lines, key=lambda line: line.row.state not in (Passed.SENT, Passed.ACCEPTED))


def use_owed(recipient: RelayRecipient, on: date) -> clocks.Owed | None:
    if recipient.state not in (Passed.SENT, Passed.ACCEPTED):
        return None
    return clocks.owed("Whether it was of use", recipient.use_by_on, on)


def find_recipient(viewer: Viewer, pk: int) -> RelayRecipient:
    rows = RelayRecipient.objects.visible_to(viewer).select_related("organisation", "sender", "decided_by")
    found: RelayRecipient = get_visible_or_404(rows, pk=pk)
    return found


def relay_of(viewer: Viewer, recipient: RelayRecipient) -> Relay | None:
    """Its words, once its conditions are accepted; nothing before."""
    return Relay.objects.visible_to(viewer).filter(recipients=recipient.pk).select_related("owner").first()


def list_communities(viewer: Viewer) -> Any:
    return Community.objects.visible_to(viewer).order_by("name")


def organisations_of_keeper(viewer: Viewer) -> list[int]:
    """For which organisations this person keeps relationships."""
    return sorted(o for permission, o in viewer.grants if permission == "trusted.keep" and o is not None)


def find_opening(viewer: Viewer, pk: int) -> IdentityOpening:
    """One's own opening; whoever oversees reads the list of them, not the name behind one."""
    rows = IdentityOpening.objects.visible_to(viewer).filter(opened_by_id=viewer.account_id or 0)
    found: IdentityOpening = get_visible_or_404(rows, pk=pk)
    return found


def identity_shown(opening: IdentityOpening, *, at: datetime) -> KeptIdentity | None:
    """Who it is, while the glass is broken and they agree to be a contact; None otherwise, and where nobody was kept."""
    if not clocks.is_shown(opening.until_at, at):
        return None
    rows = KeptIdentity.objects.filter(relationship__openings=opening.pk).select_related("relationship")
    found = rows.first()
    if found is None or clocks.has_run_out(found.relationship.agreed_until_on, timezone.localdate(at)):
        return None
    return found


def list_run_out(on: date) -> QuerySet[TrustedRelationship]:
    """For the step that ends them: those whose agreement to be a contact has come to its day."""
    rows = TrustedRelationship.objects.filter(agreed_until_on__lte=on)
    return rows.exclude(state=Trust.ENDED.value).order_by("pk")


def owed_by(viewer: Viewer, *, on: date) -> Iterable[Line]:
    """What this viewer owes to those who told us: for the first page."""
    mine = TrustedRelationship.objects.visible_to(viewer)
    rows = (
        Exchange.objects.visible_to(viewer)
        .filter(relationship__in=mine.values("pk"))
        .select_related("community")
    )
    lines = (Line(row, owed_on(row, on)) for row in rows[:MOST])
    return sorted((x for x in lines if x.owed), key=lambda x: x.owed.due_on if x.owed else date.max)
