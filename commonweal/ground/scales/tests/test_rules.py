"""Does every slip in a scale file get one sentence, and do versions never overlap?"""

from datetime import date

import pytest
import yaml

from commonweal.ground.scales.reads import (
    SHIPPED,
    UnknownScale,
    all_versions,
    check_strength,
    get_scale,
    list_scales,
    read_folders,
    scale_in_force,
)
from commonweal.ground.scales.rules import BadScale, check_scale
from commonweal.ground.scales.values import KINDS
from commonweal.ground.visibility.rules import NotPossible

GOOD = """
kind: status
name: risk
version: "2020-1"
title: Risk
valid_from: 2020-01-01
valid_until: null
source: Our board
evidence: D
entries:
  - {code: L, label: Low, letter: L, tone: good, shape: circle, definition: Little, rank: 0}
  - {code: H, label: High, letter: H, tone: bad, shape: diamond, definition: Much, rank: 1}
"""


def table(**changes):
    return yaml.safe_load(GOOD) | changes


def without(key):
    return {k: v for k, v in table().items() if k != key}


def entries(**changes):
    rows = table()["entries"]
    rows[0] |= changes
    return table(entries=rows)


def test_a_good_file_becomes_a_frozen_value():
    scale = check_scale(table())
    assert (scale.key, scale.codes, scale.statuses[1].rank) == ("risk@2020-1", ("L", "H"), 1)
    with pytest.raises(AttributeError):
        scale.title = "Other"


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("just words", "begins with lines"),
        (without("source"), "lacks source"),
        (table(colour="red"), "means nothing here: colour"),
        (table(kind="ladder"), "one of status"),
        (table(name="Big Risk"), "small letters"),
        (table(version="new"), "a figure first"),
        (table(valid_from="soon"), "a date such as"),
        (table(valid_until=date(2019, 1, 1)), "later than"),
        (table(evidence="X"), "one of S, V, K, D"),
        (table(entries=[]), "at least one entry"),
        (table(entries=["L"]), "Entry 1 has to be lines"),
        (entries(rank="1"), "'rank' cannot be '1'"),
        (entries(code=False), "quotation marks"),
        (entries(tone="pink"), "'tone' has to be one of"),
        (entries(shape="heart"), "'shape' has to be one of"),
        (entries(letter="H"), "letter H stands twice"),
        (entries(code="H"), "code H stands twice"),
        (entries(colour="red"), "means nothing here: colour"),
    ],
)
def test_a_bad_file_gets_one_sentence(broken, sentence, count):
    with pytest.raises(BadScale, match=sentence) as fault:
        check_scale(broken)
    assert "\n" not in str(fault.value)
    count("Scales: slips answered with one sentence", 1)


def write(folder, **changes):
    content = table(**changes)
    path = folder / content["kind"] / f"{content['name']}-{content['version']}.yaml"
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True))
    return path


def test_no_day_has_two_versions_in_force(tmp_path):
    write(tmp_path)
    write(tmp_path, version="2021-1", valid_from=date(2021, 1, 1))
    with pytest.raises(BadScale, match=r"both in force on 2021-01-01.*valid_until"):
        read_folders(tmp_path, tmp_path / "none")


def test_the_operators_own_file_takes_the_place_of_ours(tmp_path):
    ours, own = tmp_path / "ours", tmp_path / "own"
    write(ours), write(own, title="Risk as we see it")
    scale = read_folders(ours, own)["risk@2020-1"]
    assert (scale.title, scale.ours) == ("Risk as we see it", False)


@pytest.mark.parametrize("content", ["a: [", "\udcff"])
def test_a_file_that_is_no_yaml_is_named(tmp_path, content):
    path = write(tmp_path)
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadScale, match=r"risk-2020-1\.yaml"):
        read_folders(tmp_path, tmp_path / "none")


def test_a_file_lies_where_its_name_says(tmp_path):
    write(tmp_path).rename(tmp_path / "status" / "danger.yaml")
    with pytest.raises(BadScale, match=r"has to be status/risk-2020-1\.yaml"):
        read_folders(tmp_path, tmp_path / "none")


def test_every_shipped_scale_is_sound_and_says_where_it_comes_from(count):
    scales = read_folders(SHIPPED, SHIPPED / "none")
    for scale in scales.values():
        assert scale.source
        assert scale.entries
    count("Scales: shipped versions read", len(scales))
    count("Scales: shipped entries read", sum(len(s.entries) for s in scales.values()))


def test_duties_follow_the_law_of_the_day():
    then = scale_in_force("public_sector_duty", on=date(2010, 7, 22))
    after = scale_in_force("public_sector_duty", on=date(2011, 4, 5))
    assert (len(then.duties), len(after.duties)) == (4, 3)
    assert scale_in_force("gla_equality_duty", on=date(2010, 7, 22)).key == "gla_equality_duty@1999"
    with pytest.raises(UnknownScale, match="2012"):
        scale_in_force("gla_equality_duty", on=date(2012, 1, 1))


def test_the_papers_layout_of_july_2010_has_eight_letters():
    layout = scale_in_force("mpa", on=date(2010, 7, 22))
    assert [s.letter for s in layout.sections if s.letter] == list("ABCDEFGH")
    assert [s.key for s in all_versions("mpa")] == ["mpa@2007", "mpa@2010", "mpa@2011"]
    parts = [s.heading for s in get_scale("mpa@2011").sections if s.within == "implications"]
    assert len(parts) == 6
    assert not any(s.letter for s in get_scale("seec@2013").sections if s.kind == "recommendation")


def test_a_record_reads_its_scale_however_old_and_an_unknown_one_is_said():
    assert get_scale("plan_status@2010-1").entry("N").label == "No update"
    with pytest.raises(UnknownScale, match="There is no scale plan_status@1999-1"):
        get_scale("plan_status@1999-1")
    with pytest.raises(KeyError, match="has no entry Q"):
        get_scale("plan_status@2026-1").entry("Q")


def test_worry_is_ranked_without_two_equal():
    ranks = [s.rank for s in get_scale("plan_status@2026-1").statuses]
    assert sorted(ranks) == list(range(7))
    assert {s.kind for s in list_scales()} == set(KINDS)


def test_a_grade_of_the_evidence_is_one_of_the_day_or_is_asked_for():
    assert check_strength("recorded", date(2010, 7, 15)) == "evidence_strength@2010-1"
    for never in ("", "certain", "RECORDED"):
        with pytest.raises(NotPossible, match="how strong the figure is"):
            check_strength(never, date(2010, 7, 15), of="the figure")
