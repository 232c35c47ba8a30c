"""Do two plans stand beside each other with gaps both ways and openings for working together?"""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.reads import comparing
from commonweal.act.plans.rules.comparing import BASES, Promise, compare, words_of
from commonweal.act.plans.tests.factories import (
    ActionFactory,
    ObjectiveFactory,
    OrganisationFactory,
    OutcomeFactory,
    PartnerFactory,
    ServiceAreaFactory,
    StrategyFactory,
    World,
    many_actions,
)  # fmt: skip
from commonweal.act.plans.tests.pages_of_plans import client_of
from commonweal.ground.audit.models import AuditEntry

SAFE = Promise(
    1,
    "1.1",
    "Safer streets at night",
    "Community safety",
    ("People report hate crime",),
    ("Refugee Council",),
)
HATE = Promise(
    2, "A", "Hate crime", "Safety", ("More people report a hate crime",), ("Refugee Council", "NHS")
)
HEALTH = Promise(3, "1.2", "Register with a doctor", "Health", (), ("NHS",))
HOMES = Promise(4, "B", "Decent homes", "Housing", ("Fewer people sleep rough",))


def test_by_service_area_each_area_is_a_line_and_a_gap_where_one_side_is_empty():
    found = compare([SAFE, HEALTH], [HOMES, Promise(5, "C", "See a nurse", "health")], "area")
    assert [(line.heading, bool(line.left), bool(line.right)) for line in found.lines] == [
        ("Community safety", True, False), ("Health", True, True), ("Housing", False, True),
    ]  # fmt: skip
    assert found.gaps("MPA", "MPS") == [
        "MPA has nothing on “Housing” (B).",
        "MPS has nothing on “Community safety” (1.1).",
    ]


def test_by_words_actions_that_speak_of_the_same_stand_together():
    found = compare([SAFE, HEALTH], [HATE, HOMES], "words")
    assert [(line.left, line.right) for line in found.lines] == [
        ((SAFE,), (HATE,)),
        ((HEALTH,), ()),
        ((), (HOMES,)),
    ]
    assert found.lines[0].shared == "both speak of: crime, hate, report"


def test_by_partner_those_on_both_sides_come_first():
    found = compare([SAFE, HEALTH], [HATE, HOMES], "partners")
    assert [line.heading for line in found.lines] == ["NHS", "Refugee Council", "No partner named"]
    assert found.lines[-1].right == (HOMES,)


def test_an_opening_is_the_same_partner_in_different_actions():
    found = compare([SAFE, HEALTH], [HATE], "area")
    assert [(o.what, o.name, o.left, o.right) for o in found.openings] == [
        ("partner", "NHS", (HEALTH,), (HATE,)), ("partner", "Refugee Council", (SAFE,), (HATE,)),
    ]  # fmt: skip


def test_an_action_in_both_is_joint_and_no_opening():
    found = compare([SAFE], [SAFE], "area")
    assert (found.joint, found.openings) == ((SAFE,), ())


def test_words_without_meaning_join_nothing():
    assert words_of("The people of and with their") == frozenset()
    assert words_of("Reports reported reporting") == {"report"}


