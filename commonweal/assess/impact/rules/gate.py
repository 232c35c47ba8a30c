"""May this operation go ahead? The one question through which everything passes, without a database.

Nothing is authorised without an assessment that another person approved, or a senior officer's override with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.assess.impact.rules.states import ASSESSMENT, OPERATION, STANDING
from commonweal.ground.visibility.rules import NotPossible


@dataclass(frozen=True)
class Version:
    """The newest version of the assessment, and who had a hand in it. outcome: submitted, approved or sent_back."""

    outcome: str
    author: int
    submitted_by: int
    approved_by: int | None = None


@dataclass(frozen=True)
class Standing:
    """How it stands with an operation: its state, who asked, and its assessment at work with the newest version."""

    state: str
    asked_by: int
    assessment: str = ""
    version: Version | None = None

    @property
    def is_assessed(self) -> bool:
        """An approved version stands, approved by somebody other than whoever wrote, sent or asked for it."""
        version = self.version
        return (
            self.assessment in STANDING
            and version is not None
            and version.outcome == "approved"
            and version.approved_by is not None
            and version.approved_by not in {version.author, version.submitted_by, self.asked_by}
        )


def why_not(standing: Standing) -> str:
    """In words, what is missing before the operation may be authorised; "" where nothing is."""
    if standing.is_assessed:
        return ""
    if not standing.assessment:
        return "It has no assessment. Ask for one."
    return f"Its assessment is {ASSESSMENT.states[standing.assessment]}; it has to be approved by another person."


def check_authorise(standing: Standing, person: int) -> str:
    """The state that follows. Raises NotPossible without an approved version, Refused for one's own work."""
    following = OPERATION.follow(standing.state, "authorise")
    if not standing.is_assessed:
        raise NotPossible(f"This cannot be authorised yet. {why_not(standing)}")
    version = standing.version
    workers = [standing.asked_by, *([version.author, version.submitted_by] if version else [])]
    OPERATION.check_person("authorise", person, workers)
    return following


def check_override(standing: Standing, person: int, reason: str) -> str:
    """The state that follows. An override is for what has no approved version, and says why it cannot wait."""
    following = OPERATION.follow(standing.state, "override")
    OPERATION.check_reason("override", reason)
    OPERATION.check_person("override", person, [standing.asked_by])
    if standing.is_assessed:
        raise NotPossible("Its assessment is approved: authorise it on that.")
    return following
