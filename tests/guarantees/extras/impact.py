"""Operations in every state and assessments in every state: of the police, of a borough, covert and open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.assess.impact.models import Assessment, Operation
from commonweal.assess.impact.writes import assessments, gate, operations
from commonweal.ground.places.models import Area
from commonweal.listen.engagement.models import Community
from tests.guarantees.extras.asking import account_of, organisation_named, who
from tests.guarantees.town import AT

POLICE, HARINGEY = "Metropolitan Police Service", "Metropolitan Police, Haringey"
RATED = {"likelihood_before": 4, "impact_before": 4, "likelihood_after": 2, "impact_after": 4}
OPERATIONS = ("proposed", "assessed", "authorised", "overridden", "under_way", "ended", "withdrawn")
ASSESSMENTS = (
    "requested", "in_draft", "consultation", "submitted", "approved", "live", "under_review", "exit", "closed",
    "declined", "superseded",
)  # fmt: skip


def assess() -> None:
    for state in ASSESSMENTS:
        assessment_in(state)
    for state in OPERATIONS:
        operation_in(state)
    operation_in("proposed", owner=HARINGEY, asker="borough")
    operation_in("proposed", is_covert=True, told=[account_of("desk")])
    operation_in("overridden", is_covert=True, told=[account_of("desk"), account_of("auditor")])


def ask(title: str, *, owner: str = POLICE, asker: str = "investigator", **given: Any) -> Assessment:
    operation = operations.ask_for_assessment(
        owner=organisation_named(owner), title=title, unit="A unit",
        summary="What is planned", needed_by_at=AT + timedelta(days=5), areas=[Area.objects.get(code="E09000014")],
        communities=[Community.objects.order_by("pk").first()], starts_at=AT, ends_at=AT + timedelta(days=9),
        **({"kind": "event", "triggers": ["large_event"]} | given), **who(asker),
    )  # fmt: skip
    return operation.assessments.select_related("operation").get()


def assessment_in(state: str, **given: Any) -> Assessment:
    """By the writes that people use; "exit" is a live one that could be closed."""
    found = ask(f"Assessment {state}", **given)
    if state == "requested":
        return found
    found = assessments.claim_assessment(assessment=found, **who("desk"))
    if state == "declined":
        return assessments.decline_assessment(assessment=found, reason="Not ours", **who("desk"))
    if state == "in_draft":
        return found
    found = assessments.consult_on_assessment(assessment=found, **who("desk"))
    if state == "consultation":
        return found
    found = assessments.submit_assessment(assessment=found, **RATED, **who("desk"))
    if state == "submitted":
        return found
    found = assessments.approve_assessment(assessment=found, **who("gold"))
    if state == "superseded":
        operations.ask_anew(operation=found.operation, reason="It moved", **who("investigator"))
        return Assessment.objects.get(pk=found.pk)
    gate.authorise_operation(operation=found.operation, **who("gold"))
    operations.begin_operation(operation=found.operation, **who("gold"))
    if state == "approved":
        return Assessment.objects.select_related("operation").get(pk=found.pk)
    found = assessments.go_live(assessment=Assessment.objects.get(pk=found.pk), **who("desk"))
    if state == "under_review":
        return assessments.begin_review(assessment=found, reason="News", **who("desk"))
    if state == "live":
        return found
    operations.end_operation(operation=Operation.objects.get(pk=found.operation_id), **who("gold"))
    found = assessments.sign_exit(
        assessment=Assessment.objects.get(pk=found.pk), exit_strategy="The ward team tells the forum",
        debrief_on=date(2010, 8, 2), baseline_reason="No returns come from there", **who("gold"),
    )  # fmt: skip
    return found if state == "exit" else assessments.close_assessment(assessment=found, **who("gold"))


def operation_in(state: str, **given: Any) -> Operation:
    """By the writes that people use; "assessed" is proposed with an approved assessment."""
    found = ask(f"Operation {state}", **given).operation
    if state == "proposed":
        return found
    if state == "withdrawn":
        return operations.withdraw_operation(operation=found, reason="It rained", **who("gold"))
    if state == "overridden":
        return gate.override_gate(operation=found, reason="It could not wait", **who("gold"))
    work = assessments.claim_assessment(assessment=found.assessments.get(), **who("desk"))
    work = assessments.submit_assessment(assessment=work, **RATED, **who("desk"))
    assessments.approve_assessment(assessment=work, **who("gold"))
    if state == "assessed":
        return found
    found = gate.authorise_operation(operation=found, **who("gold"))
    if state == "authorised":
        return found
    found = operations.begin_operation(operation=found, **who("gold"))
    return found if state == "under_way" else operations.end_operation(operation=found, **who("gold"))
