"""How does a file that comes back change a plan? All of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from commonweal.act.plans.models import (
    ActionPartner,
    KeyTask,
    Objective,
    Outcome,
    PlannedAction,
    Resource,
    ServiceArea,
    Strategy,
)  # fmt: skip
from commonweal.act.plans.reads.importing import find_bodies
from commonweal.act.plans.rules.changes import Change
from commonweal.act.plans.rules.exporting import BY_WORD, KINDS
from commonweal.act.plans.rules.states import AT_WORK
from commonweal.act.plans.writes.building import (
    _check_dates,
    _check_text,
    _make_action,
    _make_objective,
    _make_outcome,
    _make_partner,
    _make_resource,
    _make_service_area,
    _make_task,
)  # fmt: skip
from commonweal.act.plans.writes.occasions import _Occasion
from commonweal.act.plans.writes.statuses import _keep
from commonweal.ground.audit.models import Record
from commonweal.ground.audit.writes import Stale, _Earlier, _last_entry, write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer

RETURNED = "plans.bring_back"

MODELS: Mapping[str, tuple[Any, str]] = {
    "plan": (Strategy, "pk"),
    "area": (ServiceArea, "strategy"),
    "objective": (Objective, "service_area__strategy"),
    "action": (PlannedAction, "strategy"),
    "task": (KeyTask, "action__strategy"),
    "outcome": (Outcome, "action__strategy"),
    "partner": (ActionPartner, "action__strategy"),
    "resource": (Resource, "action__strategy"),
}
ORDER = [kind.word for kind in KINDS]


@write("brought the plan back from a file", permission="plans.import", locks="strategy")
def bring_back(
    *, strategy: Strategy, changes: Iterable[Change], by: Viewer, at: datetime, reason: str = ""
) -> Strategy:
    """Raises Stale where a record is no longer in the version that the person saw."""
    wanted = sorted(changes, key=lambda c: (ORDER.index(c.kind), c.pk is None, _takes_the_lead(c), c.pk or 0))
    if not wanted:
        raise NotPossible("There is nothing to change: the file says what the plan says.")
    if any(change.moves_a_date for change in wanted):
        _check_text(reason, "Say why dates move.")
    work = _Returning(strategy, wanted, _Occasion(RETURNED, by, at, reason))
    try:
        work.lock()
        for change in wanted:
            work.apply(change)
    except IntegrityError as clash:
        raise NotPossible(
            "Somebody changed the plan meanwhile, so that the file no longer fits it. Bring it back again."
        ) from clash
    work.enter()
    return strategy


def _takes_the_lead(change: Change) -> bool:
    """The old lead makes room before the new one takes its place."""
    return any(field.key == "role" and field.new == "Lead" for field in change.fields)


class _Returning:
    """One file on its way into the plan: every record that it touches is locked before the first is changed."""

    def __init__(self, strategy: Strategy, changes: list[Change], occasion: _Occasion) -> None:
        self.strategy, self.changes, self.occasion = strategy, changes, occasion
        self.on = timezone.localdate(occasion.at)
        self.rows: dict[tuple[str, int], Any] = {}
        self.actions: dict[int, PlannedAction] = {}
        self.earlier: dict[Record, _Earlier] = {}
        self.made: list[Record] = []
        self.made_actions: dict[str, PlannedAction] = {}
        self.touched: set[int] = set()
        names = {
            f.new for c in changes for f in c.fields if BY_WORD[c.kind].column(f.key).kind == "body" and f.new
        }
        self.bodies = find_bodies(names)

    def lock(self) -> None:
        for word in ORDER:
            keys = [change.pk for change in self.changes if change.kind == word and change.pk]
            if keys:
                self._lock_rows(word, keys)
        actions = {row.action_id for (word, _), row in self.rows.items() if hasattr(row, "action_id")}
        actions |= {pk for (word, pk) in self.rows if word == "action"} | set(self._parents("action"))
        found = (
            PlannedAction.objects.select_for_update()
            .filter(strategy=self.strategy, pk__in=actions)
            .order_by("pk")
        )
        self.actions = {action.pk: self.rows.get(("action", action.pk), action) for action in found}
        for action in self.actions.values():
            if action.state not in AT_WORK:
                raise NotPossible(
                    f"{action.reference} has been closed meanwhile. Reopen it before you change it."
                )
        for change in self.changes:
            self._check_version(change)

    def _lock_rows(self, word: str, keys: list[int]) -> None:
        model, path = MODELS[word]
        own = {path: self.strategy.pk} if word == "plan" else {path: self.strategy}
        rows = model.objects.select_for_update(of=("self",)).filter(pk__in=keys).filter(**own).order_by("pk")
        found = {row.pk: row for row in rows}
        if set(keys) - set(found):
            raise NotPossible(
                "Something in the file has been removed from the plan meanwhile. Bring it back again."
            )
        self.rows |= {(word, pk): self.strategy if word == "plan" else row for pk, row in found.items()}

    def _parents(self, word: str) -> Iterator[int]:
        for change in self.changes:
            kind, _, pk = change.belongs_to.partition("-")
            if kind == word and pk.isdecimal():
                yield int(pk)

    def _check_version(self, change: Change) -> None:
        if change.pk is None:
            return
        row = self.rows[change.kind, change.pk]
        keeper = self.actions[row.action_id] if change.kind == "partner" else row
        if keeper.version != change.seen:
            raise Stale(keeper, _last_entry(keeper))
        if keeper != self.strategy:
            self.earlier.setdefault(keeper, _Earlier(keeper))

    def apply(self, change: Change) -> None:
        values = {f.key: self._value(change.kind, f.key, f.new) for f in change.fields}
        if change.pk is None:
            self._make(change, values)
        else:
            self._change(self.rows[change.kind, change.pk], change, values)

    def _value(self, word: str, key: str, text: str) -> Any:
        column = BY_WORD[word].column(key)
        if column.kind == "body":
            return self._body(text)
        if column.kind == "choice":
            return next(k for k, label in column.choices.items() if label == text)
        if column.kind == "text":
            return text
        if not text:
            return None
        convert: Any = {"date": date.fromisoformat, "number": int, "money": Decimal}[column.kind]
        return convert(text)

    def _body(self, name: str) -> Organisation | None:
        if name and name not in self.bodies:
            raise NotPossible(f"There is no organisation called {name} any more. Bring the file back again.")
        return self.bodies[name] if name else None

    def _change(self, row: Any, change: Change, values: dict[str, Any]) -> None:
        if "due_on" in values:
            row.moved_count += bool(row.due_on)
            if change.kind == "task":
                row.first_due_on = row.first_due_on or values["due_on"]
        for key, value in values.items():
            setattr(row, key, value)
        if change.kind == "action":
            _check_dates(row.starts_on, row.due_on)
        row.save()
        self._touch(row if change.kind == "action" else self.actions.get(getattr(row, "action_id", 0)))

    def _touch(self, action: PlannedAction | None) -> None:
        if action is not None:
            self.touched.add(action.pk)

    def _make(self, change: Change, values: dict[str, Any]) -> None:
        if change.kind == "area":
            self.made.append(_make_service_area(strategy=self.strategy, **values))
            return
        if change.kind == "objective":
            self.made.append(
                _make_objective(service_area=self._parent(ServiceArea, change, "strategy"), **values)
            )
            return
        if change.kind == "action":
            objective = self._parent(Objective, change, "service_area__strategy")
            action = _make_action(objective=objective, entered_on=self.on, **values)
            self.made_actions[action.reference] = action
            self.made.append(action)
            self._touch(action)
            return
        self._make_part(change, values)

    def _make_part(self, change: Change, values: dict[str, Any]) -> None:
        action, task = self._action_of(change)
        if change.kind == "partner" and action not in self.made:
            self.earlier.setdefault(action, _Earlier(action))
        if change.kind == "task":
            self.made.append(_make_task(action=action, parent=task, **values))
        elif change.kind == "outcome":
            self.made.append(_make_outcome(action=action, **values))
        elif change.kind == "partner":
            _make_partner(action=action, **values)
        else:
            state = "conditional" if values.get("condition") else "secured"
            self.made.append(_make_resource(action=action, state=state, **values))
        self._touch(action)

    def _action_of(self, change: Change) -> tuple[PlannedAction, KeyTask | None]:
        if change.belongs_to.startswith("new:"):
            return self.made_actions[change.belongs_to[4:]], None
        kind, _, pk = change.belongs_to.partition("-")
        if kind == "task":
            task = self._parent(KeyTask, change, "action__strategy")
            if task.action.state not in AT_WORK:
                raise NotPossible(
                    f"{task.action.reference} has been closed meanwhile. Reopen it before you add to it."
                )
            return task.action, task
        if int(pk) not in self.actions:
            raise NotPossible(
                "An action in the file has been removed from the plan meanwhile. Bring it back again."
            )
        return self.actions[int(pk)], None

    def _parent(self, model: Any, change: Change, path: str) -> Any:
        parent = model.objects.filter(
            **{path: self.strategy, "pk": change.belongs_to.partition("-")[2]}
        ).first()
        if parent is None:
            raise NotPossible(
                "Something in the file has been removed from the plan meanwhile. Bring it back again."
            )
        return parent

    def enter(self) -> None:
        """Keep the statuses, and one sealed entry for each record that was changed or made."""
        _keep(sorted(self.touched), self.on)
        for record, earlier in self.earlier.items():
            self.occasion.enter(record, "changed it by a file", earlier)
        for record in self.made:
            self.occasion.enter(record, "added it by a file")
