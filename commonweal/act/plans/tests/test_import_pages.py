"""Does the page show what would be made of a reading, ask who is meant, and make it once?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.models import Strategy
from commonweal.act.plans.tests.pages_of_plans import client_of
from commonweal.act.plans.tests.readings_of_plans import PLAN, kept, reading_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return reading_world()


@pytest.fixture
def document(world):
    return kept(world)


def address(document):
    return reverse("exchange:import", args=[document.pk])


def filled(answer, **other):
    """The form as the page offers it, with these answers."""
    form = LexborHTMLParser(answer.content).css_first("main form")
    values = {box.attributes["name"]: box.attributes.get("value") or "" for box in form.css("input")}
    for select in form.css("select"):
        chosen = select.css_first("option[selected]")
        values[select.attributes["name"]] = chosen.attributes["value"] if chosen else ""
    return values | other


def who(answer, name):
    label = next(
        box for box in LexborHTMLParser(answer.content).css("label") if box.text() == f"What “{name}” is"
    )
    return label.attributes["for"].removeprefix("id_")


def test_the_page_shows_what_will_be_made_and_makes_nothing(world, document):
    answer = client_of(world.manager).get(address(document))
    page = answer.content.decode()
    assert "2 actions" in page
    assert "3 tasks and 2 sub-tasks, 3 outcomes" in page
    assert "This names a person" in page
    assert Strategy.objects.count() == 1
    values = filled(answer)
    assert values[who(answer, "TC")] == f"body:{world.council.pk}"
    assert values[who(answer, "Mayor (Pat Example)")] == ""
    assert values[who(answer, "Market Traders Association")] == "new"


def test_one_post_makes_the_plan_however_often_it_is_sent(world, document):
    client = client_of(world.manager)
    shown = client.get(address(document))
    refused = client.post(address(document), filled(shown))
    assert refused.status_code == 422
    assert "Say what “Mayor (Pat Example)” is" in refused.content.decode()
    answers = {who(shown, "Mayor (Pat Example)"): "leave", who(shown, "Market Traders"): "same:2"}
    kinds = {
        who(shown, n).replace("who", "kind"): "community"
        for n in ("Market Traders Association", "Market Traders")
    }
    values = filled(shown, **answers, **kinds)
    for _ in range(2):
        assert client.post(address(document), values).status_code == 303
    strategy = Strategy.objects.get(title="A plan for a small town")
    assert strategy.actions.count() == 2
    again = client.get(address(document))
    assert "already" in again.content.decode()
    assert reverse("plans:plan", args=[strategy.pk]) in again.content.decode()


def test_who_may_not_import_is_refused_and_who_sees_no_reading_finds_none(world, document):
    assert client_of(world.lead).get(address(document)).status_code == 403
    assert client_of(world.manager).get(reverse("exchange:import", args=[9999])).status_code == 404


def test_the_page_asks_few_questions_however_many_names(world, count):
    more = "".join(
        f"Proposed Action (2.{n})\nDo thing {n}.\nKey tasks\n1. Begin\nOutcome\n1. Better\nDelivery partners\n"
        f"Body {n} Trust\nGroup {n} Forum\nResources\nStaff time\n"
        for n in range(1, 41)
    )
    document, client = kept(world, PLAN + more), client_of(world.manager)
    client.get(address(document))
    with CaptureQueriesContext(connection) as asked:
        assert "42 actions" in client.get(address(document)).content.decode()
    count("queries to show a plan of 42 actions before it is made", len(asked))
    assert len(asked) <= 12, [q["sql"][:90] for q in asked]
