"""Versions of guidance, and what a community says of one."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.assess.guidance.models import CommunityReview, GuidanceVersion
from tests.guarantees.gates.thing import SAYS_WHY, Thing, typed

WORDS = {
    "summary": "Again", "text": "Other words", "signposts": "A helpline", "author": "A desk", "agreed_tier": "partnership",
    **typed("consented_on", date(2010, 7, 1)),
}  # fmt: skip


def _version_in(state: str) -> Any:
    rows = GuidanceVersion.objects.filter(document__owner__name="Metropolitan Police Service", state=state)
    return rows.filter(document__title__startswith="Town:").order_by("pk")[0]


def _step(event: str) -> Any:
    return lambda v: (f"/guidance/versions/{v.pk}/steps/{event}/", {"version": v.version, **SAYS_WHY})


VERSION = Thing(
    GuidanceVersion,
    ("draft", "submitted", "in_force", "superseded", "withdrawn"),
    {
        "change": lambda v: (f"/guidance/versions/{v.pk}/text/", {"version": v.version, **WORDS}),
        **{event: _step(event) for event in ("submit", "approve", "send-back", "give-up", "withdraw")},
    },
    _version_in,
    frozenset({"approve", "send-back"}),
)


def _review_in(state: str) -> Any:
    rows = CommunityReview.objects.filter(
        wording__document__owner__name="Metropolitan Police Service", state=state
    )
    return rows.filter(wording__document__title__startswith="Town:", reply="").order_by("pk")[0]


def _said(deed: str, **words: str) -> Any:
    return lambda r: (f"/guidance/reviews/{r.pk}/{deed}/", {"version": r.version, **SAYS_WHY, **words})


REVIEW = Thing(
    CommunityReview,
    ("asked", "answered", "taken_back"),
    {
        "answer": _said("answer", stance="asks", words="Ask us first", post="Chair"),
        "take-back": _said("take-back"),
        "reply": _said("reply", words="We will"),
    },
    _review_in,
)
THINGS = {"guidance": VERSION, "community_review": REVIEW}
COMES = "UPDATE guidance_guidanceversion SET state = 'in_force', frozen_hash = 'x', approved_at = drafted_at"
PAST_THE_GATE = {
    "guidance put in force by whoever wrote it": f"{COMES}, approved_by_id = drafted_by_id WHERE state = 'submitted'",
    "guidance put in force by nobody": f"{COMES}, approved_by_id = NULL WHERE state = 'submitted'",
    "a draft of guidance put in force": (
        f"{COMES}, submitted_at = drafted_at, submitted_by_id = drafted_by_id, approved_by_id ="
        " (SELECT MAX(id) FROM people_account) WHERE state = 'draft'"
    ),
    "guidance in force rewritten": "UPDATE guidance_guidanceversion SET text = 'x' WHERE state = 'in_force'",
    "guidance in force deleted": "DELETE FROM guidance_guidanceversion WHERE state = 'in_force'",
    "a reason of guidance in force rewritten": (
        "UPDATE guidance_occasion SET said = 'x' WHERE changed_id IN"
        " (SELECT id FROM guidance_guidanceversion WHERE state = 'in_force')"
    ),
    "a community answered for by somebody else": (
        "UPDATE guidance_communityreview SET state = 'answered', stance = 'agrees', post = 'x', text_hash = 'x',"
        " answered_at = asked_at, answered_by_id = (SELECT MIN(id) FROM people_account) WHERE state = 'asked'"
    ),
    "a community's disagreement turned round": (
        "UPDATE guidance_communityreview SET stance = 'agrees' WHERE state = 'answered' AND stance = 'disagrees'"
    ),
    "a community's answer deleted": "DELETE FROM guidance_communityreview WHERE state = 'answered'",
}
