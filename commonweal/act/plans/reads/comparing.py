"""What do two plans, or two bodies' parts of plans, say beside each other?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from commonweal.act.plans.models import ActionPartner, Outcome, PlannedAction, Strategy
from commonweal.act.plans.rules.comparing import BASES, Comparison, Promise, compare
from commonweal.ground.partners.models import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer
from commonweal.reading.formulas import protect

__all__ = ["BASES", "Side", "as_rows", "bodies_in_plans", "compare_sides", "find_side", "plans_to_compare"]
OUR_PART = ("lead", "partner")


@dataclass(frozen=True)
class Side:
    """A plan, or what one organisation leads or is a partner in there."""

    plan: Strategy
    body: Organisation | None = None

    @property
    def name(self) -> str:
        return str(self.body or self.plan)

    @property
    def full_name(self) -> str:
        return f"{self.body} in {self.plan}" if self.body else str(self.plan)

    @property
    def code(self) -> str:
        return f"{self.plan.pk}-{self.body.pk}" if self.body else str(self.plan.pk)


def plans_to_compare(viewer: Viewer) -> list[Strategy]:
    return list(Strategy.objects.visible_to(viewer).order_by("title"))


def bodies_in_plans(viewer: Viewer) -> list[tuple[int, int, str]]:
    """(plan, organisation, name) for every organisation that leads or is a partner in a plan that the viewer sees."""
    rows = ActionPartner.objects.visible_to(viewer).filter(role__in=OUR_PART)
    found = rows.values_list("action__strategy", "organisation", "organisation__name")
    return list(found.order_by("action__strategy__title", "organisation__name").distinct())


def find_side(code: str, plans: list[Strategy], bodies: list[tuple[int, int, str]]) -> Side | None:
    """ "3" is a plan, "3-12" one organisation's part of it; None where the viewer sees no such thing."""
    plan_key, _, body_key = code.partition("-")
    plan = next((p for p in plans if str(p.pk) == plan_key), None)
    if plan is None:
        return None
    if not body_key:
        return Side(plan)
    found = next((b for b in bodies if b[0] == plan.pk and str(b[1]) == body_key), None)
    return Side(plan, Organisation(pk=found[1], name=found[2])) if found else None


def compare_sides(viewer: Viewer, left: Side, right: Side, basis: str) -> Comparison:
    """Four queries, however many actions."""
    actions = (
        PlannedAction.objects.visible_to(viewer)
        .filter(strategy__in={left.plan.pk, right.plan.pk})
        .select_related("objective__service_area")
        .prefetch_related(
            Prefetch("partners", ActionPartner.objects.visible_to(viewer).select_related("organisation")),
            Prefetch("outcomes", Outcome.objects.visible_to(viewer)),
            Prefetch("areas", Area.objects.only("name")),
        )
        .order_by("order", "pk")
    )
    found = list(actions)
    return compare(_promises(found, left), _promises(found, right), basis)


def _promises(actions: list[Any], side: Side) -> Iterator[Promise]:
    for action in actions:
        partners = action.partners.all()
        mine = side.body is None or any(
            p.organisation_id == side.body.pk and p.role in OUR_PART for p in partners
        )
        if action.strategy_id == side.plan.pk and mine:
            yield Promise(
                pk=action.pk,
                reference=action.reference,
                title=action.title,
                area=action.objective.service_area.title,
                outcomes=tuple(outcome.text for outcome in action.outcomes.all()),
                # The two bodies themselves are no third party that both work with.
                partners=tuple(
                    p.organisation.name
                    for p in partners
                    if side.body is None or p.organisation_id != side.body.pk
                ),
                places=tuple(area.name for area in action.areas.all()),
            )


def as_rows(comparison: Comparison, left: Side, right: Side, basis: str) -> Iterator[list[str]]:
    """The comparison for a spreadsheet, harmless there."""
    yield [BASES[basis], protect(left.full_name), protect(right.full_name), "Why beside each other", "Gap"]
    for line in comparison.lines:
        gap = "" if line.left and line.right else f"{(right if line.left else left).name} has nothing"
        cells = [line.heading, _said(line.left), _said(line.right), line.shared if not gap else "", gap]
        yield [protect(cell, rewritten=True) for cell in cells]
    for opening in comparison.openings:
        cells = [
            opening.name,
            _said(opening.left),
            _said(opening.right),
            f"Opening: the same {opening.what}",
            "",
        ]
        yield [protect(cell, rewritten=True) for cell in cells]


def _said(promises: tuple[Promise, ...]) -> str:
    return "; ".join(f"{p.reference} {p.title}" for p in promises)
