"""Whose is a record, and who had a hand in it? Said once more here, from the tables alone.

Nothing of what decides in the program is used, so that the two can disagree.
"""

from __future__ import annotations

from typing import Any

from commonweal.act.plans.models import ActionPartner, PlannedAction
from commonweal.answer.papers.models import PaperAuthor
from commonweal.config.home import PROJECT
from commonweal.ground.partners.models import BodyArea, OrganisationParent
from commonweal.listen.tension.models import Asking
from tests.guarantees.town import Person

POLICY = PROJECT / "policy"


def plan_of(row: Any) -> Any:
    """The strategy that a row is a part of."""
    for path in ("strategy", "service_area", "action", "outcome"):
        if hasattr(type(row), path) and getattr(row, path, None) is not None:
            return plan_of(getattr(row, path))
    return row


def action_of(row: Any) -> PlannedAction | None:
    if isinstance(row, PlannedAction):
        return row
    if getattr(row, "outcome_id", None) and not getattr(row, "action_id", None):
        return action_of(row.outcome)
    return getattr(row, "action", None)


def _hosts(row: Any) -> set[int]:
    """Who oversees the returns about the area that a row is about, or that it is."""
    area = getattr(getattr(row, "meeting", row), "area_id", None) or row.pk
    return set(Asking.objects.filter(area=area).values_list("overseer_id", flat=True))


def _link(row: Any) -> set[int]:
    label = row._meta.label_lower
    if label == "plans.servicearea":
        return {row.link_body_id}
    if label == "plans.objective":
        return {row.service_area.link_body_id}
    action = action_of(row)
    if action is None:
        return {plan_of(row).owner_organisation_id}
    areas = [action.objective.service_area, *action.cross_listed.all()]
    found = {a.link_body_id for a in areas if a.link_body_id}
    return found or {plan_of(row).owner_organisation_id}


def _reporters(row: Any) -> set[int]:
    action = action_of(row)
    return set(
        ActionPartner.objects.filter(action=action, role__in=["lead", "partner"]).values_list(
            "organisation_id", flat=True
        )
    )


def _body(row: Any) -> set[int]:
    for path in ("meeting", "paper", "recommendation"):
        if hasattr(type(row), path) and getattr(row, f"{path}_id", None):
            return _body(getattr(row, path))
    if row._meta.label_lower == "publications.publication":
        return _body(row.release)
    body = getattr(row, "body_id", None) or getattr(row, "owner_id", None)
    return {
        body,
        *OrganisationParent.objects.filter(organisation_id=body).values_list("parent_id", flat=True),
    }


def _release_owner(row: Any) -> set[int]:
    release = getattr(row, "release", row)
    if release.paper_id or release.assessment_id:
        return _body(release.paper or release.assessment)
    return {release.owner_id}


def covers(row: Any) -> set[int | None]:
    """Whose an alert is: the bodies that cover its area. A watch is looked at where the demonstration's lead is."""
    code = row.area.code if row._meta.label_lower == "surveillance.alert" else "E09000014"
    return set(BodyArea.objects.filter(area__code=code, until_on=None).values_list("body_id", flat=True))


def guidance_of(row: Any) -> Any:
    """The document that a version, a reason or a community's review is about."""
    return getattr(getattr(row, "wording", row), "document", row)


def _assessed(row: Any) -> set[int]:
    """Whose an equality assessment is, or the one to which a row or an action belongs."""
    return {getattr(row, "assessment", row).owner_id}


def operation_of(row: Any) -> Any:
    """The operation that something of the impact room hangs on."""
    paths = ("recommendation", "monitor", "advice", "request", "of_version", "assessment", "operation")
    for path in paths:
        if getattr(row, f"{path}_id", None):
            return operation_of(getattr(row, path))
    return row


RELATIONS = {
    "guides": lambda row: {guidance_of(row).owner_id},
    "describes": lambda row: {row.group_id},
    "assessed": _assessed,
    "covers": covers,
    "link": _link,
    "reporters": _reporters,
    "organisation": lambda row: {row.organisation_id} & _reporters(row),
    "partner": lambda row: {row.organisation_id},
    "body": _body,
    "owner": _release_owner,
    "trusted": lambda row: {row.relationship.owner_id},
    "relayed": lambda row: {row.owner_id},
    "operation": lambda row: {operation_of(row).owner_id},
    "owning": lambda row: {row.owner_id},
    "relaying": lambda row: {row.sender_id},
    "sender": lambda row: {row.organisation_id},
    "overseer": lambda row: {row.overseer_id},
    "hosts": _hosts,
    "event": lambda row: {getattr(row, "event", row).owner_id},
}
SELF = {
    "self": "account_id", "asker": "asked_by_id", "user": "user_id", "raiser": "raised_by_id", "keeper": "keeper_id", "submitter": "submitted_by_id",
}  # fmt: skip


def owns(person: Person, relation: str, row: Any) -> bool:
    """Is the record this person's own in one of the ways that the matrix names ("link+reporters")?"""
    for each in relation.split("+"):
        if each in SELF:
            if getattr(row, SELF[each]) == person.account_id:
                return True
        elif person.organisation_id in RELATIONS[each](row):
            return True
    return False


PARTS = (
    "drafted_by_id",
    "reported_by_id",
    "offered_by_id",
    "proposed_by_id",
    "raised_by_id",
    "prepared_by_id",
    "asked_by_id",
    "expected_by_id",
    "explained_by_id",
    "submitted_by_id",
)


def had_a_hand(person: Person, row: Any) -> bool:
    """Did this person do the first half of what asks for a second person?"""
    rows = [row, action_of(row)] if row._meta.label_lower.startswith("plans.") else [row]
    if row._meta.label_lower == "impact.assessment" and row.author_id == person.account_id:
        return True
    if any(getattr(r, part, None) == person.account_id for r in rows if r is not None for part in PARTS):
        return True
    paper = row if row._meta.label_lower == "papers.committeepaper" else getattr(row, "paper", None)
    return (
        paper is not None and PaperAuthor.objects.filter(paper=paper, account_id=person.account_id).exists()
    )
