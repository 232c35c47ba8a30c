"""Is a whole file stored or nothing of it, with its dates and parents, and are the real boundaries good enough?"""

import time
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import verify_chain
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.places import reads, writes
from commonweal.ground.places.demonstration import OUTLINES, borough_codes, load_london
from commonweal.ground.places.models import Area, AreaLoad
from commonweal.ground.places.rules.checking import Fields
from commonweal.ground.places.tests.factories import ADMINISTRATOR, AT, TODAY, feature, file, row, square
from commonweal.ground.visibility.rules import SYSTEM, Holding, NotPossible, Refused

pytestmark = pytest.mark.django_db
BY = {"by": ADMINISTRATOR, "at": AT}


def load(content, **given):
    given = {"level": "borough", "file_name": "areas.geojson", "source": "Test"} | given
    return writes.load_areas(content=content, **given, **BY)


def test_a_file_is_stored_in_one_audited_write():
    made = load(row(3))
    assert Area.objects.count() == made.area_count == 3
    entry = AuditEntry.objects.get()
    assert entry.words == "loaded areas from a boundary file"
    assert verify_chain() == (1, None)
    assert reads.get_area("E1", on=TODAY).name == "Square 1"


def test_one_bad_area_keeps_all_of_them_out():
    with pytest.raises(NotPossible, match="has no code"):
        load(file(feature("E1", "West", square(0)), feature("", "East", square(1))))
    assert (Area.objects.count(), AreaLoad.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_a_redrawn_area_ends_the_earlier_one():
    load(row(2), valid_from_on=date(2009, 4, 1))
    load(file(feature("E0", "Square 0", square(5))), valid_from_on=date(2022, 12, 1))
    before, after = reads.get_area("E0", on=date(2015, 1, 1)), reads.get_area("E0", on=date(2022, 12, 1))
    assert (before.valid_until_on, after.valid_from_on) == (date(2022, 12, 1), date(2022, 12, 1))
    assert [a.code for a in reads.list_areas("borough", on=date(2023, 1, 1))] == ["E0", "E1"]
    assert reads.get_area("E0", on=date(2008, 1, 1)) is None
    with pytest.raises(NotPossible, match="stored already"):
        load(row(2), valid_from_on=date(2009, 4, 1))


def test_the_tree_is_found_by_place():
    load(file(feature("R1", "Region", square(0).union(square(1)))), level="region")
    load(row(2), parent_level="region")
    region = reads.get_area("R1", on=TODAY)
    assert [a.code for a in reads.list_children(region, on=TODAY)] == ["E0", "E1"]
    assert reads.list_ancestors(reads.get_area("E1", on=TODAY)) == [region]
    assert reads.list_within(region, on=TODAY).count() == 2
    assert reads.area_at(0.05, 51.05, level="borough", on=TODAY).code == "E0"
    assert reads.area_at(9.0, 51.05, level="borough", on=TODAY) is None
    with pytest.raises(NotPossible, match="No larger area holds"):
        load(file(feature("E7", "Far", square(7))), parent_level="region")
    with pytest.raises(NotPossible, match="a larger one"):
        load(row(1, prefix="W"), level="region", parent_level="borough")


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_only_those_who_load_places_load_them(role, count):
    viewer = as_viewer([Holding(role, 1)], account_id=1, name=role)
    given = {"content": row(1), "file_name": "a", "level": "borough", "by": viewer, "at": AT}
    if viewer.may("places.load"):
        assert writes.load_areas(**given).area_count == 1
    else:
        with pytest.raises(Refused):
            writes.load_areas(**given)
        assert not Area.objects.exists()
    count("Places: loads tried by role", 1)


def test_an_area_ends_with_a_reason():
    load(row(1))
    area = reads.get_area("E0", on=TODAY)
    with pytest.raises(NotPossible, match="Say why"):
        writes.end_area(area=area, on=TODAY, reason="", **BY)
    writes.end_area(area=area, on=TODAY, reason="Merged with its neighbour", **BY)
    assert reads.get_area("E0", on=TODAY) is None


@pytest.mark.parametrize(
    "broken",
    [
        {"code": ""},
        {"name": ""},
        {"valid_until_on": date(2000, 1, 1)},
        {"code": "E0", "valid_from_on": date(1900, 1, 1)},
    ],
)
def test_the_database_keeps_its_own_promises(broken, count):
    load(row(1))
    sound = {"level": "ward", "code": "W1", "name": "Ward", "valid_from_on": date(2000, 1, 1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(**(sound | broken))
    count("Places: constraints broken on purpose", 1)


def test_nobody_is_their_own_parent():
    load(row(1))
    area = Area.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.filter(pk=area.pk).update(parent=area)


# The command


def command(path, *arguments):
    out = StringIO()
    call_command("places", "load", str(path), "--level", "borough", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_found_and_stores_it(tmp_path):
    path = tmp_path / "areas.geojson"
    path.write_bytes(row(3))
    assert "Read 3 features." in command(path, "--check-only")
    assert not Area.objects.exists()
    assert "Stored 3 areas." in command(path, "--valid-from", "2022-12-01", "--source", "Test")
    with pytest.raises(CommandError, match=r"Nothing was stored\."):
        command(path, "--valid-from", "2022-12-01")


def test_the_command_refuses_with_one_sentence(tmp_path):
    path = tmp_path / "areas.geojson"
    path.write_bytes(b"no json")
    with pytest.raises(CommandError, match="not JSON"):
        command(path)
    with pytest.raises(CommandError, match="cannot be read"):
        command(tmp_path / "none.geojson")


# Maps


def test_a_map_says_each_value_and_what_was_not_asked():
    load(row(3))
    areas = list(reads.list_areas("borough", on=TODAY))
    drawn = reads.map_of(
        areas, {"E0": reads.AreaValue("High", "level", 3), "E1": reads.AreaValue("Silent", "missing")}
    )
    assert [(a.words, a.kind) for a in drawn.areas] == [
        ("High", "level"),
        ("Silent", "missing"),
        ("Not asked", "not_asked"),
    ]
    assert set(drawn.drawing.by_key) == {"E0", "E1", "E2"}
    assert reads.map_of(areas).drawing is drawn.drawing
    assert reads.map_of([]) is None


# The demonstration and the real boundaries


def test_the_demonstration_has_33_boroughs_two_forces_and_london(count):
    if not OUTLINES.is_file():
        pytest.skip("the outlines have not been built: python3 run assets")
    load_london(by=SYSTEM, at=AT)
    assert load_london(by=SYSTEM, at=AT) == 37
    boroughs = list(reads.list_areas("borough", on=TODAY).select_related("parent"))
    assert {a.code for a in boroughs} == set(borough_codes().values())
    assert sorted(a.name for a in boroughs if a.parent.code == "E23000034") == ["City of London"]
    assert reads.area_at(-0.1281, 51.5080, level="borough", on=TODAY).name == "Westminster"
    london = reads.get_area("E12000007", on=TODAY)
    assert sum(a.square_km for a in boroughs) == pytest.approx(london.square_km, rel=0.001)
    count("Places: boroughs in the demonstration", len(boroughs))


REAL = [
    ("london_boroughs_2022.geojson", "borough", 33, 1573.3),
    ("london_wards_2022.geojson", "ward", 704, 1573.4),
    ("lad_2024_south_east.geojson", "borough", 64, 19_102.9),
    ("police_force_areas_2020_london_se.geojson", "police_force", 9, 26_009.2),
    ("london_lsoa_2021.geojson", "lsoa", 4_994, 1573.3),
]


@pytest.mark.parametrize(("name", "level", "number", "square_km"), REAL)
def test_the_real_boundaries_are_loaded_whole(shared, name, level, number, square_km, count):
    path = shared / "data" / "boundaries" / name
    if not path.is_file():
        pytest.skip(f"{path.name} is not among the shared data")
    content, started = path.read_bytes(), time.perf_counter()
    made = load(content, level=level, file_name=name)
    report = reads.check_file(content, level=level, valid_from_on=date(2030, 1, 1))
    assert (made.area_count, report.feature_count) == (number, number)
    assert report.union_km2 == pytest.approx(square_km, abs=0.1)
    assert report.overlap_km2 < 0.1
    assert time.perf_counter() - started < 120
    count(f"Places: real areas loaded ({level})", number)


def test_the_wards_of_london_find_their_boroughs(shared, count):
    folder = shared / "data" / "boundaries"
    load((folder / "london_boroughs_2022.geojson").read_bytes())
    wards = (folder / "london_wards_2022.geojson").read_bytes()
    by_code = Fields(parent="borough_code")
    load(wards, level="ward", parent_level="borough", fields=by_code)
    named = dict(Area.objects.filter(level="ward").values_list("code", "parent__code"))
    report = reads.check_file(wards, level="ward", parent_level="borough", valid_from_on=date(2030, 1, 1))
    parents = dict(Area.objects.filter(level="borough").values_list("pk", "code"))
    same = sum(named[a.code] == parents[a.parent_key] for a in report.areas)
    assert same >= 700
    count("Places: wards whose borough is the same by code and by place", same)
