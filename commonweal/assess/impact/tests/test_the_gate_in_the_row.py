"""Does the database itself keep the gate, whoever writes at its prompt (G5)?"""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from commonweal.assess.impact.models import Operation
from commonweal.assess.impact.tests.factories import (
    AT,
    make_assessment,
    make_operation,
    make_override,
    make_person,
)

pytestmark = pytest.mark.django_db


def authorise(operation: Operation, **on: object) -> None:
    Operation.objects.filter(pk=operation.pk).update(state="authorised", authorised_at=AT, **on)


def refused(step: object, *given: object, **named: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        step(*given, **named)  # type: ignore[operator]


def test_an_operation_is_authorised_on_the_approved_version_of_its_own_assessment_and_on_no_other():
    commander = make_person("commander")
    mine, other = make_assessment("approved"), make_assessment("approved")
    version = mine.versions.get()
    refused(authorise, mine.operation, authorised_by=commander)
    refused(authorise, mine.operation, authorised_by=commander, authorised_on_version=other.versions.get())
    refused(authorise, mine.operation, authorised_on_version=version)
    refused(authorise, mine.operation, authorised_by=version.author, authorised_on_version=version)
    refused(authorise, mine.operation, authorised_by=mine.operation.asked_by, authorised_on_version=version)
    waiting = make_assessment("submitted")
    refused(
        authorise, waiting.operation, authorised_by=commander, authorised_on_version=waiting.versions.get()
    )
    authorise(mine.operation, authorised_by=commander, authorised_on_version=version)
    mine.operation.refresh_from_db()
    assert mine.operation.state == "authorised"


def test_what_was_authorised_frozen_or_overridden_stays():
    assessment, overridden = make_assessment("approved"), make_operation()
    authorise(
        assessment.operation, authorised_by=make_person("commander"),
        authorised_on_version=assessment.versions.get(),
    )  # fmt: skip
    make_override(overridden)
    for statement in [
        "UPDATE impact_assessmentversion SET content_text = 'x' WHERE outcome = 'approved'",
        "UPDATE impact_assessmentversion SET outcome = 'submitted', approved_by_id = NULL, approved_at = NULL",
        "DELETE FROM impact_assessmentversion",
        "UPDATE impact_senioroverride SET duty_due_at = '2030-01-01 00:00:00+00:00'",
        "DELETE FROM impact_senioroverride",
        "DELETE FROM impact_operation WHERE state = 'authorised'",
        "UPDATE impact_operation SET authorised_on_override_id = NULL, state = 'withdrawn', withdrawn_reason = 'x',"
        " withdrawn_by_id = asked_by_id, withdrawn_at = asked_at WHERE authorised_on_override_id IS NOT NULL",
        "UPDATE impact_operation SET state = 'proposed', authorised_on_version_id = NULL, authorised_at = NULL,"
        " authorised_by_id = NULL WHERE authorised_on_version_id IS NOT NULL",
        "UPDATE impact_assessment SET state = 'submitted' WHERE state = 'approved'",
    ]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_nobody_overrides_what_they_asked_for_and_nobody_approves_it():
    operation = make_operation()
    refused(make_override, operation, officer=operation.asked_by)
    assessment = make_assessment("submitted")
    version = assessment.versions.get()
    for who in (assessment.author, assessment.operation.asked_by):
        version.outcome, version.approved_at, version.approved_by = "approved", AT, who
        refused(version.save)
    refused(type(assessment).objects.update, state="approved")
