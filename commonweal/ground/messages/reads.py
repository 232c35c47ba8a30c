"""What awaits this person, whom would a notice reach, and what could not be sent?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from commonweal.ground.messages.models import Message
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.post import ATTEMPTS
from commonweal.ground.visibility.kept import KeptQuestion
from commonweal.ground.visibility.rules import Viewer


def list_messages(viewer: Viewer) -> QuerySet[Message]:
    return Message.objects.visible_to(viewer)


def count_unread(viewer: Viewer) -> int:
    """Asked for every page."""
    counted = UNREAD.ask(account_id=viewer.account_id) if viewer.is_signed_in else []
    return sum(number for (number,) in counted)


def _unread(account_id: int) -> QuerySet[Any, tuple[int]]:
    unread = list_messages(Viewer(account_id=account_id)).filter(read_at=None)
    return unread.order_by().values("account_id").annotate(number=Count("pk")).values_list("number")


UNREAD = KeptQuestion(_unread, account_id=int)


def find_recipients(
    *, roles: Iterable[str], organisation_ids: Iterable[int], on: date, but_not: int | None = None
) -> list[Account]:
    """Everybody who holds one of these roles in one of these organisations on the day; no role means any."""
    held = RoleHeld.objects.filter(RoleHeld.held_q(on))
    roles, organisation_ids = list(roles), list(organisation_ids)
    if not roles and not organisation_ids:
        return []
    held = held.filter(role__in=roles) if roles else held
    held = held.filter(organisation_id__in=organisation_ids) if organisation_ids else held
    people = Account.objects.filter(pk__in=held.values("account_id"), is_active=True)
    return list(people.exclude(pk=but_not).order_by("name", "pk"))


def list_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """Those whose people the viewer may write to."""
    visible = Organisation.objects.visible_to(viewer)
    return visible if viewer.may("messages.send") else visible.filter(pk__in=viewer.organisation_ids)


def list_unsent(viewer: Viewer) -> QuerySet[Message]:
    """E-mails that were tried in vain, for administrators: to whom, how often and why; never what about."""
    if not viewer.may_somewhere("people.invite"):
        return Message.objects.none()
    unsent = Message.objects.filter(sent_at=None, read_at=None).filter(Q(attempts__gte=1))
    return unsent.select_related("account").order_by("-attempts", "created_at")


def is_given_up(message: Message) -> bool:
    return message.attempts >= ATTEMPTS
