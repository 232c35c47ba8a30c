"""How is an assessment asked for, who is told of a covert operation, and how does an operation end?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from commonweal.assess.impact.models import (
    Assessment,
    Operation,
    OperationArea,
    OperationCommunity,
    OperationTold,
)
from commonweal.assess.impact.reads import standing
from commonweal.assess.impact.reads.people import may_be_told
from commonweal.assess.impact.reads.whose import owner_given, owner_of
from commonweal.assess.impact.rules import states
from commonweal.assess.impact.rules.asking import check_request
from commonweal.assess.impact.rules.near import OVER
from commonweal.ground.audit.writes import inside_a_write, write
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.engagement.models import Community


@write("asked for an assessment", permission=states.REQUEST, owners=owner_given)
def ask_for_assessment(
    *, owner: Organisation, title: str, kind: str, triggers: list[str], unit: str, summary: str, needed_by_at: datetime,
    areas: Iterable[Area], communities: Iterable[Community], sensitivity: str = "restricted", is_covert: bool = False,
    told: Iterable[Account] = (), starts_at: datetime | None = None, ends_at: datetime | None = None,
    gold_post: str = "", silver_post: str = "", bronze_post: str = "", by: Viewer, at: datetime,
) -> Operation:  # fmt: skip
    """The operation as it is meant, and its assessment, which waits for somebody to write it."""
    return place_request(
        owner=owner, title=title, kind=kind, triggers=triggers, unit=unit, summary=summary, needed_by_at=needed_by_at,
        areas=areas, communities=communities, sensitivity=sensitivity, is_covert=is_covert, told=told,
        starts_at=starts_at, ends_at=ends_at, gold_post=gold_post, silver_post=silver_post,
        bronze_post=bronze_post, by=by, at=at,
    )  # fmt: skip


def place_request(
    *, owner: Organisation, title: str, kind: str, triggers: list[str], unit: str, summary: str, needed_by_at: datetime,
    areas: Iterable[Area], communities: Iterable[Community], sensitivity: str = "restricted", is_covert: bool = False,
    told: Iterable[Account] = (), starts_at: datetime | None = None, ends_at: datetime | None = None,
    gold_post: str = "", silver_post: str = "", bronze_post: str = "", by: Viewer, at: datetime,
) -> Operation:  # fmt: skip
    """The step shared with whoever asks because of a dated event; a part of a write, and nothing else."""
    if not inside_a_write():
        raise RuntimeError("A request is part of a write: call place_request from within one.")
    areas, communities = list(areas), list(communities)
    check_request(
        title=title, summary=summary, kind=kind, triggers=triggers, sensitivity=sensitivity, asked_at=at,
        needed_by_at=needed_by_at, starts_at=starts_at, ends_at=ends_at, area_count=len(areas),
        community_count=len(communities),
    )  # fmt: skip
    operation = Operation.objects.create(
        owner=owner, title=title.strip(), kind=kind, triggers=list(triggers), unit=unit, summary=summary,
        needed_by_at=needed_by_at, starts_at=starts_at, ends_at=ends_at, sensitivity=sensitivity,
        is_covert=is_covert, gold_post=gold_post, silver_post=silver_post, bronze_post=bronze_post,
        asked_at=at, asked_by_id=by.person_id,
    )  # fmt: skip
    OperationArea.objects.bulk_create(OperationArea(operation=operation, area=area) for area in areas)
    OperationCommunity.objects.bulk_create(
        OperationCommunity(operation=operation, community=community) for community in communities
    )
    for account in told if is_covert else ():
        _tell(operation, account, by, at)
    Assessment.objects.create(operation=operation, asked_at=at, asked_by_id=by.person_id)
    return operation


@write("told somebody of a covert operation", permission=states.REQUEST, locks="operation", owners=owner_of)
def tell_of_operation(*, operation: Operation, account: Account, by: Viewer, at: datetime) -> Operation:
    """Nobody is untold: who knew of it stays on the record."""
    if not operation.is_covert:
        raise NotPossible("This operation is not covert: everybody with the role sees it.")
    if operation.told.filter(account=account).exists():
        raise NotPossible("They were told already.")
    _tell(operation, account, by, at)
    return operation


def _tell(operation: Operation, account: Account, by: Viewer, at: datetime) -> None:
    if not may_be_told(account, at):
        raise NotPossible(f"{account.name} has no role in which they could read an assessment.")
    OperationTold.objects.create(operation=operation, account=account, told_at=at, told_by_id=by.person_id)


@write("named who commands the operation", permission=states.AUTHORISE, locks="operation", owners=owner_of)
def name_command(
    *, operation: Operation, gold_post: str, silver_post: str, bronze_post: str, by: Viewer, at: datetime
) -> Operation:
    """Posts, never names. Bronze community is appointed here when the request named none; earlier posts stay in the history."""
    if operation.state in OVER:
        raise NotPossible("This operation is over: nobody commands it any more.")
    operation.gold_post, operation.silver_post = gold_post.strip(), silver_post.strip()
    operation.bronze_post = bronze_post.strip()
    operation.save()
    return operation


@write("asked for a new assessment", permission=states.REQUEST, locks="operation", owners=owner_of)
def ask_anew(*, operation: Operation, reason: str, by: Viewer, at: datetime) -> Operation:
    """A new assessment takes the place of one that was declined, or that no longer fits what is planned."""
    if operation.state == "withdrawn" and standing.duty_is_met(operation):
        raise NotPossible("This operation was withdrawn: nothing is left to assess.")
    earlier = standing.assessment_at_work(operation)
    if earlier is not None:
        following = states.ASSESSMENT.follow(earlier.state, "supersede")
        states.ASSESSMENT.check_reason("supersede", reason)
        earlier.state, earlier.superseded_at, earlier.superseded_reason = following, at, reason
        earlier.version += 1
        earlier.save()
    Assessment.objects.create(operation=operation, asked_at=at, asked_by_id=by.person_id)
    return operation


@write("began the operation", permission=states.AUTHORISE, locks="operation", owners=owner_of)
def begin_operation(*, operation: Operation, by: Viewer, at: datetime) -> Operation:
    operation.state = states.OPERATION.follow(operation.state, "begin")
    operation.began_at = at
    operation.save()
    return operation


@write("ended the operation", permission=states.AUTHORISE, locks="operation", owners=owner_of)
def end_operation(*, operation: Operation, by: Viewer, at: datetime) -> Operation:
    operation.state = states.OPERATION.follow(operation.state, "end")
    operation.ended_at = at
    operation.save()
    return operation


@write("withdrew the operation", permission=states.AUTHORISE, locks="operation", owners=owner_of)
def withdraw_operation(*, operation: Operation, reason: str, by: Viewer, at: datetime) -> Operation:
    """What it was authorised on stays with it, and so does a duty that is still owed."""
    following = states.OPERATION.follow(operation.state, "withdraw")
    states.OPERATION.check_reason("withdraw", reason)
    operation.state, operation.withdrawn_at, operation.withdrawn_reason = following, at, reason
    operation.withdrawn_by_id = by.person_id
    operation.save()
    return operation
