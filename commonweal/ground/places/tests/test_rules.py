"""Is every fault of a boundary file found and said, and is what is sound kept as it was?"""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box, mapping

from commonweal.ground.places.rules import grid
from commonweal.ground.places.rules.checking import Fields, Parent, check_features
from commonweal.ground.places.rules.files import BadFile, read_features
from commonweal.ground.places.rules.levels import levels_above, may_hold
from commonweal.ground.places.tests.factories import collection, feature, square

WEST, EAST = square(0), square(1)


def check(*features, **given):
    content = json.dumps(collection(*features)).encode()
    return check_features(read_features(content), **({"level": "borough"} | given))


def kinds(report):
    return {f.kind for f in report.findings if f.stops}, {f.kind for f in report.findings if not f.stops}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"PK\x03\x04", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[]", "neither GeoJSON"),
        (b'{"type": "Feature"}', "neither GeoJSON"),
        (b'{"type": "FeatureCollection"}', "no list of features"),
        (b'{"type": "FeatureCollection", "features": []}', "no features"),
        (b'{"type": "Topology", "objects": {}}', "arcs that cannot be read"),
        (b'{"type": "Topology", "arcs": [[[1]]], "objects": {}}', "arcs that cannot be read"),
        (b'{"type": "Topology", "arcs": []}', "no objects"),
    ],
)
def test_what_is_no_boundary_file_gets_one_sentence(content, sentence, count):
    with pytest.raises(BadFile, match=sentence) as fault:
        read_features(content)
    assert "\n" not in str(fault.value)
    count("Places: files refused with one sentence", 1)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("commonweal.ground.places.rules.files.MOST_BYTES", 10)
    with pytest.raises(BadFile, match="larger than"):
        read_features(b"x" * 11)


def test_a_sound_file_may_be_stored_and_is_measured():
    report = check(feature("E1", "West", WEST), feature("E2", "East", EAST))
    assert report.may_be_stored
    assert not report.findings
    assert report.sum_km2 == pytest.approx(report.union_km2)
    assert [a.code for a in report.areas] == ["E1", "E2"]


@pytest.mark.parametrize(
    ("features", "stops"),
    [
        ([feature("", "West", WEST)], "no code"),
        ([feature("E1", "", WEST)], "no name"),
        ([feature("E1" * 11, "West", WEST)], "no code"),
        ([feature("E1", "West", WEST), feature("E1", "East", EAST)], "twice"),
        ([feature("E1", "West", None)], "no shape"),
        ([feature("E1", "West", shapely.Point(0, 51))], "no shape"),
        ([feature("E1", "West", Polygon())], "no shape"),
        ([feature("E1", "West", shapely.transform(WEST, lambda c: c[:, ::-1]))], "swapped"),
        ([feature("E1", "Paris", box(2.6, 48.8, 2.9, 48.95))], "abroad"),
        ([feature("E1", "Bow tie", Polygon([(0, 51), (0.1, 51.1), (0.1, 51), (0, 51.1)]))], "not sound"),
    ],
)
def test_what_has_to_be_mended_stops_everything(features, stops, count):
    report = check(*features)
    assert stops in kinds(report)[0]
    assert report.areas == ()
    assert not report.may_be_stored
    count("Places: faults that stop a load", 1)


def test_a_small_fault_is_repaired_and_said():
    spike = Polygon([(0, 51), (0.1, 51), (0.1, 51.1), (0.1, 51.15), (0.1, 51.1), (0, 51.1)])
    report = check(feature("E1", "West", spike))
    assert "repaired" in kinds(report)[1]
    assert shapely.from_wkb(report.areas[0].boundary).is_valid


def test_overlaps_and_gaps_are_said_with_their_size():
    ring = Polygon(box(0, 51, 0.3, 51.3).exterior, [box(0.1, 51.1, 0.2, 51.2).exterior])
    report = check(feature("E1", "Ring", ring), feature("E2", "Bar", box(0.25, 51, 0.4, 51.3)))
    said = {f.kind: f.words for f in report.said}
    assert "Ring and Bar" in said["overlap"]
    assert report.gap_km2 == pytest.approx(78, rel=0.02)
    assert report.sum_km2 - report.union_km2 == pytest.approx(report.overlap_km2)


