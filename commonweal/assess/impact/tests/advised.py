"""An assessment in draft with a judgement, an entry of the consultation log and a recommendation; and the people round it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.assess.impact.models import Assessment, OperationTold
from commonweal.assess.impact.tests.factories import (
    AT,
    make_area,
    make_assessment,
    make_community,
    make_operation,
    make_person,
    make_police,
)
from commonweal.assess.impact.writes import advising, recommending, watching
from commonweal.assess.impact.writes.assessments import approve_assessment, submit_assessment
from commonweal.ground.people.tests.factories import make_organisation, viewer_of

LATER = AT + timedelta(hours=2)
ON = AT.date()
LINE = {
    "key_message": "The carnival goes on", "holding_line": "We are talking to the organisers", "if_asked": "", "languages": "Somali",
    "spokesperson": "Borough commander", "approver": "Silver",
}  # fmt: skip
JUDGED = {
    "likely_effect": "Fear of the police on the day", "concerns": "Concern voiced", "vulnerabilities": "Older people",
    "positive_effects": "Visitors", "likelihood_before": 4, "impact_before": 4, "override_before": "", "reason_before": "",
    "mitigation": "Stewards", "likelihood_after": 2, "impact_after": 3, "override_after": "", "reason_after": "",
    "confidence": "medium",
}  # fmt: skip
ASKED = {
    "group": "iag", "who": "District advisory group", "held_on": ON, "way": "meeting", "shared": "The route",
    "advice": "Go round the mosque", "answer": "open",
}  # fmt: skip


class People:
    """Who asks, who writes, who decides, who listens, who decides elsewhere and who oversees."""

    def __init__(self) -> None:
        elsewhere = make_organisation("Eastmarsh police", "police")
        self.asker = make_person("investigating_officer")
        self.author = make_person("desk_officer")
        self.gold = make_person("commander")
        self.lead = make_person("borough_lead")
        self.other_gold = make_person("commander", elsewhere)
        self.overseer = make_person("authority_member")


def by(account: Any, at: Any = AT) -> dict[str, Any]:
    return {"by": viewer_of(account), "at": at}


def make_draft(people: People, **given: Any) -> Assessment:
    operation = make_operation(asked_by=people.asker, **given)
    return make_assessment("in_draft", operation=operation, author=people.author)


def make_told(assessment: Assessment, account: Any, people: People) -> OperationTold:
    return OperationTold.objects.create(
        operation=assessment.operation, account=account, told_at=AT, told_by=people.asker
    )


def judge(assessment: Assessment, people: People, name: str = "Invented community", **given: Any) -> Any:
    advising.add_impact(
        assessment=assessment, community=make_community(name), **{**JUDGED, **given}, **by(people.author)
    )
    return assessment.impacts.get(community__name=name)


def consult(assessment: Assessment, people: People, **given: Any) -> Any:
    at = given.pop("at", AT)
    advising.log_consultation(assessment=assessment, **{**ASKED, **given}, **by(people.author, at))
    return assessment.consultations.order_by("-pk").first()


def recommend(assessment: Assessment, people: People, kind: str = "reassurance", **given: Any) -> Any:
    return recommending.recommend(
        assessment=assessment, kind=kind, text="Visit the shops", owner_body=make_police(),
        owner_post="Neighbourhood sergeant", due_on=date(2010, 8, 1), **{**by(people.author), **given},
    )  # fmt: skip


def watch(assessment: Assessment, people: People) -> Any:
    return watching.deploy_monitor(
        operation=assessment.operation, who="Stewards of the market", task="Watch the market", area=make_area(),
        from_on=ON, until_on=date(2010, 8, 7), **by(people.author),
    )  # fmt: skip


def submit(assessment: Assessment, people: People, **given: Any) -> Assessment:
    ratings = {"likelihood_before": 1, "impact_before": 1, "likelihood_after": 1, "impact_after": 1}
    return submit_assessment(assessment=assessment, **{**ratings, **given}, **by(people.author, LATER))


def approve(assessment: Assessment, people: People, **given: Any) -> Any:
    """The approved version."""
    submit(assessment, people, **given)
    approve_assessment(assessment=assessment, **by(people.gold, LATER))
    return assessment.versions.get()
