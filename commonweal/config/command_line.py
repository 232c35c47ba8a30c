"""Which command did the person ask for, and who answers it?

A room adds a word of its own by having a Django management command of that name and a line in WORDS.
Nothing here imports Django until a command needs it: `read` and `--help` answer at once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from commonweal.config.home import PROJECT, home_folder

DATABASE_FILE = "commonweal.sqlite3"
Answer = Callable[[list[str]], int]

# Words that are management commands of rooms: they work on data that is there already.
WORDS = {
    "audit": "verify the audit chain, or anchor it outside the database: audit verify | audit anchor",
    "places": "load official boundaries and report what is wrong with them: places load FILE",
    "recorded_crime": "load monthly counts of recorded crime: recorded_crime load FILE --class NAME",
    "plans": "take a plan out or bring it back without loss: plans export ID --to FILE | plans import FILE",
}
# Answered by the file `run` itself, before the package is there; listed so that --help is complete.
SET_UP = {
    "assets": "build the style sheet and the scripts again",
    "lock": "choose the newest allowed version of every dependency and pin it by hash",
}


def main(arguments: list[str] | None = None) -> int:
    word, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        try:
            return find_answer(word)(rest)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever was reading has had enough (`… | head`). What is left goes nowhere, so that the end says nothing of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def find_answer(word: str) -> Answer:
    if word in {"-h", "--help", "help"}:
        return say_help
    if word in COMMANDS:
        return COMMANDS[word][1]
    if word in WORDS:
        return lambda rest: on_existing_data(word, rest)
    return lambda rest: manage([word, *rest])


def say_help(rest: list[str]) -> int:
    print(help_text())
    return 0


def help_text() -> str:
    listed = {**{word: sentence for word, (sentence, _) in COMMANDS.items()}, **WORDS, **SET_UP}
    width = max(map(len, listed))
    lines = [f"  {word:<{width}} {sentence[0].upper()}{sentence[1:]}." for word, sentence in listed.items()]
    return "\n".join(
        [
            "Usage: python3 run COMMAND [options]     (python3 run COMMAND --help says more)",
            "",
            *lines,
            "",
            "Data stands in var/, or where COMMONWEAL_HOME says; DATABASE_URL names a PostgreSQL database.",
        ]
    )


def demo(rest: list[str]) -> int:
    parser = start_options("demo", "Start the demonstration: London, summer 2010, with its own data.")
    parser.add_argument("--fresh", action="store_true", help="forget what was changed and start over")
    parser.add_argument("--home", type=Path, default=PROJECT / "var" / "demo", help="folder for its data")
    options = parser.parse_args(rest)
    # An operator's own database must never receive the demonstration.
    os.environ.pop("DATABASE_URL", None)
    choose_mode("demo", home=options.home)
    from commonweal.config import starting

    if options.fresh:
        starting.forget_demonstration(options.home)
    return starting.start_demonstration(host=options.host, port=options.port)


def serve(rest: list[str]) -> int:
    options = start_options("serve", "Start the web server and the worker on your own data.").parse_args(rest)
    choose_mode("serve")
    from commonweal.config import starting

    return starting.start_service(host=options.host, port=options.port)


def start_options(word: str, sentence: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python3 run {word}", description=sentence)
    parser.add_argument("--port", type=int, help="default: 8000, or the next free one")
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s, this machine only")
    return parser


def test(rest: list[str]) -> int:
    from commonweal.config.suite import run_suite

    return run_suite(rest)


def read(rest: list[str]) -> int:
    from commonweal.reading.command_line import main as read_file

    return read_file(rest)


def early_warning(rest: list[str]) -> int:
    from commonweal.analysis.early_warning.command_line import main as judge_folder

    return judge_folder(rest)


def exposure(rest: list[str]) -> int:
    from commonweal.analysis.exposure.command_line import main as say_what_lies_near

    return say_what_lies_near(rest)


def bench(rest: list[str]) -> int:
    """Each benchmark is a program of its own, so that nothing measured before it lies in memory."""
    names = sorted(path.stem for path in (PROJECT / "benchmarks").glob("[!_]*.py"))
    if not rest or rest[0] not in names:
        print(f"Give the name of a benchmark: {', '.join(names) or 'there are none here'}.", file=sys.stderr)
        return 2
    name, *options = rest
    return subprocess.call(
        [sys.executable, str(PROJECT / "benchmarks" / f"{name}.py"), *options], cwd=PROJECT
    )


def manage(rest: list[str]) -> int:
    """Django's own commands, on the operator's data unless COMMONWEAL_MODE says otherwise."""
    choose_mode(os.environ.get("COMMONWEAL_MODE", "serve"))
    from django.core.management import execute_from_command_line

    execute_from_command_line(["python3 run manage", *(rest or ["help"])])
    return 0


def on_existing_data(word: str, rest: list[str]) -> int:
    """The operator's data; the demonstration's where there is no other, or where --demo asks for it."""
    mode = os.environ.get("COMMONWEAL_MODE") or ("demo" if "--demo" in rest else existing_mode())
    if mode is None:
        print("There is no data yet. Start with `python3 run demo` or `python3 run serve`.", file=sys.stderr)
        return 1
    if mode == "demo":
        print("(on the demonstration's data)", file=sys.stderr)
        os.environ.pop("DATABASE_URL", None)
    choose_mode(mode)
    return manage([word, *(part for part in rest if part != "--demo")])


def existing_mode() -> str | None:
    if os.environ.get("DATABASE_URL"):
        return "serve"
    # keys alone are no data: `manage help` makes them already
    return next((mode for mode in ("serve", "demo") if (home_folder(mode) / DATABASE_FILE).exists()), None)


def choose_mode(mode: str, *, home: Path | None = None) -> None:
    os.environ["COMMONWEAL_MODE"] = mode
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.config.settings")
    if home:
        os.environ["COMMONWEAL_HOME"] = str(home.resolve())


COMMANDS: dict[str, tuple[str, Answer]] = {
    "demo": ("start the demonstration: London, summer 2010, with its own data", demo),
    "serve": ("start the web server and the worker on your own data", serve),
    "test": ("check style, types and imports, then run every test on SQLite and on PostgreSQL", test),
    "read": ("say what stands in a committee paper or a plan: read FILE [--json]", read),
    "early-warning": (
        "say which weeks of a folder of series are unusual: early-warning FOLDER --out FOLDER",
        early_warning,
    ),
    "exposure": (
        "say what lies near a route: exposure ROUTE --sites FILE --areas FILE --counts FILE --within 700,2400",
        exposure,
    ),
    "bench": ("print how fast something is, beside a named peer: bench reading", bench),
    "manage": ("every other command, as Django lists them: manage help", manage),
}
