"""The database itself keeps the order of the states, the three people, what was signed, and the time of the actions."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowLock, RowRefusal, frozen, frozen_with

TABLE, ACTION = "equality_equalityassessment", "equality_equalityaction"
STEPS = (
    "screening>drafting", "screening>not_required", "not_required>screening", "drafting>consultation",
    "drafting>not_required", "consultation>quality_check", "consultation>drafting", "quality_check>checked",
    "quality_check>drafting", "checked>signed_off", "checked>drafting", "signed_off>published",
    "signed_off>monitoring", "signed_off>superseded", "published>signed_off", "published>monitoring",
    "published>review_due", "published>superseded", "monitoring>review_due", "monitoring>closed",
    "monitoring>superseded", "review_due>monitoring", "review_due>closed", "review_due>superseded",
    "closed>superseded",
)  # fmt: skip
FROZEN_COLUMNS = (
    "title", "owner_id", "aim", "affected", "change", "relevance", "decision_on", "decision_role", "further_duties",
    "duty_sets", "no_engagement_reason", "intersections", "outcome", "justification", "legal_advice_reference",
    "monitoring", "drafted_by_id", "drafted_at", "checked_by_id", "checked_role", "checked_at", "signed_by_id",
    "signed_role", "signed_at", "signed_on", "late_reason", "frozen_content", "frozen_hash", "replaces_id",
)  # fmt: skip
SIGNED = "a signed assessment never changes"
PLAN_COLUMNS = ("assessment_id", "kind", "row_id", "text", "horizon", "owner_post", "measure", "first_due_on")


def _signed(key: str) -> str:
    return f"EXISTS (SELECT 1 FROM {TABLE} a WHERE a.id = {key} AND a.frozen_hash <> '')"


def _author(column: str) -> str:
    return (
        f"NEW.{column} IS NOT NULL AND EXISTS (SELECT 1 FROM equality_author w WHERE w.assessment_id = NEW.id "
        f"AND w.account_id = NEW.{column})"
    )


# In which state stands who decided that it came there, and when.
DECIDED = {
    "checked": ("checked_by_id", "checked_at"),
    "not_required": ("screened_by_id", "screened_at"),
    "closed": ("closed_by_id", "closed_at"),
}


def _rewritten(state: str) -> str:
    other = " OR ".join(f"NEW.{column} IS NULL OR NEW.{column} <> OLD.{column}" for column in DECIDED[state])
    return f"(NEW.state = '{state}' AND OLD.state = '{state}' AND ({other}))"


CELLS = "equality_gridcell c JOIN equality_gridrow r ON r.id = c.row_id WHERE r.assessment_id = NEW.id"
INCOMPLETE = (
    f"NEW.state = 'signed_off' AND OLD.state = 'checked' AND (NOT EXISTS (SELECT 1 FROM {CELLS}) OR EXISTS (SELECT 1 FROM {CELLS} "
    "AND (c.effect = '' OR (c.effect = 'negative' AND c.mitigation = '' AND c.justification = '') OR (c.effect = 'unknown' "
    f"AND NOT EXISTS (SELECT 1 FROM {ACTION} g WHERE g.row_id = r.id AND g.kind = 'gap')))))"
)
LOCKS = (
    RowRefusal("equality_starts", TABLE, "INSERT", "NEW.state <> 'screening' OR NEW.frozen_hash <> ''",
               "an assessment begins with its screening"),
    RowRefusal("equality_steps", TABLE, "UPDATE",
               "NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ("
               + ", ".join(f"'{step}'" for step in STEPS) + ")",
               "an assessment cannot go from that state to this one"),
    RowRefusal("equality_checked_by_author", TABLE, "UPDATE", _author("checked_by_id"), "no author checks their own assessment"),
    RowRefusal("equality_screened_out_by_author", TABLE, "UPDATE",
               "NEW.state = 'not_required' AND " + _author("screened_by_id"), "no author excuses their own work"),
    RowRefusal("equality_signed_by_author", TABLE, "UPDATE", _author("signed_by_id"), "no author signs their own assessment"),
    RowRefusal("equality_closed_by_author", TABLE, "UPDATE", _author("closed_by_id"), "no author closes their own assessment"),
    RowRefusal("equality_decided", TABLE, "UPDATE", " OR ".join(map(_rewritten, DECIDED)), "who decided, and when, is never rewritten"),
    RowRefusal("equality_incomplete", TABLE, "UPDATE", INCOMPLETE, "an incomplete grid is not signed"),
    RowLock("equality_frozen", TABLE, FROZEN_COLUMNS, _signed("NEW.id"), SIGNED),
    RowRefusal("equality_kept", TABLE, "DELETE", "OLD.frozen_hash <> ''", "a signed assessment is never deleted"),
    *(lock for table in ("author", "gridrow", "evidencesource", "consultation")
      for lock in frozen_with(f"equality_{table}", f"equality_{table}", _signed("ROW.assessment_id"), SIGNED)),
    *frozen_with("equality_gridcell", "equality_gridcell",
                 f"EXISTS (SELECT 1 FROM equality_gridrow r JOIN {TABLE} a ON a.id = r.assessment_id "
                 "WHERE r.id = ROW.row_id AND a.frozen_hash <> '')", SIGNED),
    RowRefusal("equality_action_added", ACTION, "INSERT", _signed("NEW.assessment_id"), SIGNED),
    RowRefusal("equality_action_kept", ACTION, "DELETE", _signed("OLD.assessment_id"), "a signed action is never deleted"),
    RowLock("equality_action_frozen", ACTION, PLAN_COLUMNS,
            f"EXISTS (SELECT 1 FROM {ACTION} x JOIN {TABLE} a ON a.id = x.assessment_id "
            "WHERE x.id = NEW.id AND a.frozen_hash <> '')", SIGNED),
    RowRefusal("equality_action_time", ACTION, "UPDATE",
               f"NEW.due_on <> OLD.due_on AND {_signed('OLD.assessment_id')} AND NOT EXISTS (SELECT 1 FROM "
               "equality_actionextension e WHERE e.action_id = NEW.id AND e.from_on = OLD.due_on AND e.until_on = NEW.due_on)",
               "more time is given by a person for a reason"),
    RowRefusal("equality_action_closed", ACTION, "UPDATE", "NEW.state <> OLD.state AND OLD.state <> 'open'",
               "what is closed stays closed"),
    *frozen("equality_extension", "equality_actionextension", "TRUE", "an extension is never changed"),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("equality", "0001_initial")]
    operations = [Lay(LOCKS)]
