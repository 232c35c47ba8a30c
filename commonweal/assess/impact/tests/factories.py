"""An invented operation in one invented borough, its assessment at any state, and the people round it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from commonweal.assess.impact.models import (
    Assessment,
    AssessmentVersion,
    Operation,
    OperationArea,
    OperationCommunity,
    SeniorOverride,
)
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.places.models import Area
from commonweal.listen.engagement.models import Community
from commonweal.listen.recorded_crime.tests.factories import make_area as make_new_area

AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)
POLICE = "Northmarsh police"
make_police = partial(make_organisation, POLICE, "police")


def make_person(role: str, organisation: Organisation | None = None) -> Account:
    return make_account(role, organisation=organisation or make_police())


def make_community(name: str = "Invented community") -> Community:
    return Community.objects.get_or_create(name=name, defaults={"basis": "interest"})[0]


def make_area(code: str = "E09000010", name: str = "Northmarsh") -> Area:
    return Area.objects.filter(code=code).first() or make_new_area(code, name)


def make_operation(**given: Any) -> Operation:
    """Proposed, with one area and one community."""
    asked_by = given.pop("asked_by", None) or make_person("investigating_officer")
    operation = Operation.objects.create(
        **{
            "title": "Carnival in Northmarsh", "kind": "event", "triggers": ["large_event"], "unit": "Public order branch",
            "owner": make_police(), "summary": "A street carnival of two days.", "needed_by_at": AT + timedelta(days=7),
            "starts_at": AT + timedelta(days=14), "ends_at": AT + timedelta(days=16), "asked_at": AT,
            "asked_by": asked_by, **given,
        }
    )  # fmt: skip
    OperationArea.objects.create(operation=operation, area=make_area())
    OperationCommunity.objects.create(operation=operation, community=make_community())
    return operation


def make_assessment(state: str = "requested", **given: Any) -> Assessment:
    """One at the state, by the way that leads there: requested, in_draft, consultation, submitted, approved or live."""
    operation = given.pop("operation", None) or make_operation()
    author = given.pop("author", None)
    assessment = Assessment.objects.create(
        operation=operation, asked_at=AT, asked_by=operation.asked_by, **given
    )
    if state == "requested":
        return assessment
    assessment.author, assessment.claimed_at = author or make_person("desk_officer"), AT
    _become(assessment, "in_draft")
    if state == "in_draft":
        return assessment
    if state == "consultation":
        return _become(assessment, "consultation")
    assessment.rating_before = assessment.rating_before or "high"
    assessment.rating_after = assessment.rating_after or "medium"
    assessment.submitted_at, assessment.submitted_by = AT, assessment.author
    _become(assessment, "submitted")
    version = make_version(assessment)
    if state == "submitted":
        return assessment
    version.outcome, version.approved_at, version.approved_by = "approved", AT, make_person("commander")
    version.save()
    assessment.next_review_at = AT + timedelta(hours=72)
    _become(assessment, "approved")
    if state == "live":
        assessment.phase = "live"
        _become(assessment, "live")
    return assessment


def _become(assessment: Assessment, state: str) -> Assessment:
    assessment.state = state
    assessment.save()
    return assessment


def make_version(assessment: Assessment, **given: Any) -> AssessmentVersion:
    text = canonical({"operation": {"title": assessment.operation.title}})
    return AssessmentVersion.objects.create(
        **{
            "assessment": assessment, "number": assessment.versions.count() + 1, "phase": assessment.phase,
            "content_text": text, "content_hash": content_hash(text), "rating_before": assessment.rating_before,
            "rating_after": assessment.rating_after, "author": assessment.author, "submitted_at": AT,
            "submitted_by": assessment.author, **given,
        }
    )  # fmt: skip


def make_override(operation: Operation, **given: Any) -> SeniorOverride:
    """With its operation authorised on it."""
    officer = given.pop("officer", None) or make_person("commander")
    override = SeniorOverride.objects.create(
        **{
            "operation": operation, "officer": officer, "reason": "Lives were at risk before anybody could be asked.",
            "granted_at": AT, "duty_due_at": AT + timedelta(hours=24), **given,
        }
    )  # fmt: skip
    operation.state, operation.authorised_at, operation.authorised_by = "authorised", AT, officer
    operation.authorised_on_override = override
    operation.save()
    return override
