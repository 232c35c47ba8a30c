"""Nothing is deployed while the definition is a draft, nothing is in force that nobody signed, and what was signed stays."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowLock, RowRefusal, frozen_with

KEPT = (
    "title", "owner_id", "definition_id", "nature", "purpose", "funding", "limits", "exit_terms", "from_on", "until_on",
    "drift_from", "drafted_by_id",
)  # fmt: skip
REWRITTEN = " OR ".join(
    f"NEW.{column} <> OLD.{column} OR (NEW.{column} IS NULL) <> (OLD.{column} IS NULL)" for column in KEPT
)
SIGNED = "EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = ROW.agreement_id AND a.state <> 'draft')"
AGREED_VERSION = (
    "EXISTS (SELECT 1 FROM harm_definitionversion v WHERE v.id = NEW.definition_version_id"
    " AND v.definition_id = NEW.definition_id AND v.state = 'agreed')"
)
STAYS = "what the parties signed does not change"
LOCKS = [
    RowLock(
        "agreements_signed",
        "agreements_agreement",
        ("state",),
        "NEW.state IN ('agreed', 'in_force') AND ("
        "(SELECT COUNT(*) FROM agreements_agreementparty p WHERE p.agreement_id = NEW.id) < 2"
        " OR EXISTS (SELECT 1 FROM agreements_agreementparty p WHERE p.agreement_id = NEW.id AND p.signed_on IS NULL)"
        " OR NOT EXISTS (SELECT 1 FROM agreements_purposelimb l WHERE l.agreement_id = NEW.id))",
        "an agreement is agreed once all its parties signed, for limbs that it names",
    ),
    RowLock(
        "agreements_to_agreed_definition",
        "agreements_agreement",
        ("state", "definition_version_id"),
        f"NEW.state = 'in_force' AND NOT {AGREED_VERSION}",
        "nothing comes into force while the definition is a draft",
    ),
    RowRefusal(
        "agreements_order",
        "agreements_agreement",
        "UPDATE",
        "(OLD.state <> 'draft' AND (NEW.state = 'draft' OR "
        f"{REWRITTEN})) OR (OLD.state = 'draft' AND NEW.state = 'in_force')"
        " OR (OLD.state = 'ended' AND NEW.state <> 'ended')"
        " OR (OLD.state = 'in_force' AND NEW.state = 'agreed')",
        STAYS,
    ),
    RowRefusal(
        "agreements_stay", "agreements_agreement", "DELETE", "OLD.state <> 'draft'", STAYS,
    ),
    RowLock(
        "agreements_end_with_nobody_deployed",
        "agreements_agreement",
        ("state",),
        "NEW.state <> 'in_force' AND EXISTS (SELECT 1 FROM agreements_deployment d"
        " WHERE d.agreement_id = NEW.id AND d.state = 'deployed')",
        "somebody is still deployed under this agreement",
    ),
    *frozen_with("agreements_party_stays", "agreements_agreementparty", SIGNED, STAYS),
    *frozen_with("agreements_limb_stays", "agreements_purposelimb", SIGNED, STAYS),
    *frozen_with("agreements_area_stays", "agreements_agreementarea", SIGNED, STAYS),
    RowLock(
        "agreements_deployed",
        "agreements_deployment",
        ("state", "agreement_id"),
        "NEW.state = 'deployed' AND NOT EXISTS (SELECT 1 FROM agreements_agreement a"
        " JOIN harm_definitionversion v ON v.id = a.definition_version_id"
        " WHERE a.id = NEW.agreement_id AND a.state = 'in_force' AND v.state = 'agreed')",
        "nothing is deployed while the definition is a draft or the agreement not in force",
    ),
    RowRefusal(
        "agreements_deployment_order",
        "agreements_deployment",
        "UPDATE",
        "OLD.state <> 'planned' AND (NEW.state = 'planned' OR NEW.agreement_id <> OLD.agreement_id)"
        " OR (OLD.state = 'ended' AND NEW.state <> 'ended')",
        "a deployment that ended is not taken up again",
    ),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial"), ("harm", "0002_agreed_is_frozen")]
    operations = [Lay(LOCKS)]
