"""The command answers in words or as JSON, or says in one sentence what was wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from commonweal.analysis.exposure.command_line import main
from commonweal.analysis.exposure.tests.test_files import CORNERS, MARKS, ROUTES
from commonweal.analysis.exposure.tests.town import (
    COMMUNITIES,
    count_file,
    line,
    site_file,
    square_file,
    write_json,
)
from commonweal.config.home import PROJECT

pytestmark = pytest.mark.once


@pytest.fixture
def asked(tmp_path):
    route = write_json(tmp_path / "route.geojson", ({"name": "Way"}, line(CORNERS)), *MARKS)
    return [
        str(route),
        *("--sites", str(site_file(tmp_path / "sites.csv"))),
        *("--areas", str(square_file(tmp_path / "squares.geojson"))),
        *("--counts", str(count_file(tmp_path / "counts.csv"))),
        *("--within", "700,1400"),
    ]


def test_the_json_has_its_shape(asked, capsys):
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [
        "version", "within_m", "length_m", "sites", "areas", "communities", "dense_areas", "covered", "notes",
    ]  # fmt: skip
    assert [list(site) for site in found["sites"]] == [["name", "kind", "distance_m", "nearest_point"]] * 3
    assert all(list(site["nearest_point"]) == ["lon", "lat", "name", "along_m"] for site in found["sites"])
    chapel = found["sites"][0]
    assert (chapel["name"], chapel["kind"], chapel["nearest_point"]["name"]) == (
        "Ferry Chapel",
        "chapel",
        "Quay",
    )
    assert chapel["distance_m"] == pytest.approx(120, abs=1e-3)
    assert chapel["nearest_point"]["along_m"] == pytest.approx(650, abs=1e-3)
    assert -0.2 < chapel["nearest_point"]["lon"] < 0
    assert 51 < chapel["nearest_point"]["lat"] < 52
    assert sum(area["length_m"] for area in found["areas"]) == pytest.approx(3000, abs=1e-2)
    assert [area["name"] for area in found["areas"]] == [
        f"Square {at}" for at in (16, 17, 18, 19, 27, 35, 43)
    ]
    assert [(each["name"], each["within_m"]) for each in found["communities"]] == [
        (name, metres) for name in COMMUNITIES for metres in (700.0, 1400.0)
    ]
    assert all(each["at_least"] <= each["people"] <= each["at_most"] for each in found["communities"])


def test_times_stand_in_the_json_only_where_the_route_has_some(asked, tmp_path, capsys):
    (tmp_path / "timed.gpx").write_text(ROUTES["GPX track"][0])
    assert main([str(tmp_path / "timed.gpx"), *asked[1:], "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sites"][0]["passed_at"].startswith("2012-07-21T12:06:30")
    assert found["sites"][0]["give_or_take_s"] == pytest.approx(450, abs=0.1)
    assert found["areas"][0]["passed_at"].startswith("2012-07-21T12:00:00")


def test_the_words_say_what_the_json_says(asked, capsys):
    assert main(asked) == 0
    said = capsys.readouterr().out
    for words in (
        "The route is 3.0 km long.",
        "Sites within 700 m: 1",
        "120 m: Ferry Chapel (chapel), nearest point Quay, 0.7 km along",
        "Sites within 1,400 m, beyond 700 m: 2",
        "nearest point Mill, 3.0 km along",
        "Areas of squares crossed: 7",
        "(Ward ",
        "People within 1,400 m",
        "Reed people: ",
    ):
        assert words in said


def test_fewer_than_ten_people_are_never_numbered_in_words(tmp_path, asked, capsys):
    (tmp_path / "few.csv").write_text(
        "code,Reed people,Hill people\n" + "".join(f"S{at:03},{int(at == 20) * 9},50\n" for at in range(64))
    )
    asked[asked.index("--counts") + 1] = str(tmp_path / "few.csv")
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert said.count("Reed people: fewer than 10") == 2
    assert "Hill people: fewer" not in said


def test_only_the_kinds_asked_for(asked, capsys):
    assert main([*asked, "--kinds", "School", "--json"]) == 0
    assert [site["name"] for site in json.loads(capsys.readouterr().out)["sites"]] == ["Hill School"]


def test_a_list_of_names_is_looked_up_among_the_sites(asked, tmp_path, capsys):
    (tmp_path / "names.txt").write_text("Ferry Chapel\nHill School\n")
    assert main([str(tmp_path / "names.txt"), *asked[1:], "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["length_m"] == pytest.approx((2050**2 + 480**2) ** 0.5, abs=0.01)
    assert any("straight lines" in note for note in found["notes"])


def test_a_terminal_gets_the_same_answer_from_the_word_of_the_project_without_a_network(asked, capsys):
    assert main([*asked, "--json"]) == 0
    here = capsys.readouterr().out
    nowhere = {
        **os.environ,
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "PROJ_NETWORK": "ON",
    }
    done = subprocess.run(
        [sys.executable, "-m", "commonweal", "exposure", *asked, "--json"],
        capture_output=True, text=True, cwd=PROJECT, env=nowhere, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == here


def test_it_needs_neither_django_nor_a_database(asked):
    code = "import sys; from commonweal.analysis.exposure.command_line import main; main(sys.argv[1:]); print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *asked], capture_output=True, text=True, cwd=PROJECT, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"


MISTAKES = {
    "is not a list of metres": ["--within", "near"],
    "A distance must be above 0": ["--within", "0"],
    "A distance must be above 0 and at most 100,000 metres; nan is not": ["--within", "nan"],
    "cannot be read (No such file": ["--sites", "/nowhere/sites.csv"],
    "No site is of the kind 'mosque'": ["--kinds", "mosque"],
}


@pytest.mark.parametrize("sentence", MISTAKES)
def test_what_is_wrong_is_said_in_one_sentence(sentence, asked, capsys):
    assert main([*asked, *MISTAKES[sentence]]) == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert sentence in out.err
    assert out.err.count("\n") == 1


def test_counts_need_areas(asked, capsys):
    at = asked.index("--areas")
    assert main([*asked[:at], *asked[at + 2 :]]) == 2
    assert "--areas" in capsys.readouterr().err
