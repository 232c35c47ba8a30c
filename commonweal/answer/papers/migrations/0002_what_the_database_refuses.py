"""The database itself keeps the order of a paper's states, the second person, and what was frozen."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowRefusal, changed, frozen_with

PAPER = "papers_committeepaper"
STEPS = (
    "drafting>drafted", "drafting>withdrawn", "drafted>cleared", "drafted>drafting", "drafted>withdrawn",
    "cleared>approved", "cleared>drafting", "cleared>withdrawn", "approved>published", "approved>withdrawn",
    "published>withdrawn",
)  # fmt: skip
FROZEN_COLUMNS = (
    "meeting_id", "number", "edition", "corrects_id", "correction_reason", "title", "office", "part", "format", "language",
    "figures_on", "drafted_by_id", "drafted_at", "cleared_by_id", "cleared_at", "approved_by_id", "approved_at",
    "frozen_content", "frozen_hash",
)  # fmt: skip
CHILDREN = ("papersection", "recommendation", "paperfigure", "paperauthor", "paperfile")
OF_CHILDREN = [
    refusal
    for child in CHILDREN
    for refusal in frozen_with(
        child, f"papers_{child}",
        f"EXISTS (SELECT 1 FROM {PAPER} p WHERE p.id = ROW.paper_id AND p.frozen_hash <> '')",
        "an approved paper never changes",
    )
]  # fmt: skip


def _is_author(column: str) -> str:
    return (
        f"NEW.{column} IS NOT NULL AND EXISTS (SELECT 1 FROM papers_paperauthor a "
        f"WHERE a.paper_id = NEW.id AND a.account_id = NEW.{column})"
    )


def refusals(vendor: str) -> list[RowRefusal]:
    steps = ", ".join(f"'{step}'" for step in STEPS)
    return [
        RowRefusal("paper_starts", PAPER, "INSERT", "NEW.state <> 'drafting' OR NEW.frozen_hash <> ''",
                   "a paper begins as a draft"),
        RowRefusal("paper_steps", PAPER, "UPDATE",
                   f"NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ({steps})",
                   "a paper cannot go from that state to this one"),
        RowRefusal("paper_frozen", PAPER, "UPDATE", f"OLD.frozen_hash <> '' AND ({changed(FROZEN_COLUMNS, vendor)})",
                   "an approved paper never changes"),
        RowRefusal("paper_kept", PAPER, "DELETE", "OLD.frozen_hash <> ''", "an approved paper is never deleted"),
        RowRefusal("paper_cleared_by_author", PAPER, "UPDATE", _is_author("cleared_by_id"),
                   "no author clears their own paper"),
        RowRefusal("paper_approved_by_author", PAPER, "UPDATE", _is_author("approved_by_id"),
                   "no author approves their own paper"),
        RowRefusal("paper_published_by_only_author", PAPER, "UPDATE",
                   "NEW.published_by_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM papers_paperauthor a "
                   "WHERE a.paper_id = NEW.id AND a.account_id <> NEW.published_by_id)",
                   "the only author does not publish their own paper"),
        *OF_CHILDREN,
    ]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [Lay(refusals)]
