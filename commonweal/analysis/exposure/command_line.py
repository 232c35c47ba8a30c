"""What lies near a route, asked at a terminal?

`python3 run exposure ROUTE --sites FILE --areas FILE --counts FILE --within 700,2400 --json`. The exit status is 0 with an
answer and 2, with one sentence, without one. Nothing is fetched from anywhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from commonweal.analysis.exposure.values import NotPossible


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    try:
        print(_answer(asked))
    except NotPossible as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def _answer(asked: argparse.Namespace) -> str:
    from commonweal.analysis.exposure import attach_counts, files, find_exposure, grid
    from commonweal.analysis.exposure.as_json import as_json
    from commonweal.analysis.exposure.in_words import in_words

    within = _distances(asked.within)
    if asked.counts and not asked.areas:
        raise NotPossible("Counts say how many people live in areas: name a file of areas with --areas.")
    sites = files.join_sites([files.read_sites(path) for path in asked.sites]) if asked.sites else None
    route = files.read_route(
        asked.route, known=grid.known_places(sites.names, sites.shapes) if sites else None
    )
    if sites and asked.kinds:
        sites = sites.of_kinds([kind.strip() for kind in asked.kinds.split(",")])
    areas = [files.read_areas(path) for path in asked.areas]
    if asked.counts:
        areas = attach_counts(areas, [files.read_counts(path) for path in asked.counts])
    found = find_exposure(route, within=within, sites=sites, areas=areas)
    return json.dumps(as_json(found), indent=1, ensure_ascii=False) if asked.json else in_words(found)


def _distances(text: str) -> list[float]:
    try:
        return [float(each) for each in text.split(",")]
    except ValueError:
        raise NotPossible(
            f"--within {text[:60]!r} is not a list of metres with commas between them."
        ) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 run exposure",
        description="Say what lies near a route, a place or an area: sites, areas crossed, people of each community.",
    )
    parser.add_argument("route", type=Path, help="GeoJSON, GPX, KML, or a table of positions or of names")
    for word, what in (
        ("sites", "GeoJSON, or a table with name, kind, longitude and latitude"),
        ("areas", "GeoJSON with code and name of each area"),
        ("counts", "a table of people by area and community"),
    ):
        parser.add_argument(
            f"--{word}",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help=f"{what}; may be repeated",
        )
    parser.add_argument(
        "--within", required=True, metavar="METRES", help="one or more distances, such as 700,2400"
    )
    parser.add_argument(
        "--kinds", metavar="KINDS", help="only sites of these kinds, with commas between them"
    )
    parser.add_argument("--json", action="store_true", help="for another program, unrounded")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
