"""Does an assessment go from request to exit as the rules say, and is everything else refused?"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from commonweal.assess.impact.models import Assessment, Operation
from commonweal.assess.impact.reads import standing
from commonweal.assess.impact.reads.exiting import criteria_of
from commonweal.assess.impact.tests.factories import (
    AT,
    make_area,
    make_assessment,
    make_community,
    make_operation,
    make_person,
    make_police,
)
from commonweal.assess.impact.writes import assessments, gate, operations
from commonweal.ground.audit.freezing import content_hash
from commonweal.ground.people.tests.factories import viewer_of
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused

pytestmark = pytest.mark.django_db
RATED = {"likelihood_before": 5, "impact_before": 4, "likelihood_after": 3, "impact_after": 3}
LATER = AT + timedelta(hours=2)


def by(account: Any, at: Any = AT) -> dict[str, Any]:
    return {"by": viewer_of(account), "at": at}


@pytest.fixture
def people() -> dict[str, Any]:
    roles = {"asker": "investigating_officer", "author": "desk_officer", "gold": "commander"}
    return {key: make_person(role) for key, role in roles.items()}


def ask(people: dict[str, Any], **given: Any) -> Assessment:
    operation = operations.ask_for_assessment(
        **{
            "owner": make_police(), "title": "Carnival", "kind": "event", "triggers": ["large_event"], "unit": "Branch",
            "summary": "A street carnival.", "needed_by_at": AT + timedelta(days=2), "areas": [make_area()],
            "communities": [make_community()], **by(people["asker"]), **given,
        }
    )  # fmt: skip
    return operation.assessments.get()


def submitted(people: dict[str, Any]) -> Assessment:
    assessment = assessments.claim_assessment(assessment=ask(people), **by(people["author"]))
    assessment = assessments.consult_on_assessment(assessment=assessment, **by(people["author"]))
    return assessments.submit_assessment(assessment=assessment, **RATED, **by(people["author"]))


def approved(people: dict[str, Any]) -> Assessment:
    return assessments.approve_assessment(assessment=submitted(people), **by(people["gold"]))


def test_what_is_submitted_is_frozen_with_its_hash_and_rated_before_and_after(people):
    assessment = submitted(people)
    version = assessment.versions.get()
    assert content_hash(version.content_text) == version.content_hash
    said = json.loads(version.content_text)
    assert said["operation"]["title"] == "Carnival"
    assert said["areas"] == [{"code": "E09000010", "name": "Northmarsh"}]
    assert (version.rating_before, version.rating_after) == ("high", "medium")


def test_nobody_approves_their_own_and_approval_sets_the_clock_by_the_rating(people):
    assessment = submitted(people)
    asking_gold = make_person("commander")
    for own in (people["author"], people["asker"]):
        with pytest.raises(Refused):
            assessments.approve_assessment(assessment=assessment, **by(own))
    assessment = assessments.approve_assessment(assessment=assessment, **by(asking_gold))
    assert assessment.state == "approved"
    assert assessment.next_review_at == AT + timedelta(hours=72)


def test_a_commander_who_asked_neither_approves_authorises_nor_overrides(people):
    people["asker"] = make_person("commander")
    assessment = submitted(people)
    with pytest.raises(Refused):
        assessments.approve_assessment(assessment=assessment, **by(people["asker"]))
    with pytest.raises(Refused):
        gate.override_gate(operation=assessment.operation, reason="Now", **by(people["asker"]))
    assessments.approve_assessment(assessment=assessment, **by(people["gold"]))
    with pytest.raises(Refused):
        gate.authorise_operation(operation=assessment.operation, **by(people["asker"]))
    done = gate.authorise_operation(operation=assessment.operation, **by(people["gold"]))
    assert done.authorised_on_version == assessment.versions.get()


def test_nothing_is_authorised_before_its_assessment_is_approved(people):
    assessment = submitted(people)
    with pytest.raises(NotPossible, match="approved by another person"):
        gate.authorise_operation(operation=assessment.operation, **by(people["gold"]))
    with pytest.raises(NotPossible, match="without a reason"):
        gate.override_gate(operation=assessment.operation, reason=" ", **by(people["gold"]))


def test_an_override_leaves_a_duty_that_stays_open_until_a_version_is_approved(people):
    auditor = viewer_of(make_person("oversight_auditor"))
    assessment = submitted(people)
    gate.override_gate(operation=assessment.operation, reason="It cannot wait", **by(people["gold"]))
    duty = standing.list_duties(auditor, only_open=True).get()
    assert duty.duty_due_at == AT + timedelta(hours=24)
    assert not standing.is_late(duty, now=LATER)
    assert standing.is_late(duty, now=AT + timedelta(hours=25))
    assessments.approve_assessment(assessment=assessment, **by(people["gold"], LATER))
    assert not standing.list_duties(auditor, only_open=True).exists()
    assert standing.list_duties(auditor).get().met_at == LATER
    with pytest.raises(NotPossible):
        gate.override_gate(operation=assessment.operation, reason="Again", **by(people["gold"]))


def test_a_version_that_is_sent_back_stays_and_the_next_one_follows(people):
    assessment = submitted(people)
    with pytest.raises(NotPossible):
        assessments.send_back_assessment(assessment=assessment, reason="", **by(people["gold"]))
    assessment = assessments.send_back_assessment(
        assessment=assessment, reason="Ask the market traders", **by(people["gold"])
    )
    assessment = assessments.submit_assessment(assessment=assessment, **RATED, **by(people["author"]))
    assert list(assessment.versions.values_list("number", "outcome")) == [(1, "sent_back"), (2, "submitted")]


def test_a_rating_other_than_the_numbers_make_says_why(people):
    assessment = assessments.claim_assessment(assessment=ask(people), **by(people["author"]))
    given = {**RATED, "override_after": "low"}
    with pytest.raises(NotPossible, match="Say why"):
        assessments.submit_assessment(assessment=assessment, **given, **by(people["author"]))
    done = assessments.submit_assessment(
        assessment=assessment, **given, rating_reason="Agreed with the forum", **by(people["author"])
    )
    assert done.rating_after == "low"


def test_a_declined_assessment_leaves_the_operation_where_it_was_until_another_is_asked_for(people):
    assessment = ask(people)
    assessments.decline_assessment(assessment=assessment, reason="Not ours", **by(people["author"]))
    with pytest.raises(NotPossible, match="has no assessment"):
        gate.authorise_operation(operation=assessment.operation, **by(people["gold"]))
    operations.ask_anew(operation=assessment.operation, reason="", **by(people["asker"]))
    assert standing.assessment_at_work(assessment.operation).state == "requested"
    with pytest.raises(NotPossible):
        operations.ask_anew(operation=assessment.operation, reason="Again", **by(people["asker"]))


def test_under_review_nothing_is_authorised_and_confirming_sets_the_clock_anew(people):
    assessment = approved(people)
    assessment = assessments.begin_review(assessment=assessment, reason="News", **by(people["author"]))
    with pytest.raises(NotPossible, match="under review"):
        gate.authorise_operation(operation=assessment.operation, **by(people["gold"]))
    assessment = assessments.confirm_assessment(
        assessment=assessment, reason="Nothing changes", **by(people["author"], LATER)
    )
    assert assessment.next_review_at == LATER + timedelta(hours=72)
    assert assessment.reviews.get().found == "Nothing changes"
    gate.authorise_operation(operation=assessment.operation, **by(people["gold"], LATER))


def test_a_live_assessment_that_is_approved_again_is_live_again_and_closes_only_by_its_criteria(people):
    assessment = approved(people)
    with pytest.raises(NotPossible, match="has not begun"):
        assessments.go_live(assessment=assessment, **by(people["author"]))
    gate.authorise_operation(operation=assessment.operation, **by(people["gold"]))
    operations.begin_operation(operation=assessment.operation, **by(people["gold"]))
    assessments.go_live(assessment=assessment, **by(people["author"]))
    assessments.begin_review(assessment=assessment, reason="New footage", **by(people["author"]))
    assessments.submit_assessment(assessment=assessment, **RATED, **by(people["author"]))
    assessment = assessments.approve_assessment(assessment=assessment, **by(people["gold"]))
    assert (assessment.state, assessment.phase) == ("live", "live")
    with pytest.raises(NotPossible, match=r"usual level.* not signed.* debrief"):
        assessments.close_assessment(assessment=assessment, **by(people["gold"]))
    given = {"exit_strategy": "The ward team tells the forum.", "debrief_on": date(2010, 8, 2)}
    with pytest.raises(NotPossible, match="has ended"):
        assessments.sign_exit(assessment=assessment, **given, **by(people["gold"]))
    operations.end_operation(operation=assessment.operation, **by(people["gold"]))
    assessment = assessments.sign_exit(
        assessment=assessment, baseline_reason="No returns come from there", **given, **by(people["gold"])
    )
    assert all(criterion.is_met for criterion in criteria_of(assessment))
    assessment = assessments.close_assessment(assessment=assessment, **by(people["gold"]))
    assert assessment.state == "closed"


def test_a_covert_operation_is_seen_by_whom_it_concerns_and_by_those_who_were_told(people):
    told, untold = people["author"], make_person("desk_officer")
    auditor = make_person("oversight_auditor")
    operation = ask(people, is_covert=True, told=[told]).operation
    seen = {
        account.pk: Operation.objects.visible_to(viewer_of(account)).exists()
        for account in (people["asker"], people["gold"], told, untold, auditor)
    }
    assert list(seen.values()) == [True, True, True, False, False]
    assert not Assessment.objects.visible_to(viewer_of(untold)).exists()
    operations.tell_of_operation(operation=operation, account=auditor, **by(people["asker"]))
    assert Operation.objects.visible_to(viewer_of(auditor)).exists()
    with pytest.raises(NotPossible, match="no role"):
        operations.tell_of_operation(
            operation=operation, account=make_person("delivery_partner"), **by(people["asker"])
        )
    assert Operation.objects.visible_to(SYSTEM).exists()


def test_whoever_enforces_immigration_law_reads_nothing_of_an_assessment(people):
    make_assessment("approved", operation=make_operation())
    from commonweal.ground.people.tests.factories import make_account, make_organisation

    body = make_organisation("Removals unit", "enforcement")
    for role in ("commander", "desk_officer", "oversight_auditor"):
        viewer = viewer_of(make_account(role, organisation=body))
        for model in (Operation, Assessment):
            assert not model.objects.visible_to(viewer).exists()
        assert not any(permission.startswith("impact.") for permission, _ in viewer.grants)
