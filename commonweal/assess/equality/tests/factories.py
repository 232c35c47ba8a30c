"""One assessment of an invented policy, carried by its own writes into whichever state, and the people it needs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from commonweal.assess.equality import writes
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.reads.content import hash_now
from commonweal.assess.equality.reads.one import with_parts
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.visibility.rules import SYSTEM, Holding, Viewer

AT = datetime(2010, 7, 1, 10, 0, tzinfo=UTC)
ON = date(2010, 7, 1)
DECISION = date(2010, 7, 22)
REVIEW = date(2011, 7, 22)
DUE = date(2011, 1, 31)
LATER = datetime(2011, 8, 1, 10, 0, tzinfo=UTC)
ABOUT = {
    "aim": "Report hate crime at any library",
    "affected": "Whoever uses a library",
    "change": "new",
    "relevance": "It lessens a disadvantage",
}


def body() -> Organisation:
    return make_organisation("Community safety body", "link_body")


def person(role: str, organisation: Organisation | None = None) -> Viewer:
    account = make_account(role, organisation=organisation or body())
    held = Holding(role, (organisation or body()).pk, (organisation or body()).name)
    return as_viewer([held], account_id=account.pk, name=account.name)


class Cast:
    """Author, adviser and decision-maker, and a second of each."""

    def __init__(self) -> None:
        self.body = body()
        self.author, self.second_author = person("link_body_lead"), person("link_body_lead")
        self.adviser, self.second_adviser = person("clearing_officer"), person("analyst")
        self.chief, self.commander = person("chief_officer"), person("commander")


def opened(
    cast: Cast,
    *,
    decision_on: date = DECISION,
    at: datetime = AT,
    replaces: EqualityAssessment | None = None,
    **given: Any,
) -> EqualityAssessment:
    if replaces is not None:
        return writes.replace_assessment(earlier=replaces, decision_on=decision_on, by=cast.author, at=at)
    given = {"title": "Reporting in libraries", "decision_role": "chief_officer", **ABOUT, **given}
    return writes.open_assessment(owner=cast.body, decision_on=decision_on, by=cast.author, at=at, **given)


def judge_all(
    assessment: EqualityAssessment, by: Viewer, at: datetime = AT, **given: str
) -> EqualityAssessment:
    """The same said of every cell."""
    said = {"effect": "neutral", **given}
    for row in assessment.rows.all():
        judged = {cell.aim: said for cell in row.cells.all()}
        assessment = writes.judge_row(assessment=assessment, row=row, judged=judged, by=by, at=at)
    return assessment


def fill(assessment: EqualityAssessment, by: Viewer, at: datetime = AT) -> EqualityAssessment:
    """Everything that a check asks for, in the state of drafting."""
    who = {"by": by, "at": at}
    judge_all(assessment, by, at)
    writes.add_evidence(
        assessment=assessment, source="Census", says="Who lives here", strength="recorded", **who
    )
    writes.add_consultation(assessment=assessment, group="Users of libraries", method="Meeting", held_on=ON, said="Good",
                            changed="Longer hours", **who)  # fmt: skip
    writes.add_action(assessment=assessment, kind="change", text="Train staff", horizon="mid", owner_post="Head of libraries",
                      measure="All are trained", due_on=at.date() + timedelta(days=214), **who)  # fmt: skip
    return writes.write_outcome(assessment=assessment, outcome="2", monitoring="Reports are counted by month",
                                review_on=assessment.decision_on + timedelta(days=365), **who)  # fmt: skip


def publish(assessment: EqualityAssessment, at: datetime = AT) -> EqualityAssessment:
    """As the stage that answers leaves it."""
    EqualityAssessment.objects.filter(pk=assessment.pk).update(state="published", published_at=at)
    return EqualityAssessment.objects.get(pk=assessment.pk)


def sign(assessment: EqualityAssessment, by: Viewer, at: datetime = AT, **given: Any) -> EqualityAssessment:
    fresh = with_parts(EqualityAssessment.objects.select_related("owner").get(pk=assessment.pk))
    return writes.sign_assessment(assessment=fresh, seen=hash_now(fresh), by=by, at=at, **given)


def in_state(state: str, cast: Cast, *, at: datetime = AT, **given: Any) -> EqualityAssessment:
    """Through the writes that lead there."""
    made = opened(cast, at=at, **given)
    who = {"at": at}
    if state == "not_required":
        return writes.screen_out(assessment=made, reason="It touches nobody", by=cast.adviser, **who)
    if state == "screening":
        return made
    made = writes.require_assessment(assessment=made, by=cast.author, **who)
    made = fill(made, cast.author, at)
    steps: list[tuple[str, Any]] = [
        ("drafting", None),
        ("consultation", lambda a: writes.consult(assessment=a, by=cast.author, **who)),
        ("quality_check", lambda a: writes.send_for_check(assessment=a, by=cast.author, **who)),
        ("checked", lambda a: writes.check_assessment(assessment=a, by=cast.adviser, **who)),
        ("signed_off", lambda a: sign(a, cast.chief, at)),
        ("published", lambda a: publish(a, at)),
        ("monitoring", lambda a: writes.monitor(assessment=a, by=cast.author, **who)),
        ("review_due", lambda a: writes.fall_due(assessment=a, by=SYSTEM, at=LATER)),
    ]
    for reached, step in steps:
        made = step(made) if step else made
        if reached == state:
            return made
    if state == "closed":
        close_all(made, cast)
        return writes.close_assessment(
            assessment=made, reason="The policy ended", by=cast.commander, at=LATER
        )
    after = in_state("checked", cast, at=at, replaces=made) if state == "superseded" else None
    assert after is not None, state
    sign(after, cast.chief, at)
    return EqualityAssessment.objects.get(pk=made.pk)


def close_all(assessment: EqualityAssessment, cast: Cast) -> None:
    for action in assessment.actions.filter(state="open"):
        writes.close_action(action=action, evidence="All were trained", by=cast.author, at=LATER)
