"""Which returns may this person see, what does one of them hold, and what may they do with it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.ground.audit.reads import list_history
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.tension.models import (
    Asking,
    DeadlineException,
    ForwardEvent,
    ItemCommunity,
    ItemSource,
    ReturnRound,
    TensionItem,
    TensionReturn,
)
from commonweal.listen.tension.models.returns import ReturnReply
from commonweal.listen.tension.rules import deadlines
from commonweal.listen.tension.rules.answering import answer_due_at
from commonweal.listen.tension.rules.deadlines import effective_due, is_late
from commonweal.listen.tension.rules.states import ARRIVED, OPEN_TO_WRITE, RETURN

WITH = ("round", "area", "organisation", "overseer")


def returns(viewer: Viewer) -> QuerySet[TensionReturn]:
    return TensionReturn.objects.visible_to(viewer).select_related(*WITH)


@dataclass(frozen=True)
class ItemLine:
    """An item with where it comes from (None where the viewer may not read that) and the communities it concerns."""

    item: TensionItem
    source: str | None
    communities: list[str]
    community_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReturnPage:
    """Everything that one return holds, as its viewer may see it."""

    sent: TensionReturn
    items: list[ItemLine]
    ahead: list[ForwardEvent]
    replies: list[ReturnReply]
    history: list[dict[str, Any]]
    may: dict[str, bool] = field(default_factory=dict)

    @property
    def was_late(self) -> bool:
        came, due = self.sent.arrived_at, self.sent.due_at
        return bool(came and due and is_late(came, due))


def page_of(viewer: Viewer, sent: TensionReturn) -> ReturnPage:
    found = fetch_together(
        items=TensionItem.objects.visible_to(viewer).filter(of=sent).select_related("lead_partner"),
        sources=ItemSource.objects.visible_to(viewer).filter(item__of=sent),
        communities=ItemCommunity.objects.visible_to(viewer)
        .filter(item__of=sent)
        .select_related("community"),
        ahead=ForwardEvent.objects.visible_to(viewer).filter(of=sent),
        replies=ReturnReply.objects.visible_to(viewer).filter(of=sent),
    )
    texts = {source.item_id: source.restricted_text for source in found["sources"]}
    names: dict[int, list[str]] = {}
    for each in found["communities"]:
        names.setdefault(each.item_id, []).append(each.community.name)
    lines = [ItemLine(item, texts.get(item.pk), names.get(item.pk, [])) for item in found["items"]]
    # Who drafted a return that came without a name is asked of nobody; its history would not say either.
    history = _history(sent) if viewer.may_somewhere("tension.read") else []
    return ReturnPage(sent, lines, found["ahead"], found["replies"], history, buttons(viewer, sent))


def _history(sent: TensionReturn) -> list[dict[str, Any]]:
    return [
        {"who": entry.actor, "what": entry.words, "when": entry.at, "why": entry.reason, "url": ""}
        for entry in list_history(sent)[:30]
    ]


def find_item(viewer: Viewer, sent: TensionReturn, number: int) -> ItemLine | None:
    item = TensionItem.objects.visible_to(viewer).filter(of=sent, number=number).first()
    if item is None:
        return None
    source = ItemSource.objects.visible_to(viewer).filter(item=item).first()
    concerned = ItemCommunity.objects.visible_to(viewer).filter(item=item).select_related("community")
    return ItemLine(
        item,
        source.restricted_text if source else None,
        [each.community.name for each in concerned],
        tuple(each.community_id for each in concerned),
    )


def buttons(viewer: Viewer, sent: TensionReturn) -> dict[str, bool]:
    """What to offer; each write decides again."""
    sends = viewer.may("tension.send", [sent.organisation_id]) and sent.variant != "public"
    mine = viewer.account_id in (sent.drafted_by_id, sent.submitted_by_id)
    sends = sends and (mine or sent.variant != "contributor")
    checks = viewer.may("tension.check", [sent.overseer_id])
    return {
        "write": sends and sent.state in OPEN_TO_WRITE,
        "take_up": sends and sent.state == "withdrawn",
        "withdraw": sends and RETURN.may(sent.state, "withdraw"),
        "check": checks and not mine and RETURN.may(sent.state, "check"),
        "send_back": checks and not mine and sent.variant != "public" and RETURN.may(sent.state, "send_back"),
        "own_work": checks and mine and RETURN.may(sent.state, "check"),
        "accept": viewer.may("tension.accept") and not mine and RETURN.may(sent.state, "accept"),
        "answer": viewer.may("tension.answer", [sent.overseer_id]) and sent.state in ARRIVED and not mine,
        "add": mine and sent.state in ARRIVED,
    }


# What is asked of me


@dataclass(frozen=True)
class AskedOfMe:
    """One asking of the viewer's organisation in one week: its deadline, whether it is closed, and the return if there is one."""

    asking: Asking
    week: date
    due_at: datetime
    lock_at: datetime | None
    longer_until: datetime | None
    sent: TensionReturn | None
    is_late: bool
    is_locked: bool


