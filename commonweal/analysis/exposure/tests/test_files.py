"""Every way to write a route, sites, areas and counts is read alike."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from commonweal.analysis.exposure import NotPossible, find_exposure
from commonweal.analysis.exposure.files import read_areas, read_counts, read_route, read_sites
from commonweal.analysis.exposure.tests.town import (
    count_file,
    degrees,
    line,
    point,
    site_file,
    square_file,
    town,
)

pytestmark = pytest.mark.once
CORNERS = degrees((300, 1050), (1700, 1050), (1700, 2650))
NAMES = ("Quay", "Market", "Mill")
GPX = '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">{}</gpx>'
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
NOON = [datetime(2012, 7, 21, 12, minute, tzinfo=UTC) for minute in (0, 14, 30)]


def gpx_points(tag: str, *, times: bool = False, names: bool = False) -> str:
    return "".join(
        f'<{tag} lat="{lat!r}" lon="{lon!r}">'
        + (f"<name>{name}</name>" if names else "")
        + (f"<time>{time.isoformat()}</time>" if times else "")
        + f"</{tag}>"
        for (lon, lat), name, time in zip(CORNERS, NAMES, NOON, strict=True)
    )


def kml_line() -> str:
    at = " ".join(f"{lon!r},{lat!r},12" for lon, lat in CORNERS)
    return (
        f"<Placemark><name>Way</name><LineString><coordinates>\n {at} </coordinates></LineString></Placemark>"
    )


def kml_points() -> str:
    return "".join(
        f"<Placemark><name>{name}</name><Point><coordinates>{lon!r},{lat!r}</coordinates></Point></Placemark>"
        for (lon, lat), name in zip(CORNERS, NAMES, strict=True)
    )


def kml_track() -> str:
    whens = "".join(f"<when>{time.isoformat()}</when>" for time in NOON)
    coords = "".join(f"<gx:coord>{lon!r} {lat!r} 0</gx:coord>" for lon, lat in CORNERS)
    return f'<Placemark><gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2">{whens}{coords}</gx:Track></Placemark>'


def table(*heads: str) -> str:
    rows = [",".join(heads)]
    for (lon, lat), name, time in zip(CORNERS, NAMES, NOON, strict=True):
        cells = {"lon": repr(lon), "lat": repr(lat), "name": name, "time": time.isoformat()}
        rows.append(",".join(cells[head] for head in heads))
    return "\n".join(rows)


def seconds(text: str) -> str:
    for time in NOON:
        text = text.replace(time.isoformat(), f"{time.timestamp():.1f}")
    return text


def features(*rows) -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": named, "geometry": shape} for named, shape in rows
            ],
        }
    )


MARKS = [({"name": name}, point(at)) for name, at in zip(NAMES, CORNERS, strict=True)]
STAMPS = [time.isoformat() for time in NOON]
# what it is: (file, whether its places are named, whether it has times)
ROUTES = {
    "GeoJSON line": (features(({"name": "Way"}, line(CORNERS))), False, False),
    "GeoJSON geometry alone": (json.dumps(line(CORNERS)), False, False),
    "GeoJSON line with names and times in lists": (
        features(({"names": list(NAMES), "coordTimes": STAMPS}, line(CORNERS))), True, True,
    ),
    "GeoJSON line beside named points": (features(({}, line(CORNERS)), *MARKS), True, False),
    "GeoJSON points, joined": (features(*MARKS), True, False),
    "GeoJSON in a collection of geometries": (
        json.dumps({"type": "GeometryCollection", "geometries": [line(CORNERS)]}), False, False,
    ),
    "GPX track": (GPX.format(f"<trk><trkseg>{gpx_points('trkpt', times=True)}</trkseg></trk>"), False, True),
    "GPX track beside waypoints": (
        GPX.format(gpx_points("wpt", names=True) + f"<trk><trkseg>{gpx_points('trkpt')}</trkseg></trk>"), True, False,
    ),
    "GPX route": (GPX.format(f"<rte>{gpx_points('rtept', names=True)}</rte>"), True, False),
    "GPX waypoints, joined": (GPX.format(gpx_points("wpt", names=True)), True, False),
    "KML line": (KML.format(kml_line()), False, False),
    "KML line beside named points": (KML.format(kml_line() + kml_points()), True, False),
    "KML points, joined": (KML.format(kml_points()), True, False),
    "KML track": (KML.format(kml_track()), False, True),
    "table of named positions": (table("name", "lat", "lon"), True, False),
    "table of named positions and times": (table("time", "lon", "lat", "name"), True, True),
    "table of fixes": (table("lon", "lat", "time"), False, True),
    "table of fixes with seconds since 1970": (seconds(table("lon", "lat", "time")), False, True),
    "GeoJSON points with milliseconds since 1970, joined": (
        features(*[(named | {"time": round(time.timestamp() * 1000)}, at) for (named, at), time in zip(MARKS, NOON, strict=True)]),
        True, True,
    ),
    "table with semicolons": (table("name", "lat", "lon").replace(",", ";"), True, False),
    "table with a byte-order mark": ("\ufeff" + table("name", "lat", "lon"), True, False),
}  # fmt: skip


@pytest.mark.parametrize("what", ROUTES)
def test_every_way_to_write_a_route_is_read_as_the_same_route(what, tmp_path):
    text, named, timed = ROUTES[what]
    path = tmp_path / "route"
    path.write_text(text, encoding="utf-8")
    route = read_route(path)
    assert route.length_m == pytest.approx(3000, abs=1e-3)
    [school] = find_exposure(
        route, within=[1400], sites=read_sites(site_file(tmp_path / "sites.csv")).of_kinds(["school"])
    ).sites
    assert school.distance_m == pytest.approx(1300, abs=1e-3)
    assert school.nearest_point.along_m == pytest.approx(2000, abs=1e-3)
    assert school.nearest_point.name == ("Market" if named else "")
    if timed:
        assert school.passing is not None
        # 600 of the 1,600 metres between 12:14 and 12:30
        assert school.passing.at.replace(tzinfo=UTC) == datetime(2012, 7, 21, 12, 20, tzinfo=UTC)
        assert school.passing.give_or_take_s == pytest.approx(600, abs=1)
    else:
        assert school.passing is None
    is_joined = "joined" in what or what.startswith("table")
    assert any("straight lines" in note for note in route.notes) == is_joined


def test_a_list_of_names_is_looked_up_among_the_places_that_are_known(tmp_path):
    known = {name.casefold(): at for name, at in zip(NAMES, CORNERS, strict=True)}
    for text in (
        "Quay\nMarket\nMill\n",
        "name\nQuay\n market \nMILL\n",
        "place,note\nQuay,start\nMarket,\nMill,end\n",
    ):
        (tmp_path / "names.txt").write_text(text)
        route = read_route(tmp_path / "names.txt", known=known)
        assert route.length_m == pytest.approx(3000, abs=1e-3)
        assert [place.name.casefold() for place in route.places] == ["quay", "market", "mill"]


def test_each_day_of_a_table_is_a_part_of_its_own_and_what_lies_between_does_not_count(tmp_path):
    a, b, c, d = degrees((0, 1000), (500, 1000), (500, 3000), (900, 3000))
    rows = "".join(f"{day},{lon!r},{lat!r}\n" for day, (lon, lat) in zip("1122", (a, b, c, d), strict=True))
    (tmp_path / "days.csv").write_text("day,lon,lat\n" + rows)
    route = read_route(tmp_path / "days.csv")
    assert route.length_m == pytest.approx(900, abs=1e-3)
    assert route.starts.tolist() == pytest.approx([0, 500], abs=1e-3)
    assert any("2 parts, one for each day" in note for note in route.notes)


@pytest.mark.parametrize("form", ["GeoJSON", "GeoJSON in a collection of geometries", "KML"])
def test_an_area_in_place_of_a_route_holds_what_lies_in_it_at_no_distance(form, tmp_path):
    ring = [*degrees((550, 550), (1450, 550), (1450, 1450), (550, 1450)), degrees((550, 550))[0]]
    polygon = {"type": "Polygon", "coordinates": [[list(at) for at in ring]]}
    if form == "GeoJSON":
        text = features(({"name": "Fair"}, polygon))
    elif form.startswith("GeoJSON"):
        text = features(({"name": "Fair"}, {"type": "GeometryCollection", "geometries": [polygon]}))
    else:
        at = " ".join(f"{lon!r},{lat!r}" for lon, lat in ring)
        text = KML.format(
            f"<Placemark><name>Fair</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{at}</coordinates>"
            "</LinearRing></outerBoundaryIs></Polygon></Placemark>"
        )
    (tmp_path / "area").write_text(text)
    found = find_exposure(
        read_route(tmp_path / "area"),
        within=[1600],
        sites=read_sites(site_file(tmp_path / "sites.csv")),
        areas=[town()],
    )
    assert [
        (s.name, round(s.distance_m, 2), s.nearest_point.name, s.nearest_point.along_m) for s in found.sites
    ] == [
        ("Ferry Chapel", 0.0, "Fair", None),
        ("Hill School", round((1550**2 + 200**2) ** 0.5, 2), "Fair", None),
    ]
    assert {area.name for area in found.areas} == {"Square 9", "Square 10", "Square 17", "Square 18"}
    assert {area.length_m for area in found.areas} == {None}


@pytest.mark.parametrize("form", ["one area", "two features", "two parts"])
def test_an_area_that_crosses_itself_or_another_is_mended(form, tmp_path):
    """A bow, of which a triangle covers one wing again: 500 m wide and high, so each wing is a quarter of the square."""
    bow = [[list(at) for at in degrees((0, 0), (500, 500), (500, 0), (0, 500), (0, 0))]]
    wing = [[list(at) for at in degrees((0, 0), (250, 250), (0, 500), (0, 0))]]
    shapes = {
        "one area": [{"type": "Polygon", "coordinates": bow}],
        "two features": [{"type": "Polygon", "coordinates": each} for each in (bow, wing)],
        "two parts": [{"type": "MultiPolygon", "coordinates": [bow, wing]}],
    }
    (tmp_path / "area").write_text(features(*[({"name": "Bow"}, shape) for shape in shapes[form]]))
    route = read_route(tmp_path / "area")
    assert route.shape.area == pytest.approx(500**2 / 2, rel=1e-6)
    assert route.shape.is_valid


def test_positions_in_metres_of_the_grid_are_taken_as_they_are(tmp_path):
    (tmp_path / "metres.csv").write_text("name,easting,northing\nQuay,529300,180000\nMarket,530700,180000\n")
    assert read_route(tmp_path / "metres.csv").length_m == pytest.approx(1400, abs=1e-9)


def test_areas_have_a_code_a_name_and_what_they_belong_to(tmp_path):
    areas = read_areas(square_file(tmp_path / "squares.geojson"))
    assert (areas.name, areas.codes[9], areas.names[9], areas.part_of[9]) == (
        "squares",
        "S009",
        "Square 9",
        "Ward 1",
    )
    assert areas.sizes == pytest.approx([250_000] * 64, rel=1e-6)


def test_counts_are_read_by_rows_or_by_columns(tmp_path):
    long = read_counts(count_file(tmp_path / "long.csv"))
    assert long.communities == ("Reed people", "Hill people", "Ferry people")
    rows = [
        f"{code},{total:g}," + ",".join(f"{n:g}" for n in counts) + ",0.25"
        for code, total, counts in zip(long.codes, long.totals, long.counts, strict=True)
    ]
    (tmp_path / "wide.csv").write_text(
        "\n".join(["lsoa21_code,All usual residents,Reed people,Hill people,Ferry people,Share", *rows])
    )
    wide = read_counts(tmp_path / "wide.csv")
    assert (wide.communities, wide.codes) == (long.communities, long.codes)
    assert wide.counts.tolist() == long.counts.tolist()
    assert wide.totals.tolist() == long.totals.tolist()
    assert wide.notes == ("Share of wide.csv: shares are no counts of people and were left out.",)


def test_a_word_among_counts_leaves_a_column_out_and_it_is_said(tmp_path):
    text = "code,name,Reed people,Hill people\nS000,Ward 1,12,7\nS001,Ward 2,about 9,3\n"
    (tmp_path / "counts.csv").write_text(text)
    table = read_counts(tmp_path / "counts.csv")
    assert table.communities == ("Hill people",)
    assert table.notes == (
        "Reed people of counts.csv holds words and numbers, such as 'about 9', and was left out.",
    )


def test_a_count_may_have_commas_for_thousands_and_what_is_missing_stays_missing(tmp_path):
    (tmp_path / "counts.csv").write_text('code,Reed people,Hill people\nS000,"1,204",c\nS001,3,\n')
    table = read_counts(tmp_path / "counts.csv")
    assert table.counts[0, 0] == 1204
    assert str(table.counts[:, 1].tolist()) == "[nan, nan]"


def test_a_name_that_two_places_share_is_not_looked_up(tmp_path):
    from commonweal.analysis.exposure import grid

    sites = read_sites(site_file(tmp_path / "sites.csv"))
    assert set(grid.known_places(sites.names, sites.shapes)) == {"ferry chapel", "hill school", "far chapel"}
    assert "ferry chapel" not in grid.known_places((*sites.names[:2], sites.names[0]), sites.shapes)


def test_a_file_is_known_by_what_it_holds_and_not_by_its_name(tmp_path):
    (tmp_path / "route.kml").write_text(ROUTES["GPX track"][0])
    assert read_route(tmp_path / "route.kml").length_m == pytest.approx(3000, abs=1e-3)
    (tmp_path / "page.gpx").write_text("<html><body/></html>")
    with pytest.raises(NotPossible, match="neither GPX nor KML"):
        read_route(tmp_path / "page.gpx")
