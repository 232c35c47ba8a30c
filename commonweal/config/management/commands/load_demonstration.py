"""Where does the demonstration's data come from? From here, once; its clock starts when it is there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commonweal.config.demonstration.load import MOMENT, load_world
from commonweal.ground.people import clock


class Command(BaseCommand):
    help = "Load London in the summer of 2010 into the demonstration, where it is not there yet."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Only the demonstration can be filled with it: use python3 run demo.")
        load_world(at=MOMENT)
        if not clock.is_set():
            clock.set_clock(MOMENT)
