"""Does every page answer each role as it should, ask few questions, and show how things stand?"""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.daily import snapshot_statuses
from commonweal.act.plans.models import Challenge, PlannedAction
from commonweal.act.plans.tests.factories import AT, UpdateFactory, many_actions
from commonweal.act.plans.tests.pages_of_plans import client_of, page_world
from commonweal.act.plans.urls import urlpatterns
from commonweal.act.plans.writes import closing, progress

pytestmark = pytest.mark.django_db
POST_ONLY = {
    "confirm_update",
    "settle_doubt",
    "withdraw_update",
    "withdraw_evidence",
    "clear_override",
    "unlink_equality",
    "propose",
    "withdraw_challenge",
}
FOR_ALL = {"list", "needs", "plan", "timeline", "exceptions", "by_partner", "by_area", "structure", "action", "history",
           "update", "evidence"}  # fmt: skip


# No assessment recommends anything here: its pages are looked at in test_taking_up.py.
NOT_THERE = 987_654
ASKED_BY_ROLE_ALONE = {"add_plan", "csv", "recommended", "take_up"}


@pytest.fixture
def world():
    return page_world()


def keys(world):
    """Which key each address takes."""
    partner = world.action.partners.get(organisation=world.partner_body)
    first = {
        "service-areas": world.area.pk, "objectives": world.action.objective_id, "actions": world.action.pk,
        "partners": partner.pk, "tasks": world.task.pk, "outcomes": world.outcome.pk, "resources": world.resource.pk,
        "updates": world.update.pk, "evidence": world.evidence.pk, "challenges": world.challenge.pk, "doubts": world.doubt.pk,
        "recommended": NOT_THERE,
    }  # fmt: skip
    found = {}
    for pattern in (p for p in urlpatterns if hasattr(p, "name")):
        route = str(pattern.pattern)
        head = route.split("/", maxsplit=1)[0]
        if "<int:pk>" not in route:
            found[pattern.name] = reverse(f"plans:{pattern.name}")
        else:
            key = world.strategy.pk if route.startswith("<int:pk>") else first[head]
            found[pattern.name] = reverse(f"plans:{pattern.name}", args=[key])
    return found


def test_every_page_answers_every_role(world, count):
    addresses = keys(world)
    for name, viewer in world.everybody().items():
        client = client_of(viewer)
        for page, address in addresses.items():
            status = client.get(address).status_code
            count("pages of plans asked for, by role", 1)
            if page in POST_ONLY:
                assert status == 405, (name, page)
            elif name == "contributor":
                assert status == (
                    200 if page in ("list", "needs") else 403 if page in ASKED_BY_ROLE_ALONE else 404
                ), (
                    name,
                    page,
                )
            elif page in FOR_ALL:
                assert status == 200, (name, page)
            else:
                assert status in (404 if page == "take_up" else 200, 403), (name, page)


def test_who_may_open_which_form(world):
    addresses = keys(world)

    def opens(viewer, *pages):
        client = client_of(viewer)
        return [client.get(addresses[page]).status_code == 200 for page in pages]

    assert opens(world.manager, "edit_action", "add_task", "add_plan", "answer_challenge") == [True] * 4
    assert opens(world.manager, "start_update", "send_back_update") == [False, False]
    assert opens(world.lead, "start_update", "write_update", "offer_evidence", "task_done") == [True] * 4
    assert opens(world.lead, "edit_action", "override", "send_back_update") == [False] * 3
    assert opens(world.partner, "start_update", "write_update") == [True, False]
    assert opens(world.stranger, "start_update", "write_update", "offer_evidence", "task_done") == [False] * 4
    assert opens(world.link_lead, "send_back_update", "override", "edit_action") == [True] * 3
    assert opens(world.other_link_lead, "send_back_update", "override", "edit_action") == [False] * 3
    assert opens(world.member, "challenge", "edit_action") == [True, False]


def test_nobody_who_is_not_signed_in_sees_a_plan(world):
    for address in keys(world).values():
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    "looked_on", [(AT,), (AT + timedelta(days=1), AT + timedelta(days=2)), (AT - timedelta(days=1),)]
)
def test_pages_take_twelve_queries_or_fewer_also_before_the_days_look(world, looked_on, count):
    many_actions(120, world.strategy)
    said = UpdateFactory(
        action=PlannedAction.objects.latest("pk"), organisation=world.lead_body, decision_needed="More people"
    )
    progress.send_update(update=said, by=world.lead, at=AT)
    for moment in looked_on:
        snapshot_statuses(now=moment)
    client = client_of(world.manager)
    client.get("/")
    for page in (
        "list",
        "plan",
        "timeline",
        "exceptions",
        "by_partner",
        "by_area",
        "needs",
        "action",
        "history",
        "update",
    ):
        address = keys(world)[page]
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        count(f"queries: {page}", len(caught))
        assert len(caught) <= 12, page


def test_a_person_who_reported_does_not_confirm(world):
    page = client_of(world.lead).get(reverse("plans:update", args=[world.update.pk])).content.decode()
    assert "Confirm</button>" not in page
    answer = client_of(world.lead).post(
        reverse("plans:confirm_update", args=[world.update.pk]), {"version": 1}
    )
    assert answer.status_code == 403


def test_no_update_never_shows_the_last_green(world):
    Challenge.objects.all().delete()
    progress.confirm_update(update=world.update, by=world.link_lead, at=AT)
    PlannedAction.objects.update(due_on=None)
    world.action.tasks.update(due_on=None)
    address = reverse("plans:plan", args=[world.strategy.pk])
    assert "On track" in client_of(world.manager).get(address, {"state": "G"}).content.decode()
    with time_machine.travel(date(2010, 11, 1), tick=False):
        tree = LexborHTMLParser(client_of(world.manager).get(address).content.decode())
        (row,) = tree.css("tbody tr")
        assert "No update" in row.text()
        assert "Last update 102 days ago" in row.text()
        assert "On track:" not in row.text()


def test_an_override_shows_both(world):
    closing.override_status(
        action=world.action, status="R", reason="The team was cut.", by=world.manager, at=AT
    )
    page = client_of(world.lead).get(reverse("plans:action", args=[world.action.pk])).content.decode()
    assert "The team was cut." in page
    assert "Without that: " in page


def test_the_csv_is_harmless_in_a_spreadsheet(world):
    PlannedAction.objects.filter(pk=world.action.pk).update(title="=HYPERLINK(1)")
    answer = client_of(world.manager).get(reverse("plans:csv", args=[world.strategy.pk]))
    assert "'=HYPERLINK(1)" in answer.content.decode()
    assert client_of(world.contributor).get(reverse("plans:csv", args=[world.strategy.pk])).status_code == 403
