"""What has to be said of a joint operation before it may go ahead, and which rule stands above it?"""

from __future__ import annotations

from commonweal.ground.visibility.rules import NotPossible

JOINT = "joint"
CHILDREN_FIRST = (
    "Where a child may have been trafficked, keeping the child safe comes first and immigration control second. The child is "
    "referred as a child, and whoever was exploited is met as a victim."
)
MISSING = (
    "It is a joint operation: say first which limb of an agreed definition it is for, on what evidence, what it will do to "
    "the community, and what protects victims."
)
SUPERSEDED = "The limb that it names belongs to a version that a later one took the place of: name one of the agreed version."


def why_not(kind: str, version_state: str | None) -> str:
    """What is missing, in words; "" where nothing is. version_state is that of the limb's version, None without a claim."""
    if kind != JOINT or version_state == "agreed":
        return ""
    return MISSING if version_state is None else SUPERSEDED


def check_claimed(kind: str, version_state: str | None) -> None:
    if missing := why_not(kind, version_state):
        raise NotPossible(missing)


def check_claim(kind: str, state: str, version_state: str, words: list[str]) -> None:
    """A claim is made of a joint operation that is still proposed, for a limb of an agreed version."""
    if kind != JOINT:
        raise NotPossible("Only a joint operation says for which harm it is meant.")
    if state != "proposed":
        raise NotPossible("What was said before it was authorised does not change any more.")
    if version_state != "agreed":
        raise NotPossible(
            "A joint operation is for a limb of a definition that is agreed. No harm limb, no operation."
        )
    if not all(word.strip() for word in words):
        raise NotPossible(
            "Say on what evidence, with which effect on the community, and what protects victims."
        )
