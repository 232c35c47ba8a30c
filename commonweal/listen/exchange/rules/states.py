"""Which step of an exchange, a relay, a relationship or a vacancy may follow which?"""

from __future__ import annotations

from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible


class Trust(StrEnum):
    """How a relationship stands."""

    BUILDING = "building"
    TRUSTED = "trusted"
    STRAINED = "strained"
    DORMANT = "dormant"
    ENDED = "ended"


class Said(StrEnum):
    """Where an exchange stands between what we were told and what became of it."""

    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    TOLD_BACK = "told_back"
    WITHDRAWN = "withdrawn"


class Passed(StrEnum):
    """What a recipient has done with a relay."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    USED = "used"
    NOT_USED = "not_used"
    WITHDRAWN = "withdrawn"


class Gap(StrEnum):
    """What became of a relationship that nobody kept any more."""

    OPEN = "open"
    FILLED = "filled"
    KEPT_AGAIN = "kept_again"


TRUST_WORDS = {
    Trust.BUILDING: "Being built",
    Trust.TRUSTED: "Trusted",
    Trust.STRAINED: "Strained",
    Trust.DORMANT: "Dormant",
    Trust.ENDED: "Ended",
}
SAID_WORDS = {
    Said.TOLD: "Not acknowledged yet",
    Said.ACKNOWLEDGED: "Acknowledged",
    Said.ANSWERED: "Answered",
    Said.TOLD_BACK: "Told what happened next",
    Said.WITHDRAWN: "Taken back by whoever told us",
}
PASSED_WORDS = {
    Passed.SENT: "Waits to be accepted",
    Passed.ACCEPTED: "Accepted",
    Passed.DECLINED: "Declined",
    Passed.USED: "Was of use",
    Passed.NOT_USED: "Was not of use",
    Passed.WITHDRAWN: "Taken back",
}

GAP_WORDS = {
    Gap.OPEN: "Nobody keeps it",
    Gap.FILLED: "A new keeper was named",
    Gap.KEPT_AGAIN: "Its keeper came back",
}

EXCHANGE_STEPS: dict[tuple[Said, str], Said] = {
    (Said.TOLD, "acknowledge"): Said.ACKNOWLEDGED,
    (Said.TOLD, "answer"): Said.ANSWERED,
    (Said.ACKNOWLEDGED, "answer"): Said.ANSWERED,
    (Said.ANSWERED, "tell_back"): Said.TOLD_BACK,
    (Said.TOLD, "take_back"): Said.WITHDRAWN,
    (Said.ACKNOWLEDGED, "take_back"): Said.WITHDRAWN,
    (Said.ANSWERED, "take_back"): Said.WITHDRAWN,
    (Said.TOLD_BACK, "take_back"): Said.WITHDRAWN,
}
RELAY_STEPS: dict[tuple[Passed, str], Passed] = {
    (Passed.SENT, "accept"): Passed.ACCEPTED,
    (Passed.SENT, "decline"): Passed.DECLINED,
    (Passed.ACCEPTED, "say_used"): Passed.USED,
    (Passed.ACCEPTED, "say_not_used"): Passed.NOT_USED,
    (Passed.NOT_USED, "say_used"): Passed.USED,
    (Passed.SENT, "take_back"): Passed.WITHDRAWN,
    (Passed.ACCEPTED, "take_back"): Passed.WITHDRAWN,
    (Passed.USED, "take_back"): Passed.WITHDRAWN,
    (Passed.NOT_USED, "take_back"): Passed.WITHDRAWN,
}
GAP_STEPS: dict[tuple[Gap, str], Gap] = {
    (Gap.OPEN, "name_keeper"): Gap.FILLED,
    (Gap.OPEN, "come_back"): Gap.KEPT_AGAIN,
}
OPEN_TO_RECIPIENT = (Passed.ACCEPTED, Passed.USED, Passed.NOT_USED)
EVENT_WORDS = {
    "acknowledge": "acknowledged",
    "answer": "answered",
    "tell_back": "followed by what happened next",
    "take_back": "taken back",
    "accept": "accepted",
    "decline": "declined",
    "say_used": "called of use",
    "say_not_used": "called of no use",
}


def next_said(state: str, event: str) -> Said:
    """The state of an exchange after an event. Raises NotPossible with a sentence."""
    found = EXCHANGE_STEPS.get((Said(state), event))
    if found is None:
        raise NotPossible(_sentence("What we were told", SAID_WORDS[Said(state)], event))
    return found


def next_passed(state: str, event: str) -> Passed:
    """The state of a relay at one recipient after an event. Raises NotPossible with a sentence."""
    found = RELAY_STEPS.get((Passed(state), event))
    if found is None:
        raise NotPossible(_sentence("This relay", PASSED_WORDS[Passed(state)], event))
    return found


def next_gap(state: str, event: str) -> Gap:
    """The state of a vacancy after an event. Raises NotPossible with a sentence."""
    found = GAP_STEPS.get((Gap(state), event))
    if found is None:
        raise NotPossible("This relationship has somebody who keeps it. There is nobody to name.")
    return found


def _sentence(thing: str, state: str, event: str) -> str:
    return f"{thing} cannot be {EVENT_WORDS[event]} now. How it stands: {state[:1].lower()}{state[1:]}."


def events_from(
    state: str, steps: dict[tuple[Said, str], Said] | dict[tuple[Passed, str], Passed]
) -> set[str]:
    return {event for origin, event in steps if origin == state}


def check_relationship_open(state: str) -> None:
    if state == Trust.ENDED:
        raise NotPossible("This relationship has ended. Begin a new one, with their agreement.")


def check_may_agree(direction: str, state: str) -> None:
    """Agreement is asked for what they told us, while it is there."""
    if direction == "told":
        raise NotPossible("We told them this. They are not asked what it may be used for.")
    check_not_taken_back(state)


def check_may_hand(direction: str, state: str) -> None:
    """A receipt is for those who told us something, for as long as they have not taken it back."""
    if direction == "told":
        raise NotPossible("We told them this. A receipt is for what they told us.")
    check_not_taken_back(state)


def check_not_taken_back(state: str) -> None:
    if state == Said.WITHDRAWN:
        raise NotPossible("Whoever told us this has taken it back. Nothing may be done with it any more.")
