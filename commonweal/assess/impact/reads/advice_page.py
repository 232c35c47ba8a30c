"""What stands on the page about the impact and the advice on it? One question to the database for all its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.assess.impact.models import Assessment, Monitor, Observation
from commonweal.assess.impact.reads import advice
from commonweal.assess.impact.reads.authors import wrote_line
from commonweal.assess.impact.rules.advice import DECLINED, OPEN, PARTLY, RECOMMENDATION, UNSETTLED
from commonweal.assess.impact.rules.disclosure import PARTS
from commonweal.assess.impact.rules.effects import worst
from commonweal.assess.impact.rules.scores import RATING_WORDS
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

DECIDE = "impact.approve"
STATE_TAGS = {
    "proposed": ("Proposed", "P", "ring", "neutral"),
    "accepted": ("Accepted", "A", "circle", "good"),
    "declined": ("Declined", "D", "square", "warn"),
    "done": ("Done", "", "circle", "good"),
    "transferred": ("Transferred", "T", "ring", "neutral"),
}
ANSWER_TAGS = {
    "open": ("Not answered yet", "?", "triangle", "watch"),
    "none": ("No advice was given", "", "dash", "neutral"),
    "accepted": ("Accepted", "A", "circle", "good"),
    "partly": ("Accepted in part", "P", "diamond", "watch"),
    "declined": ("Declined", "D", "square", "warn"),
}


@dataclass(frozen=True)
class AdvicePage:
    """Everything that hangs on one assessment, for whoever may read it."""

    impacts: list[Any]
    consultations: list[Any]
    recommendations: list[Any]
    observations: list[Any]
    going_in: list[str]
    left_out: list[str]

    @property
    def before(self) -> str:
        return worst(i.before.rating for i in self.impacts) or ""

    @property
    def after(self) -> str:
        return worst(i.after.rating for i in self.impacts) or ""

    @property
    def corrected(self) -> set[int]:
        return {row.corrects_id for row in self.consultations if row.corrects_id}

    def sentence(self) -> str:
        """The whole in one sentence."""
        if not self.impacts:
            return "Nobody has judged yet what this does to any community."
        waiting = sum(row.answer == OPEN and row.pk not in self.corrected for row in self.consultations)
        unsettled = sum(row.state in UNSETTLED for row in self.recommendations)
        return (
            f"The worst rating is {RATING_WORDS[self.before].lower()}, and {RATING_WORDS[self.after].lower()} after what is done"  # type: ignore[index]
            f" about it; {waiting or 'no'} {'piece' if waiting == 1 else 'pieces'} of advice without an answer,"
            f" {unsettled or 'no'} {'recommendation' if unsettled == 1 else 'recommendations'} not settled."
        )

    def not_taken(self) -> list[Any]:
        return [row for row in self.consultations if row.answer in (PARTLY, DECLINED)]


def get_page(assessment: Assessment, viewer: Viewer) -> AdvicePage:
    mine = {"assessment": assessment.pk}
    found = fetch_together(
        impacts=advice.impacts(viewer).filter(**mine),
        consultations=advice.consultations(viewer).filter(**mine),
        recommendations=advice.recommendations(viewer).filter(**mine),
        observations=observations(viewer).filter(monitor__operation=assessment.operation_id),
        choices=advice.choices_of_disclosure(viewer).filter(**mine),
    )
    going_in = advice.parts_going_in(found.pop("choices"))
    return AdvicePage(
        **found,
        going_in=[part.title for key, part in PARTS.items() if key in going_in],
        left_out=[part.title for key, part in PARTS.items() if key not in going_in],
    )


def monitors(viewer: Viewer) -> Any:
    rows = Monitor.objects.visible_to(viewer).select_related("operation", "area")
    return rows.defer("area__boundary", "area__outline")


def observations(viewer: Viewer) -> Any:
    """What monitors saw, oldest first: for the assessment and for the lessons that are drawn from it."""
    rows = Observation.objects.visible_to(viewer).select_related("monitor", "area")
    return rows.defer("area__boundary", "area__outline")


def is_late(recommendation: Any, on: date) -> bool:
    return bool(recommendation.state in UNSETTLED and recommendation.due_on < on)


@dataclass(frozen=True)
class Deed:
    """Something that the viewer may do with a recommendation now."""

    event: str
    label: str


WORDS = {
    "accept": "Accept it",
    "decline": "Decline it",
    "done": "Say that it is done",
    "transfer": "Transfer it",
}


def deeds_open_to(found: Any, viewer: Viewer, owners: list[int]) -> list[Deed]:
    deeds = []
    for event in RECOMMENDATION.events_from(found.state):
        rule = RECOMMENDATION.events[event]
        own_work = bool(rule.never_by) and found.proposed_by_id == viewer.account_id
        if viewer.may(rule.permission, owners) and not own_work:
            deeds.append(Deed(event, WORDS[event]))
    line = getattr(found, "press_line", None)
    if line is None or line.released_at or found.state not in UNSETTLED or not viewer.may(DECIDE, owners):
        return deeds
    if line.approved_at:
        return [*deeds, Deed("release-line", "Release the press line")]
    own_line = wrote_line(viewer.account_id, found)
    return deeds if own_line else [*deeds, Deed("approve-line", "Approve the press line")]


__all__ = [
    "ANSWER_TAGS",
    "STATE_TAGS",
    "AdvicePage",
    "Deed",
    "deeds_open_to",
    "get_page",
    "is_late",
    "monitors",
    "observations",
]
