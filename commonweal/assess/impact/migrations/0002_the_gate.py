"""The database itself keeps the gate: no page, no program and nobody at a prompt authorises what nobody else assessed.

The checks on the tables say that an operation stands on one thing; these say that the thing is its own, is approved by
another person, and stays as it was.
"""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowRefusal, frozen
from commonweal.ground.partners.enforcement import body_lock

OPERATION, ASSESSMENT = "impact_operation", "impact_assessment"
VERSION, OVERRIDE = "impact_assessmentversion", "impact_senioroverride"

OPERATION_STEPS = (
    "proposed>authorised", "proposed>withdrawn", "authorised>under_way", "authorised>withdrawn", "under_way>ended",
)  # fmt: skip
# From submitted and under review to live: where the operation lives already.
ASSESSMENT_STEPS = (
    "requested>in_draft", "requested>declined", "in_draft>declined", "consultation>declined", "in_draft>consultation",
    "in_draft>submitted", "consultation>submitted", "submitted>approved", "submitted>live", "submitted>in_draft",
    "approved>live", "approved>under_review", "live>under_review", "under_review>approved", "under_review>live",
    "under_review>consultation", "under_review>submitted", "live>closed", "approved>superseded", "live>superseded",
    "under_review>superseded",
)  # fmt: skip


def steps(taken):
    listed = ", ".join(f"'{step}'" for step in taken)
    return f"NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ({listed})"


def any_of(test, columns):
    return " OR ".join(test.format(column) for column in columns)


