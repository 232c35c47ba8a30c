"""How is a desk opened, who sits at it, for whom does it answer, and which place was it given?"""

from __future__ import annotations

from datetime import date, datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import check_may_hear
from commonweal.ground.people.models import Account
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community, Desk, DeskCommunity, DeskOfficer, DeskPriority
from commonweal.listen.engagement.reads.periods import overlapping
from commonweal.listen.engagement.rules.periods import check_end

KEEP = "engagement.desk"


@write("opened a desk", permission=KEEP)
def open_desk(
    *,
    name: str,
    organisation: Organisation,
    by: Viewer,
    at: datetime,
    remit: str = "",
    opened_on: date | None = None,
) -> Desk:
    check_may_hear(organisation.pk)
    _check_name(name, organisation)
    return Desk.objects.create(
        name=" ".join(name.split()), organisation=organisation, remit=remit, opened_on=opened_on
    )


@write("changed a desk", permission=KEEP, locks="desk")
def change_desk(
    *,
    desk: Desk,
    name: str,
    by: Viewer,
    at: datetime,
    remit: str = "",
    opened_on: date | None = None,
    closed_on: date | None = None,
) -> Desk:
    _check_name(name, desk.organisation, but=desk)
    if opened_on and closed_on and closed_on <= opened_on:
        raise NotPossible("A desk closes after it opens.")
    desk.name, desk.remit, desk.opened_on, desk.closed_on = (
        " ".join(name.split()),
        remit,
        opened_on,
        closed_on,
    )
    desk.save()
    return desk


def _check_name(name: str, organisation: Organisation, but: Desk | None = None) -> None:
    same = Desk.objects.filter(name__iexact=" ".join(name.split()), organisation=organisation)
    if same.exclude(pk=but.pk if but else 0).exists():
        raise NotPossible("This organisation has a desk of that name already.")


@write("seated an officer at a desk", permission=KEEP, locks="desk")
def seat_officer(*, desk: Desk, account: Account, since_on: date, by: Viewer, at: datetime) -> Desk:
    if desk.officers.filter(account=account, until_on__isnull=True).exists():
        raise NotPossible(f"{account} sits at this desk already.")
    DeskOfficer.objects.create(desk=desk, account=account, since_on=since_on)
    return desk


@write("ended an officer’s time at a desk", permission=KEEP, locks="desk")
def end_officer(*, desk: Desk, officer: DeskOfficer, until_on: date, by: Viewer, at: datetime) -> Desk:
    _end(desk.officers.filter(pk=officer.pk).first(), until_on, thing="This officer’s time at the desk")
    return desk


def _end(found: DeskOfficer | DeskCommunity | None, until_on: date, *, thing: str) -> None:
    if found is None:
        raise NotPossible("This has been removed since you opened it.")
    check_end(found.since_on, found.until_on, until_on, thing=thing)
    found.until_on = until_on
    found.save()


@write("gave a desk a community to answer for", permission=KEEP, locks="desk")
def cover_community(*, desk: Desk, community: Community, since_on: date, by: Viewer, at: datetime) -> Desk:
    if desk.closed_on is not None and since_on >= desk.closed_on:
        raise NotPossible("This desk is closed by then.")
    if desk.covered.filter(overlapping(since_on), community=community).exists():
        raise NotPossible(f"This desk answers for {community} already.")
    DeskCommunity.objects.create(desk=desk, community=community, since_on=since_on)
    return desk


@write("ended what a desk answers for", permission=KEEP, locks="desk")
def end_desk_community(*, desk: Desk, link: DeskCommunity, until_on: date, by: Viewer, at: datetime) -> Desk:
    _end(desk.covered.filter(pk=link.pk).first(), until_on, thing=f"Answering for {link.community}")
    return desk


@write("gave a desk its place", permission=KEEP, locks="desk")
def set_priority(
    *, desk: Desk, priority: str, basis: str, reason: str, by: Viewer, at: datetime, on: date
) -> Desk:
    """Every decision is kept; the newest holds."""
    if not reason.strip():
        raise NotPossible("Say why: an operational need or growth, in a sentence.")
    DeskPriority.objects.create(
        desk=desk, priority=priority, basis=basis, reason=reason, decided_on=on, decided_by_id=by.account_id
    )
    return desk
