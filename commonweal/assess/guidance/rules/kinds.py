"""What kinds of document are there, who may read one, and what may have led to a change?"""

from __future__ import annotations

from enum import StrEnum

from commonweal.ground.visibility.rules import NotPossible, Tier


class Kind(StrEnum):
    NOTE = "note"
    PROTOCOL = "protocol"
    PROCEDURE = "procedure"
    QUESTIONS = "questions"
    BRIEFING = "briefing"
    INDICATORS = "indicators"


KINDS: dict[str, str] = {
    Kind.NOTE: "Guidance note",
    Kind.PROTOCOL: "Protocol",
    Kind.PROCEDURE: "Standard operating procedure",
    Kind.QUESTIONS: "Questions and answers",
    Kind.BRIEFING: "Briefing about a community",
    Kind.INDICATORS: "Indicators",
}
# From the widest to the narrowest: a document is read by one circle, and never by a wider one than its author agreed to.
TIERS: dict[str, str] = {
    Tier.PUBLIC.value: "Everyone who signs in",
    Tier.PARTNERSHIP.value: "Members of the partnership",
    Tier.POLICE.value: "Police alone",
}
OCCASIONS: dict[str, str] = {
    "scrutiny": "A scrutiny",
    "impact": "A community impact assessment",
    "equality": "An equality impact assessment",
    "recommendation": "A recommendation",
    "review": "A review of the document",
    "community_review": "A community's own review",
    "law": "A change of the law or of national guidance",
}
STANCES: dict[str, str] = {
    "agrees": "agrees with it",
    "disagrees": "disagrees with it",
    "asks": "asks for changes",
}
PROTECTION_FIRST = (
    "Protection comes first. Whoever shows these signs may be a victim: they are protected before anything else is asked, "
    "and the protection of a child goes before immigration control."
)
NOTHING_IS_KEPT = (
    "This list is for looking, not for filling in. Nothing is ticked here and nothing is kept about anybody. Call one of "
    "those named below; they keep what has to be kept."
)


def is_wider(tier: str, than: str) -> bool:
    """Would more people read it? Raises ValueError for a tier that guidance does not have."""
    order = list(TIERS)
    return order.index(tier) < order.index(than)


def check_tier(tier: str) -> None:
    if tier not in TIERS:
        raise NotPossible(
            "Guidance is for everyone, for the partnership or for the police alone. Choose one."
        )


def check_consent(kind: str, tier: str, *, author: str, consented: bool, agreed_tier: str) -> None:
    """A briefing goes out only as far as its author agreed; of other kinds, only where an author agreed to less."""
    if kind == Kind.BRIEFING and not (author.strip() and consented and agreed_tier):
        raise NotPossible(
            "A briefing needs its author's consent. Say which post or group wrote it, when they agreed, and who may read it."
        )
    if agreed_tier and is_wider(tier, agreed_tier):
        raise NotPossible(
            f"The author agreed to fewer readers: “{TIERS[agreed_tier]}”. Ask them again, or let fewer people read it."
        )


def check_complete(kind: str, *, text: str, signposts: str, occasions: int) -> None:
    """What a version must have before a second person looks at it."""
    if not text.strip():
        raise NotPossible("Write the text first.")
    if kind == Kind.INDICATORS and not signposts.strip():
        raise NotPossible(
            "Indicators need signposts: whom to call. A list of signs without help beside it protects nobody."
        )
    if not occasions:
        raise NotPossible(
            "Say why it was written or changed: name the scrutiny, assessment, recommendation or review."
        )


def check_led_by(kind: str, *, impact: bool, equality: bool) -> None:
    """An assessment is named under its own kind, and under no other."""
    if (impact and kind != "impact") or (equality and kind != "equality"):
        raise NotPossible(
            "You chose an assessment, but say that something else led to it. Choose the kind that it is."
        )


def check_describes(kind: str, communities: int) -> None:
    if kind == Kind.BRIEFING and not communities:
        raise NotPossible("A briefing is about a community. Choose which.")


def check_may_be_asked(tier: str, state: str) -> None:
    """May a community be asked what it thinks of this version?"""
    if tier == Tier.POLICE:
        raise NotPossible(
            "This is marked for the police alone, so the community cannot read it, and cannot review it. Let the "
            "partnership read it, or write a text for them."
        )
    if state not in {"draft", "submitted", "in_force"}:
        raise NotPossible("Ask about the version that is in force, or about the next one.")


def check_words(stance: str, words: str) -> None:
    if stance not in STANCES:
        raise NotPossible("Say whether you agree, disagree or ask for changes.")
    if stance != "agrees" and not words.strip():
        raise NotPossible("Say in your own words what is wrong. It will stand beside the text.")
