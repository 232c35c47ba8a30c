"""The database itself keeps the order of a paper's states, the second person, and what was frozen."""

from django.db import migrations

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


def _frozen(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {PAPER} p WHERE p.id = {row}.paper_id AND p.frozen_hash <> '')"


def _is_author(column: str) -> str:
    return (
        f"NEW.{column} IS NOT NULL AND EXISTS (SELECT 1 FROM papers_paperauthor a "
        f"WHERE a.paper_id = NEW.id AND a.account_id = NEW.{column})"
    )


def _changed(columns: tuple[str, ...], vendor: str) -> str:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(f"NEW.{c} {differs} OLD.{c}" for c in columns)


def triggers(vendor: str) -> list[tuple[str, str, str, str, str]]:
    """(name, table, event, condition, sentence)"""
    steps = ", ".join(f"'{step}'" for step in STEPS)
    found = [
        ("paper_starts", PAPER, "INSERT", "NEW.state <> 'drafting' OR NEW.frozen_hash <> ''",
         "a paper begins as a draft"),
        ("paper_steps", PAPER, "UPDATE",
         f"NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ({steps})",
         "a paper cannot go from that state to this one"),
        ("paper_frozen", PAPER, "UPDATE", f"OLD.frozen_hash <> '' AND ({_changed(FROZEN_COLUMNS, vendor)})",
         "an approved paper never changes"),
        ("paper_kept", PAPER, "DELETE", "OLD.frozen_hash <> ''", "an approved paper is never deleted"),
        ("paper_cleared_by_author", PAPER, "UPDATE", _is_author("cleared_by_id"), "no author clears their own paper"),
        ("paper_approved_by_author", PAPER, "UPDATE", _is_author("approved_by_id"), "no author approves their own paper"),
        ("paper_published_by_only_author", PAPER, "UPDATE",
         "NEW.published_by_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM papers_paperauthor a "
         "WHERE a.paper_id = NEW.id AND a.account_id <> NEW.published_by_id)",
         "the only author does not publish their own paper"),
    ]  # fmt: skip
    for child in CHILDREN:
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            condition = " OR ".join(_frozen(row) for row in rows)
            found.append((f"{child}_{event.lower()}", f"papers_{child}", event, condition, "an approved paper never changes"))
    return found


def lay(schema_editor, trigger):
    name, table, event, condition, sentence = trigger
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
        return
    returned = "OLD" if event == "DELETE" else "NEW"
    schema_editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{sentence}'; END IF; RETURN {returned}; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def lift(schema_editor, trigger):
    name, table, *_ = trigger
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {name}")
        return
    schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
    schema_editor.execute(f"DROP FUNCTION {name}()")


def lay_triggers(apps, schema_editor):
    for trigger in triggers(schema_editor.connection.vendor):
        lay(schema_editor, trigger)


def lift_triggers(apps, schema_editor):
    for trigger in triggers(schema_editor.connection.vendor):
        lift(schema_editor, trigger)


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunPython(lay_triggers, lift_triggers)]
