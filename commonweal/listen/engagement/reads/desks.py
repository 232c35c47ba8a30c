"""Which desks and outreach workers are there, which desk comes first, and what does each owe today?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.design.words import day
from commonweal.ground.partners.models import period_q
from commonweal.ground.people.models import Account
from commonweal.ground.visibility.rules import Refused, Viewer, check_may
from commonweal.ground.visibility.together import fetch_together, keep_for_each
from commonweal.listen.engagement.models import (
    Commitment,
    Desk,
    DeskCommunity,
    DeskOfficer,
    DeskPriority,
    Engagement,
    Issue,
    KeyNetwork,
    Loan,
    OutreachCover,
    OutreachWorker,
    Relationship,
    WorldEvent,
)
from commonweal.listen.engagement.rules.clocks import commitment_sentence, is_overdue
from commonweal.listen.engagement.rules.desks import PRIORITY
from commonweal.listen.engagement.rules.states import LOAN, OWED

MOST_WORDS = 6
AT_MOST = 30
OUTLINES = ("area__boundary", "area__outline")


@dataclass(frozen=True)
class DeskLine:
    """A desk as it stands on a day: who sits there, for whom, and in which place it was put."""

    desk: Desk
    officers: list[DeskOfficer]
    communities: list[DeskCommunity]
    priority: DeskPriority | None

    @property
    def rank(self) -> int:
        order = list(PRIORITY)
        return order.index(self.priority.priority) if self.priority else len(order)


def list_desks(viewer: Viewer, *, on: date) -> list[DeskLine]:
    """One question; those that come first stand first."""
    found = fetch_together(
        desks=desks(viewer).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on)),
        officers=DeskOfficer.objects.visible_to(viewer).filter(period_q(on)).select_related("account"),
        communities=DeskCommunity.objects.visible_to(viewer).filter(period_q(on)).select_related("community"),
        priorities=DeskPriority.objects.visible_to(viewer).filter(decided_on__lte=on),
    )

    def of(rows: list[Any], desk: Desk) -> list[Any]:
        return [row for row in rows if row.desk_id == desk.pk]

    lines = [
        DeskLine(
            desk, of(found["officers"], desk), of(found["communities"], desk),
            next(iter(of(found["priorities"], desk)), None),
        )
        for desk in found["desks"]
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.rank, line.desk.name))


def desks(viewer: Viewer) -> QuerySet[Desk]:
    return Desk.objects.visible_to(viewer).select_related("organisation")


def officers_to_choose(viewer: Viewer) -> QuerySet[Account]:
    """Whoever may sit at a desk: people of one’s own organisation."""
    return Account.objects.filter(is_active=True, roles__organisation__in=viewer.organisation_ids).distinct()


@dataclass(frozen=True)
class Owed:
    """A promise that is not kept yet, with how it stands."""

    commitment: Commitment
    sentence: str
    is_overdue: bool


@dataclass(frozen=True)
class DeskPage:
    officers: list[DeskOfficer]
    communities: list[DeskCommunity]
    priorities: list[DeskPriority]
    relationships: list[Relationship]
    engagements: list[Engagement]
    networks: list[KeyNetwork]
    events: list[WorldEvent]
    issues: list[Issue]
    owed: list[Owed]


def get_desk_page(desk: Desk, viewer: Viewer, *, on: date) -> DeskPage:
    """One question for everything on a desk."""

    def seen(model: Any, *related: str) -> QuerySet[Any]:
        return model.objects.visible_to(viewer).select_related(*related)

    found = fetch_together(
        officers=seen(DeskOfficer, "account").filter(desk=desk),
        communities=seen(DeskCommunity, "community").filter(desk=desk),
        priorities=seen(DeskPriority, "decided_by").filter(desk=desk),
        relationships=seen(Relationship, "organisation").filter(desk=desk).order_by("next_contact_on", "pk"),
        engagements=seen(Engagement).filter(desk=desk),
        networks=seen(KeyNetwork).filter(desk=desk),
        events=seen(WorldEvent).filter(desks=desk),
        issues=seen(Issue).filter(engagement__desk=desk).exclude(state="told"),
        owed=seen(Commitment).filter(engagement__desk=desk, state__in=OWED).order_by("made_on", "pk"),
    )
    found["engagements"] = found["engagements"][:AT_MOST]
    found["owed"] = [owed_of(commitment, on) for commitment in found["owed"]]
    return DeskPage(**found)


def owed_of(commitment: Commitment, on: date) -> Owed:
    sentence = commitment_sentence(
        state=commitment.state, made_on=commitment.made_on, due_on=commitment.due_on, on=on,
        in_words=day(commitment.due_on),
    )  # fmt: skip
    return Owed(commitment, sentence, is_overdue(commitment.state, commitment.made_on, on))


# Outreach


def list_workers(viewer: Viewer, *, on: date, words: str = "") -> list[OutreachWorker]:
    """Each with the communities they go to and the loans that run or are asked for; words look for who can do something."""
    rows = workers(viewer).filter(Q(until_on__isnull=True) | Q(until_on__gt=on))
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(_says(word))
    found = fetch_together(
        workers=rows,
        cover=OutreachCover.objects.visible_to(viewer).filter(period_q(on)).select_related("community"),
        loans=Loan.objects.visible_to(viewer).filter(state__in=["asked", "agreed"]),
    )
    keep_for_each(found["workers"], "cover", found["cover"])
    keep_for_each(found["workers"], "loans", found["loans"])
    return found["workers"]


def _says(word: str) -> Q:
    return Q(title__icontains=word) | Q(languages__icontains=word) | Q(knowledge__icontains=word)


def workers(viewer: Viewer) -> QuerySet[OutreachWorker]:
    return OutreachWorker.objects.visible_to(viewer).select_related("organisation")


def loans(viewer: Viewer) -> QuerySet[Loan]:
    return Loan.objects.visible_to(viewer).select_related("worker", "asked_by")


@dataclass(frozen=True)
class WorkerPage:
    cover: list[OutreachCover]
    loans: list[Loan]


def get_worker_page(worker: OutreachWorker, viewer: Viewer) -> WorkerPage:
    found = fetch_together(
        cover=OutreachCover.objects.visible_to(viewer)
        .filter(worker=worker)
        .select_related("community", "area"),
        loans=loans(viewer).filter(worker=worker),
    )
    return WorkerPage(**found)


def may_answer(loan: Loan, viewer: Viewer) -> bool:
    """Is it this person who says yes or no, or whoever heard it from somebody without an account?"""
    if not LOAN.may(loan.state, "decline"):
        return False
    if loan.worker.account_id is not None:
        return loan.worker.account_id == viewer.account_id
    return viewer.may("engagement.desk") and loan.asked_by_id != viewer.account_id


def may_end(loan: Loan, viewer: Viewer) -> bool:
    return viewer.may("engagement.desk") and LOAN.may(loan.state, "cancel")


def officers(viewer: Viewer) -> QuerySet[DeskOfficer]:
    return DeskOfficer.objects.visible_to(viewer)


def covered(viewer: Viewer) -> QuerySet[DeskCommunity]:
    """What desks answer for, or did."""
    return DeskCommunity.objects.visible_to(viewer).select_related("community")


def cover(viewer: Viewer) -> QuerySet[OutreachCover]:
    return OutreachCover.objects.visible_to(viewer).select_related("community", "area").defer(*OUTLINES)


def check_may_answer(loan: Loan, viewer: Viewer) -> None:
    """Raise Refused where it is for somebody else to say whether the person agrees."""
    if loan.worker.account_id is not None and loan.worker.account_id != viewer.account_id:
        raise Refused("Only the person who would be lent agrees or declines.")
    if loan.worker.account_id is None:
        check_may(viewer, "engagement.desk")
        if loan.asked_by_id is not None and loan.asked_by_id == viewer.account_id:
            raise Refused("Whoever asked for the loan does not also record the consent: ask somebody else.")


def endings_of(loan: Loan) -> list[tuple[str, str]]:
    words = {"cancel": "It is cancelled", "end": "It has ended"}
    return [(event, words[event]) for event in words if LOAN.may(loan.state, event)]
