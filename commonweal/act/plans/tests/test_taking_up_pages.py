"""Do the pages of what is recommended answer whoever may, say what cannot be, and lose nothing that was typed?"""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.models import PlannedAction, RecommendedAction
from commonweal.act.plans.reads import recommended as reads
from commonweal.act.plans.tests.factories import OrganisationFactory
from commonweal.act.plans.tests.pages_of_plans import client_of, fields
from commonweal.act.plans.tests.recommendations import accept, address, advised_world, also_manager, take
from commonweal.assess.impact.tests.advised import make_draft, recommend
from commonweal.assess.impact.tests.factories import make_police
from commonweal.ground.people.tests.factories import viewer_of

pytestmark = pytest.mark.django_db
LIST = "/plans/recommended/"


@pytest.fixture
def world():
    return advised_world()


def test_whoever_keeps_a_plan_finds_the_list_and_takes_one_up(world):
    found = accept(world)
    for viewer, reference in ((world.link_lead, "9.1"), (world.manager, "9.2")):
        client = client_of(viewer)
        page = client.get(LIST).content.decode()
        assert "Accepted, and in no plan yet: 1 recommendation." in page
        assert "Neighbourhood sergeant, Northmarsh police" in page
        assert address(found) in page
        opened = client.get(address(found))
        sent = fields(opened)
        assert "Everybody who reads its plan reads the words" in opened.content.decode()
        assert (sent["title"], sent["responsible_post"]) == ("Visit the shops", "Neighbourhood sergeant")
        assert (sent["due_on-day"], sent["due_on-month"], sent["due_on-year"]) == ("1", "8", "2010")
        assert sent["responsible_organisation"] == str(make_police().pk)
        sent |= {"objective": world.action.objective_id, "reference": reference}
        for _ in range(2):  # sent twice, it is one action
            answer = client.post(address(found), sent)
            assert (answer.status_code, answer["Location"]) == (303, LIST)
        action = PlannedAction.objects.get(reference=reference)
        assert action.text == "Visit the shops"
        assert client.get(reverse("plans:action", args=[action.pk])).status_code == 200
        found = accept(world)


def test_words_of_several_lines_are_a_title_in_one(world):
    found = accept(world, text="Visit the shops\r\nand the mosque. " + "More. " * 80)
    title = fields(client_of(world.manager).get(address(found)))["title"]
    assert title.startswith("Visit the shops and the mosque. More.")
    assert len(title) <= 300


def test_a_list_with_nothing_in_it_says_so(world):
    page = client_of(world.manager).get(LIST).content.decode()
    assert "Nothing that was accepted waits for a plan." in page
    take(world, accept(world))
    assert (
        "Nothing that was accepted waits for a plan." in client_of(world.manager).get(LIST).content.decode()
    )


def test_others_are_refused_and_what_they_may_not_see_is_not_there(world):
    found, proposed = accept(world), recommend(world.draft, world.people)
    secret = accept(world, make_draft(world.people, is_covert=True))
    viewers = [world.lead, world.stranger, world.member, world.contributor, viewer_of(world.people.author)]
    for viewer in viewers:
        for page in (LIST, address(found)):
            assert client_of(viewer).get(page).status_code == 403, (viewer.name, page)
        assert client_of(viewer).post(address(found), {}).status_code == 403, viewer.name
    for viewer in (world.manager, world.link_lead):
        for other in (address(proposed), address(secret), reverse("plans:take_up", args=[987_654])):
            assert client_of(viewer).get(other).status_code == 404
            assert client_of(viewer).post(other, {}).status_code == 404
        assert "1 recommendation." in client_of(viewer).get(LIST).content.decode()


def test_what_cannot_be_taken_up_any_more_is_said_in_words(world):
    found = accept(world)
    client = client_of(world.link_lead)
    sent = fields(client.get(address(found))) | {"objective": world.action.objective_id, "reference": "9.2"}
    take(world, found, world.manager)
    late = client.post(address(found), sent | {"title": "What I typed"})
    assert late.status_code == 422
    assert "A plan has taken up this recommendation already." in late.content.decode()
    assert fields(late)["title"] == "What I typed"
    again = client.get(address(found))
    assert again.status_code == 303
    assert [str(said) for said in get_messages(again.wsgi_request)] == [reads.TAKEN_UP]


def test_somebody_who_was_told_reads_why_it_stays_where_it_is(world):
    secret = accept(world, make_draft(world.people, is_covert=True))
    also_manager(world, world.people.gold)
    client = client_of(viewer_of(world.people.gold))
    assert "Nothing that was accepted waits for a plan." in client.get(LIST).content.decode()
    answer = client.get(address(secret))
    assert answer.status_code == 303
    assert [str(said) for said in get_messages(answer.wsgi_request)] == [reads.TOLD_ALONE]


def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(world):
    found = accept(world)
    client = client_of(world.manager)
    sent = fields(client.get(address(found)))
    sent |= {
        "title": "Visit every shop",
        "responsible_post": "Sergeant",
        "due_on-day": "31",
        "due_on-month": "2",
    }
    page = client.post(address(found), sent)
    tree = LexborHTMLParser(page.content.decode())
    wrong = {group.css_first("[name]").attributes["name"] for group in tree.css(".govuk-form-group--error")}
    assert {"objective", "reference"} <= wrong
    assert any(name.startswith("due_on") for name in wrong)
    assert tree.css_first(".govuk-error-summary") is not None
    token = {"csrfmiddlewaretoken": ""}
    assert fields(page) | token == sent | token
    twin = client.post(address(found), sent | {
        "objective": world.action.objective_id, "reference": world.action.reference, "due_on-day": "1",
    })  # fmt: skip
    assert "already has an action 7.3.1" in twin.content.decode()
    assert fields(twin)["title"] == "Visit every shop"
    assert not RecommendedAction.objects.exists()


def test_the_list_asks_no_more_for_many_than_for_one(world, count):
    accept(world)
    client = client_of(world.manager)
    client.get("/")
    asked = []
    for more in (0, 40):
        for number in range(more):
            accept(world, due_on=date(2010, 8, 1 + number % 28), owner_body=OrganisationFactory())
        with CaptureQueriesContext(connection) as caught:
            assert client.get(LIST).status_code == 200
        asked.append(len(caught))
    count("queries: recommended", asked[1])
    assert asked[0] == asked[1] <= 12
    form = address(accept(world))
    with CaptureQueriesContext(connection) as caught:
        assert client.get(form).status_code == 200
    assert len(caught) <= 12
