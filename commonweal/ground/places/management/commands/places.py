"""`manage.py places load FILE --level borough`: check a boundary file, say what was found, and store all of it or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commonweal.ground.places import reads
from commonweal.ground.places.rules.checking import CheckReport, Fields
from commonweal.ground.places.rules.files import BadFile
from commonweal.ground.places.rules.levels import ALWAYS, LEVELS
from commonweal.ground.places.writes import load_areas
from commonweal.ground.visibility.rules import SYSTEM, NotPossible


class Command(BaseCommand):
    help = "Load areas from a boundary file (GeoJSON or TopoJSON), after checking every one of them."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        load = words.add_parser("load", help="check a file and store all of it, or nothing")
        load.add_argument("file", type=Path)
        load.add_argument("--level", required=True, choices=list(LEVELS))
        load.add_argument("--code-field", default="code", help="the property that holds the official code")
        load.add_argument("--name-field", default="name", help="the property that holds the name")
        load.add_argument("--parent-field", default="", help="the property that holds the parent's code")
        load.add_argument("--parent-level", default="", choices=["", *LEVELS])
        load.add_argument("--codes", type=Path, help="a YAML file of name: code, for outlines without codes")
        load.add_argument("--valid-from", type=date.fromisoformat, default=ALWAYS, help="such as 2022-12-01")
        load.add_argument("--source", default="", help="who published the boundaries")
        load.add_argument("--check-only", action="store_true", help="say what would be stored, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as fault:
            raise CommandError(f"{options['file']} cannot be read: {fault.strerror}.") from fault
        given = {
            "level": options["level"], "parent_level": options["parent_level"],
            "valid_from_on": options["valid_from"], "fields": _fields(options),
        }  # fmt: skip
        try:
            report = reads.check_file(content, **given)
            self._say(report)
            if not report.may_be_stored:
                raise CommandError("Nothing was stored.")
            if options["check_only"]:
                return
            load = load_areas(
                content=content, file_name=options["file"].name, source=options["source"], by=SYSTEM,
                at=timezone.now(), **given,
            )  # fmt: skip
        except (BadFile, NotPossible) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"Stored {load.area_count:,} areas.")

    def _say(self, report: CheckReport) -> None:
        self.stdout.write(f"Read {report.feature_count:,} features.")
        for finding in report.findings:
            self.stdout.write(f"{'STOPS' if finding.stops else 'said'}: {finding.words}")
        self.stdout.write(
            f"Sum of the areas {report.sum_km2:,.1f} km2, together {report.union_km2:,.1f} km2, "
            f"overlap {report.overlap_km2:.2f} km2, gaps {report.gap_km2:.2f} km2; "
            f"{report.parent_count:,} with a parent."
        )


def _fields(options: dict[str, Any]) -> Fields:
    codes: dict[str, str] = {}
    if options["codes"]:
        try:
            table = yaml.safe_load(options["codes"].read_text(encoding="utf-8"))
            codes = {str(name): str(code) for name, code in table.items()}
        except (OSError, yaml.YAMLError, AttributeError) as fault:
            raise CommandError(f"{options['codes']} is no list of 'name: code'.") from fault
    return Fields(options["code_field"], options["name_field"], options["parent_field"], codes)
