"""The program of test_migrations_with_rows: takes the newest migration of every room back and forward again, with rows present.

Run as a process of its own, on a database of its own. Its last line is what it found, as JSON.
"""

from __future__ import annotations

import json
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402

from commonweal.config.demonstration.load import load_world  # noqa: E402

STAGES = ("commonweal.listen.", "commonweal.assess.", "commonweal.act.", "commonweal.answer.")
# Written by the framework itself whenever it migrates.
NOT_OURS = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}


def main() -> None:
    """All rooms go back together: one by one, every room's way there and back passes through most of the others'."""
    load_world()
    names = names_by_room()
    newest = {label: those[-1] for label, those in names.items()}
    earlier = {label: those[-2] for label, those in names.items() if len(those) > 1}
    before, triggers = everything(), triggers_now()
    own_rows = {label: rows_of(label) for label in earlier}
    go_back({label: newest[label] for label in earlier})
    applied = set(MigrationLoader(connection).applied_migrations)
    kept = {table: columns_of(table) for table in tables()}
    call_command("migrate", verbosity=0)
    rows, changed = compare(before, everything(), kept)
    print(json.dumps({
        "went_back": sorted(label for label in earlier if (label, newest[label]) not in applied),
        "only_one": sorted(set(newest) - set(earlier)), "own_rows": own_rows, "rows": rows, "changed": changed,
        "triggers": sorted(set(triggers) ^ set(triggers_now())),
    }))  # fmt: skip


def go_back(newest: dict[str, str]) -> None:
    """These, and whatever was built on them."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    gone = {node for each in newest.items() for node in graph.backwards_plan(each)}
    forward = executor.migration_plan(graph.leaf_nodes(), clean_start=True)
    plan = [(each, True) for each, _ in reversed(forward) if (each.app_label, each.name) in gone]
    executor.migrate([], plan=plan)


def names_by_room() -> dict[str, list[str]]:
    """The migrations of every room of the four stages, in their order."""
    rooms = [c.label for c in apps.get_app_configs() if c.name.startswith(STAGES)]
    known = sorted(MigrationLoader(connection).disk_migrations)
    return {label: [name for room, name in known if room == label] for label in rooms}


def rows_of(label: str) -> int:
    return sum(model._base_manager.count() for model in apps.get_app_config(label).get_models())


def tables() -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    return sorted(set(found) - NOT_OURS)


def columns_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
        return [column[0] for column in cursor.description]


def everything() -> dict[str, list[dict[str, str]]]:
    """Every row of every table, as text."""
    found = {}
    for table in tables():
        columns = columns_of(table)
        names = ", ".join(map(connection.ops.quote_name, columns))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")
            rows = [dict(zip(columns, map(_text, row), strict=True)) for row in cursor.fetchall()]
        found[table] = rows
    return found


def _text(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, memoryview | bytes) else str(value)


def compare(before: Any, after: Any, kept: dict[str, list[str]]) -> tuple[int, list[str]]:
    """Of every table that stayed, the columns that stayed."""
    rows, changed = 0, []
    for table, columns in kept.items():
        there = set(columns_of(table))
        shared = [c for c in columns if c in there]
        was, now = (sorted(tuple(row[c] for c in shared) for row in side[table]) for side in (before, after))
        rows += len(was)
        if was != now:
            changed.append(table)
    return rows, changed


def triggers_now() -> list[str]:
    wanted = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(wanted)
        return [f"{name} on {table}" for name, table in cursor.fetchall()]


if __name__ == "__main__":
    main()
