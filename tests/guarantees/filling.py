"""How does a house come to hold many more rows, of the same kinds as the demonstration's?

Made in bulk, straight into the tables: this is about numbers, and the rooms' own tests are about how rows come to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from commonweal.act.plans.models import (
    ActionPartner,
    Challenge,
    Evidence,
    KeyTask,
    Objective,
    Outcome,
    PlannedAction,
    ProgressUpdate,
    Resource,
    ServiceArea,
    Strategy,
)  # fmt: skip
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.places.models import Area

PIECE = 500
LEADS = ("Metropolitan Police Service", "GLA Diversity and Social Policy Team", "Refugee Council")


def fill_plan(number: int, *, at: datetime, title: str = "A long plan") -> Strategy:
    """A plan of this many actions, each with a lead, two partners, three tasks, two outcomes, two resources, two updates
    and a piece of evidence; every tenth is challenged. Its statuses are not kept yet: that is the worker's first job.
    """
    on = timezone.localdate(at)
    plan = Strategy.objects.create(
        title=title,
        owner_organisation=Organisation.objects.get(name="London Strategic Migration Partnership"),
        launched_on=on - timedelta(days=220),
    )
    objectives = _objectives(plan)
    for start in range(0, number, PIECE):
        _actions(plan, objectives, range(start, min(start + PIECE, number)), at)
    return plan


def _objectives(plan: Strategy) -> list[Objective]:
    link = Organisation.objects.get(name="Community Safety Link Body")
    areas = ServiceArea.objects.bulk_create(
        ServiceArea(strategy=plan, title=f"Field {n}", order=n, link_body=link) for n in range(8)
    )
    return Objective.objects.bulk_create(
        Objective(service_area=area, text=f"Aim {n} of {area.title}", order=n)
        for area in areas
        for n in range(3)
    )


def _actions(plan: Strategy, objectives: list[Objective], numbers: range, at: datetime) -> None:
    on = timezone.localdate(at)
    actions = PlannedAction.objects.bulk_create(
        PlannedAction(
            strategy=plan, objective=_one_of(objectives, n), reference=f"{n:05}", title=f"Promise number {n} of the plan",
            text="What is promised, in a sentence or two of the length that such plans have.", order=n,
            starts_on=on - timedelta(days=200), due_on=on + timedelta(days=n % 400), entered_on=on - timedelta(days=200),
        )
        for n in numbers
    )  # fmt: skip
    boroughs = list(Area.objects.filter(level="borough").order_by("pk")[:33])
    through = PlannedAction.areas.through
    if boroughs:
        through.objects.bulk_create(
            through(plannedaction=a, area=_one_of(boroughs, a.order)) for a in actions if a.order % 2
        )
    _people_of(actions)
    _work_of(actions, on)
    _progress_of(actions, at)


def _one_of(things: Sequence[Any], number: int) -> Any:
    return things[number % len(things)]


def _people_of(actions: list[PlannedAction]) -> None:
    leads = [Organisation.objects.get(name=name) for name in LEADS]
    others = list(Organisation.objects.exclude(name__in=LEADS).order_by("pk")[:20])
    ActionPartner.objects.bulk_create(
        ActionPartner(
            action=a,
            organisation=_one_of(leads, a.order),
            role="lead",
            contact_post="Head" if a.order % 5 else "",
        )
        for a in actions
        if a.order % 7
    )
    ActionPartner.objects.bulk_create(
        ActionPartner(action=a, organisation=_one_of(others, a.order + n), role="partner", order=n)
        for a in actions
        for n in (1, 2)
    )


def _work_of(actions: list[PlannedAction], on: date) -> None:
    KeyTask.objects.bulk_create(
        KeyTask(
            action=a, number=n, text=f"Step {n} of promise {a.order}", due_on=on + timedelta(days=(a.order + 50 * n) % 300 - 80),
            done_on=on - timedelta(days=5) if (a.order + n) % 3 == 0 else None,
        )
        for a in actions for n in (1, 2, 3)
    )  # fmt: skip
    Outcome.objects.bulk_create(
        Outcome(action=a, number=n, text=f"Result {n} of promise {a.order}") for a in actions for n in (1, 2)
    )
    Resource.objects.bulk_create(
        Resource(
            action=a, kind="staff_time", text="Officers' time", order=n, state="conditional" if n == 2 else "secured",
            condition="The budget is agreed" if n == 2 else "",
        )
        for a in actions for n in (1, 2)
    )  # fmt: skip


def _progress_of(actions: list[PlannedAction], at: datetime) -> None:
    on = timezone.localdate(at)
    leads = {
        p.action_id: p.organisation_id for p in ActionPartner.objects.filter(action__in=actions, role="lead")
    }
    reporter, confirmer = (
        Account.objects.get(email=f"{key}@demonstration.example") for key in ("mps", "link")
    )
    updates = []
    for action in actions:
        for n in (1, 2):
            confirmed = n == 1 or action.order % 4 > 0
            updates.append(
                ProgressUpdate(
                    action=action, organisation_id=leads.get(action.pk) or reporter.roles.first().organisation_id,
                    period_until_on=on - timedelta(days=30 * (3 - n)), narrative="What was done in the period.",
                    state="confirmed" if confirmed else "sent", drafted_by=reporter, reported_by=reporter,
                    sent_at=at - timedelta(days=30 * (3 - n) - 5), confirmed_by=confirmer if confirmed else None,
                    confirmed_at=at - timedelta(days=30 * (3 - n) - 9) if confirmed else None,
                )
            )  # fmt: skip
    ProgressUpdate.objects.bulk_create(updates)
    outcomes = Outcome.objects.filter(action__in=actions, number=1)
    Evidence.objects.bulk_create(
        Evidence(
            outcome=outcome, text="A survey shows it.", source="Survey of the spring", strength="measured",
            offered_by=reporter, offered_at=at - timedelta(days=9), organisation_id=leads.get(outcome.action_id),
        )
        for outcome in outcomes
    )  # fmt: skip
    Challenge.objects.bulk_create(
        Challenge(
            action=a, why="Nobody here has noticed it.", raised_by=reporter, raised_at=at - timedelta(days=3)
        )
        for a in actions
        if a.order % 10 == 0
    )


def add_people(
    number: int, *, role: str, organisation: str, at: datetime, name: str = "more"
) -> list[Account]:
    """Accounts that hold a role; nobody knows a password of theirs."""
    body = Organisation.objects.get(name=organisation)
    made = Account.objects.bulk_create(
        Account(email=f"{name}-{n}@demonstration.example", name=f"{name.capitalize()} {n}", password="!")
        for n in range(number)
    )
    since = timezone.localdate(at) - timedelta(days=300)
    RoleHeld.objects.bulk_create(
        RoleHeld(account=account, organisation=body, role=role, since_on=since) for account in made
    )
    return made
