"""Who sits on a body, until when, and is every seat filled that has to be?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    Membership,
    Organisation,
    SeatRule,
    period_q,
)
from commonweal.ground.partners.reads.names import list_organisations
from commonweal.ground.partners.rules import Seat, SeatGap
from commonweal.ground.visibility.rules import Viewer


def list_members(body: Organisation, on: date | None = None) -> QuerySet[Membership]:
    """Who sits on a body: the chair first; with a day, only those whose term holds then."""
    rows = body.memberships.select_related("member")
    return rows.filter(period_q(on)) if on is not None else rows


def list_chairs(body: Organisation, on: date) -> QuerySet[Membership]:
    return list_members(body, on).filter(role=Membership.Role.CHAIR)


def list_seats_of(organisation: Organisation, on: date) -> QuerySet[Membership]:
    """The bodies on which an organisation sits on a day."""
    return organisation.seats.filter(period_q(on)).select_related("body")


def list_everybody_around(organisation: Organisation) -> list[Membership]:
    """Every seat on it and every seat it holds, at any time."""
    rows = Membership.objects.filter(Q(body=organisation) | Q(member=organisation))
    return list(rows.select_related("body", "member").order_by("since_on", "pk"))


def seat_gaps(body: Organisation, on: date) -> tuple[SeatGap, ...]:
    """Every seat rule of a body as it stands on a day, broken or kept."""
    seats = [_seat(m) for m in list_members(body, on)]
    return tuple(_gap(rule, seats) for rule in body.seat_rules.all() if _in_force(rule, on))


def list_broken_seats(viewer: Viewer, on: date) -> list[tuple[Organisation, SeatGap]]:
    """Every broken seat rule of every body that exists on a day."""
    bodies = list_organisations(viewer, on)
    seat_rules = SeatRule.objects.filter(period_q(on), body__in=bodies).select_related("body")
    sitting: dict[int, list[Membership]] = defaultdict(list)
    ruled = SeatRule.objects.filter(body=OuterRef("body"))
    for member in Membership.objects.filter(period_q(on), Exists(ruled)).select_related("member"):
        sitting[member.body_id].append(member)
    gaps = [
        (rule.body, _gap(rule, [_seat(m) for m in sitting[rule.body_id]]))
        for rule in seat_rules.order_by("body__name", "pk")
    ]
    return [(body, gap) for body, gap in gaps if gap.broken]


def gaps_among(rules_: Iterable[SeatRule], members: Iterable[Membership], on: date) -> tuple[SeatGap, ...]:
    """The seat rules as they stand on a day, for members that were fetched already."""
    seats = [_seat(m) for m in members if rules.holds_on(m.since_on, m.until_on, on)]
    return tuple(_gap(rule, seats) for rule in rules_ if _in_force(rule, on))


def _seat(membership: Membership) -> Seat:
    kind = membership.member.kind if membership.member else ""
    return Seat(role=membership.role, holder=membership.holder, member_kind=kind)


def _in_force(rule: SeatRule, on: date) -> bool:
    return rules.holds_on(rule.since_on, rule.until_on, on)


def _gap(rule: SeatRule, seats: list[Seat]) -> SeatGap:
    filled = rules.count_filled(rule.criterion, rule.criterion_value, seats)
    return SeatGap(words=rule.words, at_least=rule.at_least, filled=filled)
