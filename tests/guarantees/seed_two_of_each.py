"""What waits for the workers and the visitors of test_two_of_each? Run as a program, in the installation under test.

Prints one JSON object with the keys that the test needs. The embargo falls due after as many seconds as the argument says.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from typing import Any

import django

PLANS, ACTIONS = 12, 4


def main(seconds: float) -> None:
    django.setup()
    from django.utils import timezone

    from commonweal.act.plans.models import PlannedAction, Strategy
    from commonweal.config.demonstration.load import load_world
    from commonweal.ground.people.models import Account

    load_world()
    now = timezone.now()
    people = {a.email.split("@")[0].replace("-", "_"): a.pk for a in Account.objects.all()}
    world = Strategy.objects.get()
    plans = [_plan(n) for n in range(PLANS)]
    releases = [_hold_back(plan, people, now, seconds) for plan in plans[:2]]
    editable = PlannedAction.objects.filter(strategy=world).order_by("pk")
    found = {
        "people": people,
        "actions": list(editable.values_list("pk", flat=True)),
        "plans": [world.pk, *(plan.pk for plan in plans)],
        "releases": releases,
    }
    print(json.dumps(found))


def _plan(number: int) -> Any:
    """A plan in which everything is late, so that there is something to remind of."""
    from commonweal.act.plans.models import (
        ActionPartner,
        KeyTask,
        Objective,
        PlannedAction,
        ServiceArea,
        Strategy,
    )
    from commonweal.ground.partners.models import Organisation

    owner = Organisation.objects.get(name="London Strategic Migration Partnership")
    lead = Organisation.objects.get(name="Metropolitan Police Service")
    plan = Strategy.objects.create(
        title=f"Plan {number}", owner_organisation=owner, launched_on=date(2010, 1, 1)
    )
    area = ServiceArea.objects.create(strategy=plan, title="Safety", link_body=owner)
    objective = Objective.objects.create(service_area=area, text="Be safe")
    for at in range(ACTIONS):
        action = PlannedAction.objects.create(
            strategy=plan, objective=objective, reference=f"{number}.{at}", title=f"Action {at}", text="What is promised.",
            entered_on=date(2010, 1, 1),
        )  # fmt: skip
        ActionPartner.objects.create(action=action, organisation=lead, role="lead")
        KeyTask.objects.create(action=action, number=1, text="A task", due_on=date(2010, 3, 1))
    return plan


def _hold_back(plan: Any, people: dict[str, int], now: Any, seconds: float) -> int:
    """A statement of the plan that two persons have released, but not before its hour."""
    from django.utils import timezone

    from commonweal.answer.papers.reads.content import render_content
    from commonweal.answer.publications.reads import statements
    from commonweal.answer.publications.writes import prepare_plan_statement, release_statement

    on = timezone.localdate(now)
    statement = statements.plan_statement(plan, on=on)
    release = prepare_plan_statement(
        plan_id=plan.pk, owner_id=plan.owner_organisation_id, name=plan.title, stands_on=on,
        rendered=render_content(statement), lines=statement["lines"], by=_viewer(people["secretary"], on), at=now,
    )  # fmt: skip
    until = timezone.now() + timedelta(seconds=seconds)
    release_statement(
        release=release,
        seen=release.hash,
        embargoed_until_at=until,
        by=_viewer(people["manager"], on),
        at=now,
    )
    return release.pk


def _viewer(account: int, on: date) -> Any:
    from commonweal.ground.people.models import Account
    from commonweal.ground.people.reads import get_viewer

    return get_viewer(Account.objects.get(pk=account), on=on)


if __name__ == "__main__":
    main(float(sys.argv[1]))
