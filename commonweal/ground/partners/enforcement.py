"""Which bodies enforce immigration law, and how does the database itself refuse a row that names one of them?

A body counts as one where it is of that kind, or is or ever was a part, however deep, of one that is: a team takes its work
along. The text of the question stands here once: the rules ask it (reads/enforcement.py), and so do the triggers of every
room that listens.
"""

from __future__ import annotations

from commonweal.ground.audit.row_locks import RowLock

ENFORCING = (
    "WITH RECURSIVE enforcing (id) AS (SELECT id FROM partners_organisation WHERE kind = 'enforcement'"
    " UNION SELECT p.organisation_id FROM partners_organisationparent p JOIN enforcing e ON e.id = p.parent_id)"
    " SELECT id FROM enforcing"
)
BODY = "purpose lock: this body enforces immigration law"


def enforces(column: str) -> str:
    """The condition, in SQL, that the body in the column is one of them."""
    return f"{column} IN ({ENFORCING})"


def body_lock(name: str, table: str, column: str) -> RowLock:
    """The column never names a body that enforces immigration law."""
    return RowLock(name, table, (column,), enforces(f"NEW.{column}"), BODY)
