"""Who sees that a record is there, and by which tier? Said once more here, from the tables alone.

Nothing of what decides in the program is used, so that the two can disagree.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

from commonweal.assess.guidance.models import CommunityReview
from commonweal.ground.people.models import NamedOn
from tests.guarantees.belonging import POLICY, covers, guidance_of, operation_of, plan_of
from tests.guarantees.town import Person


@cache
def tiers() -> dict[str, frozenset[str]]:
    """Which tiers each role sees: policy/tiers.csv."""
    with (POLICY / "tiers.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {r["role"]: frozenset(t for t, v in r.items() if v == "yes") for r in rows}


def tier_of(row: Any) -> tuple[str, Any]:
    """The tier of a record and the record that carries it; a record without one is for the partnership."""
    label = row._meta.label_lower
    if label.startswith("plans."):
        plan = plan_of(row)
        return plan.tier, plan
    if label.startswith("engagement."):
        return _tier_of_listening(row), row
    if label.startswith("equality."):
        return "partnership", row
    if label.startswith(("surveillance.", "exposure.")):
        return "police", row
    if label.startswith("guidance."):
        return guidance_of(row).tier, guidance_of(row)
    if label.startswith(("tension.", "exchange.", "impact.", "harm.", "agreements.")):
        return "public", row  # whose it is decides, and each column has a tier of its own
    for path in ("meeting", "paper", "document", "recommendation", "offence_class"):
        if hasattr(type(row), path) and not hasattr(row, "tier") and not label.startswith("publications."):
            return tier_of(getattr(row, path))
    return getattr(row, "tier", ""), row


WHO_LISTEN = {"borough_lead", "desk_officer", "analyst"}
OF_A_COMMUNITY = {"community", "communityname", "communitysize"}


def _tier_of_listening(row: Any) -> str:
    """A community says its own tier; a promise is everybody's once it is on the public list; the rest is the police's."""
    label = row._meta.model_name
    if label == "community":
        return str(row.tier)
    if label in {"communityname", "communitysize"}:
        return str(row.community.tier)
    if label == "commitment":
        return "public" if row.released_on and not row.is_confidential else "police"
    return {"sizeload": "public", "groupfeedback": "partnership", "feedbacktheme": "partnership"}.get(
        label, "police"
    )


def keeps_contact(person: Person, row: Any) -> bool:
    """Does this person keep up the relationship of this contact, or sit at its desk today?"""
    relationship = row.contact.relationship
    desk = relationship.desk
    officers = desk.officers.filter(until_on=None) if desk and desk.closed_on is None else ()
    return person.account_id in {relationship.owner_id, *(o.account_id for o in officers)}


def sees(person: Person, row: Any) -> bool:
    """May this person see that the record is there? Says nothing about what they may do with it."""
    if row._meta.app_label == "exchange":
        return trusts(person, row)
    if row._meta.app_label == "guidance":
        return _sees_guidance(person, row)
    if row._meta.app_label == "impact" and row._meta.model_name in ADVICE:
        return advised(person, row)
    if row._meta.app_label == "impact" and row._meta.model_name in DRAFTED:
        return drafted(person, row)
    if row._meta.app_label == "impact":
        return assesses(person, row)
    if row._meta.label_lower == "engagement.issuereceipt":
        return False
    tier, carrier = tier_of(row)
    if tier == "named":
        return (
            NamedOn.objects.filter(
                account_id=person.account_id, record_type=carrier._meta.label_lower, record_id=carrier.pk
            ).exists()
            and "partnership" in tiers()[person.role]
        )
    if tier and tier not in tiers()[person.role]:
        return False
    if (
        row._meta.app_label == "engagement"
        and row._meta.model_name not in OF_A_COMMUNITY
        and tier == "police"
    ):
        return person.role in WHO_LISTEN
    if row._meta.label_lower == "surveillance.alert" and person.role == "borough_lead":
        return person.organisation_id in covers(row)
    if row._meta.label_lower in OF_JOINT_WORK:
        return OF_JOINT_WORK[row._meta.label_lower](person, row)
    if row._meta.app_label == "exposure":
        return _asks_what_lies_near(person, row)
    if row._meta.label_lower in OF_THE_RETURN:
        return OF_THE_RETURN[row._meta.label_lower](person, row)
    if row._meta.label_lower == "plans.progressupdate" and row.state in {"draft", "withdrawn"}:
        return person.organisation_id == row.organisation_id
    return True


WORK_AT_GUIDANCE = {"partnership_manager", "borough_lead", "desk_officer", "commander"}
SPEAK_FOR_THEIRS = {"contributor", "delivery_partner"}


def is_asked_about(person: Person, document: Any) -> bool:
    """Does this person's community organisation review a version of the document? Then they are told which it is."""
    asked = CommunityReview.objects.filter(wording__document=document, group_id=person.organisation_id)
    return person.role in SPEAK_FOR_THEIRS and asked.exclude(state="taken_back").exists()


