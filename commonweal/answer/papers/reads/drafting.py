"""What can already be said before anybody writes? A first draft from the live plan, with figures that stay live.

Finance, law, equality and the environment stay empty on purpose: no record here knows them, so a person fills them or says
why they do not apply.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commonweal.act.plans.models import Strategy
from commonweal.act.plans.reads.rows import plans
from commonweal.answer.papers.reads.figures import PAPER_VIEWER, LiveFigure, list_plan_figures
from commonweal.design.words import day, listed
from commonweal.ground.scales.reads import get_scale
from commonweal.ground.scales.values import Section
from commonweal.ground.visibility.rules import Viewer

STATUSES = "plan_status_"


def list_plans(*, viewer: Viewer) -> Any:
    """Plans that a paper may be about: those that the viewer sees and that may be written about in public."""
    return plans(viewer).filter(pk__in=plans(PAPER_VIEWER).values("pk"))


def find_plan(pk: int | None, *, viewer: Viewer) -> Strategy | None:
    return list_plans(viewer=viewer).filter(pk=pk).first() if pk else None


def first_heading(plan: Strategy | None, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the form starts with: the meeting that was asked for, and the plan's name as title."""
    found: dict[str, Any] = {}
    if asked.get("meeting", "").isdecimal():
        found["meeting"] = int(asked["meeting"])
    if plan is not None:
        found["title"] = f"How {plan.title} stands"
    return found


def first_draft(plan: Strategy | None, *, format: str, on: date) -> dict[str, Any]:  # noqa: A002  the field's word
    """The texts by section and the recommendations, for starting a paper; only the background without a plan."""
    sections = get_scale(format).sections
    texts = {s.code: s.default_text for s in sections if s.kind == "background" and s.default_text}
    if plan is None:
        return {"texts": texts}
    figures = {f.key: f for f in list_plan_figures(plan, on=on)}
    return {
        "texts": texts | _texts(plan, sections, figures),
        "recommendations": _recommendations(plan, sections, figures),
        "plan": plan,
    }


def _texts(
    plan: Strategy, sections: tuple[Section, ...], figures: Mapping[str, LiveFigure]
) -> dict[str, str]:
    written = {s.code: summary_text(plan, figures) for s in sections if s.kind == "summary"}
    supporting = [s.code for s in sections if s.kind == "supporting"]
    if not supporting:
        return written
    if len(supporting) == 1:
        return written | {supporting[0]: f"{promise_text(plan)}\n\n{standing_text(figures)}"}
    return written | {supporting[0]: promise_text(plan), supporting[-1]: standing_text(figures)}


def summary_text(plan: Strategy, figures: Mapping[str, LiveFigure]) -> str:
    counted = [
        f"{{figure:{key}}} stand at “{f.words.split('“')[-1].rstrip('”').lower()}”"
        for key, f in figures.items()
        if key.startswith(STATUSES) and f.value != "0"
    ]
    of_these = f" Of these, {listed(counted)}." if counted else ""
    return (
        f"{plan.title} has {{figure:plan_actions}} actions.{of_these} "
        "{figure:plan_outcomes_proven} of {figure:plan_outcomes} outcomes are proven by evidence."
    )


def promise_text(plan: Strategy) -> str:
    launched = f" It was launched on {day(plan.launched_on)}." if plan.launched_on else ""
    return (
        f"## What was promised\n\n{plan.title} holds {{figure:plan_actions}} actions with {{figure:plan_tasks}} tasks "
        f"and {{figure:plan_outcomes}} outcomes.{launched}\n\n"
        "{figure:plan_lead_not_stated} of the actions do not state which partner leads."
    )


def standing_text(figures: Mapping[str, LiveFigure]) -> str:
    exceptions = (
        "## What needs attention\n\nThe table names each exception with its cause and what it puts at risk.\n\n"
        "{table:plan_table_exceptions}"
        if figures["plan_table_exceptions"].value != "0"
        else "## What needs attention\n\nNo action is an exception today."
    )
    return (
        "## How it stands\n\nThe table gives each action with its lead and the reason for its status.\n\n"
        "{table:plan_table_actions}\n\n"
        "{figure:plan_tasks_done} tasks are done and {figure:plan_tasks_late} are late. "
        "{figure:plan_done_unproven} actions have every task done and an outcome that is not proven.\n\n"
        + exceptions
    )


def _recommendations(
    plan: Strategy, sections: tuple[Section, ...], figures: Mapping[str, LiveFigure]
) -> list[str]:
    asked = next((s for s in sections if s.kind == "recommendation"), None)
    lead = asked.default_text if asked and asked.default_text else "That members"
    found = [f"{lead} note how the {{figure:plan_actions}} actions of {plan.title} stand."]
    if figures["plan_table_exceptions"].value != "0":
        found.append(
            f"{lead} say which of the {{figure:plan_table_exceptions}} exceptions they want to hear about again."
        )
    return found
