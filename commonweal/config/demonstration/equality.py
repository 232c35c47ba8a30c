"""Which work of the link body was assessed for equality, how far did each assessment come, and what does it cover?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from commonweal.act.plans.writes.equality import link_assessment
from commonweal.assess.equality import writes
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.reads.content import hash_now
from commonweal.assess.equality.reads.one import with_parts
from commonweal.config.demonstration.story import Step, World, moment, read

Given = dict[str, Any]
AUTHOR, ADVISER, DECIDER = "link", "clearing", "chief"


def steps() -> Iterator[Step]:
    for row in read("equality")["assessments"]:
        made: dict[str, EqualityAssessment] = {}
        opened: date = row["opened"]
        yield Step(moment(opened, 10), partial(_open, row, made))
        if row["reaches"] == "not_required":
            yield Step(moment(opened + timedelta(days=4), 11), partial(_screen_out, row, made))
            continue
        yield Step(moment(opened + timedelta(days=2), 9), partial(_require, made))
        if row["reaches"] in ("checked", "signed_off"):
            yield Step(moment(opened + timedelta(days=14), 9), partial(_write, row, made))
            yield Step(moment(opened + timedelta(days=28), 15), partial(_check, made))
        if row["reaches"] == "signed_off":
            yield Step(moment(opened + timedelta(days=35), 15), partial(_sign, made))


def _open(row: Given, made: dict[str, EqualityAssessment], world: World, at: datetime) -> None:
    who = world.who(AUTHOR, at)
    made["of"] = writes.open_assessment(
        title=row["title"], owner=world.organisation_of(AUTHOR, at), decision_on=row["decision"],
        decision_role=row["decides"], further_duties=row["duties"], **row["about"], **who,
    )  # fmt: skip
    for reference in row["covers"]:
        link_assessment(action=world.actions[reference], assessment=made["of"], **who)


def _screen_out(row: Given, made: dict[str, EqualityAssessment], world: World, at: datetime) -> None:
    writes.screen_out(assessment=made["of"], reason=row["because"], **world.who(ADVISER, at))


def _require(made: dict[str, EqualityAssessment], world: World, at: datetime) -> None:
    made["of"] = writes.require_assessment(assessment=made["of"], **world.who(AUTHOR, at))


def _write(row: Given, made: dict[str, EqualityAssessment], world: World, at: datetime) -> None:
    """Everything that its check asks for, and then consultation and the check itself."""
    assessment, who = made["of"], world.who(AUTHOR, at)
    for line in assessment.rows.all():
        effect, severity, evidence, mitigation, justification = row["effects"].get(
            line.label, ["neutral", "", "", "", ""]
        )
        said = {"effect": effect, "severity": severity, "evidence": evidence, "mitigation": mitigation,
                "justification": justification}  # fmt: skip
        judged = {cell.aim: said for cell in line.cells.all()}
        writes.judge_row(assessment=assessment, row=line, judged=judged, **who)
        if line.label == row["gap"]["row"]:
            _plan(assessment, {**row["gap"], "horizon": "short", "kind": "gap", "line": line}, at, who)
    _plan(assessment, {**row["action"], "kind": "change", "line": None}, at, who)
    writes.add_evidence(assessment=assessment, strength="recorded", dated_on=None, **row["evidence"], **who)
    writes.add_consultation(assessment=assessment, held_on=at.date(), **row["consulted"], **who)
    writes.write_outcome(
        assessment=assessment, outcome="2", monitoring="Reports are counted by borough and by month",
        review_on=row["decision"] + timedelta(days=365), **who,
    )  # fmt: skip
    writes.consult(assessment=assessment, **who)
    made["of"] = writes.send_for_check(assessment=assessment, **who)


def _plan(assessment: EqualityAssessment, given: Given, at: datetime, who: Given) -> None:
    horizon = {"short": 180, "mid": 540}[given["horizon"]]
    writes.add_action(
        assessment=assessment, kind=given["kind"], row=given["line"], text=given["text"], horizon=given["horizon"],
        owner_post=given["post"], measure=given["measure"], due_on=at.date() + timedelta(days=horizon), **who,
    )  # fmt: skip


def _check(made: dict[str, EqualityAssessment], world: World, at: datetime) -> None:
    made["of"] = writes.check_assessment(assessment=made["of"], **world.who(ADVISER, at))


def _sign(made: dict[str, EqualityAssessment], world: World, at: datetime) -> None:
    fresh = with_parts(EqualityAssessment.objects.select_related("owner").get(pk=made["of"].pk))
    made["of"] = writes.sign_assessment(assessment=fresh, seen=hash_now(fresh), **world.who(DECIDER, at))
