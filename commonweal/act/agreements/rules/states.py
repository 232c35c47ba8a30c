"""What may happen to an agreement and to what is deployed under it, and who may not because it would be their own work?"""

from __future__ import annotations

from commonweal.ground.visibility.rules import NotPossible
from commonweal.ground.visibility.tables import Event, StateTable

# authors are all who wrote any part of it, also where somebody else wrote over it.
AGREEMENT = StateTable(
    thing="agreement",
    start="draft",
    states={"draft": "a draft", "agreed": "agreed", "in_force": "in force", "ended": "ended"},
    events={
        "agree": Event("agreed", "agreements.agree", never_by=("drafted_by", "authors")),
        "bring-into-force": Event(
            "brought into force", "agreements.agree", never_by=("drafted_by", "authors")
        ),
        "adopt": Event("moved to the agreed version of the definition", "agreements.agree"),
        "end": Event("ended", "agreements.edit", needs_reason=True),
    },
    moves={
        ("draft", "agree"): "agreed",
        ("draft", "end"): "ended",
        ("agreed", "bring-into-force"): "in_force",
        ("agreed", "end"): "ended",
        ("in_force", "adopt"): "in_force",
        ("in_force", "end"): "ended",
    },
)
DEPLOYMENT = StateTable(
    thing="deployment",
    start="planned",
    states={"planned": "planned", "deployed": "deployed", "ended": "ended"},
    events={
        "deploy": Event("deployed", "agreements.deploy"),
        "end": Event("ended", "agreements.deploy", needs_reason=True),
    },
    moves={
        ("planned", "deploy"): "deployed",
        ("planned", "end"): "ended",
        ("deployed", "end"): "ended",
    },
)


def missing_for_agreement(parties: int, unsigned: list[str], limbs: int) -> list[str]:
    """What keeps an agreement from being agreed, in sentences."""
    found = []
    if parties < 2:
        found.append("It takes two parties: name who works together.")
    if unsigned:
        found.append(f"{' and '.join(unsigned)} {'has' if len(unsigned) == 1 else 'have'} not signed yet.")
    if not limbs:
        found.append("Say which limbs of the definition it is for.")
    return found


def missing_for_force(has_agreed_version: bool, limbs: list[int], known: list[int]) -> list[str]:
    """What keeps an agreement from coming into force: nobody works to a definition that is still a draft."""
    if not has_agreed_version:
        return [
            "No version of the definition is agreed: nothing comes into force while the definition is a draft."
        ]
    gone = [str(number) for number in limbs if number not in known]
    if gone:
        return [
            f"The agreed version has no limb {', '.join(gone)}: the parties have to agree on its purpose anew."
        ]
    return []


def missing_for_deployment(agreement_state: str, version_state: str) -> list[str]:
    """What keeps people from being deployed, in sentences."""
    found = []
    if agreement_state != "in_force":
        found.append(
            f"The agreement is {AGREEMENT.states[agreement_state]}: nobody is deployed before it is in force."
        )
    if version_state == "superseded":
        found.append("The definition has a newer agreed version: move the agreement to it first.")
    elif version_state != "agreed":
        found.append("The definition is a draft: nobody is deployed before it is agreed.")
    return found


def check_nothing_missing(missing: list[str]) -> None:
    if missing:
        raise NotPossible(" ".join(missing))


def check_ending(deployed: int) -> None:
    if deployed:
        raise NotPossible(
            f"{deployed} {'deployment is' if deployed == 1 else 'deployments are'} still running under it: end "
            f"{'it' if deployed == 1 else 'them'} first."
        )
