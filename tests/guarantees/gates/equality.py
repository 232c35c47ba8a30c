"""Equality assessments, from their screening to the one that takes their place."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.answer.publications.models import Publication, Release
from commonweal.assess.equality.models import EqualityAction, EqualityAssessment
from commonweal.assess.equality.reads.content import hash_now
from commonweal.assess.equality.reads.one import with_parts
from commonweal.assess.equality.rules.states import SIGNED
from tests.guarantees.gates.thing import SAYS_WHY, Thing, typed

STEPS = (
    "require", "screen-out", "reopen", "consult", "send", "take-back", "check", "send-back", "refuse", "keep", "monitor",
)  # fmt: skip


def _in(state: str) -> Any:
    return EqualityAssessment.objects.get(title=f"Assessed by link, {state}", state=state)


def _call(event: str) -> Any:
    return lambda a: (f"/equality/{a.pk}/steps/{event}/", {"version": a.version, **SAYS_WHY})


def _sign(assessment: Any) -> Any:
    return f"/equality/{assessment.pk}/sign/", {"seen": hash_now(with_parts(assessment))}


def _close(assessment: Any) -> Any:
    """Nothing of its plan is open any more."""
    EqualityAction.objects.filter(assessment=assessment, state="open").update(
        state="done",
        evidence="All were trained",
        closed_by=assessment.drafted_by,
        closed_at=assessment.drafted_at,
    )
    return _call("close")(assessment)


def _review(assessment: Any) -> Any:
    found = {**SAYS_WHY, **typed("review_on", date(2011, 6, 1))}
    return f"/equality/{assessment.pk}/review/", {"version": assessment.version, **found}


def _supersede(assessment: Any) -> Any:
    """A later one is signed, which the adviser has passed; it carries on whatever is open."""
    if (signed := EqualityAssessment.objects.filter(replaces=assessment).first()) is not None:
        return _sign(signed)
    later = EqualityAssessment.objects.get(title="For a successor, link")
    EqualityAssessment.objects.filter(pk=later.pk).update(replaces=assessment)
    for action in assessment.actions.filter(state="open"):
        EqualityAction.objects.create(
            assessment=later, carries=action, kind="change", text=action.text, horizon=action.horizon,
            owner_post=action.owner_post, measure=action.measure, first_due_on=action.first_due_on, due_on=action.due_on,
        )  # fmt: skip
    return _sign(EqualityAssessment.objects.get(pk=later.pk))


def _publish(assessment: Any) -> Any:
    """Whoever drafted it has laid it before a second person, whatever state it is in."""
    release = Release.objects.get(assessment__title="Waits for the public, link", state="prepared")
    Release.objects.filter(pk=release.pk).update(
        assessment=assessment, owner=assessment.owner_id, prepared_by=assessment.drafted_by
    )
    return f"/publications/releases/{release.pk}/", {"seen": release.hash}


def _unpublish(assessment: Any) -> Any:
    """Only what was signed can be public at all."""
    if assessment.state not in SIGNED[1:]:
        return "/publications/999999999/withdraw/", SAYS_WHY
    public = Publication.objects.get(release__assessment__title="Assessed by link_housing, signed_off")
    Release.objects.filter(pk=public.release_id).update(assessment=assessment, owner=assessment.owner_id)
    return f"/publications/{public.pk}/withdraw/", SAYS_WHY


EQUALITY = Thing(
    EqualityAssessment,
    (
        "screening", "not_required", "drafting", "consultation", "quality_check", "checked", "signed_off", "published",
        "monitoring", "review_due", "closed", "superseded",
    ),
    {
        **{step: _call(step) for step in STEPS},
        "sign": _sign,
        "publish": _publish,
        "unpublish": _unpublish,
        "review": _review,
        "close": _close,
        "supersede": _supersede,
    },
    _in,
    frozenset({"screen-out", "check", "sign", "close", "publish"}),
)  # fmt: skip
THINGS = {"equality": EQUALITY}
