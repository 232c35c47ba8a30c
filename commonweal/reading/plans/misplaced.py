"""Which partners of a plan stand under the wrong heading?"""

from __future__ import annotations

from commonweal.reading.drafts.draft import DraftAction, DraftPartners, DraftPlan, Leaf, Remark
from commonweal.reading.words.names import body_like, words_of
from commonweal.reading.words.partners import without_lead


def move_misplaced_partners(plan: DraftPlan) -> None:
    """Move names of bodies from the end of an action's outcomes to its partners, where it has no partners heading.

    Each move leaves a remark, so that it is not made in silence.
    """
    actions = [action for objective in plan.objectives for action in objective.actions]
    known = {name.lower() for action in actions for partners in action.partners for name in partners.names}
    for action in actions:
        if not action.partners and "partners" not in action.slot_lines:
            _move(action, known)


def _move(action: DraftAction, known: set[str]) -> None:
    moved: list[Leaf] = []
    while action.outcomes and _names_bodies(action.outcomes[-1].text, known):
        moved.insert(0, action.outcomes.pop())
    if not moved:
        return
    for leaf in moved:
        action.partners.append(DraftPartners(leaf, [without_lead(name)[0] for name in _divided(leaf.text)]))
    names = [name for partners in action.partners for name in partners.names]
    action.remarks.append(
        Remark(
            moved[0].lines[0],
            "partners_under_wrong_heading",
            f"{'; '.join(names)}: this stands under the outcomes, but names bodies, and no partners are listed.",
            "It was read as the delivery partners of this action.",
            "/partners",
        )
    )


def _divided(text: str) -> list[str]:
    """The names in "One Team/Another Team"; a stroke within one name ("MPA/MPS") does not divide it."""
    parts = [part.strip() for part in text.split("/")]
    return parts if all(len(words_of(part)) >= 2 for part in parts) else [text]


def _names_bodies(text: str, known: set[str]) -> bool:
    return all(name.lower() in known or body_like(name) for name in _divided(text))
