"""How does it go when fifty people work at once: do pages come in time, does anything fail, is anything lost?

Fifty signed-in users with a second's thought between requests, 70 in 100 requests reading and 30 writing, 60 in 100 of them
about one service area, against the web server as `serve` starts it. The users run on the same processors. The peer is a
bare Django page of fifty rows (_bare.py) on the same kind of server, asked by the same fifty. It is no test: it prints.

`python3 run bench fifty_users` (options: --seconds 60 --users 50 --actions 2000)
"""

from __future__ import annotations

import argparse
import random
import secrets
import sqlite3
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks._houses import houses, machine, percentile  # noqa: E402
from tests.guarantees.running import House  # noqa: E402
from tests.guarantees.visitor import Answer, NoAnswer, Visitor  # noqa: E402

THINK = 1.0
HOT = 0.6
# A visit that writes is three requests (the form, the sending, the page after it), so that 30 in 100 are writes.
WRITING = 0.75
GOALS = {"read": 500, "write": 800}
ROLES = ("manager", "link", "partner", "partner", "member")


@dataclass
class Figures:
    """What all users saw: seconds by kind of page, and what was acknowledged."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    acknowledged: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    paths: set[str] = field(default_factory=set)

    def ask(
        self, kind: str, page: str, work: Callable[[], Answer], expected: tuple[int, ...]
    ) -> Answer | None:
        began = time.perf_counter()
        try:
            answer = work()
        except NoAnswer as fault:
            self.wrong.append(f"{page}: {fault}")
            return None
        self.seconds[f"{kind}: {page}"].append(time.perf_counter() - began)
        self.kinds[kind] += 1
        self.statuses[f"{kind} {answer.status}"] += 1
        if answer.status not in expected:
            self.wrong.append(f"{page}: {answer.status}")
        return answer

    def all_of(self, kind: str) -> list[float]:
        return [s for name, values in self.seconds.items() if name.startswith(kind) for s in values]


@dataclass
class User:
    """One person, with what they do: their role decides what they write."""

    visitor: Visitor
    role: str
    keys: dict[str, Any]
    dice: random.Random
    figures: Figures

    def work(self, until: float) -> None:
        time.sleep(self.dice.random() * THINK)
        while time.monotonic() < until:
            self.write() if self.dice.random() < WRITING else self.read()
            self.think()

    def think(self) -> None:
        time.sleep(THINK * (0.5 + self.dice.random()))

    def action(self) -> int:
        hot = self.dice.random() < HOT
        mine = self.keys["own"] if self.role == "partner" else self.keys["actions"]
        return int(self.dice.choice(mine["hot" if hot else "cold"]))

    def read(self) -> None:
        hot = self.dice.random() < HOT
        area = self.keys["hot_area"] if hot else self.dice.choice(self.keys["areas"])
        plan = self.keys["plan"]
        page, path = self.dice.choice(
            [
                ("plan", f"/plans/{plan}/?service={area}"), ("plan", f"/plans/{plan}/?service={area}&state=3"),
                ("timeline", f"/plans/{plan}/timeline/?service={area}"), ("action", f"/plans/actions/{self.action()}/"),
                ("action", f"/plans/actions/{self.action()}/"), ("needs", "/plans/needs/"), ("first page", "/"),
            ]
        )  # fmt: skip
        self.figures.paths.add(path)
        self.figures.ask("read", page, lambda: self.visitor.get(path), (200,))

    def write(self) -> None:
        """Open a form, think, send it, and look at the page that comes back, as a browser does."""
        kind, path, token, typed = self.deed()
        form: list[Any] = []

        def opened() -> Answer:
            answer = self.visitor.get(path)
            form.extend(_fields(answer, **typed))
            return answer

        self.figures.paths.add(path)
        if self.figures.ask("read", f"form to {kind}", opened, (200,)) is None or not form:
            return
        self.think()
        # 409: somebody else saved first, and this person is shown both; 200: told why it cannot be
        answer = self.figures.ask("write", kind, lambda: self.visitor.post(path, form), (303, 409, 200))
        if answer and answer.status == 303:
            self.figures.acknowledged[kind].append(token)
            self.figures.ask("read", "page after", lambda: self.visitor.get(answer.location), (200,))

    def deed(self) -> tuple[str, str, str, dict[str, str]]:
        token, action = secrets.token_hex(8), self.action()
        if self.role == "partner":
            until = {f"period_until_on-{part}": str(self.dice.randint(1, top)) for part, top in _DATE.items()}
            year = {"period_until_on-year": str(self.dice.randint(1990, 2020))}
            return "report", f"/plans/actions/{action}/update/", token, {"narrative": token} | until | year
        if self.role == "member":
            return "challenge", f"/plans/actions/{action}/challenge/", token, {"why": token}
        return "add a task", f"/plans/actions/{action}/tasks/new/", token, {"text": token}


_DATE = {"day": 28, "month": 12}


def _fields(answer: Answer, **typed: str) -> list[tuple[str, str]]:
    from tests.guarantees.visitor import fields_of

    if answer.status != 200:
        return []
    with suppress(StopIteration):
        return fields_of(answer.text, **typed)
    return []


# Where an acknowledged write must be found afterwards, by plain SQL.
FOUND_IN = {
    "report": "SELECT narrative FROM plans_progressupdate",
    "challenge": "SELECT why FROM plans_challenge",
    "add a task": "SELECT text FROM plans_keytask",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 run bench fifty_users")
    for name, usual in (("--seconds", 60), ("--users", 50), ("--actions", 2000)):
        parser.add_argument(name, type=int, default=usual)
    options = parser.parse_args()
    print(
        f"{options.users} users for {options.seconds} s on a plan of {options.actions:,} actions ({machine()})"
    )
    print(
        f"Goals: reads p95 {GOALS['read']} ms, writes p95 {GOALS['write']} ms, no error, nothing lost, 12 queries a page"
    )
    with houses() as each:
        for name, house in each:
            print(f"\n{name}", flush=True)
            measure(house, options)


def measure(house: House, options: argparse.Namespace) -> None:
    import json

    house.manage("migrate", "--verbosity", "0")
    said = house.run(
        str(ROOT / "benchmarks" / "_fifty.py"), "fill", str(options.users), str(options.actions), seconds=1800
    )
    keys = json.loads(said.splitlines()[-1])
    figures = Figures()
    house.start_web("web")
    house.start_worker("worker", every=30)
    users = list(_users(house.ports["web"], keys, options.users, figures))
    before = house.processor_seconds("web")
    _let_work(users, options.seconds)
    used = house.processor_seconds("web") - before
    report(figures, options.seconds)
    each = 1000 * used / max(1, sum(figures.kinds.values()))
    print(f"  the web server used {each:.0f} ms of a processor for each request: "
          f"two processors of its own would answer {2000 / each:.0f} a second")  # fmt: skip
    print(
        f"  lost: {lost(house, figures)} of {sum(map(len, figures.acknowledged.values()))} acknowledged writes"
    )
    bare = _bare(house, options.users, min(20, options.seconds))
    mine = figures.all_of("read")
    print(f"  bare Django page, read only: p50 {_ms(bare, 0.5)}, p95 {_ms(bare, 0.95)}; ours is "
          f"{percentile(mine, 0.5) / percentile(bare, 0.5):.1f} times its p50, {percentile(mine, 0.95) / percentile(bare, 0.95):.1f} times its p95")  # fmt: skip
    paths = json.dumps(sorted(figures.paths)[:: max(1, len(figures.paths) // 60)])
    print(f"  {house.run(str(ROOT / 'benchmarks' / '_fifty.py'), 'queries', paths).strip()}", flush=True)


def _users(port: int, keys: dict[str, Any], number: int, figures: Figures) -> Iterator[User]:
    for n in range(number):
        role = ROLES[n % len(ROLES)]
        visitor = Visitor(port)
        visitor.sign_in(keys["people"][role].pop())
        yield User(visitor, role, keys, random.Random(n), figures)


def _let_work(users: list[Any], seconds: float) -> None:
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=user.work, args=(until,), daemon=True) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 90)


def report(figures: Figures, seconds: int) -> None:
    total = sum(figures.kinds.values())
    share = 100 * figures.kinds["write"] / max(1, total)
    print(f"  {total} requests, {total / seconds:.1f} a second, {share:.0f} in 100 of them writes; "
          f"{len(figures.wrong)} errors; {dict(sorted(figures.statuses.items()))}")  # fmt: skip
    for kind, goal in GOALS.items():
        values = figures.all_of(kind)
        met = "met" if percentile(values, 0.95) * 1000 <= goal else "MISSED"
        print(f"  {kind}s: p50 {_ms(values, 0.5)}, p95 {_ms(values, 0.95)} (goal {goal} ms: {met})")
    for name, values in sorted(figures.seconds.items()):
        print(f"    {name:<28}{len(values):>6}  p50 {_ms(values, 0.5):>8}  p95 {_ms(values, 0.95):>8}")
    for fault, number in Counter(figures.wrong).most_common(5):
        print(f"    wrong {number} times: {fault}")


def _ms(values: list[float], share: float) -> str:
    return f"{percentile(values, share) * 1000:.0f} ms"


def lost(house: House, figures: Figures) -> int:
    missing = 0
    for kind, tokens in figures.acknowledged.items():
        there = {text for (text,) in _ask(house, FOUND_IN[kind])}
        missing += sum(token not in there for token in tokens)
    return missing


def _ask(house: House, query: str) -> list[tuple[Any, ...]]:
    if house.database:
        import psycopg

        with psycopg.connect(house.database) as connection:
            return connection.execute(query).fetchall()
    connection = sqlite3.connect(house.home / "commonweal.sqlite3")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@dataclass
class Reader:
    """One of the same fifty, who asks for the bare page alone."""

    visitor: Visitor
    dice: random.Random
    seconds: list[float]

    def work(self, until: float) -> None:
        time.sleep(self.dice.random() * THINK)
        while time.monotonic() < until:
            began = time.perf_counter()
            if self.visitor.get("/bare/").status == 200:
                self.seconds.append(time.perf_counter() - began)
            time.sleep(THINK * (0.5 + self.dice.random()))


def _bare(house: House, users: int, seconds: int) -> list[float]:
    house.kill("web")
    house.extra["COMMONWEAL_BARE"] = "1"
    port = house.start_web("bare", application="benchmarks._bare:application", answers_at="/bare/")
    found: list[float] = []
    _let_work([Reader(Visitor(port), random.Random(n), found) for n in range(users)], seconds)
    house.extra.pop("COMMONWEAL_BARE")
    return found


if __name__ == "__main__":
    main()
