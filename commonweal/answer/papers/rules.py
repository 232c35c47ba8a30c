"""What may happen to a paper, by whom, and what must stand in it before it may go on?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from commonweal.design.documents.document import MARKER
from commonweal.ground.visibility.rules import NotPossible, Refused


class State(StrEnum):
    DRAFTING = "drafting"
    DRAFTED = "drafted"
    CLEARED = "cleared"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    CLEAR = "clear"
    APPROVE = "approve"
    PUBLISH = "publish"
    SEND_BACK = "send back"
    WITHDRAW = "withdraw"
    CORRECT = "correct"


class Part(StrEnum):
    """Part I is read in the open meeting, part II in private; only part I is ever published."""

    ONE = "I"
    TWO = "II"


class Verb(StrEnum):
    NOTED = "noted"
    ENDORSED = "endorsed"
    AGREED = "agreed"
    AGREED_AS_AMENDED = "agreed_as_amended"
    DEFERRED = "deferred"
    REFERRED = "referred"
    REJECTED = "rejected"
    RATIFIED = "ratified"


VERB_WORDS = {verb: verb.value.replace("_", " ").capitalize() for verb in Verb}
NEEDS_DETAIL = frozenset({Verb.AGREED_AS_AMENDED, Verb.DEFERRED, Verb.REFERRED, Verb.REJECTED})
STATE_WORDS = {
    State.DRAFTING: "Being drafted",
    State.DRAFTED: "Waiting for clearance",
    State.CLEARED: "Waiting for approval",
    State.APPROVED: "Approved and frozen",
    State.PUBLISHED: "Published",
    State.WITHDRAWN: "Withdrawn",
}
# Approved text never changes again: sending back an approved paper sets it aside and opens its next edition.
NEXT: dict[tuple[State, Event], State] = {
    (State.DRAFTING, Event.EDIT): State.DRAFTING,
    (State.DRAFTING, Event.SUBMIT): State.DRAFTED,
    (State.DRAFTING, Event.WITHDRAW): State.WITHDRAWN,
    (State.DRAFTED, Event.CLEAR): State.CLEARED,
    (State.DRAFTED, Event.SEND_BACK): State.DRAFTING,
    (State.DRAFTED, Event.WITHDRAW): State.WITHDRAWN,
    (State.CLEARED, Event.APPROVE): State.APPROVED,
    (State.CLEARED, Event.SEND_BACK): State.DRAFTING,
    (State.CLEARED, Event.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Event.PUBLISH): State.PUBLISHED,
    (State.APPROVED, Event.SEND_BACK): State.WITHDRAWN,
    (State.APPROVED, Event.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Event.CORRECT): State.PUBLISHED,
    (State.PUBLISHED, Event.WITHDRAW): State.WITHDRAWN,
    (State.WITHDRAWN, Event.CORRECT): State.WITHDRAWN,
}
PERMISSIONS = {
    Event.EDIT: "papers.draft",
    Event.SUBMIT: "papers.draft",
    Event.CLEAR: "papers.clear",
    Event.APPROVE: "papers.approve",
    Event.PUBLISH: "papers.publish",
    Event.WITHDRAW: "papers.publish",
    Event.CORRECT: "papers.draft",
}
# Whoever judges a paper in this state may also send it back.
SENDS_BACK = {
    State.DRAFTED: "papers.clear",
    State.CLEARED: "papers.approve",
    State.APPROVED: "papers.publish",
}
FROZEN = frozenset({State.APPROVED, State.PUBLISHED})


def next_state(state: str, event: Event) -> State:
    """The state that follows. Raises NotPossible, with a sentence, where the event does not fit the state."""
    following = NEXT.get((State(state), event))
    if following is None:
        raise NotPossible(
            f"This paper is in the state “{STATE_WORDS[State(state)]}”, where “{event}” is not possible."
        )
    return following


def may_follow(state: str, event: Event) -> bool:
    return (State(state), event) in NEXT


def permission_for(state: str, event: Event) -> str:
    if event is Event.SEND_BACK:
        return SENDS_BACK.get(State(state), "papers.approve")
    return PERMISSIONS[event]


def person(account_id: int | None) -> int:
    """The person who acts. Raises Refused where nobody does: what the program does by itself has no author."""
    if account_id is None:
        raise Refused("This needs a person who is signed in.")
    return account_id


def check_not_an_author(account_id: int | None, authors: Collection[int], doing: str) -> None:
    if account_id is None or account_id in authors:
        raise Refused(f"You wrote part of this paper, so somebody else has to {doing} it.")


def check_not_the_only_author(account_id: int | None, authors: Collection[int]) -> None:
    if account_id is None or set(authors) == {account_id}:
        raise Refused("You are the only author of this paper, so somebody else has to publish it.")


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise NotPossible("Say why, so that the people who come after you know.")


def check_detail(verb: str, detail: str) -> None:
    if Verb(verb) in NEEDS_DETAIL and not detail.strip():
        raise NotPossible(
            f"“{VERB_WORDS[Verb(verb)]}” needs its words: what was changed, to whom or until when, or why."
        )


def check_may_be_published(part: str) -> None:
    if part != Part.ONE:
        raise NotPossible("A part II paper is read in private and is never published.")


def unfilled(sections: Iterable[tuple[str, bool, str, str]]) -> list[str]:
    """Headings of required sections with neither text nor a reason, from (heading, required, text, reason)."""
    return [
        heading
        for heading, required, text, why in sections
        if required and not text.strip() and not why.strip()
    ]


def markers_in(*texts: str) -> list[str]:
    """The keys of every figure and table that the texts drop in, in order of first use."""
    return list(dict.fromkeys(key for text in texts for _, key in MARKER.findall(text)))


def faults(
    sections: Iterable[tuple[str, bool, str, str]],
    recommendations: int,
    texts: Iterable[str],
    keys: Collection[str],
) -> list[str]:
    """Everything that keeps a paper from going on, as sentences; none when it may."""
    found = [
        f"“{heading}” is empty: fill it, or say why it does not apply." for heading in unfilled(sections)
    ]
    if not recommendations:
        found.append("There is no recommendation: say what members are asked to do.")
    missing = [key for key in markers_in(*texts) if key not in keys]
    return found + [
        f"The text drops in a figure called “{key}”, which this paper does not have." for key in missing
    ]


def equality_faults(assessments: Iterable[tuple[str, bool]]) -> list[str]:
    """From (title, settled) of the equality assessments that the paper rests on."""
    return [
        f"The equality section waits for the assessment “{title}”: it is not signed, and nobody found it not required."
        for title, settled in assessments
        if not settled
    ]


def check_complete(sentences: list[str]) -> None:
    if sentences:
        raise NotPossible(" ".join(sentences))


def check_seen(seen: str, now: str) -> None:
    """Approve what was read, or nothing: a figure may have moved between reading and approving."""
    if seen != now:
        raise NotPossible(
            "The text or a live figure has changed since you read it. Read the preview again, then approve."
        )
