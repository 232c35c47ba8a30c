"""Is an answer what the library finds, kept word for word, and refused in words where it cannot be given?"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.assess.exposure.models import Layer, Study
from commonweal.assess.exposure.reads.answering import find_answer
from commonweal.assess.exposure.reads.studies import answer_of
from commonweal.assess.exposure.tests import factories as f
from commonweal.assess.exposure.writes import make_study, retire_layer, withdraw_study
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.visibility.rules import NotPossible, Refused

pytestmark = pytest.mark.django_db


def test_sites_come_nearest_first_with_the_named_nearest_point_and_metres_along():
    answer = answer_of(f.study(f.make_town()))
    found = [(s["name"], round(s["distance_m"]), s["nearest_point"]["name"]) for s in answer.sites]
    assert found == [
        ("Quay School", 100, "Quay"), ("Chapel in the Lane", 300, "Quay"), ("Hill Temple", 400, "Market"),
        ("Mission of the Isles", 500, "Mill"),
    ]  # fmt: skip
    assert [round(s["nearest_point"]["along_m"]) for s in answer.sites] == [700, 300, 2900, 3900]
    assert answer.says.startswith(
        "4 sites lie within 1.5 km; the nearest is Quay School, 100 m away, nearest point Quay."
    )


def test_boroughs_are_crossed_with_their_lengths_and_people_counted_with_an_error():
    answer = answer_of(f.study(f.make_town()))
    crossed = {row["name"]: round(row["length_m"]) for row in answer.areas_of("borough", "ward")}
    assert crossed["Quayside"] == 4000
    near = {(row["name"], row["within_m"]): row for row in answer.people}
    assert near["Reed people", 500]["people"] < near["Reed people", 1500]["people"] < 7700
    assert near["Reed people", 500]["error"] > 0
    assert (
        near["Reed people", 500]["at_least"]
        <= near["Reed people", 500]["people"]
        <= near["Reed people", 500]["at_most"]
    )
    assert [(row["community"], row["name"]) for row in answer.dense] == [("Hill people", "Millside")]
    assert "No wards are loaded, so none are named." in answer.notes
    assert any("Placed by hand" in note for note in answer.notes)


def test_a_community_is_named_as_dense_where_its_share_is_a_multiple_of_the_usual_one():
    f.make_areas()
    analyst = f.person()
    f.load_sites(analyst=analyst)
    f.load_people(
        b"code,Total,Reed people\nE09000101,1000,600\nE09000102,9000,100\nE09000103,9000,100\nE09000104,9000,0\n"
    )
    dense = answer_of(f.study(analyst)).dense
    assert [(row["name"], round(row["share"], 2)) for row in dense] == [("Quayside", 0.6)]


@pytest.mark.parametrize(
    ("name", "made"), [("route.geojson", f.geojson), ("route.gpx", f.gpx), ("route.kml", f.kml)]
)
def test_an_uploaded_route_gives_what_the_drawn_one_gives(name: str, made: Any):
    account = f.make_town()
    corners = ((0, 0), (2000, 0), (2000, 2000))
    answer = answer_of(f.study(account, way="uploaded", positions="", file=made(*corners), file_name=name))
    drawn = answer_of(f.study(account))
    assert [round(s["distance_m"]) for s in answer.sites] == [round(s["distance_m"]) for s in drawn.sites]
    assert answer.has_times == (name == "route.gpx")
    if answer.has_times:
        assert [s["passed_at"][:16] for s in answer.sites] == [
            "2010-07-01T10:03", "2010-07-01T10:01", "2010-07-01T10:14", "2010-07-01T10:19",
        ]  # fmt: skip


def test_named_places_are_joined_and_an_area_or_a_place_can_be_asked_about():
    account = f.make_town()
    named = answer_of(f.study(account, way="named", names="Quay School\nHill Temple"))
    assert [s["name"] for s in named.sites[:2]] == ["Hill Temple", "Quay School"] or named.sites[0][
        "distance_m"
    ] == 0
    area = answer_of(f.study(account, way="place", place="Fieldside"))
    assert area.content["route"]["kind"] == "area"
    assert area.sites[0] | {"distance_m": 0} == area.sites[0]
    place = answer_of(f.study(account, way="place", place="hill temple"))
    assert place.content["route"]["kind"] == "point"
    assert place.says.endswith("It is in Marketside.")
    closed = answer_of(f.study(account, shape="area"))
    assert closed.content["route"]["kind"] == "area"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"positions": "51.5152, -0.1418"}, "latitude and longitude swapped"),
        ({"positions": "2.35, 48.85"}, "outside the United Kingdom"),
        ({"positions": "here and there"}, "is no position"),
        ({"positions": ""}, "at least one point"),
        ({"positions": "\n".join(["529000, 179000"] * 501)}, "501 positions"),
        ({"positions": "529000, 179000\n529500, 179000", "shape": "area"}, "at least three points"),
        ({"within": "700 m"}, "no number of metres"),
        ({"within": "0"}, "more than 0"),
        ({"within": "50000"}, "at most 20,000"),
        ({"within": "1,2,3,4,5,6,7"}, "between 1 and 6"),
        ({"kinds": ["shrine"]}, "No site of the kind"),
        ({"kinds": []}, "at least one kind"),
        ({"way": "named", "names": "Nowhere Hall"}, "is not among the sites"),
        ({"way": "place", "place": "Atlantis"}, "is not among the sites"),
        ({"way": "uploaded", "file": b"PK\x03\x04zip", "file_name": "a.kmz"}, "is packed"),
        ({"way": "uploaded", "file": b"", "file_name": "a.gpx"}, "is empty"),
        ({"way": "uploaded", "file": b"<!DOCTYPE x [<!ENTITY a 'b'>]><gpx>&a;</gpx>", "file_name": "a.gpx"}, "definitions"),
        ({"way": "uploaded", "file": b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [NaN, 1]}}'}, "NaN"),
        ({"way": "uploaded", "file": b"[" * 100_000, "file_name": "deep.json"}, "nested too deeply"),
        ({"way": "uploaded", "file": b"{}" + b" " * 5_000_001, "file_name": "big.json"}, "larger than 5 MB"),
        ({"way": "uploaded", "file": b'{"type": "FeatureCollection", "features": []}', "file_name": "../../etc/x"}, "no positions"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_in_words(given: dict[str, Any], says: str):
    account = f.make_town()
    with pytest.raises(NotPossible, match=says) as why:
        f.study(account, **given)
    assert "/tmp" not in str(why.value)
    assert not Study.objects.exists()


def test_a_house_without_layers_says_who_has_to_load_one():
    with pytest.raises(NotPossible, match="an analyst has to load a layer first"):
        f.study(f.person())


def test_an_answer_never_changes_and_no_layer_does():
    account = f.make_town()
    made = f.study(account)
    assert content_hash(made.answer) == made.answer_hash
    assert canonical(json.loads(made.answer)) == made.answer
    for changing in (
        lambda: Study.objects.filter(pk=made.pk).update(answer=made.answer.replace("Quay School", "Nothing")),
        lambda: Study.objects.filter(pk=made.pk).update(says="All clear"),
        lambda: Study.objects.filter(pk=made.pk).update(reach="police"),
        lambda: Study.objects.filter(pk=made.pk)._raw_delete("default"),
        lambda: Layer.objects.update(held="{}"),
        lambda: Layer.objects.update(limits="None at all"),
        lambda: Layer.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            changing()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE exposure_study SET answer = '{}' WHERE id = %s", [made.pk])


def test_a_layer_that_is_put_aside_changes_no_answer_but_is_not_asked_again():
    account = f.make_town()
    before = f.study(account)
    for layer in Layer.objects.filter(what="sites"):
        retire_layer(layer=layer, reason="Out of date", **f.who(account))
        with pytest.raises(NotPossible, match="already"):
            retire_layer(layer=layer, reason="Again", **f.who(account))
    assert answer_of(Study.objects.get(pk=before.pk)).sites
    with pytest.raises(NotPossible, match="No sites are loaded"):
        f.study(account, title="Again")


def test_a_withdrawn_study_stays_with_its_reason_and_is_withdrawn_once():
    account = f.make_town()
    made = f.study(account)
    withdraw_study(study=made, reason="The wrong day", **f.who(account))
    with pytest.raises(NotPossible, match="already"):
        withdraw_study(study=made, reason="Again", **f.who(account))
    kept = Study.objects.get(pk=made.pk)
    assert kept.withdrawn_reason == "The wrong day"
    assert answer_of(kept).sites
    with pytest.raises(DatabaseError), transaction.atomic():
        Study.objects.filter(pk=made.pk).update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")


def test_nobody_asks_for_another_organisation_and_the_refusal_is_kept():
    account = f.make_town()
    with pytest.raises(Refused):
        make_study(
            title="Theirs", owner=f.police("Other police"), reach="own", asked=f.asked(), **f.who(account)
        )
    assert AuditEntry.objects.filter(action="exposure.make_study", outcome="refused").count() == 1
    made = f.study(account)
    other = f.person("commander", f.police("Other police"))
    with pytest.raises(Refused):
        withdraw_study(study=made, reason="Not mine", **f.who(other))


def test_sizes_of_the_desks_count_where_no_table_does_and_what_is_hidden_there_is_hidden_here():
    f.make_areas()
    account = f.person()
    f.load_sites(analyst=account)
    f.make_sizes({"Reed people": (4000, 3000, 500, 40)})
    f.make_sizes({"Secret people": (900, 900, 900, 900)}, tier="oversight")
    answer = answer_of(f.study(account, way="place", place="Fieldside", within="1"))
    [row] = answer.people
    assert row["name"] == "Reed people"
    assert row["people"] < 2
    assert row["words"] == "fewer than 10"
    assert any("kept back" in note for note in answer.notes)


def test_a_table_of_the_operator_comes_before_the_sizes_of_the_desks():
    account = f.make_town()
    f.make_sizes({"Reed people": (1, 1, 1, 1), "Marsh people": (500, 600, 700, 800)})
    answer = answer_of(f.study(account))
    families = {row["name"]: row["family"] for row in answer.content["communities"]}
    assert families == {
        "Reed people": "People of the town", "Hill people": "People of the town", "Ferry people": "People of the town",
        "Marsh people": "ethnicity",
    }  # fmt: skip


def test_people_are_counted_in_the_smallest_areas_whichever_table_is_the_newest():
    account = f.make_town()
    f.make_wards()
    rows = [f"{f.ward_code(code, part)},1000,{part * 100}" for code in f.CODES for part in (1, 2, 3, 4)]
    older = "\n".join(["code,Everybody,Reed people", *rows]).encode()
    f.load_people(older, analyst=account, title="People of the wards", dated_on=date(2001, 4, 29))
    answer = answer_of(f.study(account, way="place", place="Quayside 1", within="1"))
    families = {row["name"]: row["family"] for row in answer.content["communities"]}
    assert families["Reed people"] == "People of the wards"
    assert families["Hill people"] == "People of the town"
    # The whole town within reach: what the wards say, and not the 7,700 of the boroughs.
    whole = answer_of(f.study(account, within="9000"))
    [reed] = [row for row in whole.people if row["name"] == "Reed people"]
    assert reed["people"] == pytest.approx(4 * (100 + 200 + 300 + 400))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    corners=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 4000)), min_size=1, max_size=6),
    within=st.lists(st.integers(1, 5000), min_size=2, max_size=6, unique=True),
)
def test_a_wider_distance_never_reaches_fewer(town_asker: Any, corners: Any, within: list[int]):
    """In the stored answer: of people by every measure, and of sites."""
    positions = "\n".join(f"{f.EAST + x:.0f}, {f.NORTH + y:.0f}" for x, y in corners)
    question = f.asked(positions=positions, within=", ".join(map(str, within)))
    content = json.loads(canonical(find_answer(question, **town_asker)))
    for name in {row["name"] for row in content["communities"]}:
        rows = sorted((r for r in content["communities"] if r["name"] == name), key=lambda r: r["within_m"])
        for measure in ("people", "at_least", "at_most"):
            numbers = [row[measure] for row in rows]
            assert numbers == sorted(numbers)
    counts = [
        sum(site["distance_m"] <= metres for site in content["sites"]) for metres in content["within_m"]
    ]
    assert counts == sorted(counts)


@pytest.fixture
def town_asker() -> dict[str, Any]:
    who = f.who(f.make_town())
    return {"viewer": who["by"], "at": who["at"]}
