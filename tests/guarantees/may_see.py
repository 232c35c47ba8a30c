"""May this person see this column of this row? From the privacy that the column declares and whose the row is."""

from __future__ import annotations

from typing import Any

from django.db import models

from commonweal.ground.audit.models import AuditEntry
from tests.guarantees.addresses import model_of
from tests.guarantees.sight import is_asked_about, keeps_contact, sees, tier_of, tiers
from tests.guarantees.town import Person

# Shown to everybody inside, on the page of a record that they may see: who did what to it, when and why.
HISTORY = {"actor", "organisation", "words", "reason"}


def may_see(person: Person, column: models.Field[Any, Any], row: Any) -> bool:
    """From the privacy that the column declares and the visibility of its row, as sight.py says it."""
    label, name = row._meta.label_lower, column.name
    mine = tiers()[person.role]
    if label == "audit.auditentry":
        return person.role in {"authority_member", "oversight_auditor"} or (
            (name in HISTORY or (name == "changed" and _sees_every_column(person, row)))
            and _seen_subject(person, row)
        )
    if label == "people.account":
        return _sees_account(person, row, name)
    if label in {"notices.message", "people.signin"}:
        return row.account_id == person.account_id
    if label == "notices.sending":
        return person.role == "administrator" or row.sent_by_id == person.account_id
    if label in {"people.letter", "people.recoverycode", "people.guesscount", "audit.audithead"}:
        return label == "people.letter" and person.role == "administrator"
    if label in {"publications.release", "publications.releasefile"}:
        return (
            person.role in {"partnership_manager", "committee_officer", "chief_officer"}
            and "partnership" in mine
        )
    if label == "tension.asking" and name == "area" and row.variant == "officer":
        return True  # whoever tells us something chooses among the areas about which we ask
    if label == "engagement.contactperson":
        return keeps_contact(person, row)
    if label == "guidance.guidancedocument" and name == "title" and is_asked_about(person, row):
        return True
    if label == "impact.operation" and name == "title" and _may_ask_for(person, row):
        return True
    tier = str(column.model.privacy[name])
    if label.startswith("exchange."):
        return tier in mine and sees(person, row)
    if label.startswith("plans.") and "partnership" not in mine:
        return False
    return (tier in mine) and (not tier_of(row)[0] or sees(person, row))


def _may_ask_for(person: Person, operation: Any) -> bool:
    """A commander asks another body for its assessment, and has to know what to ask for: of no covert operation."""
    return (
        person.role == "commander"
        and not operation.is_covert
        and operation.assessments.filter(versions__outcome="approved").exists()
    )


def _sees_account(person: Person, row: Any, name: str) -> bool:
    """A name stands wherever its person did something; the rest is for administrators and for oneself."""
    return (
        row.pk == person.account_id
        or person.role == "administrator"
        or (name == "name" and "partnership" in tiers()[person.role])
    )


def _seen_subject(person: Person, entry: AuditEntry) -> bool:
    if not entry.subject_type or entry.outcome != AuditEntry.Outcome.DONE:
        return False
    row = model_of(entry.subject_type)._base_manager.filter(pk=entry.subject_id).first()
    return row is not None and (not tier_of(row)[0] or sees(person, row))


def _sees_every_column(person: Person, entry: AuditEntry) -> bool:
    """Which columns changed says something of each of them."""
    if entry.subject_type == "people.account":
        return person.role == "administrator"
    return {str(t) for t in model_of(entry.subject_type).privacy.values()} <= tiers()[person.role]
