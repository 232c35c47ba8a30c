"""Does the map of sizes shade by the count, hatch what is not shown, and never carry a number that is hidden?"""

from __future__ import annotations

import re

import pytest
import shapely
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.places.models import Area
from commonweal.listen.engagement.reads.sizes import map_of_sizes, newest_sizes
from commonweal.listen.engagement.rules.sizes import FLOOR, LEVELS, level_of
from commonweal.listen.engagement.tests import factories as make
from commonweal.listen.engagement.tests.factories import TODAY

# In each level its lowest and its highest count, one below the floor, and one that only protects it.
PEOPLE = {
    "L0": 102, "L1": 999, "L2": 1_000, "L3": 4_999, "L4": 5_000, "L5": 9_999, "L6": 10_000, "L7": 24_999,
    "L8": 25_000, "L9": 87_654, "SMALL": 37, "BESIDE": 101,
}  # fmt: skip
LEVEL = {"L0": 0, "L1": 0, "L2": 1, "L3": 1, "L4": 2, "L5": 2, "L6": 3, "L7": 3, "L8": 4, "L9": 4}
NOBODY_COUNTED = "BLANK"


@pytest.fixture
def sized_community():
    """Squares in a row, each with its count, and one that nobody counted."""
    somali = make.community()
    make.sized(somali, PEOPLE)
    make.area(NOBODY_COUNTED, f"Area {NOBODY_COUNTED}")
    for place, area in enumerate(Area.objects.order_by("pk")):
        square = shapely.box(530_000 + place * 1_000, 180_000, 531_000 + place * 1_000, 181_000)
        Area.objects.filter(pk=area.pk).update(outline=shapely.to_wkb(square, hex=True))
    return somali


def drawn(community, *, viewer) -> dict[str, object]:
    found = map_of_sizes(newest_sizes(community, viewer=viewer), on=TODAY)
    return {area.key: area for area in found.areas}


@pytest.mark.django_db
def test_every_area_has_the_level_of_its_count_and_what_is_hidden_is_hatched_without_a_number(
    sized_community, count
):
    areas = drawn(sized_community, viewer=make.viewer(make.officer("analyst")))
    assert {code: (a.kind, a.level) for code, a in areas.items() if code in LEVEL} == {
        code: ("level", level) for code, level in LEVEL.items()
    }
    assert {code: areas[code].words for code in LEVEL} == {code: f"{PEOPLE[code]:,} people" for code in LEVEL}
    for hidden in ("SMALL", "BESIDE"):
        assert areas[hidden].kind == "missing"
        assert str(PEOPLE[hidden]) not in areas[hidden].words.replace(str(FLOOR), "")
    assert areas["SMALL"].words == f"Fewer than {FLOOR} people"
    assert areas[NOBODY_COUNTED].kind == "not_asked"
    assert set(areas) == {*PEOPLE, NOBODY_COUNTED}
    count("engagement: areas of a map with their level, hatch or blank", len(areas))


@pytest.mark.django_db
def test_the_page_hatches_exactly_what_is_hidden_and_says_source_and_licence_under_the_map(
    sized_community, monkeypatch
):
    browser = make.client(make.officer("analyst"), monkeypatch)
    page = browser.get(reverse("engagement:show", args=[sized_community.pk])).content.decode()
    shapes = re.findall(
        r'<path class="cw-area__shape cw-area__shape--([\w-]+)" d="[^"]*"( fill="url\(#map-hatch\)")?><title>([^<]*)',
        page,
    )
    assert len(shapes) == len(PEOPLE) + 1
    for kind, hatch, title in shapes:
        code = re.search(r"Area (\w+):", title)[1]
        meant = f"level-{LEVEL[code]}" if code in LEVEL else "missing" if code in PEOPLE else "not_asked"
        assert (kind, bool(hatch)) == (meant, meant == "missing"), title
    for hidden in ("SMALL", "BESIDE"):
        assert not re.search(rf"(?<![\w.,-]){PEOPLE[hidden]} people", page)
        assert f">{PEOPLE[hidden]}<" not in page
    under = re.search(r'<figcaption class="cw-source">([^<]*)', page)[1]
    assert under == "An office. Counted on 27 March 2011. Licence: Open Government Licence v3.0."
    assert page.count("Licence: Open Government Licence v3.0.") == 2


@given(st.integers(0, 2_000_000))
def test_a_level_says_a_range_in_which_the_count_lies(people):
    ends = [(int(a.replace(",", "")), b) for a, b in (re.split(" to | or ", words) for words in LEVELS)]
    least, most = ends[level_of(people)]
    assert people >= least or level_of(people) == 0
    assert most == "more" or people <= int(most.replace(",", ""))
