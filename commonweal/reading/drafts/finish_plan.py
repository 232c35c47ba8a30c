"""Where does each line of a plan stand, and which partner leads?"""

from __future__ import annotations

from commonweal.reading.drafts.draft import DraftAction, DraftObjective, DraftPartners, DraftPlan, DraftTask
from commonweal.reading.drafts.placing import Placing
from commonweal.reading.values import Action, Objective, Plan, Task


def finish_plan(draft: DraftPlan, placing: Placing) -> Plan:
    """The plan that the draft amounts to."""
    objectives = tuple(
        _objective(one, f"/plan/objectives/{at}", placing) for at, one in enumerate(draft.objectives)
    )
    return Plan(
        objectives, placing.leaf(draft.title, "/plan/title"), placing.leaves(draft.notes, "/plan/notes")
    )


def _objective(draft: DraftObjective, pointer: str, placing: Placing) -> Objective:
    return Objective(
        text=placing.leaf(draft.text, pointer + "/text"),
        service_area=placing.leaf(draft.service_area, pointer + "/service_area") or draft.known_service_area,
        actions=tuple(
            _action(one, f"{pointer}/actions/{at}", placing) for at, one in enumerate(draft.actions)
        ),
        lines=tuple(draft.text.lines),
        number=draft.number,
    )


def _action(draft: DraftAction, pointer: str, placing: Placing) -> Action:
    placing.remark(draft.remarks, pointer)
    placing.put(draft.label_lines, pointer + ("/reference" if draft.reference else "/text"))
    for slot, lines in draft.slot_lines.items():
        placing.put(lines, f"{pointer}/{slot}")
    return Action(
        reference=draft.reference,
        text=placing.leaf(draft.text, pointer + "/text"),
        tasks=tuple(_task(one, f"{pointer}/tasks/{at}", placing) for at, one in enumerate(draft.tasks)),
        outcomes=placing.leaves(draft.outcomes, pointer + "/outcomes"),
        partners=_partners(draft.partners, pointer + "/partners", placing),
        lead=_lead(draft, pointer, placing),
        resources=placing.leaves(draft.resources, pointer + "/resources"),
        progress=placing.leaf(draft.progress, pointer + "/progress"),
        by_whom=placing.leaf(draft.by_whom, pointer + "/by_whom"),
        by_when=placing.leaf(draft.by_when, pointer + "/by_when"),
        lines=tuple(draft.label_lines + draft.text.lines),
    )


def _task(draft: DraftTask, pointer: str, placing: Placing) -> Task:
    placing.remark(draft.remarks, pointer)
    text = placing.leaf(draft.text, pointer + "/text")
    return Task(
        text, draft.number, placing.leaves(draft.subtasks, pointer + "/subtasks"), "", tuple(draft.text.lines)
    )


def _partners(drafts: list[DraftPartners], pointer: str, placing: Placing) -> tuple[str, ...]:
    names: list[str] = []
    for draft in drafts:
        placing.put(draft.leaf.lines, f"{pointer}/{len(names)}" if len(draft.names) == 1 else pointer)
        names.extend(draft.names)
    return tuple(names)


def _lead(draft: DraftAction, pointer: str, placing: Placing) -> str | None:
    """Who leads, where the source says so: in words, or because one partner alone is in bold."""
    if draft.lead:
        return placing.leaf(draft.lead, pointer + "/lead")
    placing.put(draft.lead.lines, pointer + "/lead")
    said = [one.lead for one in draft.partners if one.lead]
    if len(said) == 1:
        return said[0]
    bold = [one for one in draft.partners if one.bold]
    if not said and len(bold) == 1 and len(bold[0].names) == 1 and len(draft.partners) > 1:
        return bold[0].names[0]
    return None