def _sees_guidance(person: Person, row: Any) -> bool:
    """What was ever in force, by its tier; drafts for their owner; a version also for the organisation that is asked."""
    label, document = row._meta.model_name, guidance_of(row)
    ours = person.organisation_id == document.owner_id and person.role in WORK_AT_GUIDANCE
    asked = (
        list(row.reviews.all()) if label == "guidanceversion" else [row] if label == "communityreview" else []
    )
    if person.role in SPEAK_FOR_THEIRS and any(
        r.group_id == person.organisation_id and r.state != "taken_back" for r in asked
    ):
        return True
    if document.tier not in tiers()[person.role]:
        return False
    if label == "guidancedocument":
        return ours or row.versions.exclude(approved_at=None).exists()
    if label == "guidanceversion":
        return ours or row.approved_at is not None
    if person.account_id is None:
        return False
    version = row.wording if label == "communityreview" else row.changed
    out = (
        document.versions.exclude(approved_at=None).exists()
        if version is None
        else version.approved_at is not None
    )
    return ours or out


def _asks_what_lies_near(person: Person, row: Any) -> bool:
    """Police who act or listen; a study of another body only where it is for all police, or by whoever reads for all."""
    if person.role not in WHO_LISTEN | {"investigating_officer", "commander"}:
        return False
    if row._meta.model_name == "layer" or row.reach == "police" or person.role in {"analyst", "commander"}:
        return True
    return bool(row.owner_id == person.organisation_id)


READS_IMPACT = {"borough_lead": "own", "investigating_officer": "own", "commander": "own", "desk_officer": "any",
                "analyst": "any", "authority_member": "any", "oversight_auditor": "any"}  # fmt: skip


# What hangs on an assessment and is for the police who see it.
ADVICE = {"communityimpact", "disclosurechoice", "consultation", "recommendation", "pressline", "convening", "monitor",
          "observation", "bronzeadvice", "golddecision", "sharingrequest", "reliance", "disclosuregiven"}  # fmt: skip
OVERSIGHT = {"authority_member", "oversight_auditor"}


def advised(person: Person, row: Any) -> bool:
    """The police who see the operation; oversight what was not taken; planners what was accepted; askers their own."""
    label, operation = row._meta.model_name, operation_of(row)
    if "police" in tiers()[person.role]:
        request = getattr(row, "request", row)
        mine = label in {"sharingrequest", "reliance"} and request.asked_by_id == person.account_id
        return mine or assesses(person, row)
    if person.role in OVERSIGHT:
        said = getattr(row, "decision", None) if label == "bronzeadvice" else row
        taken = getattr(said, "answer", "") or getattr(said, "decision", "") or getattr(said, "state", "")
        known = label in {"consultation", "recommendation", "bronzeadvice", "golddecision"}
        over = not operation.is_covert or operation.state in {"ended", "withdrawn"}
        return known and taken in {"partly", "declined"} and over
    plans = person.role in {"partnership_manager", "link_body_lead"} and label == "recommendation"
    return bool(plans and row.state in {"accepted", "done", "transferred"} and not operation.is_covert)


