"""What may somebody read who holds a receipt, and how well is the promise of an answer kept?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q

from commonweal.ground.visibility.rules import PUBLIC_VIEWER, Viewer
from commonweal.listen.engagement.reads import receipts
from commonweal.listen.engagement.reads.receipts import find_held
from commonweal.listen.tension.models import PromiseMonth, ReturnReceipt, TensionReturn
from commonweal.listen.tension.models.returns import ReturnReply
from commonweal.listen.tension.reads import public
from commonweal.listen.tension.rules.answering import Promise, answer_due_at, closed_month, measure, span_of
from commonweal.listen.tension.rules.states import ARRIVED


@dataclass(frozen=True)
class Said:
    """One line between whoever reported and whoever answers: never who, on either side."""

    is_answer: bool
    text: str
    said_at: datetime


@dataclass(frozen=True)
class ByReceipt:
    """What a receipt opens: what was said, and what was said to it."""

    area: str
    week: date
    what: str
    impact: str
    arrived_at: datetime
    answer_due_at: datetime
    lines: tuple[Said, ...]
    sent: TensionReturn

    @property
    def is_answered(self) -> bool:
        return any(line.is_answer for line in self.lines)


def find_by_receipt(typed: str) -> ByReceipt | None:
    """None for everything that is no receipt of ours, in the same way."""
    found = find_held(ReturnReceipt, typed, "of__area")
    if found is None:
        return None
    sent = found.of
    assert sent.arrived_at is not None, "a receipt is given when a return arrives"
    lines = tuple(
        Said(reply.kind == ReturnReply.Kind.ANSWER, reply.text, reply.said_at) for reply in sent.replies.all()
    )
    return ByReceipt(
        sent.area.name, sent.week_starting, sent.what, sent.impact, sent.arrived_at, answer_due_at(sent.arrived_at),
        lines, sent,
    )  # fmt: skip


def promise_kept(viewer: Viewer, *, at: datetime, month: date | None = None) -> Promise:
    """Over everybody to whom an answer was promised and whose return the viewer may read; of one month, or ever.

    A figure over all of them, shown to anybody, would tell each time that somebody else has spoken or was answered. What
    is published is therefore counted once, when the month is over.
    """
    rows = (
        TensionReturn.objects.visible_to(viewer)
        .filter(state__in=ARRIVED, answer_wanted=True, is_nil=False)
        .exclude(variant="officer")
    )
    if month:
        began, ended = span_of(month)
        rows = rows.filter(arrived_at__gte=began, arrived_at__lt=ended)
    first = Min("replies__said_at", filter=Q(replies__kind=ReturnReply.Kind.ANSWER))
    came = rows.annotate(first=first).order_by().values_list("arrived_at", "first")
    return measure(((arrived, answered) for arrived, answered in came if arrived), at=at)


def uncounted_month(*, at: datetime) -> date | None:
    """The latest month that is over and not counted, where a round took returns from anybody."""
    month = closed_month(at)
    if PromiseMonth.objects.filter(from_on=month).exists() or public.open_round(month) is None:
        return None
    return month


def published_months() -> list[PromiseMonth]:
    """The last twelve, the newest first."""
    return list(PromiseMonth.objects.visible_to(PUBLIC_VIEWER)[:12])


def receipt_of(key: str) -> str:
    return receipts.receipt_of(key, ReturnReceipt.kind)


def answer_due(arrived_at: datetime) -> datetime:
    return answer_due_at(arrived_at)
