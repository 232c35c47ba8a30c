"""Is the audit whole? Said at the command line, with an exit status that a timer can act on."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from commonweal.ground.audit.anchors import anchor_path, make_anchor, read_anchors
from commonweal.ground.audit.reads import verify_chain


class Command(BaseCommand):
    help = "audit verify: is every entry as it was written? audit anchor: write down outside the database how it ends."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "anchor"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "anchor":
            self._anchor()
        else:
            self._verify()

    def _verify(self) -> None:
        count, fault = verify_chain()
        anchors = len(read_anchors())
        if fault is None:
            self.stdout.write(
                f"The audit is whole: {count:,} entries, {anchors:,} anchors outside the database."
            )
            return
        self.stderr.write(f"The audit is not whole. First bad entry: {fault.sequence}: {fault.what}.")
        self.stderr.write(f"{count:,} entries are claimed, {anchors:,} anchors were read.")
        raise SystemExit(1)

    def _anchor(self) -> None:
        made = make_anchor(at=timezone.now())
        if made is None:
            self.stdout.write("Nothing has happened since the last anchor.")
        else:
            self.stdout.write(f"Anchored {made.count:,} entries in {anchor_path()}.")
