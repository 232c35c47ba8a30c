"""Which relationships does nobody keep, since when, and who may name the next keeper?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet

from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.rules import roles_with
from commonweal.ground.visibility.pages import get_visible_or_404
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.exchange.models import TrustedRelationship, Vacancy
from commonweal.listen.exchange.reads.standing import held_with, keepers_in
from commonweal.listen.exchange.rules.keeping import is_without_keeper
from commonweal.listen.exchange.rules.states import Gap

MOST = 200
NAME = "trusted.name_keeper"


@dataclass(frozen=True)
class VacancyLine:
    """One vacancy, whether this viewer may name a keeper for it, and whether anybody may."""

    row: Vacancy
    mine: bool
    somebody_may: bool


def kept_today(on: date) -> Any:
    """Does its keeper, or whoever stands in, hold the role for it there today?"""
    there = held_with("trusted.keep", on=on).filter(organisation_id=OuterRef("owner_id"))
    return Exists(there.filter(account_id=OuterRef("keeper_id"))) | Exists(
        there.filter(account_id=OuterRef("stand_in_id"))
    )


def newly_without_keeper(on: date) -> QuerySet[TrustedRelationship]:
    """For the step that lays them before somebody: those that nobody keeps and that stand on no list yet."""
    rows = TrustedRelationship.objects.filter(~kept_today(on))
    return rows.exclude(vacancies__state=Gap.OPEN.value).order_by("pk")


def kept_again(on: date) -> QuerySet[Vacancy]:
    kept = TrustedRelationship.objects.filter(kept_today(on))
    return Vacancy.objects.filter(state=Gap.OPEN.value, relationship__in=kept.values("pk")).order_by("pk")


def nobody_keeps(relationship: TrustedRelationship, *, on: date) -> bool:
    return is_without_keeper(relationship.keeper_ids(), keepers_in(relationship.owner_id, on=on))


def without_keeper_since(relationship: TrustedRelationship, *, on: date) -> date:
    """The day on which the last of its keepers gave up the role; today where nothing says so."""
    keepers = [keeper for keeper in relationship.keeper_ids() if keeper is not None]
    held = RoleHeld.objects.filter(
        account_id__in=keepers, organisation_id=relationship.owner_id,
        role__in=roles_with("trusted.keep"), until_on__lte=on,
    )  # fmt: skip
    return held.aggregate(last=Max("until_on"))["last"] or on


def relationship_without_keeper(vacancy: Vacancy) -> TrustedRelationship:
    """For the write that names a keeper; no page is given it."""
    return TrustedRelationship.objects.select_for_update(of=("self",)).get(vacancies=vacancy.pk)


def list_vacancies(viewer: Viewer, *, on: date) -> list[VacancyLine]:
    """Those that nobody keeps first, the longest first; then what became of the others."""
    rows = Vacancy.objects.visible_to(viewer).select_related("owner", "named_by", "new_keeper")
    open_ones = rows.filter(state=Gap.OPEN.value).order_by("since_on", "pk")[:MOST]
    others = rows.exclude(state=Gap.OPEN.value).order_by("-ended_at", "-pk")[:MOST]
    served = set(held_with(NAME, on=on).values_list("organisation_id", flat=True))
    return [
        VacancyLine(row, row.state == Gap.OPEN and viewer.may(NAME, [row.owner_id]), row.owner_id in served)
        for row in (*open_ones, *others)
    ]


def find_vacancy(viewer: Viewer, pk: int) -> Vacancy:
    found: Vacancy = get_visible_or_404(Vacancy.objects.visible_to(viewer).select_related("owner"), pk=pk)
    return found


def count_vacancies(viewer: Viewer) -> int:
    """How many wait for this viewer to name somebody."""
    owners = [owner for permission, owner in viewer.grants if permission == NAME]
    rows = Vacancy.objects.visible_to(viewer).filter(state=Gap.OPEN.value)
    return (rows if None in owners else rows.filter(owner_id__in=owners)).count()
