"""Who is asked, what becomes of their advice, and when may it no longer be touched?"""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.ground.visibility.tables import Event, StateTable

GROUPS = {
    "iag": "Independent advisory group",
    "forum": "Community consultative forum",
    "network": "Key individual network",
    "faith": "Faith body",
    "voluntary": "Voluntary or community organisation",
    "council": "Council or other public body",
    "desk": "Police desk or outreach worker",
    "experts": "Advisers inside the police",
    "other": "Another group",
}
WAYS = {
    "meeting": "Meeting",
    "call": "Telephone call",
    "letter": "Letter or email",
    "visit": "Visit",
    "other": "Another way",
}
OPEN, NONE = "open", "none"
ACCEPTED, PARTLY, DECLINED = "accepted", "partly", "declined"
ANSWERS = {
    OPEN: "Not answered yet",
    NONE: "No advice was given",
    ACCEPTED: "Accepted",
    PARTLY: "Accepted in part",
    DECLINED: "Declined",
}
NEEDS_REASON = (PARTLY, DECLINED)
DECISIONS = {ACCEPTED: ANSWERS[ACCEPTED], PARTLY: ANSWERS[PARTLY], DECLINED: ANSWERS[DECLINED]}


def check_answer(answer: str, reason: str, advice: str) -> None:
    """Advice that is not taken as it was given says why; where none was given there is nothing to answer."""
    if answer not in ANSWERS:
        raise NotPossible("Choose what became of the advice.")
    if answer == NONE and advice.strip():
        raise NotPossible("Advice was given: say whether it is accepted.")
    if answer != NONE and not advice.strip():
        raise NotPossible("Write down the advice, or say that none was given.")
    if answer in NEEDS_REASON and not reason.strip():
        raise NotPossible(f"Say why the advice is {ANSWERS[answer].lower()}.")


def check_open(answer: str) -> None:
    if answer != OPEN:
        raise NotPossible("This advice was answered already. Add an entry that corrects it.")


def check_not_frozen(frozen: bool) -> None:
    if frozen:
        raise NotPossible("This entry stands in a version that was submitted. Add an entry that corrects it.")


def check_answered(answers: Iterable[str]) -> None:
    """Nothing is submitted while advice waits for an answer."""
    waiting = sum(answer == OPEN for answer in answers)
    if waiting:
        verb = "piece of advice has" if waiting == 1 else "pieces of advice have"
        raise NotPossible(f"{waiting} {verb} no answer yet. Say what became of it before you submit.")


def check_told(covert: bool, is_named: bool) -> None:
    """While an operation is covert, only those named as may be told are consulted."""
    if covert and not is_named:
        raise Refused("This operation is covert: only those named as may be told can be consulted.")


KINDS = {
    "press": "Press line",
    "forum": "Forum or advisory group convened",
    "reassurance": "Reassurance",
    "monitors": "Community monitors",
    "other": "Something else",
}
RECOMMENDATION = StateTable(
    thing="recommendation",
    start="proposed",
    states={
        "proposed": "proposed",
        "accepted": "accepted",
        "declined": "declined",
        "done": "done",
        "transferred": "transferred",
    },
    events={
        "accept": Event("accepted", "impact.approve", never_by=("proposed_by",)),
        "decline": Event("declined", "impact.approve", never_by=("proposed_by",), needs_reason=True),
        "done": Event("done", "impact.assess", needs_reason=True),
        "transfer": Event("transferred", "impact.approve", needs_reason=True),
    },
    moves={
        ("proposed", "accept"): "accepted",
        ("proposed", "decline"): "declined",
        ("accepted", "done"): "done",
        ("accepted", "transfer"): "transferred",
    },
)
UNSETTLED = ("proposed", "accepted")


def check_done(kind: str, *, is_released: bool, is_convened: bool) -> None:
    """A press line is done when it was released; a forum when it met and its advice was recorded."""
    if kind == "press" and not is_released:
        raise NotPossible("A press line is done once it has been released.")
    if kind == "forum" and not is_convened:
        raise NotPossible("The forum has to meet, and its advice be recorded, before this is done.")


def check_settled(states: Iterable[str]) -> None:
    """What keeps an assessment from closing: recommendations nobody settled."""
    left = sum(state in UNSETTLED for state in states)
    if left:
        words = "1 recommendation is" if left == 1 else f"{left} recommendations are"
        raise NotPossible(f"{words} not settled. Each has to be done, declined or transferred first.")