# Statements are for the police who see the operation; lessons and days that come for all who read assessments.
DRAFTED = {
    "statement",
    "lesson",
    "lessonarea",
    "lessoncommunity",
    "datedevent",
    "datedeventarea",
    "datedeventcommunity",
    "runuptask",
    "operationstudy",
}
HEAR_CONTACTS = {"borough_lead", "desk_officer", "analyst", "commander"}


def drafted(person: Person, row: Any) -> bool:
    if row._meta.model_name == "statement":
        heard = row.source != "contacts" or person.role in HEAR_CONTACTS
        return "police" in tiers()[person.role] and heard and assesses(person, row)
    if row._meta.model_name == "operationstudy":
        return sees(person, row.study) and assesses(person, row)
    lesson = getattr(row, "lesson", row) if row._meta.model_name.startswith("lesson") else None
    if lesson is not None and lesson.operation_id and lesson.operation.is_covert:
        return assesses(person, lesson)
    community = getattr(row, "community", None)
    return person.role in READS_IMPACT and (community is None or sees(person, community))


def assesses(person: Person, row: Any) -> bool:
    """Who reads of an operation and of its assessment; of a covert one who asked, leads it or was told."""
    operation = operation_of(row)
    scope = READS_IMPACT.get(person.role)
    if scope is None or (scope == "own" and person.organisation_id != operation.owner_id):
        return False
    told = operation.told.filter(account=person.account_id).exists()
    leads = person.role == "commander" and person.organisation_id == operation.owner_id
    return bool(not operation.is_covert or leads or told or operation.asked_by_id == person.account_id)


def trusts(person: Person, row: Any) -> bool:
    """May this person see that something was said in trust, asked for, relayed or opened?"""
    label, role = row._meta.model_name, person.role
    if label == "identityopening":
        return role in {"authority_member", "oversight_auditor"} or row.opened_by_id == person.account_id
    if label == "sharingrequest" and row.lock and role in {"authority_member", "oversight_auditor"}:
        return True
    if label == "vacancy":
        ours = role == "borough_lead" and row.owner_id == person.organisation_id
        return ours or role in {"authority_member", "oversight_auditor"}
    if label in {"relay", "relayrecipient"}:
        return _is_told(person, row)
    behind = getattr(row, "exchange", row)
    relationship = getattr(behind, "relationship", behind)
    if role == "desk_officer" and person.account_id in {relationship.keeper_id, relationship.stand_in_id}:
        return label not in {"keptidentity", "exchangereceipt"}
    reads = role in WHO_LISTEN and label in {"exchange", "agreedpurpose"}
    return reads and behind.is_shareable and behind.state != "withdrawn"


def _is_told(person: Person, row: Any) -> bool:
    if person.role != "delivery_partner":
        return person.role in WHO_LISTEN
    if row._meta.model_name == "relayrecipient":
        return bool(row.organisation_id == person.organisation_id)
    told = row.recipients.filter(organisation_id=person.organisation_id)
    return bool(told.filter(state__in=["accepted", "used", "not_used"]).exists())


def _sees_return(person: Person, row: Any) -> bool:
    """Their own; what their body sends, but no officer's return to anybody outside the police; what they oversee."""
    if person.account_id is not None and person.account_id in (row.drafted_by_id, row.submitted_by_id):
        return True
    if person.role == "delivery_partner":
        return row.organisation_id == person.organisation_id and row.variant != "officer"
    if row.state == "draft" or person.role == "borough_lead":
        ours = row.organisation_id == person.organisation_id
        overseen = row.overseer_id == person.organisation_id and row.state != "draft"
        return (ours or overseen) and person.role in {"borough_lead", "desk_officer"}
    return person.role in {"desk_officer", "analyst"}


def _sees_asking(person: Person, row: Any) -> bool:
    if person.role in {"desk_officer", "analyst", "oversight_auditor"}:
        return True
    return person.organisation_id is not None and person.organisation_id in (
        row.organisation_id,
        row.overseer_id,
    )