OWN_APPROVED_VERSION = (
    f"EXISTS (SELECT 1 FROM {VERSION} v JOIN {ASSESSMENT} a ON a.id = v.assessment_id"
    " WHERE v.id = NEW.authorised_on_version_id AND a.operation_id = NEW.id AND v.outcome = 'approved'"
    " AND a.state IN ('approved', 'live') AND v.author_id <> NEW.authorised_by_id"
    " AND v.submitted_by_id <> NEW.authorised_by_id AND NOT EXISTS (SELECT 1"
    f" FROM {VERSION} w WHERE w.assessment_id = v.assessment_id AND w.number > v.number))"
)
OWN_OVERRIDE = (
    f"EXISTS (SELECT 1 FROM {OVERRIDE} o WHERE o.id = NEW.authorised_on_override_id AND o.operation_id = NEW.id"
    " AND o.officer_id = NEW.authorised_by_id)"
)
STANDS_ON = ("authorised_on_version_id", "authorised_on_override_id", "authorised_by_id", "authorised_at")
WRITTEN = (
    "assessment_id", "number", "phase", "content_text", "content_hash", "rating_before", "rating_after", "rating_reason",
    "author_id", "submitted_at", "submitted_by_id",
)  # fmt: skip
LOCKS = [
    body_lock("impact_operation_body", OPERATION, "owner_id"),
    RowRefusal("impact_operation_starts", OPERATION, "INSERT", "NEW.state <> 'proposed'",
               "an operation begins as proposed"),
    RowRefusal("impact_operation_steps", OPERATION, "UPDATE", steps(OPERATION_STEPS),
               "an operation cannot go from that state to this one"),
    RowRefusal("impact_operation_asked", OPERATION, "UPDATE", "NEW.asked_by_id <> OLD.asked_by_id",
               "who asked for an operation never changes"),
    RowRefusal("impact_operation_version", OPERATION, "UPDATE",
               "OLD.authorised_on_version_id IS NULL AND NEW.authorised_on_version_id IS NOT NULL"
               f" AND NOT {OWN_APPROVED_VERSION}",
               "an operation is authorised on the newest version of its own assessment, approved by another person"),
    RowRefusal("impact_operation_override", OPERATION, "UPDATE",
               "OLD.authorised_on_override_id IS NULL AND NEW.authorised_on_override_id IS NOT NULL"
               f" AND NOT {OWN_OVERRIDE}",
               "an operation is authorised on its own override, by the officer who granted it"),
    RowRefusal("impact_operation_stands", OPERATION, "UPDATE",
               "OLD.authorised_at IS NOT NULL AND ("
               + any_of("COALESCE(NEW.{0}, 0) <> COALESCE(OLD.{0}, 0)", STANDS_ON[:2])
               + " OR " + any_of("NEW.{0} IS NULL OR NEW.{0} <> OLD.{0}", STANDS_ON[2:]) + ")",
               "what an operation was authorised on never changes"),
    RowRefusal("impact_operation_kept", OPERATION, "DELETE", "OLD.authorised_at IS NOT NULL",
               "an operation that was authorised is never deleted"),
    RowRefusal("impact_override_starts", OVERRIDE, "INSERT",
               f"NOT EXISTS (SELECT 1 FROM {OPERATION} o WHERE o.id = NEW.operation_id AND o.state = 'proposed'"
               " AND o.asked_by_id <> NEW.officer_id)",
               "a proposed operation is overridden by somebody who did not ask for it"),
    *frozen("impact_override_kept", OVERRIDE, "TRUE", "an override and its duty never change"),
    RowRefusal("impact_version_starts", VERSION, "INSERT",
               f"NEW.outcome <> 'submitted' OR NOT EXISTS (SELECT 1 FROM {ASSESSMENT} a"
               " WHERE a.id = NEW.assessment_id AND a.author_id = NEW.author_id)",
               "a version begins as submitted, by the author of its assessment"),
    RowRefusal("impact_version_same", VERSION, "UPDATE", any_of("NEW.{0} <> OLD.{0}", WRITTEN),
               "what was submitted never changes"),
    RowRefusal("impact_version_judged", VERSION, "UPDATE", "OLD.outcome <> 'submitted'",
               "a version that was approved or sent back never changes"),
    RowRefusal("impact_version_kept", VERSION, "DELETE", "TRUE", "what was submitted is never deleted"),
    RowRefusal("impact_version_approved", VERSION, "UPDATE",
               f"NEW.outcome = 'approved' AND EXISTS (SELECT 1 FROM {ASSESSMENT} a JOIN {OPERATION} o"
               " ON o.id = a.operation_id WHERE a.id = NEW.assessment_id AND o.asked_by_id = NEW.approved_by_id)",
               "nobody approves the assessment of what they asked for"),
    RowRefusal("impact_version_returned", VERSION, "UPDATE",
               "NEW.outcome = 'sent_back' AND (NEW.sent_back_by_id = NEW.author_id OR NEW.sent_back_by_id = NEW.submitted_by_id"
               f" OR EXISTS (SELECT 1 FROM {ASSESSMENT} a JOIN {OPERATION} o ON o.id = a.operation_id"
               " WHERE a.id = NEW.assessment_id AND o.asked_by_id = NEW.sent_back_by_id))",
               "nobody sends back their own work"),
    RowRefusal("impact_assessment_starts", ASSESSMENT, "INSERT", "NEW.state <> 'requested'",
               "an assessment begins as requested"),
    RowRefusal("impact_assessment_steps", ASSESSMENT, "UPDATE", steps(ASSESSMENT_STEPS),
               "an assessment cannot go from that state to this one"),
    RowRefusal("impact_assessment_of", ASSESSMENT, "UPDATE", "NEW.operation_id <> OLD.operation_id",
               "an assessment stays with its operation"),
    RowRefusal("impact_assessment_stands", ASSESSMENT, "UPDATE",
               "NEW.state IN ('approved', 'live', 'closed') AND NOT EXISTS (SELECT 1"
               f" FROM {VERSION} v WHERE v.assessment_id = NEW.id AND v.outcome = 'approved')",
               "an assessment is approved with one of its versions"),
    RowRefusal("impact_assessment_returns", ASSESSMENT, "UPDATE",
               "OLD.state = 'submitted' AND NEW.state = 'in_draft' AND EXISTS (SELECT 1"
               f" FROM {VERSION} v WHERE v.assessment_id = NEW.id AND v.outcome = 'submitted')",
               "an assessment goes back with its version, which somebody sent back"),
    RowRefusal("impact_assessment_closed", ASSESSMENT, "UPDATE",
               "NEW.state = 'closed' AND OLD.state <> 'closed' AND (NEW.closed_by_id = NEW.submitted_by_id"
               f" OR EXISTS (SELECT 1 FROM {OPERATION} o WHERE o.id = NEW.operation_id AND o.asked_by_id = NEW.closed_by_id))",
               "nobody closes the assessment of their own work"),
    RowRefusal("impact_assessment_closing", ASSESSMENT, "UPDATE",
               "OLD.closed_by_id IS NOT NULL AND ("
               + any_of("NEW.{0} IS NULL OR NEW.{0} <> OLD.{0}", ("closed_by_id", "closed_at")) + ")",
               "who closed an assessment, and when, never changes"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("impact", "0001_initial"), ("partners", "0002_enforcement")]
    operations = [Lay(LOCKS)]
