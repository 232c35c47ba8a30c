"""`manage.py recorded_crime load FILE --class NAME`: check a file of monthly counts, say what was found, store all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.listen.recorded_crime import reads
from commonweal.listen.recorded_crime.models import OffenceClass
from commonweal.listen.recorded_crime.writes import load_counts


class Command(BaseCommand):
    help = "Load monthly counts of one class of offences, after checking every row of the file."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        load = words.add_parser("load", help="check a file and store all of it, or nothing")
        load.add_argument("file", type=Path)
        load.add_argument(
            "--class", dest="offence_class", required=True, help="the name of the class of offences"
        )
        load.add_argument("--source", default="", help="who published the file, when, under which licence")
        load.add_argument(
            "--add-up",
            action="store_true",
            help="sum the rows of the same area and month, which are refused otherwise",
        )
        load.add_argument("--check-only", action="store_true", help="say what would be stored, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        found = OffenceClass.objects.filter(name__iexact=options["offence_class"]).first()
        if found is None:
            raise CommandError(
                f"No class of offences is called “{options['offence_class']}”: add it on its page."
            )
        try:
            content = options["file"].read_bytes()
        except OSError as fault:
            raise CommandError(f"{options['file']} cannot be read: {fault.strerror}.") from fault
        try:
            self._load(found, content, options)
        except NotPossible as fault:
            raise CommandError(str(fault)) from fault

    def _load(self, found: OffenceClass, content: bytes, options: dict[str, Any]) -> None:
        name, now = options["file"].name, timezone.now()
        report = reads.check_file(
            content,
            file_name=name,
            offence_class=found,
            today=timezone.localdate(now),
            add_up=options["add_up"],
        )
        self.stdout.write(
            f"Read {report.row_count:,} rows: {len(report.new):,} new, {len(report.revised):,} revised, "
            f"{report.same:,} as stored, {len(report.wrong):,} wrong."
        )
        for words in (*report.said, *report.wrong):
            self.stdout.write(words)
        if report.wrong:
            raise CommandError("Nothing was stored.")
        if options["check_only"] or not report.may_be_stored:
            return
        load = load_counts(
            content=content, file_name=name, offence_class=found, source=options["source"] or found.source,
            add_up=options["add_up"],
            by=SYSTEM, at=now,
        )  # fmt: skip
        self.stdout.write(f"Stored {load.new_count + load.revised_count:,} counts.")
