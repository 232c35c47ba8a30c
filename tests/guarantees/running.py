"""How are several real servers and workers started on one database, killed and started again, as an operator would?

Used by tests that need more than one process, and by the benchmarks. Everything listens on this machine alone.
"""

from __future__ import annotations

import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

import pytest

from commonweal.config import processes
from commonweal.config.database_for_tests import start_postgresql
from commonweal.config.home import PROJECT
from commonweal.config.tables_for_tests import lay_in


@dataclass
class House:
    """One installation: its folder, its database, and every process of it that runs."""

    home: Path
    database: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    def environment(self, mode: str = "demo") -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("COMMONWEAL_")}
        kept.pop("DATABASE_URL", None)
        own = {"COMMONWEAL_MODE": mode, "COMMONWEAL_HOME": str(self.home), "PYTHONPATH": str(PROJECT)}
        own |= {"DJANGO_SETTINGS_MODULE": "commonweal.config.settings", "PYTHONUNBUFFERED": "1"}
        return kept | own | ({"DATABASE_URL": self.database} if self.database else {}) | self.extra

    def run(self, *arguments: str, mode: str = "demo", seconds: float = 300) -> str:
        """A command of the program, to its end; raises where it fails. Returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-P", *arguments], cwd=PROJECT, env=self.environment(mode), timeout=seconds,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def manage(self, *arguments: str, mode: str = "demo") -> str:
        return self.run("-m", "django", *arguments, mode=mode)

    def make_tables(self) -> None:
        if self.database:
            self.manage("migrate", "--verbosity", "0")
        else:
            lay_in(self.home)

    def start_web(self, name: str, *, application: str = "", answers_at: str = "/health") -> int:
        """A web server as `serve` starts it, or with another application; on the port that it had before."""
        listener = processes.listen("127.0.0.1", self.ports.get(name, 0))
        self.ports[name] = listener.getsockname()[1]
        with listener:
            command = [
                application or part if "wsgi:" in part else part for part in processes.web_server(listener)
            ]
            self._start(name, command, "demo", (listener.fileno(),))
        wait_for_answer(self.ports[name], answers_at)
        return self.ports[name]

    def start_worker(self, name: str, *, every: float = 0.3) -> None:
        self._start(name, [*processes.worker(), "--every", str(every)], "serve")

    def _start(self, name: str, command: list[str], mode: str, pass_fds: tuple[int, ...] = ()) -> None:
        said = (self.home / f"{name}.log").open("ab")
        with said:
            self.running[name] = subprocess.Popen(
                command, cwd=PROJECT, env=self.environment(mode), stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                pass_fds=pass_fds, start_new_session=True,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        """As a power cut would: the process and everything it started, without a word."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for name in list(self.running):
            with suppress(subprocess.TimeoutExpired):
                self.running[name].wait(20)
            self.kill(name)

    def processor_seconds(self, name: str) -> float:
        """What the process and everything it started have used so far, however busy the machine is with other things."""
        group, used = self.running[name].pid, 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                used += sum(map(int, fields[11:13])) if int(fields[2]) == group else 0
        return used / os.sysconf("SC_CLK_TCK")

    def said(self) -> str:
        """Everything that any process wrote to its terminal."""
        return "\n".join(
            f"── {log.name}\n{log.read_text(errors='replace')}" for log in self.home.glob("*.log")
        )


def wait_for_answer(port: int, path: str = "/health", *, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10)
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers on port {port}")


@contextmanager
def house(home: Path, database: str | None = None, extra: Mapping[str, str] | None = None) -> Iterator[House]:
    """An installation whose processes all end with the block."""
    home.mkdir(parents=True, exist_ok=True)
    found = House(home, database, dict(extra or {}))
    try:
        yield found
    finally:
        found.stop()


@contextmanager
def empty_postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL of its own, gone after the block; the test is skipped where none can be started."""
    with ExitStack() as cleanups:
        try:
            url = start_postgresql(folder, cleanups)
        except Exception as fault:  # noqa: BLE001  whatever keeps it from starting here
            pytest.skip(f"PostgreSQL cannot be started here: {fault}")
        yield url


class PostOffice:
    """Takes every e-mail and keeps who it was for."""

    def __init__(self) -> None:
        self.delivered: list[str] = []
        office = self

        class Counter(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                office._converse(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Counter)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def _converse(self, line: socketserver.StreamRequestHandler) -> None:
        """As little of RFC 5321 as a sender needs."""
        with suppress(OSError):
            line.wfile.write(b"220 here\r\n")
            for said in iter(line.rfile.readline, b""):
                word = said[:4].upper()
                if word == b"DATA":
                    line.wfile.write(b"354 go on\r\n")
                    letter = b"".join(iter(line.rfile.readline, b".\r\n"))
                    self.delivered.append(str(message_from_bytes(letter)["To"]))
                line.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
                if word == b"QUIT":
                    return

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
