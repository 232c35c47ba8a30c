"""What is the first job of whoever signed in to the demonstration? A few steps, each with the page on which it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonweal.act.plans.models import PlannedAction, Strategy
from commonweal.answer.papers.models import CommitteePaper
from commonweal.ground.people.rules import all_roles
from commonweal.ground.visibility.requests import Request
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.intake.models import IntakeDocument

GUIDE = Path(__file__).with_name("demonstration") / "guide.yaml"
FIND: dict[str, Callable[[Viewer, str], Any]] = {
    "plan": lambda viewer, called: Strategy.objects.visible_to(viewer).order_by("pk"),
    "action": lambda viewer, called: PlannedAction.objects.visible_to(viewer).filter(reference=called),
    "paper": lambda viewer, called: CommitteePaper.objects.visible_to(viewer).filter(number=called),
    "reading": lambda viewer, called: IntakeDocument.objects.visible_to(viewer).order_by("pk"),
}


@cache
def first_jobs() -> dict[str, Any]:
    return dict(yaml.safe_load(GUIDE.read_text(encoding="utf-8")))


@require_safe
def guide(request: Request) -> HttpResponse:
    """Only in the demonstration, because the steps are about what lies there."""
    role = next((name for name in all_roles() if name in request.viewer.roles), "")
    if not settings.DEMONSTRATION or role not in first_jobs():
        raise Http404
    job = first_jobs()[role]
    return render(
        request, "config/guide.jinja", {"job": job["job"], "steps": steps_of(job["steps"], request.viewer)}
    )


def steps_of(rows: Iterable[dict[str, Any]], viewer: Viewer) -> list[dict[str, str]]:
    """Words and address; a step whose record is gone keeps its words and loses its link."""
    found: dict[tuple[str, str], int | None] = {}
    return [
        {
            "words": row["words"],
            "link": row["link"],
            "url": _address(row["page"], row.get("of"), viewer, found),
        }
        for row in rows
    ]


def _address(page: str, of: Any, viewer: Viewer, found: dict[tuple[str, str], int | None]) -> str:
    if of is None:
        return reverse(page)
    kind, called = next(iter(of.items())) if isinstance(of, dict) else (of, "")
    if (kind, called) not in found:
        found[kind, called] = FIND[kind](viewer, called).values_list("pk", flat=True).first()
    pk = found[kind, called]
    return reverse(page, args=[pk]) if pk else ""
