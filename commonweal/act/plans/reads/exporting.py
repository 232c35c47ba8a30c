"""What does a plan hold, row by row, for somebody who takes it out?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from commonweal.act.plans.models import (
    ActionPartner,
    KeyTask,
    Objective,
    Outcome,
    PlannedAction,
    ProgressUpdate,
    Resource,
    ServiceArea,
    Strategy,
)  # fmt: skip
from commonweal.act.plans.rules.exporting import BY_WORD, Column, Row
from commonweal.act.plans.rules.states import AT_WORK
from commonweal.act.plans.rules.workbooks import TooLong, to_csv, to_workbook
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

__all__ = ["FORMATS", "Tables", "TooLong", "as_text", "file_of", "get_plan", "tables_of"]
Tables = dict[str, list[Row]]
FORMATS: Mapping[str, tuple[str, Callable[[Any], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_workbook),
}


def get_plan(viewer: Viewer, pk: int) -> QuerySet[Any]:
    return Strategy.objects.visible_to(viewer).filter(pk=pk)


def file_of(viewer: Viewer, plan: Strategy, form: str) -> bytes:
    """The plan as CSV or XLSX: only rows and columns that the viewer may see. Raises TooLong."""
    return FORMATS[form][1](tables_of(viewer, plan))


def tables_of(viewer: Viewer, plan: Strategy, *, with_updates: bool = True) -> Tables:
    """Every row by its kind; one query, however many rows and kinds."""
    wanted = dict(_rows(viewer, plan))
    if not with_updates:
        wanted.pop("update")
    found = {"plan": [plan]} | fetch_together(**wanted)
    return {word: [_row(word, record) for record in records] for word, records in found.items()}


def _rows(viewer: Viewer, plan: Strategy) -> Iterator[tuple[str, QuerySet[Any]]]:
    def seen(model: Any, path: str, *related: str) -> QuerySet[Any]:
        return model.objects.visible_to(viewer).filter(**{path: plan}).select_related(*related)

    yield (
        "area",
        seen(ServiceArea, "strategy", "link_body", "responsible_organisation").order_by("order", "pk"),
    )
    objectives = seen(Objective, "service_area__strategy", "responsible_organisation")
    yield "objective", objectives.order_by("service_area__order", "service_area", "order", "pk")
    yield "action", seen(PlannedAction, "strategy", "responsible_organisation").order_by("order", "pk")
    within = ("action__order", "action")
    tasks = seen(KeyTask, "action__strategy", "action", "responsible_organisation", "parent")
    yield "task", tasks.order_by(*within, "parent__number", "number", "pk")
    outcomes = seen(Outcome, "action__strategy", "action", "responsible_organisation")
    yield "outcome", outcomes.order_by(*within, "number", "pk")
    partners = seen(ActionPartner, "action__strategy", "action", "organisation")
    yield "partner", partners.order_by(*within, "order", "pk")
    yield (
        "resource",
        seen(Resource, "action__strategy", "action", "provider").order_by(*within, "order", "pk"),
    )
    updates = seen(ProgressUpdate, "action__strategy", "action", "organisation")
    yield "update", updates.order_by(*within, "period_until_on", "pk")


def _row(word: str, record: Any) -> Row:
    action = record if word == "action" else getattr(record, "action", None)
    values = {column.key: _value(word, record, action, column) for column in BY_WORD[word].columns}
    return Row(
        kind=word,
        pk=record.pk,
        # Partners have no life of their own: the version of their action is theirs.
        version=action.version if action and word == "partner" else record.version,
        belongs_to=_belongs_to(word, record),
        name=_name(word, record, action),
        values=values,
        action=action.pk if action else None,
        closed=action is not None and action.state not in AT_WORK,
    )


def _belongs_to(word: str, record: Any) -> str:
    if word == "task" and record.parent_id:
        return f"task-{record.parent_id}"
    parent = {"area": "strategy_id", "objective": "service_area_id", "action": "objective_id"}.get(
        word, "action_id"
    )
    kind = {"area": "plan", "objective": "area", "action": "objective"}.get(word, "action")
    return "" if word == "plan" else f"{kind}-{getattr(record, parent)}"


def _name(word: str, record: Any, action: Any) -> str:
    if word == "action":
        return f"{record.reference} {record.title}"
    words = str(record.organisation) if word in ("partner", "update") else str(record)
    return f"{action.reference}: {words}" if action else words


def _value(word: str, record: Any, action: Any, column: Column) -> str:
    if column.key == "action":
        return str(action.reference)
    if column.key == "number" and word == "task":
        return f"{record.parent.number}.{record.number}" if record.parent_id else str(record.number)
    if not record.shows(column.key):
        return ""
    value = getattr(record, column.key)
    if column.kind == "choice":
        return column.choices[value]
    return as_text(value)


def as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)
