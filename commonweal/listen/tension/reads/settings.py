"""Who is asked in a round, who has longer, and from what may one choose?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from commonweal.ground.messages.reads import find_recipients
from commonweal.ground.people.models import Account
from commonweal.ground.people.rules import roles_with
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import list_within
from commonweal.ground.scales.reads import UnknownScale, scale_in_force
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.tension.models import Asking, DeadlineException, ReturnRound


def list_askings(viewer: Viewer, chosen: ReturnRound, on: date) -> QuerySet[Asking]:
    """Those who are asked still, or will be."""
    rows = Asking.objects.visible_to(viewer).filter(round=chosen)
    rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gt=on))
    return rows.select_related("area", "organisation", "overseer")


def list_exceptions(viewer: Viewer, chosen: ReturnRound) -> QuerySet[DeadlineException]:
    rows = DeadlineException.objects.visible_to(viewer).filter(asking__round=chosen)
    return rows.select_related("asking__area", "asking__organisation", "account", "granted_by")[:50]


def areas_to_ask_about(viewer: Viewer, chosen: ReturnRound, on: date) -> QuerySet[Area]:
    return list_within(chosen.area, on=on, level="borough").defer("boundary", "outline")


def people_of(asking: Asking, on: date) -> QuerySet[Account]:
    """Who may send for the body that is asked."""
    found = find_recipients(
        roles=roles_with("tension.send"), organisation_ids=[asking.organisation_id], on=on
    )
    return Account.objects.filter(pk__in=[person.pk for person in found])


def scales_of(chosen: ReturnRound, on: date) -> list[Any]:
    """The versions in force of the scales that the round grades with."""
    found = []
    for name in (chosen.level_scale, chosen.theme_scale):
        try:
            found.append(scale_in_force(name, on=on))
        except UnknownScale:
            continue
    return found
