"""What may somebody read who holds a receipt? What was written for them and what they said to it, never the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.conf import settings

from commonweal.ground.visibility.rules import PUBLIC_VIEWER, Viewer
from commonweal.ground.visibility.together import fetch_together
from commonweal.listen.engagement.models import (
    Addition,
    Commitment,
    HeldReceipt,
    Issue,
    IssueAddition,
    IssueReceipt,
    ToldBack,
)
from commonweal.listen.engagement.rules import receipts as rules

Held = TypeVar("Held", bound=HeldReceipt)


@dataclass(frozen=True)
class Line:
    """One thing that was said between us and whoever holds the receipt: never by whom, on either side."""

    is_ours: bool
    text: str
    said_at: datetime
    is_right: str = ""

    @property
    def right_words(self) -> str:
        return rules.IS_RIGHT[self.is_right] if self.is_right else ""


@dataclass(frozen=True)
class Opened:
    """What a receipt opens. record is for the write that adds to it, and no page is given it."""

    kind: str
    record: Any
    lines: tuple[Line, ...]
    promises: tuple[Commitment, ...] = ()
    due_on: date | None = None

    @property
    def is_told(self) -> bool:
        return any(line.is_ours for line in self.lines)


def receipt_of(key: str, kind: str) -> str:
    """In groups, as it is shown once. It is worked out from the form's key, and stands nowhere."""
    return rules.in_groups(rules.make_receipt(settings.SECRET_KEY.encode(), key, kind))


def issue_receipt_of(key: str) -> str:
    return receipt_of(key, IssueReceipt.kind)


def mark_of(key: str) -> str | None:
    return rules.mark_of(key) or None


def find_held(model: type[Held], typed: str, *with_them: str) -> Held | None:
    """The receipt that was typed; None for everything that is none of ours, in the same way."""
    bare = rules.as_typed(typed)
    if not bare:
        return None
    rows = model.objects.filter(receipt_hash=rules.hash_of(bare, model.kind))
    return cast("Held | None", rows.select_related(*with_them).first())


def bucket_of(typed: str) -> str:
    """Under which count tries are kept: by the first two letters, so that nobody is counted as a person."""
    return f"receipts that begin with {rules.as_typed(typed)[:2]}"


def lines_added(additions: Iterable[Addition]) -> list[Line]:
    return [Line(False, each.text, each.said_at, each.is_right) for each in additions]


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: line.said_at))


def open_issue(typed: str) -> Opened | None:
    """What was written for those who raised the issue, what this one of them added, and what stands on the public list."""
    held = find_held(IssueReceipt, typed, "issue")
    if held is None:
        return None
    issue = held.issue
    lines = [Line(True, each.text, each.told_at) for each in ToldBack.objects.filter(issue=issue)]
    added = IssueAddition.objects.filter(receipt=held)
    promises = Commitment.objects.visible_to(PUBLIC_VIEWER).filter(issue=issue)
    return Opened(
        IssueReceipt.kind,
        issue,
        in_order([*lines, *lines_added(added)]),
        tuple(promises),
        issue.next_due_on if issue.state != "told" else None,
    )


def said_with_receipts(issue: Issue, viewer: Viewer) -> tuple[Line, ...]:
    """What was written for those who hold a receipt, and what they added; not how many there are."""
    found = fetch_together(
        told=ToldBack.objects.visible_to(viewer).filter(issue=issue),
        added=IssueAddition.objects.visible_to(viewer).filter(issue=issue),
    )
    lines = [Line(True, each.text, each.told_at) for each in found["told"]]
    return in_order([*lines, *lines_added(found["added"])])
