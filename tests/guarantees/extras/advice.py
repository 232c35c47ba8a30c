"""Advice in every state: judged, consulted on, recommended, watched, logged, shared and disclosed; of the police and of a borough."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from commonweal.assess.impact.models import Assessment, Operation, Recommendation
from commonweal.assess.impact.writes import advising, recommending, sharing, watching
from commonweal.ground.places.models import Area
from commonweal.listen.engagement.models import Community
from tests.guarantees.extras.asking import organisation_named, who

POLICE, HARINGEY, ELSEWHERE = (
    "Metropolitan Police Service", "Metropolitan Police, Haringey", "Association of Chief Police Officers",
)  # fmt: skip
JUDGED = {
    "likely_effect": "Fear", "concerns": "", "vulnerabilities": "", "positive_effects": "", "likelihood_before": 2,
    "impact_before": 2, "override_before": "", "reason_before": "", "mitigation": "", "likelihood_after": 2,
    "impact_after": 2, "override_after": "", "reason_after": "", "confidence": "low",
}  # fmt: skip
LINE = {
    "key_message": "It goes on", "holding_line": "We talk", "if_asked": "", "languages": "", "spokesperson": "Silver",
    "approver": "Silver", "embargo_at": None,
}  # fmt: skip
SETTLED = ("proposed", "accepted", "declined", "done", "transferred")
DAY = date(2010, 7, 12)


def advise() -> None:
    _write_on(titled("in_draft"))
    for state in SETTLED:
        recommendation_in(state, titled("live"))
    for state in ("written", "approved"):
        press_line(state, titled("live"))
    recommending.accept_recommendation(recommendation=_recommend(titled("live"), "forum"), **who("gold"))
    covert = Assessment.objects.filter(operation__is_covert=True, operation__told__isnull=False).first()
    assert covert is not None
    _consult(covert, "declined", told=covert.operation.told.first())
    for title, owner in (("Assessment live", POLICE), ("Operation proposed", HARINGEY)):
        _watch(Operation.objects.get(title=title, owner__name=owner))
    _share()


def titled(state: str) -> Assessment:
    return Assessment.objects.select_related("operation").get(operation__title=f"Assessment {state}")


def _write_on(assessment: Assessment) -> None:
    community = Community.objects.order_by("pk").first()
    assert community is not None
    advising.add_impact(assessment=assessment, community=community, **JUDGED, **who("desk"))
    for answer in ("accepted", "declined"):  # none is open: an assessment with open advice is not submitted
        _consult(assessment, answer)
    advising.choose_disclosure(assessment=assessment, included=["impacts"], reason="A test", **who("desk"))


def _consult(assessment: Assessment, answer: str, **given: Any) -> None:
    advising.log_consultation(
        assessment=assessment, group="iag", who="An advisory group", held_on=DAY, way="call", shared="The plan",
        advice="Wait", answer=answer, why="No time", **given, **who("desk"),
    )  # fmt: skip


def _recommend(assessment: Assessment, kind: str) -> Recommendation:
    _consulted(assessment)
    return recommending.recommend(
        assessment=assessment, kind=kind, text="Visit the shops", owner_body=organisation_named(POLICE),
        owner_post="A sergeant", due_on=date(2010, 7, 20), **who("desk"),
    )  # fmt: skip


def _consulted(assessment: Assessment) -> None:
    if not assessment.consultations.exists():
        _consult(assessment, "open")


def recommendation_in(state: str, assessment: Assessment) -> Recommendation:
    found = _recommend(assessment, "other")
    if state == "declined":
        return recommending.decline_recommendation(recommendation=found, reason="No", **who("gold"))
    if state != "proposed":
        found = recommending.accept_recommendation(recommendation=found, **who("gold"))
    if state == "done":
        return recommending.finish_recommendation(recommendation=found, reason="Visited", **who("desk"))
    if state == "transferred":
        return recommending.transfer_recommendation(recommendation=found, reason="To the ward", **who("gold"))
    return found


def press_line(state: str, assessment: Assessment) -> None:
    found = _recommend(assessment, "press")
    recommending.write_press_line(recommendation=found, **LINE, **who("desk"))
    if state == "approved":
        recommending.approve_press_line(recommendation=found, **who("gold"))


def _watch(operation: Operation) -> None:
    area = Area.objects.get(code="E09000014")
    for number in range(2):
        monitor = watching.deploy_monitor(
            operation=operation,
            who="Stewards",
            task="Watch",
            area=area,
            from_on=DAY,
            until_on=DAY,
            **who("desk"),
        )
        watching.observe(
            monitor=monitor,
            seen_on=DAY,
            seen_clock=time(14),
            area=area,
            text="Calm",
            strength="reported",
            **who("desk"),
        )
        if number:
            watching.stand_down(monitor=monitor, **who("desk"))
        watching.advise_gold(operation=operation, advice="Wait", **who("desk"))
    if operation.owner.name == POLICE:
        said = watching.advise_gold(operation=operation, advice="Go home", **who("desk"))
        watching.decide_advice(advice=said, decision="declined", reason="No", **who("gold"))


def _share() -> None:
    for title, event in (("closed", ""), ("exit", "grant"), ("under_review", "refuse")):
        version = titled(title).versions.get()
        asked = sharing.ask_to_share(
            of_version=version, body=organisation_named(ELSEWHERE), purpose="Our own event", **who("gold2")
        )
        if event == "grant":
            asked = sharing.grant_sharing(request=asked, reason="Yes", **who("gold"))
            sharing.rely_on(request=asked, relied_for="More stewards", **who("gold2"))
        if event == "refuse":
            sharing.refuse_sharing(request=asked, reason="No", **who("gold"))
        sharing.give_disclosable(of_version=version, given_to="A court", ground="court", **who("gold"))
