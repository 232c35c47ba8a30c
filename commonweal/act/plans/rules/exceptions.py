"""Which actions must a board look at, what is the cause and what follows from it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commonweal.act.plans.rules.facts import ActionFacts, Code
from commonweal.act.plans.rules.standing import Shown
from commonweal.act.plans.rules.words import days, long_day

MOVED_TOO_OFTEN = 2


@dataclass(frozen=True)
class Concern:
    """One line of the exception report."""

    kind: str
    cause: str
    effect: str


KINDS = {
    "off_track": "Off track",
    "amber_twice": "At risk two periods running",
    "no_update": "No update",
    "moved_twice": "Date moved twice",
    "no_contact": "Nobody named",
    "resource": "Resource at risk",
    "challenged": "Challenged",
}

# What a board can do about each kind; which of these is right is for people to say.
OPTIONS = {
    "off_track": (
        "agree a recovery plan with dates",
        "move the date and say why",
        "give the action up by a decision",
    ),
    "amber_twice": (
        "ask for a new recovery plan",
        "put more people or money to it",
        "move the date and say why",
    ),
    "no_update": ("ask the lead for an update by a day", "have another partner report", "name another lead"),
    "moved_twice": (
        "hold to the date",
        "set a date that the lead stands by",
        "give the action up by a decision",
    ),
    "no_contact": ("name who answers for it", "give it to another organisation", "give it up by a decision"),
    "resource": (
        "find the resource elsewhere",
        "do less with what there is",
        "give the action up by a decision",
    ),
    "challenged": ("answer the challenge with evidence", "uphold it, so that the action reopens"),
}


def options_of(kind: str) -> str:
    """The ways out of an exception in one sentence."""
    *first, last = OPTIONS[kind]
    words = f"{', '.join(first)}, or {last}" if len(first) > 1 else f"{first[0]}, or {last}"
    return f"{words[:1].upper()}{words[1:]}."


def exceptions_of(
    facts: ActionFacts, shown: Shown, since_on: date | None, moved: dict[str, int]
) -> list[Concern]:
    """Everything about the action that the exception report lists; moved says how often each date was moved."""
    if facts.state in ("closed", "undelivered"):
        return []
    return [
        *_off_track(shown),
        *_amber_twice(facts, shown, since_on),
        *_no_update(facts),
        *_moved(moved),
        *_nobody(facts),
        *_resources(facts),
        *_challenged(facts),
    ]


def _off_track(shown: Shown) -> Iterator[Concern]:
    if shown.code == Code.OFF_TRACK:
        reasons = shown.computed.reasons
        cause = shown.sentence if shown.is_judged else f"{reasons[:1].upper()}{reasons[1:]}."
        yield Concern("off_track", cause, "The action will not deliver as promised unless it is changed.")


def _amber_twice(facts: ActionFacts, shown: Shown, since_on: date | None) -> Iterator[Concern]:
    if shown.code == Code.AT_RISK and since_on and (facts.on - since_on).days > facts.every_days:
        cause = f"At risk since {long_day(since_on)}, longer than one reporting period."
        yield Concern("amber_twice", cause, "The recovery plan is not working, or there is none.")


def _no_update(facts: ActionFacts) -> Iterator[Concern]:
    if facts.reports_missed() and not (facts.starts_on and facts.starts_on > facts.on):
        cause = f"Nobody has reported for {days(facts.silent_days() or 0)}."
        yield Concern("no_update", cause, "Nobody can say whether it is being done.")


def _moved(moved: dict[str, int]) -> Iterator[Concern]:
    for name, times in moved.items():
        if times >= MOVED_TOO_OFTEN:
            cause = f"The date of {name} has been moved {times} times."
            yield Concern("moved_twice", cause, "The date no longer says when it will happen.")


def _nobody(facts: ActionFacts) -> Iterator[Concern]:
    if not facts.lead:
        yield Concern("no_contact", "The lead is not stated.", "No organisation answers for the action.")
    elif not facts.contact:
        yield Concern("no_contact", f"{facts.lead} has named no contact.", "Nobody can be asked.")


def _resources(facts: ActionFacts) -> Iterator[Concern]:
    for resource in facts.resources:
        if resource.state in ("at_risk", "failed"):
            state = "has failed" if resource.state == "failed" else "is at risk"
            condition = f" Condition: {resource.condition}." if resource.condition else ""
            yield Concern("resource", f"{resource.name} {state}.{condition}", "The work may not be paid for.")


def _challenged(facts: ActionFacts) -> Iterator[Concern]:
    if facts.challenged_on:
        cause = f"Challenged on {long_day(facts.challenged_on)} as not proven."
        yield Concern("challenged", cause, "It does not count as delivered until the challenge is answered.")
