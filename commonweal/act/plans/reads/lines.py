"""One line for each action of a plan: what a manager reads from top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, FilteredRelation, Prefetch, Q, QuerySet

from commonweal.act.plans.models import ActionPartner, PlannedAction, StatusSnapshot, Strategy
from commonweal.act.plans.reads.gathering import concerns_of, facts_of, shown_of
from commonweal.act.plans.reads.loading import whole_actions
from commonweal.act.plans.rules.facts import LABELS, WORRY, Code
from commonweal.act.plans.rules.standing import Trend, trend_of
from commonweal.ground.visibility.rules import Viewer

LEAD_NOT_STATED = "lead not stated"
PAGE = 50
SORTS = {
    "worry": ("-now__worry", "order", "pk"),
    "reference": ("reference", "pk"),
    "title": ("title", "pk"),
    "next": ("now__next_on", "order", "pk"),
    "order": ("order", "pk"),
}


@dataclass(frozen=True)
class Filters:
    """What a person chose on the plan's page. lead and partner are organisations' keys; lead 0 is "not stated"."""

    state: str = ""
    lead: int | None = None
    partner: int | None = None
    service_area: int | None = None
    area: int | None = None
    words: str = ""
    sort: str = "worry"
    only_concerned: bool = False


@dataclass(frozen=True)
class ActionLine:
    """An action in one line. as_of is the day for which the status was computed."""

    pk: int
    version: int
    reference: str
    title: str
    service_area: str
    objective: str
    lead: str
    lead_id: int | None
    partners: tuple[str, ...]
    code: Code
    label: str
    sentence: str
    trend: Trend
    starts_on: date | None
    due_on: date | None
    next_on: date | None
    update_due_on: date | None
    concerns: tuple[dict[str, str], ...]
    state: str
    as_of: date

    @property
    def why(self) -> str:
        """The sentence without the label, for where the label stands beside it."""
        rest = self.sentence.removeprefix(f"{self.label}: ")
        return rest[:1].upper() + rest[1:]

    @property
    def lead_stated(self) -> bool:
        return self.lead_id is not None


@dataclass(frozen=True)
class ActionPage:
    """One page of lines, and how many stand where among all that the other filters leave."""

    lines: tuple[ActionLine, ...]
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0
    page: int = 1
    pages: int = 1
    looked_on: date | None = None

    @property
    def all_states(self) -> int:
        return sum(self.counts.values())


def list_actions(viewer: Viewer, strategy: Strategy, filters: Filters, on: date) -> list[ActionLine]:
    """Every action that the filters leave, in order."""
    return _as_lines(_ordered(_chosen(viewer, strategy, filters), filters), viewer, on)


def page_of_actions(
    viewer: Viewer, strategy: Strategy, filters: Filters, on: date, page: int = 1
) -> ActionPage:
    """Fifty of them, with the counts; as many queries for five thousand actions as for five."""
    counts = _counts(_chosen(viewer, strategy, replace(filters, state="")))
    total = counts[filters.state] if filters.state else sum(counts.values())
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    chosen = _ordered(_chosen(viewer, strategy, filters), filters)[(page - 1) * PAGE : page * PAGE]
    # Put in order by their keys alone: of the rest only the fifty are fetched.
    rows = _ordered(_with_now(PlannedAction.objects.visible_to(viewer)), filters).filter(
        pk__in=chosen.values("pk")
    )
    lines = _as_lines(rows, viewer, on)
    looked_on = min((line.as_of for line in lines), default=None)
    return ActionPage(tuple(lines), dict(counts), total, page, pages, looked_on)


def _with_now(actions: QuerySet[Any]) -> QuerySet[Any]:
    return actions.annotate(now=FilteredRelation("snapshots", condition=Q(snapshots__is_current=True)))


def _chosen(viewer: Viewer, strategy: Strategy, filters: Filters) -> QuerySet[Any]:
    rows = _with_now(PlannedAction.objects.visible_to(viewer).filter(strategy=strategy))
    if filters.only_concerned:
        rows = rows.filter(Q(now__concerns_count__gt=0) | Q(now__isnull=True))
    if filters.words:
        rows = rows.filter(
            Q(reference__icontains=filters.words)
            | Q(title__icontains=filters.words)
            | Q(text__icontains=filters.words)
        )
    if filters.state:
        rows = rows.filter(now__code=filters.state)
    if filters.service_area:
        here = Q(objective__service_area=filters.service_area)
        rows = rows.filter(here | _among("cross_listed", filters.service_area))
    if filters.area:
        rows = rows.filter(_among("areas", filters.area))
    return _by_organisation(rows, filters)


def _among(relation: str, key: int) -> Q:
    """Through a subquery, so that no row comes twice."""
    return Q(pk__in=PlannedAction.objects.filter(**{relation: key}).values("pk"))


def _by_organisation(rows: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    parts = ActionPartner.objects.all()
    if filters.lead == 0:
        rows = rows.exclude(pk__in=parts.filter(role="lead").values("action"))
    elif filters.lead:
        rows = rows.filter(pk__in=parts.filter(role="lead", organisation=filters.lead).values("action"))
    if filters.partner:
        rows = rows.filter(pk__in=parts.filter(organisation=filters.partner).values("action"))
    return rows


def _ordered(rows: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    key = filters.sort.removeprefix("-")
    order = SORTS.get(key, SORTS["worry"])
    if filters.sort.startswith("-") and key in SORTS:
        first = order[0]
        order = (first.removeprefix("-") if first.startswith("-") else f"-{first}", *order[1:])
    return rows.order_by(*order)


def _counts(rows: QuerySet[Any]) -> Counter[str]:
    """By status; an action that nobody has looked at yet counts under the empty one."""
    grouped = rows.order_by().values_list("now__code").annotate(Count("pk"))
    return Counter({code or "": number for code, number in grouped})


def _as_lines(rows: QuerySet[Any], viewer: Viewer, on: date) -> list[ActionLine]:
    """Kept statuses where they are today's; the others are computed, in two more queries."""
    organisations = ActionPartner.objects.visible_to(viewer).select_related("organisation")
    found = list(
        rows.select_related("strategy", "objective__service_area", "now").prefetch_related(
            Prefetch("partners", organisations)
        )
    )
    kept = {row.pk: getattr(row, "now", None) for row in found}
    old = [key for key, now in kept.items() if now is None or now.seen_on < on]
    fresh = whole_actions(viewer, only_current=True, pk__in=old) if old else ()
    computed = {action.pk: _computed(action, on) for action in fresh}
    return [_line(row, computed.get(row.pk) or kept[row.pk]) for row in found]


