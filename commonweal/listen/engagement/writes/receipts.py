"""How is a receipt handed out, what is written for those who hold one, and what do they say to it?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.writes import write
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.partners.models import period_q
from commonweal.ground.visibility.rules import NotPossible, Refused, Viewer
from commonweal.listen.engagement.models import (
    DeskOfficer,
    HeldReceipt,
    Issue,
    IssueAddition,
    IssueReceipt,
    ToldBack,
)
from commonweal.listen.engagement.reads.receipts import Held, find_held
from commonweal.listen.engagement.rules import receipts as rules

LOG = "engagement.log"


def _keep_receipt(model: type[HeldReceipt], key: str, **what: Any) -> None:
    """Only its hash; the key with which it was made stands nowhere beside it."""
    rules.check_strong_key(key)
    receipt = rules.make_receipt(settings.SECRET_KEY.encode(), key, model.kind)
    model.objects.create(receipt_hash=rules.hash_of(receipt, model.kind), **what)


def _check_holds(model: type[Held], typed: str, **what: Any) -> Held:
    """The receipt opens this very record."""
    held = find_held(model, typed)
    if held is None or any(getattr(held, name) != value for name, value in what.items()):
        raise Refused("This receipt does not open this.")
    return held


@write("handed out a receipt for an issue", permission=LOG, locks="issue")
def hand_receipt(*, issue: Issue, key: str, by: Viewer, at: datetime) -> Issue:
    """To one of those who raised it: with it they read what was written for them. Nobody is asked who they are."""
    _keep_receipt(IssueReceipt, key, issue=issue)
    return issue


@write("wrote to those who hold a receipt for an issue", permission=LOG, locks="issue")
def tell_holders(*, issue: Issue, text: str, by: Viewer, at: datetime) -> Issue:
    if not text.strip():
        raise NotPossible("Write a few words.")
    ToldBack.objects.create(issue=issue, text=text.strip(), told_by_id=by.account_id, told_at=at)
    return issue


@write("added to an issue with a receipt", permission=None, locks="issue")
def add_to_issue(
    *, issue: Issue, receipt: str, text: str, is_right: str, by: Viewer, at: datetime, reason: str = ""
) -> Issue:
    """By whoever holds a receipt for it. Those who look after it hear that something has come, and not what."""
    held = _check_holds(IssueReceipt, receipt, issue_id=issue.pk)
    rules.check_may_add(IssueAddition.objects.filter(receipt=held).count(), text, is_right)
    IssueAddition.objects.create(issue=issue, receipt=held, text=text.strip(), is_right=is_right, said_at=at)
    address = reverse("engagement:issue", args=[issue.pk])
    add_notice(account_ids=_who_looks_after(issue, at), kind="awaits", at=at, address=address, record=issue)
    return issue


def _who_looks_after(issue: Issue, at: datetime) -> set[int]:
    """Whoever logged the engagement, and those who sit at its desk today."""
    held = issue.engagement
    seats = DeskOfficer.objects.filter(period_q(timezone.localdate(at)), desk=held.desk_id)
    people = {held.logged_by_id, *seats.values_list("account_id", flat=True)}
    return {account for account in people if account is not None}
