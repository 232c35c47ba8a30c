"""Does everything hold? Style, types, imports, and every test on SQLite and on PostgreSQL, with one answer at the end."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from commonweal.config.home import PROJECT
from commonweal.config.shelf_for_tests import SHELF

NO_TESTS_COLLECTED = 5
JOURNEYS = "journeys"
TABLES = "commonweal.config.tables_for_tests"
# On two processors. A test waits for its browser, for a process that it started or for what another one makes: a third
# uses that time.
WORKERS = "3"


@dataclass
class Outcome:
    """What one step said: its name, whether it held, and how many tests it ran."""

    name: str
    held: bool
    seconds: float
    tests: dict[str, int] = field(default_factory=dict)

    @property
    def failures(self) -> int:
        """A step that did not hold is never counted as nothing, even where no test could start."""
        failed = self.tests.get("failed", 0) + self.tests.get("error", 0)
        return failed if self.held else max(1, failed)


def run_suite(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python3 run test",
        description="Everything that is checked. Other options and paths go to pytest.",
    )
    parser.add_argument("--sqlite-only", action="store_true", help="leave out PostgreSQL")
    parser.add_argument(
        "--fast", action="store_true", help="style and SQLite; no types, journeys or slow tests"
    )
    parser.add_argument(
        "--no-checks", action="store_true", help="only the tests, without style, types and imports"
    )
    options, for_pytest = parser.parse_known_args(arguments)
    databases = ["sqlite"] if options.sqlite_only or options.fast else ["sqlite", "postgresql"]
    with tempfile.TemporaryDirectory(prefix="commonweal-shelf-") as shelf:
        os.environ[SHELF] = shelf  # what one round has made, the next one need not make again
        with tables_in_advance():
            asked = {} if options.no_checks else checks(fast=options.fast)
            outcomes = [run_check(name, command) for name, command in asked.items()]
            for database in databases:
                outcomes += [
                    run_tests(database, *each, for_pytest)
                    for each in rounds(database, for_pytest, fast=options.fast)
                ]
    return summarise(outcomes)


def rounds(database: str, for_pytest: list[str], *, fast: bool) -> list[tuple[str, str]]:
    """A name for each round of tests, and which of them it takes; whatever was asked for is one round."""
    if fast:
        return [(f"tests on {database}", "not journey and not slow")]
    if for_pytest or database != "sqlite":
        return [(f"tests on {database}", "")]
    # A browser and the server that it asks leave threads and connections behind, which no other test should meet.
    return [("tests on sqlite", "not journey"), (JOURNEYS, "journey")]


def checks(*, fast: bool) -> dict[str, list[str]]:
    tool = [sys.executable, "-m"]
    found = {
        "ruff check": [*tool, "ruff", "check", "."],
        "ruff format": [*tool, "ruff", "format", "--check", "--quiet", "."],
    }
    if not fast:
        found["mypy"] = [*tool, "mypy"]
        if (PROJECT / ".importlinter").exists():
            found["import-linter"] = [str(Path(sys.executable).with_name("lint-imports"))]
    return found


@contextmanager
def tables_in_advance() -> Iterator[None]:
    """While one processor checks the style, another makes the tables with which every test on SQLite begins."""
    command = [sys.executable, "-P", "-m", TABLES]
    made = subprocess.Popen(
        command, cwd=PROJECT, env=surroundings(), stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield
    finally:
        if made.poll() is None:
            os.killpg(made.pid, signal.SIGKILL)
        made.wait()


def surroundings(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT), **more}


def run_check(name: str, command: list[str]) -> Outcome:
    began = time.monotonic()
    print(f"── {name}", flush=True)
    done = subprocess.run(command, cwd=PROJECT, check=False, stdin=subprocess.DEVNULL)
    return Outcome(name, done.returncode == 0, time.monotonic() - began)


def run_tests(database: str, name: str, which: str, for_pytest: list[str]) -> Outcome:
    began = time.monotonic()
    print(f"── {name}", flush=True)
    chosen = ["-m", which] if which else []
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "summary.json"
        environment = surroundings(COMMONWEAL_TEST_DATABASE=database, COMMONWEAL_TEST_SUMMARY=str(summary))
        # The slow tests come last: whoever is done takes some of what the others still have before them.
        spread = ["-n", WORKERS, "--dist", "worksteal"]
        command = [sys.executable, "-m", "pytest", *spread, *chosen, *for_pytest]
        done = subprocess.run(command, cwd=PROJECT, env=environment, check=False, stdin=subprocess.DEVNULL)
        tests = json.loads(summary.read_text()) if summary.exists() else {}
    nothing_asked_for = done.returncode == NO_TESTS_COLLECTED and bool(for_pytest)
    return Outcome(name, done.returncode == 0 or nothing_asked_for, time.monotonic() - began, tests)


def summarise(outcomes: list[Outcome]) -> int:
    print("\n── Summary")
    for outcome in outcomes:
        numbers = ", ".join(f"{number} {word}" for word, number in outcome.tests.items() if number)
        said = "holds" if outcome.held else "DOES NOT HOLD"
        print(f"{outcome.name:<20} {said:<14} {outcome.seconds:6.1f} s  {numbers}".rstrip())
    failed = sum(outcome.failures for outcome in outcomes)
    passed = sum(outcome.tests.get("passed", 0) for outcome in outcomes)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0
