"""Are nil, missing, late and not asked four things in the list, on the map, in the roll-up, in every file and in the average?"""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from commonweal.design import files
from commonweal.listen.tension.reads import rolling, tables, weeks
from commonweal.listen.tension.reads.overview import as_json, lines_of, week_page
from commonweal.listen.tension.rules.standing import HEARD, Standing
from commonweal.listen.tension.tests.factories import AT, IN_TIME, LATE, WEEK, World, make_world, sent_return
from commonweal.listen.tension.writes import sending

SAID = {
    Standing.REPORTED: ("Reported", "2", "1"), Standing.NIL: ("Reported: nothing", "0", "0"),
    Standing.LATE: ("Late", "2", "1"), Standing.MISSING: ("Nobody reported", "", ""),
    Standing.NOT_ASKED: ("Not asked", "", ""),
}  # fmt: skip
ON_THE_MAP = {
    Standing.REPORTED: "level", Standing.NIL: "nil", Standing.LATE: "late", Standing.MISSING: "missing",
    Standing.NOT_ASKED: "not_asked",
}  # fmt: skip
PLACES = {"Northwick": "lead", "Middleham": "middle"}
ways = st.sampled_from([Standing.REPORTED, Standing.NIL, Standing.LATE, Standing.MISSING])


def happen(world: World, place: str, way: Standing) -> None:
    by = PLACES[place]
    if way is Standing.NIL:
        sent = sending.start_return(asking=world.askings[place], week_starting=WEEK, **world.who(by, IN_TIME))
        sending.submit_return(sent=sent, is_nil=True, **world.who(by, IN_TIME))
    elif way in HEARD:
        sent_return(world, LATE if way is Standing.LATE else IN_TIME, by=by)


@pytest.mark.slow
class EverywhereAlike(HypothesisTestCase):
    @given(ways, ways)
    @example(Standing.NIL, Standing.MISSING)
    @settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
    def test_each_way_to_stand_is_the_same_wherever_one_looks(self, north, middle):
        world = make_world()
        wanted = {"Northwick": north, "Middleham": middle, "Southley": Standing.NOT_ASKED}
        for place in PLACES:
            happen(world, place, wanted[place])
        look_everywhere(world, wanted)


def look_everywhere(world: World, wanted: dict[str, Standing]) -> None:
    viewer = world.viewer("analyst")
    found = weeks.points(viewer, world.round, since=WEEK, until=WEEK, at=AT)
    assert {p.area_name: p.standing for p in found} == wanted
    in_the_files(tables.week_rows(found, world.round.level_scale), wanted)
    as_data = {row["area"]: row for row in map(as_json, lines_of(found, world.round))}
    ranks = {place: 0 if way is Standing.NIL else 2 for place, way in wanted.items() if way in HEARD}
    for place, way in wanted.items():
        assert as_data[place]["state"] == way.value
        assert as_data[place]["rank"] == ranks.get(place)
    page = week_page(viewer, world.round, WEEK, at=AT, address=lambda area: "/")
    assert page.map is not None
    shown = {shape.name: shape.kind for shape in page.map.areas}
    assert shown == {place: ON_THE_MAP[way] for place, way in wanted.items()}
    rolled = rolling.roll_up(viewer, world.round, WEEK, at=AT)
    mean = sum(ranks.values()) / len(ranks) if ranks else None
    for average in (page.average, *(step.average for step in rolled.steps)):
        assert (average.mean, average.n) == (mean, len(ranks))
        assert average.missing == sum(way is Standing.MISSING for way in wanted.values())
    for step in rolled.steps:
        assert step.counts == {way: list(wanted.values()).count(way) for way in Standing}
        assert step.worst == max(ranks.values(), default=None)


def in_the_files(rows: list[list[str]], wanted: dict[str, Standing]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files.to_workbook(rows)))
    from_book = [["" if cell is None else str(cell) for cell in row] for row in book.active.values]
    from_csv = list(csv.reader(io.StringIO(files.to_csv(rows).decode("utf-8-sig"), newline="")))
    for table in (from_book, from_csv):
        at = {name: table[0].index(name) for name in ("Area", "State", "Rank", "Items")}
        said = {row[at["Area"]]: tuple(row[at[c]] for c in ("State", "Rank", "Items")) for row in table[1:]}
        assert said == {place: SAID[way] for place, way in wanted.items()}
