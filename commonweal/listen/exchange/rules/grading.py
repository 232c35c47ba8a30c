"""How good are the source and what it said, and on what conditions may it be passed on?

Source and information are graded apart, for a good source can hand on bad information (3x5x2).
"""

from __future__ import annotations

from commonweal.ground.visibility.rules import NotPossible

SOURCE = {"1": "Reliable", "2": "Untested", "3": "Not reliable"}
INFORMATION = {
    "A": "Known directly to the source",
    "B": "Known indirectly, and confirmed by somebody else",
    "C": "Known indirectly",
    "D": "Not known",
    "E": "Suspected to be false",
}
HANDLING = {"P": "May be passed on lawfully", "C": "May be passed on, on conditions"}


def check_conditions(handling: str, conditions: str) -> None:
    if handling == "C" and not conditions.strip():
        raise NotPossible(
            "Handling code C needs its conditions in words: what may the recipient not do with it?"
        )
    if handling == "P" and conditions.strip():
        raise NotPossible("Conditions belong to handling code C. Choose C, or leave the conditions out.")
