"""What became of a body, what led to it, and who changed what about it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import list_history
from commonweal.ground.partners.models import (
    Organisation,
    Succession,
    SuccessionSide,
)


@dataclass(frozen=True)
class Link:
    """One step of a succession: what became of whom, on which day."""

    happened_on: date
    kind: str
    words: str
    before: tuple[Organisation, ...]
    after: tuple[Organisation, ...]
    why: str = ""


def _links() -> list[Link]:
    """Every succession there was, oldest first; they are few, so one question fetches them all."""
    sides = SuccessionSide.objects.select_related("succession", "organisation")
    grouped: dict[Succession, list[SuccessionSide]] = defaultdict(list)
    for side in sides.order_by("succession__happened_on", "succession", "pk"):
        grouped[side.succession].append(side)
    return [
        Link(
            happened_on=s.happened_on,
            kind=s.kind,
            words=s.get_kind_display(),
            before=tuple(x.organisation for x in of if not x.is_after),
            after=tuple(x.organisation for x in of if x.is_after),
            why=s.why,
        )
        for s, of in grouped.items()
    ]


def successors_of(organisation: Organisation, on: date) -> tuple[Organisation, ...]:
    """What an organisation had become by a day; itself where it goes on. Follows every link up to that day."""
    heirs = {organisation.pk: organisation}
    for link in _links():
        ending = [o for o in link.before if o not in link.after]
        if link.happened_on <= on and any(o.pk in heirs for o in link.before):
            for gone in ending:
                heirs.pop(gone.pk, None)
            heirs |= {o.pk: o for o in link.after}
    return tuple(heirs.values())


def chain_of(organisation: Organisation) -> tuple[Link, ...]:
    """Everything that leads to an organisation and everything that follows from it, oldest first."""
    links = _links()
    behind = _reached(organisation, reversed(links), forwards=False)
    ahead = _reached(organisation, links, forwards=True)
    return tuple(link for link in links if link in behind or link in ahead)


def _reached(organisation: Organisation, links: Iterable[Link], *, forwards: bool) -> list[Link]:
    known, found = {organisation.pk}, []
    for link in links:
        near, far = (link.before, link.after) if forwards else (link.after, link.before)
        if any(o.pk in known for o in near):
            known |= {o.pk for o in far}
            found.append(link)
    return found


def list_history_of(organisation: Organisation) -> QuerySet[AuditEntry]:
    """Who did what to it, mergers and other successions included."""
    entries = list_history(organisation)
    for succession in Succession.objects.filter(sides__organisation=organisation).distinct():
        entries |= list_history(succession)
    return entries
