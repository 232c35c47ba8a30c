"""How are seats, seat rules and areas of a body given and ended?"""

from __future__ import annotations

from datetime import date, datetime

from commonweal.ground.audit.writes import write
from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    BodyArea,
    Membership,
    Organisation,
    SeatRule,
)
from commonweal.ground.partners.rules import EDIT, own
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer


@write("gave a seat on the body", permission=EDIT, locks="body", owners=own)
def add_membership(
    *,
    body: Organisation,
    since_on: date,
    by: Viewer,
    at: datetime,
    member: Organisation | None = None,
    holder: str = "",
    role: str = Membership.Role.MEMBER,
    until_on: date | None = None,
) -> Membership:
    holder = rules.tidy(holder)
    if member is None and not holder:
        raise NotPossible("Say which organisation or which post takes the seat.")
    if member is not None:
        if member.pk == body.pk:
            raise NotPossible("A body cannot be its own member.")
        rules.check_exists(member.name, member.exists_from_on, member.exists_until_on, since_on)
    rules.check_exists(body.name, body.exists_from_on, body.exists_until_on, since_on)
    rules.check_period(since_on, until_on)
    same = body.memberships.filter(member=member, holder__iexact=holder, role=role)
    rules.check_no_overlap(
        (since_on, until_on), same.values_list("since_on", "until_on"), "They hold that seat at that time."
    )
    if role == Membership.Role.CHAIR:
        chairs = body.memberships.filter(role=role).values_list("since_on", "until_on")
        rules.check_no_overlap((since_on, until_on), chairs, "Somebody else is in the chair at that time.")
    return Membership.objects.create(
        body=body, member=member, holder=holder, role=role, since_on=since_on, until_on=until_on
    )


@write("ended a seat on the body", permission=EDIT, locks="body", owners=own)
def end_membership(
    *, body: Organisation, membership: Membership, on: date, by: Viewer, at: datetime, reason: str = ""
) -> Membership:
    held = body.memberships.filter(pk=membership.pk).first()
    if held is None:
        raise NotPossible("That is not a seat on this body.")
    rules.check_period(held.since_on, on)
    if held.until_on is not None and held.until_on <= on:
        raise NotPossible("That term has ended already.")
    held.until_on = on
    held.save()
    return held


@write("set which seats must be filled", permission=EDIT, locks="body", owners=own)
def set_seat_rule(
    *,
    body: Organisation,
    words: str,
    at_least: int,
    criterion: str,
    criterion_value: str,
    by: Viewer,
    at: datetime,
    since_on: date | None = None,
    until_on: date | None = None,
) -> SeatRule:
    """A rule with the same words takes the place of the earlier one from its day on."""
    words, criterion_value = rules.tidy(words), rules.tidy(criterion_value)
    if not words or not criterion_value or at_least < 1:
        raise NotPossible("A seat rule needs words, whom it means, and at least one seat.")
    rules.check_period(since_on, until_on)
    for earlier in body.seat_rules.filter(words__iexact=words):
        if rules.overlap((earlier.since_on, earlier.until_on), (since_on, until_on)):
            _close_rule(earlier, since_on)
    return SeatRule.objects.create(
        body=body, words=words, at_least=at_least, criterion=criterion, criterion_value=criterion_value,
        since_on=since_on, until_on=until_on,
    )  # fmt: skip


def _close_rule(rule: SeatRule, on: date | None) -> None:
    if on is None or (rule.since_on is not None and rule.since_on >= on):
        raise NotPossible("That seat rule is there already: say from which day the new one holds.")
    rule.until_on = on
    rule.save()


@write("set an area that the body covers", permission=EDIT, locks="body", owners=own)
def cover_area(
    *,
    body: Organisation,
    area: Area,
    by: Viewer,
    at: datetime,
    since_on: date | None = None,
    until_on: date | None = None,
) -> BodyArea:
    rules.check_period(since_on, until_on)
    same = body.body_areas.filter(area=area).values_list("since_on", "until_on")
    rules.check_no_overlap(
        (since_on, until_on), same, f"{body.name} covers {area.name} at that time already."
    )
    return BodyArea.objects.create(body=body, area=area, since_on=since_on, until_on=until_on)


@write("ended an area that the body covered", permission=EDIT, locks="body", owners=own)
def leave_area(*, body: Organisation, area: Area, on: date, by: Viewer, at: datetime) -> BodyArea:
    rows = [r for r in body.body_areas.filter(area=area) if rules.holds_on(r.since_on, r.until_on, on)]
    if not rows:
        raise NotPossible(f"{body.name} does not cover {area.name} on that day.")
    rules.check_period(rows[0].since_on, on)
    rows[0].until_on = on
    rows[0].save()
    return rows[0]