promises = st.builds(
    Promise, st.integers(1, 40), st.text("AB12.", min_size=1, max_size=4), st.sampled_from(["Hate crime", "Safe homes", "Play"]),
    st.sampled_from(["Safety", "safety ", "Health"]), st.lists(st.sampled_from(["Fewer crimes", "More play"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["MPS", "NHS", "mps"]), max_size=3).map(tuple),
)  # fmt: skip
sides = st.lists(promises, max_size=8, unique_by=lambda p: p.pk)


@given(sides, sides, st.sampled_from(list(BASES)))
def test_nothing_that_either_side_promised_is_left_out(left, right, basis):
    found = compare(left, right, basis)
    assert {p for line in found.lines for p in line.left} == set(left)
    assert {p for line in found.lines for p in line.right} == set(right)
    assert len(found.gaps("L", "R")) == sum(not (line.left and line.right) for line in found.lines)
    other = compare(right, left, basis)
    assert {(o.what, o.name.casefold().strip()) for o in found.openings} == {
        (o.what, o.name.casefold().strip()) for o in other.openings
    }


# Pages


@pytest.fixture
def world(db):
    world = World()
    world.other = StrategyFactory(title="=The police plan")
    area = ServiceAreaFactory(strategy=world.other, title=world.area.title, link_body=None)
    alone = ServiceAreaFactory(strategy=world.other, title="Roads", link_body=None)
    world.same = ActionFactory(
        objective=ObjectiveFactory(service_area=area), reference="P1", title="Patrol the market"
    )
    ActionFactory(objective=ObjectiveFactory(service_area=alone), reference="P2", title="Slow the traffic")
    PartnerFactory(action=world.same, organisation=world.partner_body)
    OutcomeFactory(action=world.same)
    return world


def ask(viewer, left, right, **more):
    return client_of(viewer).get(reverse("exchange:compare"), {"left": left, "right": right, **more})


def test_the_page_says_gaps_both_ways_and_openings(world):
    page = ask(world.manager, world.strategy.pk, world.other.pk).content.decode()
    assert f"{world.strategy} has nothing on “Roads” (P2)." in page
    assert "Both have something with the partner <strong>Partner body</strong>" in page


def test_two_bodies_parts_of_plans_stand_side_by_side(world):
    left, right = f"{world.strategy.pk}-{world.lead_body.pk}", f"{world.other.pk}-{world.partner_body.pk}"
    answer = ask(world.manager, left, right)
    page = LexborHTMLParser(answer.content)
    heads = [cell.text(strip=True) for cell in page.css("table thead th")]
    assert heads == ["Service area", "Lead body", "Partner body"]
    assert "Roads" not in page.css_first("table").text()


def test_a_plan_that_the_viewer_does_not_see_is_not_offered_nor_compared(world):
    world.other.tier = "police"
    world.other.save()
    page = ask(world.manager, world.strategy.pk, world.other.pk).content.decode()
    assert "police plan" not in page
    assert "Patrol" not in page
    nothing = ask(world.contributor, world.strategy.pk, world.other.pk).content.decode()
    assert world.action.title not in nothing
    assert comparing.bodies_in_plans(world.contributor) == []


@pytest.mark.parametrize("left", ["", "x", "999", "1-999", "1-x", "-", "9" * 30])
def test_an_address_that_names_nothing_asks_to_choose(world, left):
    answer = ask(world.manager, left, world.other.pk)
    assert answer.status_code == 200
    assert "Choose two" in answer.content.decode()


def test_a_side_is_not_compared_with_itself(world):
    assert "two different sides" in ask(world.manager, world.other.pk, world.other.pk).content.decode()


def test_the_csv_runs_nothing_and_is_kept_in_the_audit(world):
    world.same.title = "=1+1"
    world.same.save()
    answer = ask(world.manager, world.strategy.pk, world.other.pk, **{"as": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][2] == "'=The police plan"
    assert any("has nothing" in row[4] for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert AuditEntry.objects.filter(outcome="read").count() == 2
    assert ask(world.contributor, world.strategy.pk, world.other.pk, **{"as": "csv"}).status_code == 200


def test_the_page_asks_few_questions_however_many_actions(world, count):
    many_actions(80, world.other)
    OrganisationFactory.create_batch(20)
    client = client_of(world.manager)
    address = reverse("exchange:compare")
    for basis in BASES:
        query = {"left": world.strategy.pk, "right": world.other.pk, "basis": basis}
        client.get(address, query)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, query).status_code == 200
        count("queries to set plans of 83 actions side by side, three ways", len(asked))
        assert len(asked) <= 12, [q["sql"][:90] for q in asked]
