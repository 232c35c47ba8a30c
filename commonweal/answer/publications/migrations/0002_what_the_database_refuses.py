"""The database itself keeps what is public as it went out, and lets nothing go out without its second person."""

from django.db import migrations

PUBLICATION = "publications_publication"
SAME = (
    "release_id", "slug", "series", "kind", "title", "body", "meeting_on", "number", "edition", "office", "html", "frozen_text",
    "hash", "hidden_parts", "embargoed_until_at", "published_at",
)  # fmt: skip


def _changed(vendor: str) -> str:
    if vendor == "sqlite":
        return " OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in SAME)
    return " OR ".join(f"NEW.{c}::text IS DISTINCT FROM OLD.{c}::text" for c in SAME)


def _made_from(table: str, join: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {table} f JOIN waiting_release r ON {join} JOIN {PUBLICATION} p ON p.release_id = r.id "
        "WHERE p.id = NEW.publication_id AND f.form = NEW.form AND f.sha256 = NEW.sha256)"
    )


def triggers(vendor: str) -> list[tuple[str, str, str, str, str]]:
    """(name, table, event, condition, sentence)"""
    found = [
        ("publication_released", PUBLICATION, "INSERT",
         "NOT EXISTS (SELECT 1 FROM waiting_release r WHERE r.id = NEW.release_id AND r.released_by_id IS NOT NULL "
         "AND r.hash = NEW.hash AND (r.embargoed_until_at IS NULL OR r.embargoed_until_at <= NEW.published_at))",
         "nothing is published before a second person released it and its hour has come"),
        ("publication_same", PUBLICATION, "UPDATE", _changed(vendor), "what is public never changes"),
        ("publication_stays_withdrawn", PUBLICATION, "UPDATE",
         "OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL", "what was withdrawn stays withdrawn"),
        ("publication_kept", PUBLICATION, "DELETE", "1 = 1", "what was public is never deleted"),
        ("published_file_released", "publications_publishedfile", "INSERT",
         f"NOT {_made_from('waiting_releasefile', 'r.id = f.release_id')} "
         f"AND NOT {_made_from('papers_paperfile', 'r.paper_id = f.paper_id')}",
         "only the bytes that were released are published"),
    ]  # fmt: skip
    for table in ("publishedfile", "publishedline"):
        for event in ("UPDATE", "DELETE"):
            found.append((f"{table}_{event.lower()}", f"publications_{table}", event, "1 = 1", "what is public never changes"))
    return found


def lay_triggers(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, table, event, condition, sentence in triggers(vendor):
        if vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )
        else:
            returned = "OLD" if event == "DELETE" else "NEW"
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
                f"RAISE EXCEPTION '{sentence}'; END IF; RETURN {returned}; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def lift_triggers(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, table, *_ in triggers(vendor):
        schema_editor.execute(f"DROP TRIGGER {name}" + ("" if vendor == "sqlite" else f" ON {table}"))
        if vendor != "sqlite":
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]
    operations = [migrations.RunPython(lay_triggers, lift_triggers)]
