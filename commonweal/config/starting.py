"""What has to be true before the first page is served? The steps from an empty folder to an address."""

from __future__ import annotations

import io
import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

from commonweal.config.processes import listen, run_together, web_server, worker

MARK = "this folder holds a demonstration.txt"


def start_demonstration(*, host: str, port: int | None) -> int:
    with prepared():
        from django.conf import settings
        from django.core.management import call_command, get_commands

        (settings.HOME / MARK).write_text("`python3 run demo --fresh` deletes this folder.\n")
        if "load_demonstration" in get_commands():
            call_command("load_demonstration")
    return start(host, port, "The demonstration is ready")


def start_service(*, host: str, port: int | None) -> int:
    with prepared():
        from django.contrib.auth import get_user_model

        nobody_yet = not get_user_model()._default_manager.exists()
    if nobody_yet:
        print(
            "Nobody can sign in yet. Make the first administrator with: python3 run manage create_administrator"
        )
    return start(host, port, "Commonweal is ready")


@contextmanager
def prepared() -> Iterator[None]:
    """Tables and files as this version needs them. The keys are made by the settings on first use."""
    import django
    from django.conf import settings
    from django.core.management import CommandError, call_command

    django.setup()
    from commonweal.config.one_at_a_time import one_at_a_time

    try:
        with one_at_a_time(settings.HOME):
            call_command("check", fail_level="ERROR", databases=["default"], stdout=io.StringIO())
            call_command("migrate", verbosity=0, interactive=False)
            call_command("collectstatic", verbosity=0, interactive=False)
            yield
    except CommandError as fault:
        raise SystemExit(str(fault)) from fault


def start(host: str, port: int | None, ready: str) -> int:
    from django.db import connections

    connections.close_all()
    listener = listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}"
    return run_together(
        {"web server": web_server(listener), "worker": worker()},
        pass_fds=(listener.fileno(),),
        started=lambda: announce(address, ready, listener),
    )


def announce(address: str, ready: str, listener: socket) -> None:
    """The address is printed last, and only when it answers."""
    listener.close()  # the web server holds its own: when it ends, nobody is left waiting for an answer
    wait_for_answer(address)
    print(f"{ready}: {address}    (Ctrl-C stops it)", flush=True)


def wait_for_answer(address: str, *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=10)  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    print(
        f"The web server has not answered for {seconds:.0f} seconds; see the messages above.", file=sys.stderr
    )


def forget_demonstration(home: Path) -> None:
    """Deletes only a folder that a demonstration made: a wrong --home costs nobody their data."""
    if not home.exists():
        return
    if not (home / MARK).exists():
        raise SystemExit(f"{home} does not hold a demonstration, so it is left alone.")
    shutil.rmtree(home)
