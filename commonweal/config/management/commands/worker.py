"""Who carries things forward when nobody looks at a page? This process, twice a minute."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any, NoReturn

import structlog
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from commonweal import flow
from commonweal.ground.people import clock

log = structlog.get_logger("worker")


class Command(BaseCommand):
    help = "Carry everything that is ready one step further, every 30 seconds, until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=30, metavar="SECONDS")
        parser.add_argument(
            "--once", action="store_true", help="for a timer of your own: one round, then end"
        )

    def handle(self, *args: Any, every: float, once: bool, **options: Any) -> None:
        if once:
            flow.tick(now=clock.now())
            return
        # Every step is one transaction and safe to repeat, so stopping at once loses nothing.
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        while True:
            one_round()
            time.sleep(every)


def one_round() -> None:
    """A fault in one round is written down and the next is tried: a database that was away comes back."""
    close_old_connections()
    try:
        carried = flow.tick(now=clock.now())
    except Exception:
        log.exception("a round failed and will be tried again")
    else:
        if any(carried.values()):
            log.info("carried forward", **{name: number for name, number in carried.items() if number})
    finally:
        close_old_connections()


def stop(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
