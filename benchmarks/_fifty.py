"""The installation behind fifty_users: what lives in it, and how often its pages ask the database. Run as a program in it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

import django
from django.test import Client
from django.test.utils import CaptureQueriesContext

PEOPLE = {
    "manager": ("partnership_manager", "London Strategic Migration Partnership"),
    "link": ("link_body_lead", "Community Safety Link Body"),
    "partner": ("delivery_partner", "Metropolitan Police Service"),
    "member": ("authority_member", "Metropolitan Police Authority"),
}


def fill(users: int, actions: int) -> None:
    from django.utils import timezone

    from commonweal.act.plans.daily import raise_due_notices, snapshot_statuses
    from commonweal.act.plans.models import PlannedAction
    from commonweal.config.demonstration.load import load_world
    from tests.guarantees.filling import add_people, fill_plan

    load_world()
    now = timezone.now()
    plan = fill_plan(actions, at=now, title="Long")
    people = {
        key: [
            a.pk for a in add_people(users, role=role, organisation=body, at=now, name=key.replace("_", ""))
        ]
        for key, (role, body) in PEOPLE.items()
    }
    snapshot_statuses(now=now)
    raise_due_notices(now=now)
    areas = list(plan.service_areas.values_list("pk", flat=True))
    every = PlannedAction.objects.filter(strategy=plan)
    own = every.filter(partners__organisation__name=PEOPLE["partner"][1], partners__role="lead")
    print(json.dumps({"plan": plan.pk, "areas": areas, "hot_area": areas[0], "people": people,
                      "actions": _split(every, areas[0]), "own": _split(own, areas[0])}))  # fmt: skip


def _split(rows: Any, area: int) -> dict[str, list[int]]:
    hot = rows.filter(objective__service_area=area)
    return {
        "hot": list(hot.values_list("pk", flat=True)),
        "cold": list(rows.exclude(pk__in=hot).values_list("pk", flat=True)),
    }


def queries(paths: list[str]) -> None:
    """As whoever may open most of them; in this process, where they can be counted."""
    from django.db import connection

    from commonweal.ground.people.models import Account

    found: Counter[str] = Counter()
    for key in ("manager", "mps", "member"):
        client = Client()
        client.force_login(Account.objects.get(email=f"{key}@demonstration.example"))
        session = client.session
        session["second_step"] = session["demonstration"] = True
        session.save()
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(path)
            if answer.status_code == 200:
                found[path] = max(
                    found[path], sum(not _is_bookkeeping(q["sql"]) for q in asked.captured_queries)
                )
    worst = max(found, key=lambda path: found[path])
    print(f"queries a page: at most {found[worst]} ({worst}), over {len(found)} pages")


def _is_bookkeeping(query: str) -> bool:
    return query.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]), int(sys.argv[3]))
    else:
        queries(json.loads(sys.argv[2]))
