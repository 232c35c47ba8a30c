"""Do maps, timelines and charts draw what they were given, in proportion and without losing a piece?"""

import re
from datetime import date, timedelta

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from commonweal.design import charts, maps, series, timelines
from commonweal.design.tests.areas_of_the_gallery import boroughs, drawing

SQUARES = {
    "west": shapely.box(500_000, 100_000, 510_000, 110_000),
    "east": shapely.box(510_000, 100_000, 530_000, 110_000),
}


def numbers(path: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+\.?\d*", path)]


def test_a_map_keeps_proportions_and_stays_within_its_box() -> None:
    drawn = maps.draw_map(SQUARES, width=760)
    west, east = (shapely.total_bounds([shapely.Polygon(_pairs(s.path))]) for s in drawn.shapes)
    assert west[2] - west[0] == pytest.approx((east[2] - east[0]) / 2, abs=0.2)
    assert west[3] - west[1] == pytest.approx(west[2] - west[0], abs=0.2)
    assert all(0 <= x <= drawn.width for s in drawn.shapes for x in numbers(s.path)[::2])
    assert all(0 <= y <= drawn.height for s in drawn.shapes for y in numbers(s.path)[1::2])


def _pairs(path: str) -> list[tuple[float, float]]:
    found = numbers(path)
    return list(zip(found[::2], found[1::2], strict=True))


def test_north_is_up() -> None:
    drawn = maps.draw_map({"south": shapely.box(0, 0, 1000, 1000), "north": shapely.box(0, 1000, 1000, 2000)})
    assert min(numbers(drawn.by_key["north"].path)[1::2]) < min(numbers(drawn.by_key["south"].path)[1::2])


def test_holes_and_islands_are_drawn() -> None:
    holed = shapely.box(0, 0, 9000, 9000) - shapely.box(3000, 3000, 6000, 6000)
    path = maps.draw_map({"a": holed | shapely.box(20_000, 0, 21_000, 1000)}).shapes[0].path
    assert path.count("M") == 3
    assert path.count("Z") == 3


def test_neighbours_keep_their_common_boundary_when_simplified() -> None:
    areas = list(boroughs().values())
    drawn = maps.simplified([drawing().fit.moved(area) for area in areas], 1.0)
    whole = shapely.union_all(drawn)
    assert sum(area.area for area in drawn) == pytest.approx(whole.area, rel=1e-3)
    assert sum(len(shapely.get_coordinates(a)) for a in drawn) < sum(
        len(shapely.get_coordinates(a)) for a in areas
    )


def test_no_label_leaves_its_area_and_small_areas_have_none() -> None:
    drawn = drawing()
    with_label = [s for s in drawn.shapes if s.label.lines]
    assert 15 <= len(with_label) < len(drawn.shapes) == 33
    for shape in with_label:
        area = drawn.fit.moved(boroughs()[shape.key])
        assert area.buffer(1).covers(shapely.Point(shape.label.x, shape.label.y))


def test_the_scale_bar_is_a_round_distance_and_true() -> None:
    drawn = maps.draw_map(SQUARES, width=760)
    assert drawn.scale_bar.words == "5 km"
    assert drawn.scale_bar.length == pytest.approx(5000 * drawn.fit.per_metre, abs=0.1)


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one area"):
        maps.draw_map({})


TODAY = date(2010, 7, 22)
DATES = st.dates(date(2005, 1, 1), date(2015, 12, 31))
ROWS = st.lists(
    st.builds(
        timelines.TimelineRow,
        st.just("x"),
        start=st.none() | DATES,
        due=st.none() | DATES,
        done=st.none() | DATES,
    )
)


@given(ROWS)
def test_everything_on_a_timeline_lies_within_it_and_earlier_is_further_left(
    rows: list[timelines.TimelineRow],
) -> None:
    drawn = timelines.draw_timeline(rows, today=TODAY)
    for row in drawn.rows:
        for x in (row.left, row.due, row.done, row.late_left):
            assert x is None or 0 <= x <= 100
        if row.row.due and row.row.done and row.row.due < row.row.done:
            assert row.due < row.done or (row.row.done - row.row.due) < timedelta(days=2)
    assert [t.x for t in drawn.ticks] == sorted(t.x for t in drawn.ticks)
    assert drawn.today is not None


@given(ROWS)
def test_bars_never_run_backwards(rows: list[timelines.TimelineRow]) -> None:
    assert all(
        row.width >= 0 and row.late_width >= 0 for row in timelines.draw_timeline(rows, today=TODAY).rows
    )


def test_a_row_says_its_dates_in_words() -> None:
    late = timelines.TimelineRow("x", start=date(2010, 1, 4), due=date(2010, 7, 21))
    assert timelines.sentence(late, TODAY) == "Started 4 January 2010, due 21 July 2010, 1 day late"
    assert timelines.sentence(timelines.TimelineRow("x"), TODAY) == "No date"
    done = timelines.TimelineRow("x", due=date(2010, 3, 31), done=date(2010, 4, 20))
    assert timelines.sentence(done, TODAY) == "Due 31 March 2010, done 20 April 2010"


def test_the_late_part_ends_today_or_on_the_day_it_was_done() -> None:
    rows = [
        timelines.TimelineRow("open", due=date(2010, 5, 1)),
        timelines.TimelineRow("done", due=date(2010, 3, 31), done=date(2010, 4, 20)),
        timelines.TimelineRow("early", due=date(2010, 3, 31), done=date(2010, 3, 1)),
    ]
    drawn = timelines.draw_timeline(rows, today=TODAY)
    opened, done, early = drawn.rows
    assert opened.late_left + opened.late_width == pytest.approx(drawn.today, abs=0.02)
    assert done.late_left + done.late_width == pytest.approx(done.done, abs=0.02)
    assert early.late_left is None


def test_a_bar_is_as_long_as_its_amount() -> None:
    drawn = charts.draw_bars([charts.Bar("a", 10), charts.Bar("b", 20), charts.Bar("c", 0, kind="missing")])
    assert [round(b.width / drawn.bars[1].width, 3) for b in drawn.bars] == [0.5, 1.0, 0.0]
    assert drawn.ticks[0] == (0.0, "0")
    with pytest.raises(ValueError, match="less than nothing"):
        charts.draw_bars([charts.Bar("a", -1)])


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_no_bar_leaves_the_chart(values: list[float]) -> None:
    drawn = charts.draw_bars([charts.Bar("x", value, high=value * 1.5) for value in values])
    assert all(0 <= bar.width <= 100 and 0 <= bar.high <= 100 for bar in drawn.bars)


def month(n: int, value: float | None, **given: object) -> series.Point:
    return series.Point(date(2010 + (n - 1) // 12, (n - 1) % 12 + 1, 1), f"{n}", value, **given)  # type: ignore[arg-type]


def test_an_unknown_month_breaks_the_line_and_is_never_drawn_as_zero():
    drawn = series.draw_series([month(1, 4), month(2, 0, kind="nil"), month(3, None), month(4, 8)])
    assert len(drawn.lines) == 2
    assert [d.y for d in drawn.points] == [series.HEIGHT / 2, series.HEIGHT, None, 0]
    assert drawn.unknown == ((50.0, 25.0),)
    assert [d.point.label for d in drawn.nils] == ["2"]


def test_a_band_stands_where_something_was_to_be_expected_and_nowhere_else():
    drawn = series.draw_series(
        [month(1, 4), month(2, 5, low=2, high=10, expected=5), month(3, 6, low=2, high=10, expected=5)]
    )
    assert len(drawn.bands) == len(drawn.middles) == 1
    assert len(drawn.bands[0].split()) == 4


def test_a_single_judged_month_has_a_band_that_can_be_seen():
    (band,) = series.draw_series([month(1, 4, low=1, high=8, expected=4)]).bands
    across = [float(place.split(",")[0]) for place in band.split()]
    assert max(across) > min(across)


def test_a_series_has_no_more_labels_than_a_phone_has_room_for():
    for years in (1, 2, 5, 16, 40):
        drawn = series.draw_series([month(n, n % 7) for n in range(1, 12 * years + 1)])
        assert 0 < len(drawn.x_ticks) <= series.MOST_TICKS
        assert all(0 <= x <= 100 for x, _ in drawn.x_ticks)


def test_a_rupture_stands_before_the_first_period_counted_in_the_new_way():
    drawn = series.draw_series(
        [month(n, 3) for n in range(1, 5)], ruptures=[series.Rupture(date(2010, 3, 1), "Another form")]
    )
    ((x, _),) = drawn.ruptures
    assert drawn.points[1].x < x < drawn.points[2].x


def test_nothing_at_all_can_be_drawn():
    drawn = series.draw_series([])
    assert (drawn.points, drawn.lines, drawn.unknown) == ((), (), ())
    with pytest.raises(ValueError, match="less than nothing"):
        series.draw_series([month(1, -1)])
