"""What is there to doubt in a plan that was read from a table, once it has been read to its end?"""

from __future__ import annotations

import re

from commonweal.reading.tables.cells import names_in
from commonweal.reading.tables.plan import DraftAction, DraftPlan
from commonweal.reading.words.names import is_person, office_held

_NOBODY = re.compile(
    r"all\b.*|tb[acd]|to be (?:confirmed|agreed|decided)|various|everyone|n/?a|none|-+|\?+", re.IGNORECASE
)


def doubts_about(plan: DraftPlan) -> None:
    """Adds the doubts about each action: who leads, who is a person among bodies, which references occur twice."""
    actions = [action for objective in plan.objectives for action in objective.actions]
    for action in actions:
        _lead(plan, action)
        _persons(plan, action)
    _references(plan, actions)


def _lead(plan: DraftPlan, action: DraftAction) -> None:
    if action.lead is not None:
        return
    names = [name for said in action.by_whom for name in names_in(said).names]
    if len(names) == 1 and not is_person(names[0]) and not _NOBODY.fullmatch(names[0]):
        action.lead = names[0]
        return
    bold = action.bold_partners
    if action.lead_in_bold and len(bold) == 1:
        action.lead = bold[0]
        return
    suggestion, correction = "Say who leads, or leave it as not stated.", None
    if len(bold) == 1:
        suggestion, correction = f"Take {bold[0]}, which alone is set in bold, as the lead.", bold[0]
    plan.doubt(
        action.lines[0],
        "lead_unmarked",
        f"It is not said who leads “{_short(action.text)}”.",
        suggestion,
        place=f"{action.place}/lead",
        correction=correction,
    )


def _persons(plan: DraftPlan, action: DraftAction) -> None:
    for name in action.partners:
        if is_person(name):
            office = office_held(name)
            plan.doubt(
                action.lines[0],
                "person_among_organisations",
                f"“{name}” seems to be a person among organisations.",
                f"Name the office instead: {office}." if office else "Name the organisation instead.",
                place=f"{action.place}/partners",
                correction=[office if partner == name else partner for partner in action.partners]
                if office
                else None,
            )


def _references(plan: DraftPlan, actions: list[DraftAction]) -> None:
    seen: dict[str, DraftAction] = {}
    for action in actions:
        if not action.reference:
            continue
        first = seen.setdefault(action.reference, action)
        if first is not action:
            plan.doubt(
                action.lines[0],
                "reference_repeated",
                f"The reference {action.reference} is already that of the action in line {first.lines[0]}.",
                "Give one of the two another reference.",
                place=f"{action.place}/reference",
            )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " …"
