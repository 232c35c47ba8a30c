"""A version is agreed only when it was consulted on and tried, with an oversight body; then nothing of it changes again."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowLock, RowRefusal, frozen_with

KEPT = (
    "definition_id", "number", "summary", "changed", "drafted_at", "drafted_by_id", "consulting_at", "consulting_by_id",
    "agreed_at", "agreed_by_id", "agreed_with_id", "decision", "frozen_hash",
)  # fmt: skip
REWRITTEN = " OR ".join(
    f"NEW.{column} <> OLD.{column} OR (NEW.{column} IS NULL) <> (OLD.{column} IS NULL)" for column in KEPT
)
OF_AGREED = (
    "EXISTS (SELECT 1 FROM harm_definitionversion v WHERE v.id = ROW.of_id AND v.state IN ('agreed', 'superseded'))"
)
FROZEN = "an agreed version never changes"
LOCKS = [
    RowLock(
        "harm_agreed",
        "harm_definitionversion",
        ("state",),
        "NEW.state IN ('agreed', 'superseded') AND ("
        "NOT EXISTS (SELECT 1 FROM harm_limb l WHERE l.of_id = NEW.id)"
        " OR NOT EXISTS (SELECT 1 FROM harm_testcase t WHERE t.of_id = NEW.id)"
        " OR EXISTS (SELECT 1 FROM harm_testcase t WHERE t.of_id = NEW.id"
        " AND (t.found = '' OR (t.found <> t.expected AND t.word = '')))"
        " OR NOT EXISTS (SELECT 1 FROM harm_consultee c WHERE c.of_id = NEW.id AND c.answered_on IS NOT NULL)"
        " OR NOT EXISTS (SELECT 1 FROM partners_organisation o WHERE o.id = NEW.agreed_with_id"
        " AND o.kind = 'oversight'))",
        "a version is agreed with the oversight body once it was consulted on and tried",
    ),
    RowRefusal(
        "harm_version_frozen_update",
        "harm_definitionversion",
        "UPDATE",
        f"OLD.state IN ('agreed', 'superseded') AND (NEW.state NOT IN (OLD.state, 'superseded') OR {REWRITTEN})",
        FROZEN,
    ),
    RowRefusal(
        "harm_version_frozen_delete",
        "harm_definitionversion",
        "DELETE",
        "OLD.state IN ('agreed', 'superseded')",
        FROZEN,
    ),
    RowRefusal(
        "harm_version_order",
        "harm_definitionversion",
        "UPDATE",
        "(NEW.state = 'agreed' AND OLD.state NOT IN ('consulting', 'agreed'))"
        " OR (NEW.state = 'superseded' AND OLD.state NOT IN ('agreed', 'superseded'))",
        "a version is agreed after it was consulted on",
    ),
    *frozen_with("harm_limb_frozen", "harm_limb", OF_AGREED, FROZEN),
    *frozen_with("harm_consultee_frozen", "harm_consultee", OF_AGREED, FROZEN),
    *frozen_with("harm_case_frozen", "harm_testcase", OF_AGREED, FROZEN),
]


class Migration(migrations.Migration):
    dependencies = [("harm", "0001_initial"), ("partners", "0002_enforcement")]
    operations = [Lay(LOCKS)]
