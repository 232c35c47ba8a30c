"""How is somebody told that something awaits them, and how do they put it aside?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from commonweal.ground.audit.models import Record
from commonweal.ground.audit.writes import inside_a_write, write
from commonweal.ground.messages import rules
from commonweal.ground.messages.models import Message, Sending
from commonweal.ground.messages.reads import find_recipients
from commonweal.ground.visibility.rules import Refused, Viewer, check_may


def add_notice(
    *, account_ids: Iterable[int], kind: str, at: datetime, address: str = "/", record: Record | None = None
) -> int:
    """Lay a notice before these people, as a part of the write that is its reason. Returns how many.

    It is in the same transaction: undone with it, and covered by its audit entry.
    """
    if not inside_a_write():
        raise RuntimeError("A notice is part of a write: call add_notice from within one.")
    return _lay(account_ids, kind=kind, at=at, address=address, record=record)


def _lay(
    account_ids: Iterable[int],
    *,
    kind: str,
    at: datetime,
    address: str,
    record: Record | None = None,
    sending: Sending | None = None,
) -> int:
    rules.check_address(address)
    made = Message.objects.bulk_create(
        Message(
            account_id=account_id,
            kind=kind,
            address=address,
            record_type=record._meta.label_lower if record else "",
            record_id=record.pk if record else None,
            sending=sending,
            created_at=at,
            next_try_at=at,
        )
        for account_id in sorted(set(account_ids))
    )
    return len(made)


@write("sent a notice", permission=None)
def send_notice(
    *, roles: list[str], organisation_ids: list[int], seen: list[int], address: str, by: Viewer, at: datetime
) -> Sending:
    """Send to exactly the people whose names were shown; where the list has changed since, nothing is sent."""
    _check_may_reach(by, organisation_ids)
    people = find_recipients(
        roles=roles,
        organisation_ids=organisation_ids,
        on=timezone.localdate(at),
        but_not=by.account_id,
    )
    rules.check_same_people(seen, [person.pk for person in people])
    rules.check_address(address)
    sending = Sending.objects.create(
        sent_by_id=by.account_id or 0, sent_at=at, address=address, people=len(people)
    )
    _lay([person.pk for person in people], kind="awaits", at=at, address=address, sending=sending)
    return sending


def _check_may_reach(by: Viewer, organisation_ids: list[int]) -> None:
    """A permission for one's own organisation reaches its people only."""
    if not organisation_ids:
        check_may(by, "messages.send")
    for organisation_id in organisation_ids:
        check_may(by, "messages.send", [organisation_id])


@write("opened a notice", permission=None, locks="message")
def open_message(*, message: Message, by: Viewer, at: datetime) -> Message:
    if message.account_id != by.account_id:
        raise Refused("This belongs to somebody else.")
    message.read_at = message.read_at or at
    message.save()
    return message


@write("put all notices aside", permission=None)
def put_all_aside(*, by: Viewer, at: datetime) -> None:
    Message.objects.filter(account_id=by.account_id or 0, read_at=None).update(read_at=at)
