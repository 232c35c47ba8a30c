"""`manage.py communities sizes FILE` and `… communities census FOLDER`: check sizes, say what was found, store all or nothing."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import SYSTEM, NotPossible
from commonweal.listen.engagement.models import Community, CommunityName
from commonweal.listen.engagement.reads.loading import BadTable, check_table
from commonweal.listen.engagement.rules.census import BadMapping, add_up, as_table
from commonweal.listen.engagement.writes.communities import load_sizes

MAPPING = Path(__file__).resolve().parents[2] / "files" / "census_2021.yaml"


class Command(BaseCommand):
    help = "Load sizes of communities from a table, or straight from census tables, after checking every row."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        sizes = words.add_parser("sizes", help="a CSV with the headings community, area_code and people")
        sizes.add_argument("file", type=Path)
        sizes.add_argument("--title", required=True)
        sizes.add_argument("--source", required=True)
        sizes.add_argument("--licence", required=True, help="for example Open Government Licence v3.0")
        sizes.add_argument("--counted-on", required=True, type=date.fromisoformat)
        sizes.add_argument("--limits", required=True)
        census = words.add_parser(
            "census", help="a folder with census2021_categories.csv and a table of figures"
        )
        census.add_argument("folder", type=Path)
        census.add_argument(
            "--mapping", type=Path, default=MAPPING, help="which categories count which community"
        )
        census.add_argument("--figures", default="census2021_ltla_london_southeast.csv")
        for word in (sizes, census):
            word.add_argument(
                "--check-only", action="store_true", help="say what would be stored, store nothing"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["word"] == "sizes":
                self._load(options["file"].read_bytes(), options["file"].name, options, {
                    name: options[name] for name in ("title", "source", "licence", "limits", "counted_on")
                })  # fmt: skip
            else:
                self._census(options)
        except OSError as fault:
            raise CommandError(f"{fault.filename} cannot be read: {fault.strerror}.") from fault
        except (BadTable, BadMapping, NotPossible) as fault:
            raise CommandError(str(fault)) from fault

    def _census(self, options: dict[str, Any]) -> None:
        folder, chosen = options["folder"], yaml.safe_load(options["mapping"].read_text(encoding="utf-8"))
        known = {name.lower() for name in Community.objects.values_list("name", flat=True)}
        known |= {name.lower() for name in CommunityName.objects.values_list("name", flat=True)}
        mapping = {
            name: [(str(table), str(label)) for table, label in labels]
            for name, labels in chosen["communities"].items()
            if name.lower() in known
        }
        if not mapping:
            raise CommandError("None of the communities of the mapping has been entered yet.")
        codes = Area.objects.filter(Area.valid_q(chosen["counted_on"]), level="borough").values_list(
            "code", flat=True
        )
        with (
            (folder / "census2021_categories.csv").open(encoding="utf-8", newline="") as categories,
            (folder / options["figures"]).open(encoding="utf-8", newline="") as facts,
        ):
            counts = add_up(
                categories=csv.DictReader(categories),
                facts=csv.DictReader(facts),
                mapping=mapping,
                areas=codes,
            )
        given = {
            "title": "Census 2021",
            **{key: chosen[key] for key in ("source", "licence", "limits", "counted_on")},
        }
        self._load(as_table(counts), options["figures"], options, given)

    def _load(self, content: bytes, name: str, options: dict[str, Any], given: dict[str, Any]) -> None:
        report = check_table(content, file_name=name, on=given["counted_on"])
        for finding in report.findings:
            self.stdout.write(f"{'STOPS' if finding.stops else 'said'}: {finding.words}")
        if not report.may_be_stored:
            raise CommandError("Nothing was stored.")
        if options["check_only"]:
            return
        load = load_sizes(content=content, file_name=name, by=SYSTEM, at=timezone.now(), **given)
        self.stdout.write(f"Stored {load.size_count:,} counts.")