def lines_of(actions: Iterable[PlannedAction], on: date) -> list[ActionLine]:
    """The same lines from actions that are fetched with all their parts; asks the database nothing."""
    return [_line(action, _kept_or_computed(action, on)) for action in actions]


def _kept_or_computed(action: PlannedAction, on: date) -> StatusSnapshot:
    now = next((run for run in action.snapshots.all() if run.is_current), None)
    return now if now is not None and now.seen_on >= on else _computed(action, on)


def _computed(action: PlannedAction, on: date) -> StatusSnapshot:
    """What the day's step will keep, without keeping it."""
    facts, shown = facts_of(action, on), shown_of(action, on)
    current = next((run for run in action.snapshots.all() if run.is_current), None)
    since = current.from_on if current and current.code == shown.code else on
    before = (
        current.before_code if current and current.code == shown.code else current.code if current else ""
    )
    return StatusSnapshot(
        code=shown.code, sentence=shown.sentence, from_on=since, seen_on=on, before_code=before,
        next_on=facts.next_on(), update_due_on=facts.update_due_on(), worry=WORRY[shown.code],
        concerns=[vars(c) for c in concerns_of(action, shown, facts, since)],
    )  # fmt: skip


def _line(row: Any, now: Any) -> ActionLine:
    lead = row.lead_row
    code = Code(now.code)
    return ActionLine(
        pk=row.pk, version=row.version, reference=row.reference, title=row.title,
        service_area=row.objective.service_area.title, objective=row.objective.text,
        lead=str(lead.organisation) if lead else LEAD_NOT_STATED, lead_id=lead.organisation_id if lead else None,
        partners=tuple(dict.fromkeys(str(p.organisation) for p in row.partners.all() if p.role != "lead")),
        code=code, label=LABELS[code], sentence=now.sentence, trend=trend(now),
        starts_on=row.starts_on, due_on=row.due_on, next_on=now.next_on, update_due_on=now.update_due_on,
        concerns=tuple(now.concerns), state=row.state, as_of=now.seen_on,
    )  # fmt: skip


def trend(run: StatusSnapshot) -> Trend:
    return trend_of(run.from_on, Code(run.code), Code(run.before_code) if run.before_code else None)


def count_states(lines: Iterable[ActionLine]) -> Counter[Code]:
    return Counter(line.code for line in lines)


def worst_first(lines: Sequence[ActionLine]) -> list[ActionLine]:
    return sorted(lines, key=lambda line: -WORRY[line.code])
