"""Returns of the week, and the summaries that are made of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from commonweal.listen.tension.models import TensionReturn, WeeklySummary
from tests.guarantees.gates.thing import SAYS_WHY, Thing, put, somebody
from tests.guarantees.town import AT

BEGUN = ("draft", "withdrawn")
LOOKED_AT = ("checked", "accepted", "collated", "disseminated", "closed")


def _return_in(state: str) -> Any:
    """One that Haringey's deputy wrote about Enfield for this week, which is not closed yet."""
    row = TensionReturn.objects.get(
        organisation__name="Metropolitan Police, Haringey", area__name="Enfield", state="draft"
    )
    now: dict[str, Any] = {}
    if state not in BEGUN:
        now |= dict.fromkeys(("submitted_at", "arrived_at", "due_at"), AT - timedelta(days=1))
        now |= {"submitted_by": row.drafted_by}
    if state in LOOKED_AT:
        now |= {"checked_by": somebody(), "checked_at": AT}
    if state in LOOKED_AT[1:]:
        now |= {"accepted_by": somebody(), "accepted_at": AT}
    if state in LOOKED_AT[2:]:
        now |= {"summary": WeeklySummary.objects.order_by("pk")[0]}
    if state == "returned":
        now |= {"returned_by": somebody(), "returned_at": AT, "returned_reason": "Where?"}
    return put(row, state, **now)


def _writing(row: Any) -> tuple[str, dict[str, Any]]:
    path = "take-up" if row.state == "withdrawn" else "write"
    return f"/tension/returns/{row.pk}/{path}/", {
        "version": row.version,
        "level": "1",
        "narrative": "Other words",
    }


def _plain(step: str) -> Any:
    return lambda r: (f"/tension/returns/{r.pk}/{step}/", {"version": r.version, **SAYS_WHY})


RETURN = Thing(
    TensionReturn,
    (*BEGUN, "submitted", "returned", *LOOKED_AT),
    {
        "save": _writing,
        "submit": _plain("send"),
        "withdraw": _plain("withdraw"),
        "check": _plain("check"),
        "send_back": _plain("send-back"),
        "accept": _plain("accept"),
    },
    _return_in,
    frozenset({"check", "send_back", "accept"}),
)


def _summary_in(state: str) -> Any:
    return WeeklySummary.objects.filter(state=state)[0]


SUMMARY = Thing(
    WeeklySummary,
    ("collated", "disseminated", "closed"),
    {
        "save": lambda s: (
            f"/tension/summaries/{s.pk}/change/",
            {"version": s.version, "level": "1", "narrative": "Other words"},
        ),
        "disseminate": lambda s: (
            f"/tension/summaries/{s.pk}/pass-on/",
            {"version": s.version, "accepts_conditions": "1"},
        ),
        "close": lambda s: (f"/tension/summaries/{s.pk}/close/", {"version": s.version}),
    },
    _summary_in,
)
THINGS = {"return": RETURN, "summary": SUMMARY}
