"""The database itself keeps what is public as it went out, and lets nothing go out without its second person."""

from django.db import migrations

from commonweal.ground.audit.row_locks import Lay, RowRefusal, changed, frozen

PUBLICATION = "publications_publication"
ALWAYS = "1 = 1"
SAME = (
    "release_id", "slug", "series", "kind", "title", "body", "meeting_on", "number", "edition", "office", "html", "frozen_text",
    "hash", "hidden_parts", "embargoed_until_at", "published_at",
)  # fmt: skip


def _changed(vendor: str) -> str:
    if vendor == "sqlite":
        return changed(SAME, vendor)
    return " OR ".join(f"NEW.{c}::text IS DISTINCT FROM OLD.{c}::text" for c in SAME)


def _made_from(table: str, join: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {table} f JOIN waiting_release r ON {join} JOIN {PUBLICATION} p ON p.release_id = r.id "
        "WHERE p.id = NEW.publication_id AND f.form = NEW.form AND f.sha256 = NEW.sha256)"
    )


def refusals(vendor: str) -> list[RowRefusal]:
    return [
        RowRefusal("publication_released", PUBLICATION, "INSERT",
                   "NOT EXISTS (SELECT 1 FROM waiting_release r WHERE r.id = NEW.release_id AND r.released_by_id IS NOT NULL "
                   "AND r.hash = NEW.hash AND (r.embargoed_until_at IS NULL OR r.embargoed_until_at <= NEW.published_at))",
                   "nothing is published before a second person released it and its hour has come"),
        RowRefusal("publication_same", PUBLICATION, "UPDATE", _changed(vendor), "what is public never changes"),
        RowRefusal("publication_stays_withdrawn", PUBLICATION, "UPDATE",
                   "OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL", "what was withdrawn stays withdrawn"),
        RowRefusal("publication_kept", PUBLICATION, "DELETE", ALWAYS, "what was public is never deleted"),
        RowRefusal("published_file_released", "publications_publishedfile", "INSERT",
                   f"NOT {_made_from('waiting_releasefile', 'r.id = f.release_id')} "
                   f"AND NOT {_made_from('papers_paperfile', 'r.paper_id = f.paper_id')}",
                   "only the bytes that were released are published"),
        *frozen("publishedfile", "publications_publishedfile", ALWAYS, "what is public never changes"),
        *frozen("publishedline", "publications_publishedline", ALWAYS, "what is public never changes"),
    ]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]
    operations = [Lay(refusals)]
