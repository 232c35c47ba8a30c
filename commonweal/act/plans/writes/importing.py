"""How does a reading become a plan, and how does a file that comes back change one? All of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
from commonweal.act.plans.reads.importing import find_bodies, made_from, plan_to_make
from commonweal.act.plans.rules.exporting import BY_WORD, KINDS
from commonweal.act.plans.rules.importing import (
    EXISTING,
    LEAVE,
    NEW,
    ActionToMake,
    Choice,
    PlanToMake,
    check_choices,
    note_of,
    post_of,
    settle,
)  # fmt: skip
from commonweal.act.plans.rules.returning import Change
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
    _make_strategy,
    _make_task,
)  # fmt: skip
from commonweal.act.plans.writes.statuses import _keep
from commonweal.ground.audit.models import Record
from commonweal.ground.audit.writes import Stale, _append, _Earlier, _last_entry, write
from commonweal.ground.partners.models import Organisation, OrganisationName
from commonweal.ground.partners.writes.names import _add_alias, _free_name
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Viewer, check_may
from commonweal.listen.intake.models import IntakeDocument

IMPORTED, RETURNED = "plans.import_reading", "plans.bring_back"


@dataclass(frozen=True)
class _Occasion:
    """By which write, by whom, when and why records are changed."""

    action: str
    by: Viewer
    at: datetime
    reason: str

    def enter(self, record: Record, words: str, earlier: _Earlier | None = None, reason: str = "") -> None:
        """One more sealed entry in the same transaction, so that each record's own history tells of it."""
        changed = (earlier or _Earlier(None)).compare(record)
        why = reason or self.reason
        _append(by=self.by, at=self.at, action=self.action, words=words, reason=why, once=None, **changed)


# A plan from a reading


@write("made a plan from a reading", permission="plans.import")
def import_reading(
    *,
    document: IntakeDocument,
    seen: int,
    title: str,
    owner_organisation: Organisation | None,
    launched_on: date | None,
    link_bodies: Mapping[str, Organisation | None],
    choices: Mapping[str, Choice],
    by: Viewer,
    at: datetime,
) -> Strategy:
    """seen is the version of the reading whose plan the person was shown."""
    document = _locked_reading(document, seen)
    plan = plan_to_make(document)
    check_choices(plan.names(), choices)
    occasion = _Occasion(IMPORTED, by, at, plan.source)
    bodies = _bodies_for(plan, choices, occasion)
    strategy = _make_strategy(
        title=title, owner_organisation=owner_organisation, launched_on=launched_on, source=plan.source
    )
    made = list(_make_areas(plan, strategy, link_bodies, bodies, timezone.localdate(at)))
    _keep([action.pk for action in made], timezone.localdate(at))
    for action in made:
        occasion.enter(action, "made the action from a reading", reason=action.source)
    return strategy


def _locked_reading(document: IntakeDocument, seen: int) -> IntakeDocument:
    fresh: IntakeDocument = IntakeDocument.objects.select_for_update().get(pk=document.pk)
    if made_from(SYSTEM, fresh):
        raise NotPossible("A plan has been made from this reading already.")
    if fresh.version != seen:
        raise NotPossible(
            "Somebody settled a doubt since you opened this page. Look at the plan again, then make it."
        )
    return fresh


def _bodies_for(
    plan: PlanToMake, choices: Mapping[str, Choice], occasion: _Occasion
) -> dict[str, Organisation | None]:
    """The organisation for every printed name; None for a name that is left out. Makes those that are new."""
    found: dict[str, Organisation | None] = {}
    for name in plan.names():
        if choices[name].what == EXISTING:
            found[name] = Organisation.objects.filter(pk=choices[name].organisation).first()
            if found[name] is None:
                raise NotPossible(f"The organisation chosen for “{name}” is no longer there. Choose again.")
        elif choices[name].what == NEW:
            found[name] = _make_body(choices[name].name or name, choices[name].kind, occasion)
        elif choices[name].what == LEAVE:
            found[name] = None
    for name in plan.names():
        if name not in found:
            found[name] = found[settle(name, choices)]
    for name, body in found.items():
        _remember_name(name, body, choices[name], occasion)
    return found


def _make_body(name: str, kind: str, occasion: _Occasion) -> Organisation:
    check_may(occasion.by, "partners.edit")
    name = _free_name(name)
    made = Organisation.objects.create(name=name, kind=kind)
    OrganisationName.objects.create(organisation=made, name=name)
    occasion.enter(made, "added the organisation")
    return made


def _remember_name(name: str, body: Organisation | None, choice: Choice, occasion: _Occasion) -> None:
    """A printed name that somebody joined to an organisation is found by itself the next time."""
    if (
        body is None
        or len(name) > 200
        or name.casefold() in (body.name.casefold(), body.short_name.casefold())
    ):
        return
    taken = Organisation.objects.filter(aliases__alias__iexact=name) | Organisation.objects.filter(
        name__iexact=name
    )
    if taken.exists():
        return
    if (
        choice.what == EXISTING
        and OrganisationName.objects.filter(organisation=body, name__iexact=name).exists()
    ):
        return
    check_may(occasion.by, "partners.edit")
    earlier = _Earlier(body)
    _add_alias(body, name)
    occasion.enter(body, "gave another name for the organisation", earlier)


def _make_areas(
    plan: PlanToMake,
    strategy: Strategy,
    link_bodies: Mapping[str, Organisation | None],
    bodies: Mapping[str, Organisation | None],
    on: date,
) -> Iterator[PlannedAction]:
    left_out = [name for name, body in bodies.items() if body is None]
    for area in plan.areas:
        made = _make_service_area(strategy=strategy, title=area.title, link_body=link_bodies.get(area.title))
        for objective in area.objectives:
            parent = _make_objective(service_area=made, text=objective.text)
            for action in objective.actions:
                yield _make_whole_action(action, parent, bodies, note_of(action, plan.source, left_out), on)


def _make_whole_action(
    wanted: ActionToMake, objective: Objective, bodies: Mapping[str, Organisation | None], note: str, on: date
) -> PlannedAction:
    action = _make_action(
        objective=objective, reference=wanted.reference, title=wanted.title, text=wanted.text, entered_on=on,
        due_on=wanted.due_on, responsible_post=post_of(wanted, leads=bool(bodies.get(wanted.lead))), source=note,
    )  # fmt: skip
    _make_partners(action, wanted, bodies)
    for task in wanted.tasks:
        made = _make_task(
            action=action, text=task.text, printed_number=task.printed_number, due_on=task.due_on
        )
        for part in task.parts:
            _make_task(action=action, text=part, parent=made)
    for text in wanted.outcomes:
        _make_outcome(action=action, text=text)
    for resource in wanted.resources:
        state = "conditional" if resource.condition else "secured"
        _make_resource(
            action=action, kind=resource.kind, text=resource.text, state=state, condition=resource.condition
        )
    return action


def _make_partners(
    action: PlannedAction, wanted: ActionToMake, bodies: Mapping[str, Organisation | None]
) -> None:
    """Each body once in its role, under every name that was printed for it."""
    lead = bodies.get(wanted.lead) if wanted.lead else None
    printed: dict[Organisation, list[str]] = {}
    for name in dict.fromkeys(filter(None, [wanted.lead, *wanted.partners])):
        if body := bodies[name]:
            printed.setdefault(body, []).append(name)
    for body, names in printed.items():
        role = ActionPartner.Role.LEAD if body == lead else ActionPartner.Role.PARTNER
        _make_partner(action=action, organisation=body, role=role, printed_name="; ".join(names)[:300])


# A file that comes back

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
