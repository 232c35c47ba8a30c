"""How long does a plan of 5,000 actions take to show, compared with one of 50 and with a bare Django page?

The peer is a Django view without anything that renders as many rows from one query (_bare.py). Each page is asked in turn
with the peer, in one process, so that whatever else the machine does falls on all alike. It is no test: it prints.

`python3 run bench plan_page`
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LONG, SHORT, RUNS = 5000, 50, 15


def main() -> None:
    from benchmarks._houses import houses, machine

    print(f"Pages of a plan with {LONG:,} actions ({machine()}; median of {RUNS})")
    with houses() as each:
        for name, house in each:
            house.manage("migrate", "--verbosity", "0")
            print(
                f"\n{name}\n{house.run(str(Path(__file__)), '--measure', seconds=1800)}", end="", flush=True
            )


def measure() -> None:
    """In an installation of its own, with nothing in it."""
    import django

    django.setup()
    from django.utils import timezone

    from commonweal.act.plans.daily import raise_due_notices, snapshot_statuses
    from commonweal.config.demonstration.load import load_world
    from tests.guarantees.filling import fill_plan

    load_world()
    now = timezone.now()
    taken, long = _timed(lambda: fill_plan(LONG, at=now, title="Long"))
    short = fill_plan(SHORT, at=now, title="Short")
    print(f"  made in {taken:.1f} s; the day's look at it takes {_timed(lambda: snapshot_statuses(now=now))[0]:.1f} s, "
          f"its reminders {_timed(lambda: raise_due_notices(now=now))[0]:.1f} s, both without anybody waiting")  # fmt: skip
    client = _signed_in("manager")
    needs = {kind: _signed_in(kind) for kind in ("mps", "link")}
    bare = _bare_client()
    _print_head()
    for label, address in (("the plan", "/plans/{}/"), ("the timeline", "/plans/{}/timeline/"),
                           ("the exceptions", "/plans/{}/exceptions/"), ("by partner", "/plans/{}/partners/")):  # fmt: skip
        _print_line(label, client, address.format(long.pk), address.format(short.pk), bare)
    for kind, other in needs.items():
        _print_line(f"what needs the {kind}", other, "/plans/needs/", None, bare)
    _print_line("the first page", client, "/", None, bare)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made


def _signed_in(key: str) -> Any:
    from django.test import Client

    from commonweal.ground.people.models import Account

    client = Client()
    client.force_login(Account.objects.get(email=f"{key}@demonstration.example"))
    session = client.session
    session["second_step"] = session["demonstration"] = True
    session.save()
    return client


def _bare_client() -> Callable[[], Any]:
    from django.test import Client, override_settings

    from benchmarks import _bare

    def ask() -> Any:
        with override_settings(ROOT_URLCONF=_bare, MIDDLEWARE=[], TEMPLATES=_bare.TEMPLATES):
            return Client().get("/bare/")

    return ask


def _print_head() -> None:
    print(f"  {'':<20}{'queries':>8}{'5,000':>10}{'50':>10}{'ratio':>8}{'bare':>10}{'ratio':>8}")


def _print_line(label: str, client: Any, long: str, short: str | None, bare: Callable[[], Any]) -> None:
    times: dict[str, list[float]] = {"long": [], "short": [], "bare": []}
    asks = {"long": lambda: client.get(long), "short": lambda: client.get(short or long), "bare": bare}
    for run in range(RUNS + 2):
        for kind, ask in asks.items():
            taken, answer = _timed(ask)
            assert answer.status_code == 200, f"{label}: {answer.status_code}"
            if run > 1:  # the first two fill what is kept in memory
                times[kind].append(taken * 1000)
    middle = {kind: statistics.median(values) for kind, values in times.items()}
    few = f"{middle['short']:>7.1f} ms{middle['long'] / middle['short']:>8.2f}" if short else f"{'':>18}"
    print(f"  {label:<20}{_queries(client, long):>8}{middle['long']:>7.1f} ms{few}"
          f"{middle['bare']:>7.1f} ms{middle['long'] / middle['bare']:>8.1f}", flush=True)  # fmt: skip


def _queries(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return sum(
        not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for q in asked.captured_queries
    )


if __name__ == "__main__":
    measure() if sys.argv[1:] == ["--measure"] else main()
