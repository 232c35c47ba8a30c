"""Equality assessments, from their screening to their signature."""

from __future__ import annotations

from typing import Any

from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.reads.content import hash_now
from commonweal.assess.equality.reads.one import with_parts
from tests.guarantees.gates.thing import SAYS_WHY, Thing


def _in(state: str) -> Any:
    return EqualityAssessment.objects.get(title=f"Assessed by link, {state}")


def _call(event: str) -> Any:
    return lambda a: (f"/equality/{a.pk}/steps/{event}/", {"version": a.version, **SAYS_WHY})


EQUALITY = Thing(
    EqualityAssessment,
    ("screening", "not_required", "drafting", "consultation", "quality_check", "checked", "signed_off"),
    {
        **{e: _call(e) for e in ("require", "screen-out", "reopen", "consult", "send", "check", "send-back")},
        "sign": lambda a: (f"/equality/{a.pk}/sign/", {"seen": hash_now(with_parts(a))}),
    },
    _in,
    frozenset({"screen-out", "check", "sign"}),
)
THINGS = {"equality": EQUALITY}