def _sees_part(person: Person, row: Any) -> bool:
    """What a return holds is for the police who see the return."""
    sent = row.of if hasattr(type(row), "of") else row.item.of
    return "police" in tiers()[person.role] and _sees_return(person, sent)


def _sees_source(person: Person, row: Any) -> bool:
    """Where it comes from: for its author, whoever checks for the borough, and the analysts."""
    sent = row.item.of
    checks = person.role == "borough_lead" and person.organisation_id == sent.overseer_id
    return _sees_part(person, row) and (
        checks or person.role == "analyst" or person.account_id == sent.drafted_by_id
    )


def _sees_longer(person: Person, row: Any) -> bool:
    return person.role in {"analyst", "oversight_auditor"} or person.account_id == row.account_id


OF_THE_RETURN: dict[str, Any] = {
    "tension.returnround": lambda person, row: True,
    "tension.deadlineexception": _sees_longer,
    "tension.returnreminder": lambda person, row: person.role == "analyst",
    "tension.tensionitem": _sees_part,
    "tension.itemcommunity": _sees_part,
    "tension.itemsource": _sees_source,
    "tension.revieweditem": _sees_part,
    "tension.returnreply": lambda person, row: _sees_return(person, row.of),
    "tension.returnreceipt": lambda person, row: False,
    "tension.shareditem": lambda person, row: _sees_group(person),
    "tension.groupattendance": lambda person, row: _sees_group(person),
    "tension.tensionreturn": _sees_return,
    "tension.asking": _sees_asking,
    "tension.forwardevent": _sees_part,
    "tension.weeklysummary": lambda person, row: "police" in tiers()[person.role],
    "tension.groupmeeting": lambda person, row: _sees_group(person),
    "tension.groupaction": lambda person, row: _sees_group(person),
}


def _sees_group(person: Person) -> bool:
    return person.role in WHO_LISTEN | {"delivery_partner", "commander"}


# Who takes part in defining a word; what was agreed is for everybody.
DEFINES = {
    "partnership_manager", "borough_lead", "desk_officer", "analyst", "investigating_officer", "commander",
    "committee_officer", "clearing_officer", "chief_officer", "authority_member", "oversight_auditor",
}  # fmt: skip
COUNTS_PROBLEMS = {
    "borough_lead", "analyst", "commander", "committee_officer", "chief_officer", "authority_member", "oversight_auditor",
}  # fmt: skip


def _sees_version(person: Person, row: Any) -> bool:
    return person.role in DEFINES or getattr(row, "of", row).state in {"agreed", "superseded"}


def _sees_definition(person: Person, row: Any) -> bool:
    return person.role in DEFINES or row.versions.filter(state__in=["agreed", "superseded"]).exists()


def _sees_agreement(person: Person, row: Any) -> bool:
    """Those who define, and the parties."""
    agreement = getattr(row, "agreement", row)
    is_party = agreement.parties.filter(organisation=person.organisation_id).exists()
    return person.role in DEFINES or (person.role == "delivery_partner" and is_party)


OF_JOINT_WORK: dict[str, Any] = {
    "harm.definition": _sees_definition,
    "harm.definitionversion": _sees_version,
    "harm.limb": _sees_version,
    "harm.testcase": _sees_version,
    "harm.consultee": lambda person, row: person.role in DEFINES,
    **dict.fromkeys(
        (
            "agreements.agreement", "agreements.agreementparty", "agreements.agreementarea", "agreements.purposelimb",
            "agreements.deployment", "agreements.partnershiprisk", "agreements.jointactivity",
        ),
        _sees_agreement,
    ),
    "agreements.agreementoperation": lambda person, row: (
        _sees_agreement(person, row) and assesses(person, row.operation)
    ),
    "agreements.practiceproblem": lambda person, row: person.role in COUNTS_PROBLEMS,
}  # fmt: skip
