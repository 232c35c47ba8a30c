"""How does a reading become a plan? All of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.utils import timezone

from commonweal.act.plans.models import (
    ActionPartner,
    Objective,
    PlannedAction,
    Strategy,
)  # fmt: skip
from commonweal.act.plans.reads.importing import made_from, plan_to_make
from commonweal.act.plans.rules.importing import ActionToMake, PlanToMake, note_of, post_of
from commonweal.act.plans.rules.naming import EXISTING, LEAVE, NEW, Choice, check_choices, settle
from commonweal.act.plans.writes.building import (
    _make_action,
    _make_objective,
    _make_outcome,
    _make_partner,
    _make_resource,
    _make_service_area,
    _make_strategy,
    _make_task,
)  # fmt: skip
from commonweal.act.plans.writes.doubts import _keep_doubts
from commonweal.act.plans.writes.occasions import _Occasion
from commonweal.act.plans.writes.statuses import _keep
from commonweal.ground.audit.writes import _Earlier, write
from commonweal.ground.partners.models import Organisation, OrganisationName
from commonweal.ground.partners.writes.names import _add_alias, _free_name
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Viewer, check_may
from commonweal.listen.intake.models import IntakeDocument

IMPORTED = "plans.import_reading"


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
    _keep_doubts(strategy, None, plan.doubts)
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
            found[name] = Organisation.objects.filter(pk=choices[name].organisation or 0).first()
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
    _keep_doubts(objective.service_area.strategy, action, wanted.doubts)
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
