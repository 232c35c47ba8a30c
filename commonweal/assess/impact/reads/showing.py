"""What stands on the pages of one operation and of one assessment, and what may this person do there now?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commonweal.assess.impact.models import (
    Assessment,
    AssessmentVersion,
    Operation,
    OperationArea,
    OperationCommunity,
    OperationStudy,
    OperationTold,
    Review,
)
from commonweal.assess.impact.reads.authors import own_work
from commonweal.assess.impact.reads.drafted import drafted_rows
from commonweal.assess.impact.reads.exiting import criteria_of
from commonweal.assess.impact.reads.near import studies_beside
from commonweal.assess.impact.reads.standing import NOT_AT_WORK, duty_of, standing_with
from commonweal.assess.impact.rules import exiting, gate, states
from commonweal.assess.impact.rules.near import OVER
from commonweal.assess.impact.rules.reviews import INTERVAL_WORDS
from commonweal.assess.impact.rules.scores import Rating
from commonweal.assess.impact.rules.words import TRIGGERS
from commonweal.ground.audit.reads import entries_of, list_history
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together


@dataclass(frozen=True)
class Deed:
    """Something that the viewer may do now; asks is whether it wants words."""

    event: str
    label: str
    asks: bool
    url_name: str = ""


OPERATION_DEEDS = {
    "authorise": "Authorise the operation",
    "override": "Go ahead without an approved assessment",
    "begin": "Say that it has begun",
    "end": "Say that it has ended",
    "withdraw": "Withdraw the operation",
}
ASSESSMENT_DEEDS = {
    "claim": "Take it up",
    "decline": "Decline to assess",
    "consult": "Put it to consultation",
    "submit": "Submit it for approval",
    "approve": "Approve it",
    "send_back": "Send it back",
    "go_live": "Put it into use",
    "review": "Look at it again",
    "confirm": "Confirm it as it stands",
    "exit": "Close the assessment",
}


def find_operations(viewer: Viewer) -> QuerySet[Operation]:
    return Operation.objects.visible_to(viewer).select_related(
        "owner", "asked_by", "authorised_by", "withdrawn_by", "authorised_on_version__assessment"
    )


def find_assessments(viewer: Viewer) -> QuerySet[Assessment]:
    return Assessment.objects.visible_to(viewer).select_related(
        "operation__owner", "operation__asked_by", "author", "submitted_by", "declined_by", "exit_signed_by", "closed_by"
    )  # fmt: skip


def find_versions(viewer: Viewer) -> QuerySet[AssessmentVersion]:
    return AssessmentVersion.objects.visible_to(viewer).select_related(
        "assessment__operation", "author", "submitted_by", "approved_by", "sent_back_by"
    )


@dataclass(frozen=True)
class OperationPage:
    """Everything that hangs on an operation, its assessment at work and what may be done now."""

    operation: Operation
    areas: list[OperationArea]
    communities: list[OperationCommunity]
    told: list[OperationTold]
    studies: list[OperationStudy]
    assessments: list[Assessment]
    duty: Any
    why_not: str
    deeds: list[Deed]
    may_tell: bool
    may_ask_anew: bool
    may_name_command: bool
    may_lay: bool

    @property
    def at_work(self) -> Assessment | None:
        return next((a for a in self.assessments if a.state not in NOT_AT_WORK), None)

    @property
    def triggers(self) -> list[str]:
        return [TRIGGERS[trigger] for trigger in self.operation.triggers]


def operation_page(operation: Operation, viewer: Viewer) -> OperationPage:
    found = fetch_together(
        **_around(operation, viewer),
        assessments=Assessment.objects.visible_to(viewer).filter(operation=operation),
        versions=AssessmentVersion.objects.visible_to(viewer)
        .filter(assessment__operation=operation)
        .defer("content_text")
        .order_by("-number"),
    )
    work = next((a for a in found["assessments"] if a.state not in NOT_AT_WORK), None)
    newest = next((v for v in found["versions"] if work and v.assessment_id == work.pk), None)
    standing = standing_with(operation, work, newest)
    duty = duty_of(operation)
    asks = viewer.may(states.REQUEST, [operation.owner_id])
    is_owed = operation.state != "withdrawn" or (duty is not None and duty.met_at is None)
    return OperationPage(
        operation, found["areas"], found["communities"], found["told"], found["studies"], found["assessments"], duty,
        gate.why_not(standing), _operation_deeds(operation, standing, newest, viewer),
        may_tell=asks and operation.is_covert,
        may_ask_anew=asks and is_owed and (work is None or states.ASSESSMENT.may(work.state, "supersede")),
        may_name_command=operation.state not in OVER and viewer.may(states.AUTHORISE, [operation.owner_id]),
        may_lay=operation.state not in OVER and viewer.may(states.ASSESS, [operation.owner_id]),
    )  # fmt: skip


def _around(operation: Operation, viewer: Viewer) -> dict[str, QuerySet[Any]]:
    areas = OperationArea.objects.visible_to(viewer).filter(operation=operation).select_related("area")
    communities = OperationCommunity.objects.visible_to(viewer).filter(operation=operation)
    told = OperationTold.objects.visible_to(viewer).filter(operation=operation)
    return {
        "areas": areas.defer("area__boundary", "area__outline"),
        "communities": communities.select_related("community"),
        "told": told.select_related("account", "told_by"),
        "studies": studies_beside(operation, viewer),
    }


def _operation_deeds(
    operation: Operation, standing: gate.Standing, newest: AssessmentVersion | None, viewer: Viewer
) -> list[Deed]:
    found = []
    for event in states.OPERATION.events_from(operation.state):
        rule = states.OPERATION.events[event]
        own = {operation.asked_by_id} if rule.never_by else set()
        if event == "authorise" and newest is not None:
            own |= {newest.author_id, newest.submitted_by_id}
        fits = {"authorise": standing.is_assessed, "override": not standing.is_assessed}.get(event, True)
        if fits and viewer.may(rule.permission, [operation.owner_id]) and viewer.account_id not in own:
            found.append(Deed(event, OPERATION_DEEDS[event], rule.needs_reason))
    return found


@dataclass(frozen=True)
class AssessmentPage:
    """An assessment with what hangs on it. found holds the rows of each part by its name."""

    assessment: Assessment
    found: dict[str, list[Any]]
    criteria: list[exiting.Criterion]
    deeds: list[Deed]
    may_submit: bool
    may_sign: bool

    @property
    def triggers(self) -> list[str]:
        return [TRIGGERS[trigger] for trigger in self.assessment.operation.triggers]

    @property
    def clock(self) -> str:
        rating = self.assessment.rating_after
        return f"A {rating} rating is looked at {INTERVAL_WORDS[Rating(rating)]}." if rating else ""


def rows_of(assessment: Assessment, viewer: Viewer) -> dict[str, QuerySet[Any]]:
    """What is fetched for the page in one question: each part by its name, as the viewer sees it."""
    versions = AssessmentVersion.objects.visible_to(viewer).filter(assessment=assessment)
    return {
        **_around(assessment.operation, viewer),
        "versions": versions.defer("content_text").select_related("submitted_by", "approved_by", "sent_back_by"),
        "reviews": Review.objects.visible_to(viewer).filter(assessment=assessment).select_related("began_by", "done_by"),
        # What was drafted from the sources.
        **drafted_rows(assessment, viewer),
        # What was advised, consulted and recommended.
    }  # fmt: skip


def assessment_page(assessment: Assessment, viewer: Viewer) -> AssessmentPage:
    found = fetch_together(**rows_of(assessment, viewer))
    shows_exit = assessment.state in ("live", "under_review") or assessment.phase == "exit"
    owners = [assessment.operation.owner_id]
    decides = viewer.may(states.APPROVE, owners)
    is_own = decides and bool(own_work(viewer.account_id, [assessment]))
    deeds = _assessment_deeds(assessment, viewer, owners, is_own=is_own)
    is_after = shows_exit and assessment.operation.state == "ended" and assessment.state != "closed"
    return AssessmentPage(
        assessment, found, criteria_of(assessment) if shows_exit else [],
        [deed for deed in deeds if deed.event != "submit"],
        may_submit=any(deed.event == "submit" for deed in deeds),
        may_sign=is_after and decides and not is_own,
    )  # fmt: skip


def _assessment_deeds(
    assessment: Assessment, viewer: Viewer, owners: list[int], *, is_own: bool
) -> list[Deed]:
    """is_own is whether the viewer asked for it or wrote any part of it."""
    found = []
    for event in states.ASSESSMENT.events_from(assessment.state):
        rule = states.ASSESSMENT.events[event]
        if event not in ASSESSMENT_DEEDS or (rule.never_by and is_own):
            continue
        if event == "go_live" and assessment.operation.state not in ("under_way", "ended"):
            continue
        if event == "exit" and assessment.phase != "exit":
            continue
        if viewer.may(rule.permission, owners):
            found.append(Deed(event, ASSESSMENT_DEEDS[event], rule.needs_reason))
    return found


def permission_of_step(event: str, *, of_operation: bool) -> str:
    table = states.OPERATION if of_operation else states.ASSESSMENT
    return table.events[event].permission


def history_of(record: Any) -> list[dict[str, Any]]:
    """The last hundred things done to it."""
    return entries_of(list_history(record)[:100])
