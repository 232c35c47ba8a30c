"""How does an operator take a plan out of the program, or bring it back, without a browser?"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commonweal.act.plans.reads import exporting, importing
from commonweal.act.plans.writes.returning import bring_back
from commonweal.ground.audit.writes import Stale, note_read
from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.reading.files import MAX_BYTES
from commonweal.reading.values import CannotRead


class Command(BaseCommand):
    help = "plans export ID --to FILE: write a plan as XLSX or CSV. plans import FILE: bring a changed file back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True)
        out = kinds.add_parser("export", help="write a plan as XLSX or CSV, by the file's ending")
        out.add_argument("plan", type=int, help="the plan's number, as in its address")
        out.add_argument("--to", type=Path, required=True)
        back = kinds.add_parser(
            "import", help="bring back a file that was taken out and changed: all of it, or nothing"
        )
        back.add_argument("file", type=Path)
        back.add_argument("--plan", type=int, help="the plan's number; without it, the file says")
        back.add_argument("--reason", default="", help="kept in the history; needed where a date moves")
        back.add_argument("--look", action="store_true", help="say what differs and change nothing")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            if what == "export":
                self._export(options["plan"], options["to"])
            else:
                self._import(options)
        except (NotPossible, CannotRead, exporting.TooLong, OSError) as why:
            raise CommandError(str(why)) from why

    def _export(self, pk: int, to: Path) -> None:
        form = to.suffix.lower().lstrip(".")
        if form not in exporting.FORMATS:
            raise CommandError("Give a file that ends in .xlsx or .csv.")
        plan = self._plan(pk)
        to.write_bytes(exporting.file_of(SYSTEM, plan, form))
        note_read(what=f"the whole plan as {form.upper()}", by=SYSTEM, at=timezone.now(), record=plan)
        self.stdout.write(f"“{plan}” stands in {to}.")

    def _plan(self, pk: int) -> Any:
        plan = exporting.get_plan(SYSTEM, pk).first()
        if plan is None:
            raise CommandError(f"There is no plan {pk}.")
        return plan

    def _import(self, options: dict[str, Any]) -> None:
        with options["file"].open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        plan = self._plan(options["plan"]) if options["plan"] else importing.plan_named_in(SYSTEM, data)
        found = importing.compare_file(SYSTEM, plan, data)
        self._say(found)
        if found.mistakes:
            raise CommandError("Mend these in the file first: nothing was changed.")
        if found.stale:
            raise CommandError(
                "Somebody changed the same rows after the file was taken out: bring it back in the browser, where you can "
                "choose. Nothing was changed."
            )
        if not found.changes or options["look"]:
            self.stdout.write("Nothing was changed.")
            return
        try:
            bring_back(
                strategy=plan, changes=found.changes, reason=options["reason"], by=SYSTEM, at=timezone.now()
            )
        except Stale as stale:
            raise CommandError(
                "Somebody changed the plan at this moment. Nothing was changed; try again."
            ) from stale
        self.stdout.write(f"“{plan}” now says what the file says.")

    def _say(self, found: Any) -> None:
        for change in found.changes:
            for one in change.fields:
                was = f"“{one.now}” becomes " if change.pk else ""
                self.stdout.write(f"{change.place}: {change.name}: {one.heading}: {was}“{one.new}”")
        for mistake in found.mistakes:
            self.stderr.write(
                f"{mistake.place}{', ' if mistake.column else ''}{mistake.column}: {mistake.text}"
            )
        for row in found.missing:
            self.stdout.write(f"Not in the file, stays in the plan: {row.name} ({row.code})")
        for note in found.notes:
            self.stdout.write(note)
