"""A file that is broken, mistaken or hostile is refused in one sentence that names it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from commonweal.analysis.exposure import NotPossible
from commonweal.analysis.exposure.files import read_areas, read_counts, read_route, read_sites
from commonweal.analysis.exposure.tests.test_files import CORNERS, GPX, KML, gpx_points
from commonweal.analysis.exposure.tests.town import line, point

pytestmark = pytest.mark.once
TURNED = [(lat, lon) for lon, lat in CORNERS]
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><gpx><name>&b;</name></gpx>'
)
FETCHING = '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><wpt lat="51.5" lon="-0.1"><name>&x;</name></wpt></gpx>'
POLYGON = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [0, 0]]]}


def collection(*shapes, **named):
    rows = [
        {"type": "Feature", "properties": {"code": f"A{at}", **named}, "geometry": each}
        for at, each in enumerate(shapes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows})


def square(at, side=0.01):
    x, y = at
    return {
        "type": "Polygon",
        "coordinates": [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]],
    }


ROUTES = {
    "is empty": "",
    "is empty ": " \n\t ",
    "has no positions": collection(),
    "has no positions ": GPX.format(""),
    "has no positions  ": "lon,lat\n",
    "swapped: longitude must come first": json.dumps(line(TURNED)),
    "The route's point 1 has latitude and longitude swapped": "lon,lat\n51.5,-0.12\n51.6,-0.13\n",
    "The route's point 2 (Calais) lies outside the United Kingdom": "name,lon,lat\nDover,1.31,51.13\nCalais,1.86,50.95\n",
    "The route's point 1 lies outside the United Kingdom": json.dumps(line([(139.7, 35.6), (139.8, 35.7)])),
    "lies outside the United Kingdom ": json.dumps(line([(0.0, 0.0), (0.0, 0.0)])),
    "The route's point 1 of part 2": collection(line(CORNERS), line([(2.35, 48.85), (2.36, 48.85)])),
    "The route's point 2 lies outside the United Kingdom": "easting,northing\n530000,180000\n690000,5000\n",
    "lies outside the United Kingdom  ": "lon,lat\n0.1,51.5\n5000,2000\n",
    "holds NaN where a number must stand": '{"type": "Point", "coordinates": [NaN, 51.5]}',
    "holds Infinity": '{"type": "Point", "coordinates": [Infinity, 51.5]}',
    "a position that is not a number": '{"type": "Point", "coordinates": [1e999, 51.5]}',
    "more digits than any position": '{"type": "Point", "coordinates": [' + "9" * 5000 + ", 51.5]}",
    "a number that no position has": '{"type": "Point", "coordinates": [' + "9" * 400 + ", 51.5]}",
    "Position 1 is not a pair of numbers": '{"type": "Point", "coordinates": ["-0.1", "51.5"]}',
    "Position 2 is not a pair": '{"type": "LineString", "coordinates": [[-0.1, 51.5], [true, 51.5]]}',
    "Position 1 is not a pair": '{"type": "LineString", "coordinates": [[-0.1], [51.5]]}',
    "no list of coordinates": '{"type": "LineString", "coordinates": "here"}',
    "coordinates that are not lists": '{"type": "MultiLineString", "coordinates": [1, 2]}',
    "is not JSON": '{"type": "Point", ',
    "JSON, but not GeoJSON": "[1, 2]",
    "JSON, but not GeoJSON ": '{"type": "Topology"}',
    "without a list of features": '{"type": "FeatureCollection"}',
    "feature 1 is not an object": '{"type": "FeatureCollection", "features": [7]}',
    "a geometry of no known type": collection({"type": "Circle"}),
    "nested too deeply": '{"type": "Point", "coordinates": ' + "[" * 100_000,
    "A collection of geometries": '{"type": "GeometryCollection", "geometries": [1]}',
    "both lines and areas": collection(line(CORNERS), square((-0.1, 51.5))),
    "both lines and areas ": json.dumps(
        {"type": "GeometryCollection", "geometries": [line(CORNERS), square((-0.1, 51.5))]}
    ),
    "Feature 1 has a geometry that cannot be read": json.dumps(
        {"type": "GeometryCollection", "geometries": [{"type": "Circle", "coordinates": [-0.1, 51.5]}]}
    ),
    "definitions that no map program writes": LAUGHS,
    "definitions that no map program writes ": FETCHING,
    "definitions that no map program writes  ": '<?xml version="1.0" encoding="utf-7"?><gpx/>',
    "not sound XML": "<gpx><trk></gpx>",
    "not sound XML ": "<gpx>" + "<a>" * 100_000,
    "neither GPX nor KML": "<svg/>",
    "The longitude of a point is ''": GPX.format('<wpt lat="51.5"/>'),
    "The latitude of a point is 'nan'": GPX.format('<wpt lat="nan" lon="-0.1"/>'),
    "not a pair of longitude and latitude": KML.format("<Placemark><Point><coordinates>51.5</coordinates></Point></Placemark>"),
    "A latitude is 'north'": KML.format("<Placemark><Point><coordinates>-0.1,north</coordinates></Point></Placemark>"),
    "each line round it four positions": KML.format(
        "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>-0.1,51.5</coordinates></LinearRing>"
        "</outerBoundaryIs></Polygon></Placemark>"
    ),
    "row 2 is 'nan', which is not a number": "lon,lat\n-0.1,nan\n",
    "row 3 is 'inf', which is not a number": "lon,lat\n-0.1,51.5\ninf,51.5\n",
    "row 2 is '0x10'": "lon,lat\n0x10,51.5\n",
    "has 3 values in row 2 under 2 headings": "lon,lat\n-0.1,51.5,9\n",
    "Row 3 has no position": "name,lon,lat\nQuay,-0.1,51.5\nMill,,\n",
    "needs the columns longitude and latitude": "colour,size\nred,1\n",
    "no sites were given": "Quay\nMill\n",
    "is not a table": "lon,lat\n\0,1\n",
    "is not a table ": 'lon,lat\n"' + "x" * 200_000,
    "not a text file in UTF-8": b"name,lon,lat\n\xff\xfe,-0.1,51.5\n",
    "unpack it": b"PK\x03\x04rest",
    "are the most that are taken": json.dumps(line([(-0.1, 51.5)] * 200_001)),
}  # fmt: skip


@pytest.mark.parametrize("sentence", ROUTES)
def test_a_route_that_cannot_be_read_is_refused_in_a_sentence(sentence, tmp_path):
    refused_by(read_route, ROUTES[sentence], sentence, tmp_path)


SITES = {
    "needs the columns name": "lon,lat\n-0.1,51.5\n",
    "needs the columns name ": "name,where\nQuay,here\n",
    "The site 'Paris' lies outside the United Kingdom": "name,lon,lat\nParis,2.35,48.85\n",
    "The site 'Quay' has latitude and longitude swapped": collection(point((51.5, -0.1)), name="Quay"),
    "not from XML": GPX.format(gpx_points("wpt")),
    "geometry that cannot be read": '{"type": "LineString", "coordinates": [[-0.1, 51.5]]}',
    "is not a number": "name,lat,lon\nQuay,51.5,east\n",
}


@pytest.mark.parametrize("sentence", SITES)
def test_sites_that_cannot_be_read_are_refused_in_a_sentence(sentence, tmp_path):
    refused_by(read_sites, SITES[sentence], sentence, tmp_path)


AREAS = {
    "Areas are read from GeoJSON": "code,name\nA,B\n",
    "The area 'A0' lies outside the United Kingdom": collection(POLYGON),
    "The area 'A1' has latitude and longitude swapped": collection(
        square((-0.1, 51.5)), square((51.5, -0.1))
    ),
    "stands in file twice": collection(square((-0.1, 51.5)), square((-0.1, 51.6)), code="A"),
    "has no extent": collection(
        {"type": "Polygon", "coordinates": [[[-0.1, 51.5], [-0.2, 51.5], [-0.1, 51.5], [-0.1, 51.5]]]}
    ),
    "geometry that cannot be read": collection({"type": "Polygon", "coordinates": [[["a", "b"]]]}),
}


@pytest.mark.parametrize("sentence", AREAS)
def test_areas_that_cannot_be_read_are_refused_in_a_sentence(sentence, tmp_path):
    refused_by(read_areas, AREAS[sentence], sentence, tmp_path)


COUNTS = {
    "read from a table": "{}",
    "one column named code": "area,n\nA,1\n",
    "Row 3 names no area": "code,n\nA,1\n ,2\n",
    "no column of counts": "code,name\nA,B\n",
    "Row 2 holds -4 under 'Reed people'": "code,Reed people\nA,-4\n",
    "Row 2 holds 1e999": "code,Reed people\nA,1e999\n",
    "'Reed' is counted twice for the area 'A' (row 4)": "code,community,n\nA,Reed,1\nA,Hill,2\nA,Reed,3\n",
    "one column with words": "code,kind,group,n\nA,old,Reed,1\nA,old,Hill,2\n",
    "holds shares": "code,community,n\nA,Reed,0.5\nA,Hill,0.25\n",
    "'Reed' stands twice": "code,Reed,Reed\nA,1,2\n",
    "communities; 500 are the most": "code,"
    + ",".join(f"c{at}" for at in range(501))
    + "\nA"
    + ",1" * 501
    + "\n",
}


@pytest.mark.parametrize("sentence", COUNTS)
def test_counts_that_cannot_be_read_are_refused_in_a_sentence(sentence, tmp_path):
    refused_by(read_counts, COUNTS[sentence], sentence, tmp_path)


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path):
    for path, sentence in (
        (tmp_path / "none", "cannot be read (No such file"),
        (tmp_path, "cannot be read (Is a directory)"),
    ):
        with pytest.raises(NotPossible) as refused:
            read_route(path)
        assert sentence in str(refused.value)
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(21_000_000)
    with pytest.raises(NotPossible, match="larger than 20 MB"):
        read_route(tmp_path / "huge")


def test_a_file_is_named_also_where_the_sentence_has_its_name_as_a_word(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("route").write_text(json.dumps(line(TURNED)))
    with pytest.raises(NotPossible, match=r"^route: The route's point 1 has latitude and longitude swapped"):
        read_route(Path("route"))


def refused_by(reader, text, sentence, folder):
    path = folder / "file"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    began = time.monotonic()
    with pytest.raises(NotPossible) as refused:
        reader(path)
    said = str(refused.value)
    assert sentence.strip() in said
    assert str(path) in said
    assert said.count("\n") == 0
    assert time.monotonic() - began < 10
