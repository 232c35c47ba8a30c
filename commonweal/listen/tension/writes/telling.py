"""Who is told that something in the weekly return awaits them? Only that: never what, never about which area."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from commonweal.ground.audit.models import Record
from commonweal.ground.messages.reads import find_recipients
from commonweal.ground.messages.writes import add_notice
from commonweal.ground.people.rules import roles_with
from commonweal.ground.visibility.rules import Viewer


def _people_with(permission: str, bodies: Iterable[int], at: datetime, *, scope: str) -> set[int]:
    roles = roles_with(permission, scope)
    if not roles:
        return set()
    found = find_recipients(roles=roles, organisation_ids=bodies, on=timezone.localdate(at))
    return {person.pk for person in found}


def _tell_body(body: int, permission: str, *, by: Viewer, at: datetime, record: Record) -> int:
    """Those of one organisation who hold the permission there."""
    people = _people_with(permission, [body], at, scope="own") - {by.account_id}
    return add_notice(account_ids=people, kind="awaits", at=at, address=_page(record), record=record)


def _tell_duty(body: int, *, by: Viewer, at: datetime, record: Record) -> int:
    """Something urgent: the duty role wherever they sit, and whoever checks for the area."""
    people = _people_with("tension.duty", [], at, scope="any")
    people |= _people_with("tension.check", [body], at, scope="own")
    people -= {by.account_id}
    return add_notice(account_ids=people, kind="awaits", at=at, address=_page(record), record=record)


def _tell_person(account: int | None, *, by: Viewer, at: datetime, record: Record) -> int:
    people = {account} if account is not None and account != by.account_id else set()
    return add_notice(account_ids=people, kind="decided", at=at, address=_page(record), record=record)


def _page(record: Record) -> str:
    return reverse("tension:return", args=[record.pk])
