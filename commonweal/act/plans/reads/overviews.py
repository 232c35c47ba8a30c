"""How does a plan stand as a whole: its exceptions, its partners, its areas, and day by day?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q

from commonweal.act.plans.models import ActionPartner, PlanDay, PlannedAction, ProgressUpdate, Strategy
from commonweal.act.plans.reads.lines import ActionLine, Filters, list_actions, worst_first
from commonweal.act.plans.rules.exceptions import KINDS, options_of
from commonweal.act.plans.rules.states import REPORTED
from commonweal.ground.partners.models import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class ExceptionLine:
    """One line of the exception report."""

    action: ActionLine
    kind: str
    kind_words: str
    cause: str
    effect: str
    recovery: str = ""
    decision_needed: str = ""

    @property
    def options(self) -> str:
        return options_of(self.kind)


def list_exceptions(
    viewer: Viewer, strategy: Strategy, on: date, filters: Filters | None = None
) -> list[ExceptionLine]:
    """Everything a board must look at, the worst action first."""
    wanted = replace(filters or Filters(), only_concerned=True)
    return exceptions_in(viewer, strategy, list_actions(viewer, strategy, wanted, on))


def exceptions_in(viewer: Viewer, strategy: Strategy, lines: Iterable[ActionLine]) -> list[ExceptionLine]:
    lines = [line for line in lines if line.concerns]
    return _exceptions(lines, _latest_reports(viewer, strategy) if lines else {})


def exceptions_from(actions: Iterable[PlannedAction], lines: Iterable[ActionLine]) -> list[ExceptionLine]:
    """The same from actions that are fetched with their updates."""
    reports = (u for a in actions for u in a.updates.all() if u.state in REPORTED and u.sent_at)
    said = [u for u in reports if u.recovery_plan or u.decision_needed]
    latest = {u.action_id: u for u in sorted(said, key=lambda u: (u.sent_at, -u.pk))}
    return _exceptions([line for line in lines if line.concerns], latest)


def _exceptions(lines: list[ActionLine], latest: dict[int, ProgressUpdate]) -> list[ExceptionLine]:
    return [
        ExceptionLine(
            line, concern["kind"], KINDS[concern["kind"]], concern["cause"], concern["effect"],
            *_proposal(latest.get(line.pk)),
        )
        for line in worst_first(lines)
        for concern in line.concerns
    ]  # fmt: skip


def _latest_reports(viewer: Viewer, strategy: Strategy) -> dict[int, ProgressUpdate]:
    reports = ProgressUpdate.objects.visible_to(viewer).filter(action__strategy=strategy, state__in=REPORTED)
    reports = reports.filter(~Q(recovery_plan="") | ~Q(decision_needed="")).order_by("sent_at")
    return {report.action_id: report for report in reports}


def _proposal(report: ProgressUpdate | None) -> tuple[str, str]:
    return (report.recovery_plan, report.decision_needed) if report else ("", "")


@dataclass(frozen=True)
class Group:
    """Actions that belong to one organisation or area, and how many stand where."""

    key: int
    name: str
    total: int
    leads: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    without_contact: int = 0


def by_partner(viewer: Viewer, strategy: Strategy, on: date) -> list[Group]:
    """Every organisation that takes part, with how its actions stand; one query, however many."""
    leads = Q(role=ActionPartner.Role.LEAD)
    rows = (
        ActionPartner.objects.visible_to(viewer)
        .filter(action__strategy=strategy, action__snapshots__is_current=True)
        .order_by("organisation__name")
        .values_list("organisation", "organisation__name", "action__snapshots__code")
        .annotate(
            actions=Count("action", distinct=True),
            led=Count("pk", filter=leads),
            silent=Count("pk", filter=leads & Q(contact_post="")),
        )
    )
    names: dict[int, str] = {}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    led: Counter[int] = Counter()
    silent: Counter[int] = Counter()
    for key, name, code, actions, leading, without_contact in rows:
        names[key] = name
        counts[key][code] += actions
        led[key] += leading
        silent[key] += without_contact
    return [
        Group(key, name, sum(counts[key].values()), led[key], dict(counts[key]), silent[key])
        for key, name in names.items()
    ]


def by_area(viewer: Viewer, strategy: Strategy, on: date) -> list[Group]:
    """Every area in which an action is placed; the last line is for actions that name none."""
    rows = PlannedAction.objects.visible_to(viewer).filter(strategy=strategy, snapshots__is_current=True)
    grouped = (
        rows.order_by("areas__name")
        .values_list("areas", "areas__name", "snapshots__code")
        .annotate(Count("pk"))
    )
    names: dict[int, str] = {}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for key, name, code, number in grouped:
        names[key or 0] = name or "No area stated"
        counts[key or 0][code] += number
    groups = [
        Group(key, name, sum(counts[key].values()), counts=dict(counts[key])) for key, name in names.items()
    ]
    return sorted(groups, key=lambda group: (group.key == 0, group.name))


def by_service_area(lines: list[ActionLine]) -> dict[str, list[ActionLine]]:
    found: dict[str, list[ActionLine]] = defaultdict(list)
    for line in lines:
        found[line.service_area].append(line)
    return dict(found)


def list_days(viewer: Viewer, strategy: Strategy) -> Any:
    """Each day on which the whole plan was looked at, oldest first."""
    return PlanDay.objects.visible_to(viewer).filter(strategy=strategy)


def find_organisation(viewer: Viewer, key: int | None) -> Organisation | None:
    return Organisation.objects.visible_to(viewer).filter(pk=key).first() if key else None


def find_area(viewer: Viewer, key: int | None) -> Area | None:
    return Area.objects.visible_to(viewer).only("name").filter(pk=key).first() if key else None
