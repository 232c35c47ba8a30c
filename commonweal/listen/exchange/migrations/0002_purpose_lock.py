"""The database itself keeps the purpose lock: no page, no program and nobody at a prompt gets past it.

What a community told us goes nowhere without a purpose that its givers agreed to, and never to a body that enforces
immigration law.
"""

from django.db import migrations

NOT_AGREED = "purpose lock: those who told us did not agree to this purpose"
BODY = "purpose lock: this body enforces immigration law"

AGREED = (
    "EXISTS (SELECT 1 FROM exchange_agreedpurpose a WHERE a.exchange_id = NEW.exchange_id"
    " AND a.purpose = NEW.purpose AND a.withdrawn_at IS NULL)"
)
ENFORCES = (
    "(EXISTS (SELECT 1 FROM partners_organisation o WHERE o.id = NEW.organisation_id AND o.kind = 'enforcement')"
    " OR EXISTS (SELECT 1 FROM partners_organisationparent p JOIN partners_organisation o ON o.id = p.parent_id"
    " WHERE p.organisation_id = NEW.organisation_id AND o.kind = 'enforcement'))"
)
# Which rows are looked at when they are added or changed, and what must not be true of them.
LOCKS = [
    ("relay_purpose", "exchange_relay", ("purpose", "exchange_id"), f"NOT {AGREED}", NOT_AGREED),
    ("relay_body", "exchange_relayrecipient", ("organisation_id",), ENFORCES, BODY),
    (
        "request_purpose", "exchange_sharingrequest", ("purpose", "exchange_id", "lock"),
        f"NEW.lock = '' AND NOT {AGREED}", NOT_AGREED,
    ),
    (
        "request_body", "exchange_sharingrequest", ("organisation_id", "lock"),
        f"NEW.lock <> 'body' AND {ENFORCES}", BODY,
    ),
    ("relationship_body", "exchange_trustedrelationship", ("organisation_id",), ENFORCES, BODY),
]  # fmt: skip


def changed(columns, differs):
    return " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in columns)


def in_sqlite():
    for name, table, columns, wrong, why in LOCKS:
        for event, when in (("INSERT", wrong), ("UPDATE", f"({changed(columns, 'IS NOT')}) AND ({wrong})")):
            yield (
                f"CREATE TRIGGER exchange_{name}_{event.lower()} BEFORE {event} ON {table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )


def in_postgresql():
    for name, table, columns, wrong, why in LOCKS:
        body = f"IF {wrong} THEN RAISE EXCEPTION '{why}'; END IF; RETURN NEW;"
        yield f"CREATE FUNCTION exchange_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        yield f"CREATE TRIGGER exchange_{name}_insert BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION exchange_{name}()"
        yield (
            f"CREATE TRIGGER exchange_{name}_update BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN ({changed(columns, 'IS DISTINCT FROM')}) EXECUTE FUNCTION exchange_{name}()"
        )


def lay_locks(apps, schema_editor):
    for statement in in_sqlite() if schema_editor.connection.vendor == "sqlite" else in_postgresql():
        schema_editor.execute(statement)


def lift_locks(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for name, table, *_ in LOCKS:
        for event in ("insert", "update"):
            schema_editor.execute(
                f"DROP TRIGGER exchange_{name}_{event}" + ("" if on_sqlite else f" ON {table}")
            )
        if not on_sqlite:
            schema_editor.execute(f"DROP FUNCTION exchange_{name}()")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("partners", "0002_enforcement")]
    operations = [migrations.RunPython(lay_locks, lift_locks)]
