"""How do the web server and the worker start together and stop together?"""

from __future__ import annotations

import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

PATIENCE = 15.0  # seconds for open requests to end
PR_SET_PDEATHSIG = 1


class Stopped(SystemExit):
    """Somebody asked us to stop: Ctrl-C, or the service manager."""


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket: on the port asked for, or on the first free one from 8000."""
    for candidate in [port] if port is not None else range(8000, 8100):
        try:
            return socket.create_server((host, candidate), backlog=128)
        except OSError as fault:
            if port is not None:
                raise SystemExit(f"Port {port} on {host} cannot be used: {fault.strerror}.") from fault
    raise SystemExit("No port from 8000 to 8099 is free; choose one with --port.")


def web_server(listener: socket.socket) -> list[str]:
    """Two processes with four threads each: one slow page does not hold up the others. Both share what is loaded once."""
    return [
        *(sys.executable, "-P", "-m", "gunicorn", "commonweal.config.wsgi:application"),
        *(
            "--bind",
            f"fd://{listener.fileno()}",
            "--worker-class",
            "gthread",
            "--workers",
            "2",
            "--threads",
            "4",
        ),
        *("--preload", "--no-control-socket"),
        *("--log-level", "warning", "--graceful-timeout", "10", "--timeout", "60"),
    ]


def worker() -> list[str]:
    return [sys.executable, "-P", "-m", "commonweal", "manage", "worker"]


def run_together(
    commands: dict[str, list[str]], *, pass_fds: tuple[int, ...] = (), started: Callable[[], None]
) -> int:
    """Start all, call `started`, and wait. When one ends or a signal comes, all end. Returns the exit status."""
    with stopping_on_signals():
        running: dict[str, subprocess.Popen[bytes]] = {}
        try:
            for name, command in commands.items():
                running[name] = start(command, pass_fds)
            started()
            return wait_for_an_end(running)
        except Stopped:
            return 0
        finally:
            stop_all(running)


def start(command: list[str], pass_fds: tuple[int, ...]) -> subprocess.Popen[bytes]:
    # In a session of its own, so that Ctrl-C reaches it once and through us.
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        pass_fds=pass_fds,
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
    )


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _end_with_parent() -> None:
    """Even when this process is killed outright, nobody is left holding the port."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_for_an_end(running: dict[str, subprocess.Popen[bytes]]) -> int:
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                print(
                    f"The {name} ended by itself (status {process.returncode}), so everything stops.",
                    file=sys.stderr,
                )
                return 1
        time.sleep(0.2)


def stop_all(running: dict[str, subprocess.Popen[bytes]]) -> None:
    alive = [process for process in running.values() if process.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in alive:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> NoReturn:
        # Once is enough: a second Ctrl-C must not interrupt the stopping itself.
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(0)

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
