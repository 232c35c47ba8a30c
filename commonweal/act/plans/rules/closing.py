"""What is still missing before an action may be closed?"""

from __future__ import annotations

from commonweal.act.plans.rules.facts import ActionFacts
from commonweal.act.plans.rules.words import long_day
from commonweal.ground.visibility.rules import NotPossible


def missing_for_closing(facts: ActionFacts) -> list[str]:
    """One sentence for each thing that stands in the way; the second person is checked where it is closed."""
    missing = [f"{task.name.capitalize()} is not done." for task in facts.tasks if not task.done_on]
    if not facts.outcomes:
        missing.append("No outcome is stated, so nothing can be proven.")
    for outcome in facts.outcomes:
        until = outcome.must_hold_until()
        if not outcome.proven:
            missing.append(f"{outcome.name.capitalize()} has no evidence that another person accepted.")
        elif until and until > facts.on:
            missing.append(f"{outcome.name.capitalize()} must hold until {long_day(until)}.")
    if facts.challenged_on:
        missing.append(f"The challenge of {long_day(facts.challenged_on)} has not been answered.")
    return missing


def check_may_close(facts: ActionFacts) -> None:
    if missing := missing_for_closing(facts):
        raise NotPossible("This action cannot be closed yet. " + " ".join(missing))
