"""The program of test_killed_imports: brings tables in, is killed at every step of it, and looks at what is left.

Run as a process of its own, on a database of its own. Its last line is what it counted, as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connections, models  # noqa: E402

from commonweal.design import files  # noqa: E402
from commonweal.ground.audit.models import AuditEntry  # noqa: E402
from commonweal.ground.audit.reads import verify_chain  # noqa: E402
from commonweal.listen.engagement.models import CommunitySize, SizeLoad  # noqa: E402
from commonweal.listen.engagement.tests import factories as communities  # noqa: E402
from commonweal.listen.engagement.writes.communities import load_sizes  # noqa: E402
from commonweal.listen.recorded_crime.models import CountLoad, MonthlyCount  # noqa: E402
from commonweal.listen.recorded_crime.tests import factories as crime  # noqa: E402
from commonweal.listen.tension.models import ReturnRound, TensionItem, TensionReturn  # noqa: E402
from commonweal.listen.tension.reads import tables  # noqa: E402
from commonweal.listen.tension.tests import factories as tension  # noqa: E402
from commonweal.listen.tension.writes.importing import import_returns  # noqa: E402

GOOD = {
    "Area": "Northwick", "Week starting": "2010-07-12", "Level": "High", "Item": "Leaflets", "Facts": "Forty of them",
    "Experienced": "Low", "Source": "2", "Information": "C", "Handling": "P",
}  # fmt: skip
ROWS = 1200


def returns_of(world: tension.World) -> Callable[[], None]:
    rows = [
        list(GOOD),
        *[
            [*(GOOD | {"Area": area, "Item": f"Leaflets {n}"}).values()]
            for area in ("Northwick", "Middleham")
            for n in range(6)
        ],
    ]
    viewer = world.viewer("analyst")
    found, wrong = tables.read_table(files.to_csv(rows), "t.csv", world.round, by=viewer, on=tension.WEEK)
    assert not wrong, wrong

    def bring() -> None:
        chosen = ReturnRound.objects.get(pk=world.round.pk)
        import_returns(chosen=chosen, returns=found, by=viewer, at=tension.AT)

    return bring


def counts_of() -> Callable[[], None]:
    kind = crime.make_class()
    area = crime.make_area(valid_from_on=crime.date(1800, 1, 1))
    rows = [
        (area.code, f"{month:%Y-%m}", n) for n, month in enumerate(crime.months(crime.date(1900, 1, 1), ROWS))
    ]
    return lambda: void(crime.load(kind, rows))


def sizes_of() -> Callable[[], None]:
    for name in ("Somali", "Roma"):
        communities.community(name)
    rows = [f"{name},E1{n:05d},{n}" for name in ("Somali", "Roma") for n in range(ROWS // 2)]
    for n in range(ROWS // 2):
        communities.area(f"E1{n:05d}", f"Area {n}")
    content = "\n".join(["community,area_code,people", *rows]).encode()
    given = {
        "title": "A count",
        "source": "An office",
        "licence": "Open Government Licence v3.0",
        "limits": "None",
        "counted_on": communities.date(2011, 3, 27),
    }
    return lambda: void(load_sizes(content=content, file_name="t.csv", **given, **communities.who()))


def void(_: Any) -> None:
    return None


def killed_at(step: int, bring: Callable[[], None]) -> bool:
    """A child brings the table in and stops at its step-th statement to the database, where it is killed.

    False where it came to its end before that step.
    """
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        stop_at(step, writing)
        bring()
        os.write(writing, b"done")
        os._exit(0)
    os.close(writing)
    said = os.read(reading, 4)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    return said == b"here"


def stop_at(step: int, writing: int) -> None:
    left = [step]

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            left[0] -= 1
            if left[0] < 0:
                os.write(writing, b"here")
                time.sleep(600)
        return execute(sql, params, many, context)

    connections["default"].execute_wrappers.append(count)


def kill_everywhere(
    bring: Callable[[], None], kept: list[type[models.Model]], wanted: list[int]
) -> dict[str, int]:
    """At every step; then nobody kills it, and all of it is there."""
    before, entries, step = [table.objects.count() for table in kept], AuditEntry.objects.count(), 0
    while killed_at(step, bring):
        assert [table.objects.count() for table in kept] == before, step
        assert AuditEntry.objects.count() == entries, step
        step += 1
    assert [table.objects.count() for table in kept] == wanted
    assert AuditEntry.objects.count() == entries + 1
    return {"kills": step, "rows": sum(wanted)}


def main() -> None:
    world = tension.make_world()
    found = {
        "returns": kill_everywhere(returns_of(world), [TensionReturn, TensionItem], [2, 12]),
        "counts": kill_everywhere(counts_of(), [CountLoad, MonthlyCount], [1, ROWS]),
        "sizes": kill_everywhere(sizes_of(), [SizeLoad, CommunitySize], [1, ROWS]),
    }
    assert verify_chain()[1] is None
    print(json.dumps(found))


if __name__ == "__main__":
    main()
