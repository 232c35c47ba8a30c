"""What came into force is never rewritten; it comes there only through a second person; a community speaks for itself."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowRefusal, frozen, frozen_with
from commonweal.ground.partners.enforcement import body_lock

DOCUMENT, VERSION = "guidance_guidancedocument", "guidance_guidanceversion"
OCCASION, REVIEW = "guidance_occasion", "guidance_communityreview"
FROZEN = "what came into force is never rewritten"
GATE = "guidance comes into force from a submitted version with its reasons, and as far as its author agreed"
SAID = "what a community said of a text is never rewritten"
ITS_OWN = "a community is answered for by its own people, when it was asked"


def differs(*columns: str) -> str:
    """Words or numbers, any of which may be missing; as text they compare alike on both databases."""
    return " OR ".join(
        f"COALESCE(CAST(NEW.{c} AS TEXT), '') <> COALESCE(CAST(OLD.{c} AS TEXT), '')" for c in columns
    )


def rank(column: str) -> str:
    return f"CASE {column} WHEN 'public' THEN 0 WHEN 'partnership' THEN 1 WHEN 'police' THEN 2 ELSE -1 END"


KEPT = differs(
    "document_id", "number", "summary", "text", "signposts", "author", "consented_on", "agreed_tier", "drafted_by_id",
    "submitted_by_id", "approved_by_id", "approved_at", "frozen_content", "frozen_hash",
)  # fmt: skip
GONE = "OLD.state IN ('superseded', 'withdrawn') AND NEW.state <> OLD.state"
BACK = "OLD.state = 'in_force' AND NEW.state NOT IN ('in_force', 'superseded', 'withdrawn')"
# The tier and the kind stand with the document, the author's consent with the version.
BEYOND_CONSENT = (
    f"EXISTS (SELECT 1 FROM {DOCUMENT} d WHERE d.id = NEW.document_id AND ("
    "(d.kind = 'briefing' AND (NEW.consented_on IS NULL OR NEW.agreed_tier = '' OR NEW.author = ''))"
    f" OR (NEW.agreed_tier <> '' AND {rank('d.tier')} < {rank('NEW.agreed_tier')})"
    " OR (d.kind = 'indicators' AND NEW.signposts = '')))"
)
NO_REASON = f"NOT EXISTS (SELECT 1 FROM {OCCASION} o WHERE o.changed_id = NEW.id)"
COMES = "NEW.state = 'in_force' AND OLD.state <> 'in_force'"
CHANGED_NO_DRAFT = (
    "ROW.changed_id IS NOT NULL AND "
    f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = ROW.changed_id AND v.state <> 'draft')"
)
ANSWER = differs(
    "state", "wording_id", "community_id", "group_id", "question", "stance", "words", "post", "text_hash",
    "answered_by_id", "answered_at",
)  # fmt: skip
NOT_THEIRS = (
    "NOT EXISTS (SELECT 1 FROM people_roleheld r WHERE r.account_id = NEW.answered_by_id"
    " AND r.organisation_id = NEW.group_id)"
)
LOCKS = [
    RowRefusal("guidance_kept_update", VERSION, "UPDATE",
               f"(OLD.approved_at IS NOT NULL AND ({KEPT})) OR ({GONE}) OR ({BACK})", FROZEN),
    RowRefusal("guidance_kept_delete", VERSION, "DELETE", "OLD.approved_at IS NOT NULL", FROZEN),
    RowRefusal("guidance_gate_insert", VERSION, "INSERT", "NEW.state NOT IN ('draft', 'submitted')", GATE),
    RowRefusal("guidance_gate_update", VERSION, "UPDATE",
               f"({COMES} AND (OLD.state <> 'submitted' OR {NO_REASON} OR {BEYOND_CONSENT}))"
               " OR (NEW.state = 'superseded' AND OLD.state NOT IN ('in_force', 'superseded'))", GATE),
    RowRefusal("guidance_consent_update", DOCUMENT, "UPDATE",
               "NEW.kind <> OLD.kind OR (NEW.tier <> OLD.tier AND EXISTS (SELECT 1 FROM " + VERSION +
               " v WHERE v.document_id = NEW.id AND v.state = 'in_force' AND v.agreed_tier <> ''"
               f" AND {rank('NEW.tier')} < {rank('v.agreed_tier')}))", GATE),
    *frozen_with("guidance_reasons", OCCASION, CHANGED_NO_DRAFT, FROZEN),
    *frozen("guidance_unchanged", OCCASION, "OLD.changed_id IS NULL", FROZEN),
    RowRefusal("guidance_said_update", REVIEW, "UPDATE",
               f"OLD.state = 'answered' AND (({ANSWER}) OR (OLD.reply <> '' AND NEW.reply <> OLD.reply))", SAID),
    RowRefusal("guidance_said_delete", REVIEW, "DELETE", "OLD.state = 'answered'", SAID),
    RowRefusal("guidance_speaks_insert", REVIEW, "INSERT", "NEW.state <> 'asked'", ITS_OWN),
    RowRefusal("guidance_speaks_update", REVIEW, "UPDATE",
               f"NEW.state = 'answered' AND OLD.state <> 'answered' AND (OLD.state <> 'asked' OR {NOT_THEIRS})", ITS_OWN),
    body_lock("guidance_owner_hears", DOCUMENT, "owner_id"),
    body_lock("guidance_group_is_asked", REVIEW, "group_id"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("guidance", "0001_initial"), ("people", "0001_initial")]
    operations = [Lay(LOCKS)]