def asked_of(
    viewer: Viewer, chosen: Iterable[ReturnRound], weeks: Sequence[date], *, at: datetime
) -> list[AskedOfMe]:
    """What this person may report on in these weeks, whether they have or not; the weeks in the order given."""
    bodies = [b for b in viewer.organisation_ids if viewer.may("tension.send", [b])]
    asked = Asking.objects.visible_to(viewer).filter(
        organisation__in=bodies, round__in=[each.pk for each in chosen], variant__in=_variants(viewer)
    )
    askings = list(asked.select_related("round", "area", "organisation"))
    given = DeadlineException.objects.filter(
        asking__in=askings, week_starting__in=weeks, account=viewer.account_id
    ).order_by("until_at")
    longer = {(e.asking_id, e.week_starting): e.until_at for e in given}
    came = {(r.asking_id, r.week_starting): r for r in _mine_in(viewer, askings, weeks)}
    return [
        _asked(each, week, longer.get((each.pk, week)), came.get((each.pk, week)), at)
        for week in weeks
        for each in askings
        if each.since_on <= week and (each.until_on is None or each.until_on > week)
    ]


def _variants(viewer: Viewer) -> list[str]:
    """A contributor sends a contributor's return; the police theirs; everybody else a partner's."""
    found = {"contributor"} if "contributor" in viewer.roles else set()
    found |= {"officer"} if viewer.roles & {"borough_lead", "desk_officer"} else set()
    return sorted(found | ({"partner"} if "delivery_partner" in viewer.roles else set()))


def _mine_in(viewer: Viewer, askings: list[Asking], weeks: Sequence[date]) -> QuerySet[TensionReturn]:
    rows = returns(viewer).filter(asking__in=askings, week_starting__in=weeks).exclude(state="withdrawn")
    return rows.filter(Q(drafted_by=viewer.account_id) | ~Q(variant="contributor")).order_by("pk")


def _asked(
    asking: Asking, week: date, longer: datetime | None, sent: TensionReturn | None, at: datetime
) -> AskedOfMe:
    clockwork = asking.round.clockwork
    due, lock = effective_due(clockwork.due_at(week), longer), clockwork.lock_at(week)
    return AskedOfMe(
        asking, week, due, lock, longer, sent, is_late(at, due), deadlines.is_locked(at, lock, longer)
    )


# What waits for me


def to_check(viewer: Viewer) -> QuerySet[TensionReturn]:
    """Sent, and not the viewer's own work. The urgent first."""
    rows = returns(viewer).filter(state="submitted").filter(_checks_q(viewer))
    return _not_mine(rows, viewer).order_by("-is_urgent", "arrived_at")


def to_accept(viewer: Viewer) -> QuerySet[TensionReturn]:
    if not viewer.may("tension.accept"):
        return TensionReturn.objects.visible_to(viewer).none()
    return _not_mine(returns(viewer).filter(state="checked"), viewer).order_by("arrived_at")


def _not_mine(rows: QuerySet[TensionReturn], viewer: Viewer) -> QuerySet[TensionReturn]:
    # Not exclude(): a return that names nobody is nobody's own.
    mine = Q(drafted_by=viewer.account_id) | Q(submitted_by=viewer.account_id)
    return rows.exclude(pk__in=TensionReturn.objects.filter(mine).values("pk"))


def _checks_q(viewer: Viewer, permission: str = "tension.check") -> Q:
    if viewer.may(permission):
        return Q()
    return Q(overseer__in=[b for granted, b in viewer.grants if granted == permission and b is not None])


@dataclass(frozen=True)
class Owed:
    """An answer that is owed to somebody who spoke."""

    sent: TensionReturn
    due_at: datetime
    is_overdue: bool


def owed(viewer: Viewer, *, at: datetime) -> list[Owed]:
    """Who spoke, asked for an answer, and has none; the longest overdue first."""
    if not viewer.may_somewhere("tension.answer"):
        return []
    rows = returns(viewer).filter(_checks_q(viewer, "tension.answer")).filter(owed_q())
    found = [
        Owed(sent, due, at > due)
        for sent in rows
        if sent.arrived_at and (due := answer_due_at(sent.arrived_at))
    ]
    return sorted(found, key=lambda each: each.due_at)


def owed_q() -> Q:
    spoke = Q(state__in=ARRIVED, answer_wanted=True, is_nil=False) & ~Q(variant="officer")
    answered = ReturnReply.objects.filter(kind=ReturnReply.Kind.ANSWER).values("of")
    return spoke & ~Q(pk__in=answered)


def of_area(viewer: Viewer, area: int) -> QuerySet[TensionReturn]:
    return returns(viewer).filter(area=area).order_by("-week_starting", "variant", "pk")


def own_returns(viewer: Viewer) -> QuerySet[TensionReturn]:
    """What the viewer wrote, or their organisation (for contributors only what they wrote themselves)."""
    mine = Q(drafted_by=viewer.account_id) | Q(submitted_by=viewer.account_id)
    return (
        returns(viewer)
        .filter(mine | Q(organisation__in=viewer.organisation_ids))
        .order_by("-week_starting", "-pk")
    )