def test_two_areas_of_one_name_are_said_and_stored():
    report = check(feature("E1", "Woodside", WEST), feature("E2", "Woodside", EAST))
    assert kinds(report) == (set(), {"same name"})
    assert len(report.areas) == 2


def test_what_is_stored_already_stops():
    report = check(feature("E1", "West", WEST), stored=["E1"])
    assert kinds(report)[0] == {"stored already"}


def test_parents_are_found_by_code_or_by_place_and_a_missing_one_is_said():
    region = Parent(7, "R1", "Region", box(-1, 50, 1, 52))
    other = Parent(8, "R2", "Other", box(3, 50, 4, 52))
    by_place = check(feature("E1", "West", WEST), parents=[region, other])
    assert by_place.areas[0].parent_key == 7
    by_code = check(feature("E1", "West", WEST, up="R2"), parents=[region, other], fields=Fields(parent="up"))
    assert by_code.areas[0].parent_key == 8
    assert "outside its parent" in kinds(by_code)[1]
    assert kinds(check(feature("E1", "West", WEST), parents=[other]))[1] == {"no parent"}
    assert kinds(check(feature("E1", "West", WEST), parents=[other], needs_parent=True))[0] == {"no parent"}


def test_codes_are_looked_up_by_name():
    report = check(feature("", "West", WEST), fields=Fields(codes={"West": "E1"}))
    assert report.areas[0].code == "E1"


def test_the_british_grid_is_turned_into_degrees_and_said():
    report = check(feature("E1", "West", grid.in_metres([WEST])[0]))
    assert kinds(report) == (set(), {"metres"})
    assert shapely.hausdorff_distance(shapely.from_wkb(report.areas[0].boundary), WEST) < 1e-5


def test_degrees_become_metres_of_the_british_grid():
    """Ordnance Survey's worked example, the water tower at Caister, to the metres that a map shows."""
    point = grid.in_metres([shapely.Point(1.716073973, 52.658007833)])[0]
    assert (point.x, point.y) == (pytest.approx(651_409.8, abs=10), pytest.approx(313_177.5, abs=10))


def arcs_of(content):
    """The same two squares as TopoJSON, sharing the arc between them."""
    return json.dumps(content).encode()


def test_topojson_shares_its_arcs():
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [0, 51]},
        "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
        "objects": {
            "all": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "id": "West", "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "East", "arcs": [[[2, -1]]]},
                    {"type": "Point", "id": "Nowhere", "coordinates": [0, 0]},
                    {"type": "Polygon", "id": "Broken", "arcs": [[99]]},
                ],
            }
        },
    }
    west, east, nowhere, broken = read_features(arcs_of(topology))
    assert west.shape.equals(box(0, 51, 0.1, 51.1))
    assert east.shape.equals(MultiPolygon([box(0.1, 51, 0.2, 51.1)]))
    assert (nowhere.shape, broken.shape) == (None, None)
    assert west.text("id") == "West"


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True))
def test_neighbours_keep_their_common_line_when_simplified(columns):
    wavy = [square(c, bends=40) for c in columns]
    report = check(*(feature(f"E{c}", f"N{c}", s) for c, s in zip(columns, wavy, strict=True)))
    outlines = [shapely.from_wkb(a.outline) for a in report.areas]
    overlap = sum(o.area for o in outlines) - shapely.union_all(outlines).area
    assert overlap == pytest.approx(0, abs=1)
    assert all(o.is_valid for o in outlines)


JSONISH = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["Polygon", "Topology", "FeatureCollection"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "features",
                    "geometry",
                    "coordinates",
                    "properties",
                    "arcs",
                    "objects",
                    "transform",
                    "scale",
                    "translate",
                    "id",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSONISH)
def test_whatever_json_comes_it_is_read_or_refused_with_a_sentence(table):
    try:
        features = read_features(json.dumps(table).encode())
    except BadFile:
        return
    check_features(features, level="ward")


def test_what_may_hold_what():
    assert levels_above("borough") == ("police_force", "region", "country")
    assert may_hold("region", "ward")
    assert not may_hold("ward", "region")
    assert not may_hold("ward", "ward")


def test_a_shape_goes_in_and_out_as_it_was():
    report = check(feature("E1", "West", WEST))
    assert mapping(shapely.from_wkb(report.areas[0].boundary)) == mapping(WEST)
