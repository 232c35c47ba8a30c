"""What do the tables of a study say? The same words on its page and in its documents: everything that its map says, and more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.assess.exposure.reads.studies import Answer
from commonweal.assess.exposure.rules.telling import passed_words
from commonweal.design.tables import Column
from commonweal.design.words import count, distance

NOTHING = "–"


@dataclass(frozen=True)
class Told:
    """A table in words. `left_out` rows stand only in the downloads."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, str], ...]
    count: str
    empty: str
    left_out: int = 0


def tables_of(answer: Answer, *, most_sites: int | None = None) -> tuple[Told, ...]:
    """Those that have something to say, or whose emptiness is itself an answer."""
    told = (_sites(answer, most_sites), _areas(answer), _places(answer), _people(answer), _dense(answer))
    return tuple(each for each in told if each.rows or each.empty)


def _rows(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> tuple[dict[str, str], ...]:
    return tuple(dict(zip((column.key for column in columns), row, strict=True)) for row in rows)


def _places(answer: Answer) -> Told:
    columns = (Column("name", "Place"), Column("position", "Latitude, longitude"))
    rows = [(place["name"], f"{place['lat']:.5f}, {place['lon']:.5f}") for place in answer.places]
    told = _rows(columns, rows)
    return Told("places", "Named places of the route", columns, told, count(len(told), "place"), "")


def _sites(answer: Answer, most: int | None) -> Told:
    columns = (
        Column("number", "On the map"), Column("name", "Site"), Column("kind", "Kind"),
        Column("distance", "Distance", numeric=True), Column("nearest", "Nearest point"),
        Column("along", "Along", numeric=True), *([Column("passed", "Passed")] if answer.has_times else []),
    )  # fmt: skip
    rows = []
    for number, site in enumerate(answer.sites[:most], 1):
        nearest = site["nearest_point"]
        rows.append([
            str(number), site["name"], site["kind"] or "not stated", distance(site["distance_m"]),
            nearest["name"] or "no name", _metres(nearest["along_m"]),
            *([passed_words(site)] if answer.has_times else []),
        ])  # fmt: skip
    number = len(answer.sites)
    empty = "None of the sites that are loaded lies within these distances."
    told = _rows(columns, rows)
    return Told("sites", "Sites near", columns, told, count(number, "site"), empty, number - len(told))


def _areas(answer: Answer) -> Told:
    columns = (
        Column("name", "Area"), Column("layer", "Level"), Column("part_of", "Within"),
        Column("length", "Length inside", numeric=True),
        *([Column("entered", "Entered")] if answer.has_times else []),
    )  # fmt: skip
    rows = [
        [row["name"], row["layer"], row["part_of"] or NOTHING, _metres(row["length_m"]),
         *([passed_words(row)] if answer.has_times else [])]
        for row in answer.areas_of("borough", "ward")
    ]  # fmt: skip
    told = _rows(columns, rows)
    empty = "No borough or ward that is loaded is crossed."
    return Told("areas", "Boroughs and wards", columns, told, count(len(told), "area"), empty)


def _people(answer: Answer) -> Told:
    columns = (
        Column("name", "Community"), Column("within", "Within", numeric=True), Column("people", "People", numeric=True),
        Column("error", "Error, and bounds that cannot be passed"), Column("share", "Of all counted", numeric=True),
    )  # fmt: skip
    rows = [
        (row["name"], distance(row["within_m"]), row["words"], row["error_words"] or NOTHING, row["share_words"] or NOTHING)
        for row in answer.people
    ]  # fmt: skip
    empty = "No counts of people were loaded for these areas."
    told = _rows(columns, rows)
    return Told("people", "People of each community", columns, told, count(len(told), "number"), empty)


def _dense(answer: Answer) -> Told:
    columns = (
        Column("name", "Area"), Column("community", "Community"), Column("share", "Of everybody there", numeric=True),
        Column("times", "Times the usual share", numeric=True), Column("within", "Within", numeric=True),
    )  # fmt: skip
    rows = [
        (
            row["name"],
            row["community"],
            f"{row['share']:.1%}",
            f"{row['times']:.1f}",
            distance(row["within_m"]),
        )
        for row in answer.dense
    ]
    told = _rows(columns, rows)
    return Told("dense", "Where a community is dense", columns, told, count(len(told), "area"), "")


def _metres(value: Any) -> str:
    return NOTHING if value is None else distance(value)
