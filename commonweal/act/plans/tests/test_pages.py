"""Does every page answer each role as it should, save what was typed, and merge what two people wrote?"""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.daily import snapshot_statuses
from commonweal.act.plans.models import (
    Challenge,
    Evidence,
    PlannedAction,
    ProgressUpdate,
    ReadingDoubt,
    Strategy,
)
from commonweal.act.plans.tests.factories import (
    AT,
    EvidenceFactory,
    ResourceFactory,
    UpdateFactory,
    World,
    many_actions,
)  # fmt: skip
from commonweal.act.plans.urls import urlpatterns
from commonweal.act.plans.writes import closing, progress

pytestmark = pytest.mark.django_db
POST_ONLY = {
    "confirm_update",
    "settle_doubt",
    "withdraw_update",
    "withdraw_evidence",
    "clear_override",
    "propose",
    "withdraw_challenge",
}
FOR_ALL = {"list", "needs", "plan", "timeline", "exceptions", "by_partner", "by_area", "structure", "action", "history",
           "update", "evidence"}  # fmt: skip


@pytest.fixture
def world():
    world = World()
    world.resource = ResourceFactory(action=world.action)
    world.evidence = EvidenceFactory(outcome=world.outcome, organisation=world.lead_body)
    world.update = UpdateFactory(
        action=world.action,
        organisation=world.lead_body,
        state="sent",
        sent_at=AT,
        reported_by_id=world.lead.account_id,
    )
    world.challenge = Challenge.objects.create(
        action=world.action, why="Not so", raised_by_id=world.member.account_id, raised_at=AT
    )
    world.doubt = ReadingDoubt.objects.create(
        strategy=world.strategy,
        action=world.action,
        line=12,
        kind="lead unmarked",
        text="Nobody is marked as lead.",
    )
    snapshot_statuses(now=AT)
    return world


def client_of(viewer):
    client = Client()
    from commonweal.ground.people.models import Account

    client.force_login(
        Account.objects.get(pk=viewer.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


def keys(world):
    """Which key each address takes."""
    partner = world.action.partners.get(organisation=world.partner_body)
    first = {
        "service-areas": world.area.pk, "objectives": world.action.objective_id, "actions": world.action.pk,
        "partners": partner.pk, "tasks": world.task.pk, "outcomes": world.outcome.pk, "resources": world.resource.pk,
        "updates": world.update.pk, "evidence": world.evidence.pk, "challenges": world.challenge.pk, "doubts": world.doubt.pk,
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
                    200 if page in ("list", "needs") else 403 if page in ("add_plan", "csv") else 404
                ), (
                    name,
                    page,
                )
            elif page in FOR_ALL:
                assert status == 200, (name, page)
            else:
                assert status in (200, 403), (name, page)


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
        action=PlannedAction.objects.last(), organisation=world.lead_body, decision_needed="More people"
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


def fields(response):
    """What a browser would send back of the page's form as it was opened."""
    tree = LexborHTMLParser(response.content.decode())
    form = next(f for f in tree.css("main form[method=post]") if f.css_first("[name=version], [name=once]"))
    sent = {}
    for box in form.css("input, textarea, select"):
        name, kind = box.attributes.get("name"), box.attributes.get("type")
        if (
            not name
            or kind == "submit"
            or (kind in ("radio", "checkbox") and "checked" not in box.attributes)
        ):
            continue
        if box.tag == "select":
            chosen = box.css_first("option[selected]")
            sent[name] = chosen.attributes.get("value") or "" if chosen else ""
        else:
            sent[name] = box.text() if box.tag == "textarea" else box.attributes.get("value") or ""
    return sent


def test_a_partner_sends_an_update_and_the_link_body_confirms_it(world):
    client = client_of(world.partner)
    address = reverse("plans:start_update", args=[world.action.pk])
    typed = fields(client.get(address)) | {
        "narrative": "We ran two workshops.",
        "organisation": world.partner_body.pk,
    }
    saved = client.post(address, typed)
    assert saved.status_code == 303
    update = ProgressUpdate.objects.get(organisation=world.partner_body)
    assert update.state == "draft"
    assert client.post(address, typed).status_code == 303
    assert ProgressUpdate.objects.filter(organisation=world.partner_body).count() == 1
    address = reverse("plans:write_update", args=[update.pk])
    sent = client.post(address, fields(client.get(address)) | {"send": "yes"})
    assert sent.status_code == 303
    judge = client_of(world.link_lead)
    page = judge.get(reverse("plans:update", args=[update.pk])).content.decode()
    assert "We ran two workshops." in page
    update.refresh_from_db()
    judge.post(reverse("plans:confirm_update", args=[update.pk]), {"version": update.version})
    update.refresh_from_db()
    assert (update.state, update.confirmed_by_id) == ("confirmed", world.link_lead.account_id)


def test_an_update_without_words_is_not_sent_and_loses_nothing(world):
    client = client_of(world.partner)
    address = reverse("plans:start_update", args=[world.action.pk])
    typed = fields(client.get(address)) | {
        "issue": "The hall is closed",
        "organisation": world.partner_body.pk,
        "send": "yes",
    }
    page = client.post(address, typed)
    assert page.status_code == 200
    assert "Say what was done" in page.content.decode()
    assert "The hall is closed" in page.content.decode()


def test_the_second_saver_sees_the_first_ones_change_and_loses_nothing(world):
    address = reverse("plans:edit_action", args=[world.action.pk])
    first, second = client_of(world.manager), client_of(world.second_manager)
    opened = fields(second.get(address))
    assert first.post(address, fields(first.get(address)) | {"title": "Fair policing"}).status_code == 303
    merge = second.post(address, opened | {"title": "Equal policing", "text": "More words"})
    page = merge.content.decode()
    assert merge.status_code == 409
    assert all(words in page for words in ("Fair policing", "Equal policing", "Partnership manager"))
    assert PlannedAction.objects.get(pk=world.action.pk).title == "Fair policing"


def test_a_person_who_reported_does_not_confirm(world):
    page = client_of(world.lead).get(reverse("plans:update", args=[world.update.pk])).content.decode()
    assert "Confirm</button>" not in page
    answer = client_of(world.lead).post(
        reverse("plans:confirm_update", args=[world.update.pk]), {"version": 1}
    )
    assert answer.status_code == 403


def test_evidence_is_turned_down_with_a_reason_only(world):
    client = client_of(world.link_lead)
    address = reverse("plans:evidence", args=[world.evidence.pk])
    refused = client.post(address, fields(client.get(address)) | {"accepted": "no", "reason": ""})
    assert "without a reason" in refused.content.decode()
    assert client.post(address, fields(client.get(address)) | {"accepted": "yes"}).status_code == 303
    assert Evidence.objects.get().state == "accepted"


def test_a_challenge_is_answered_in_words(world):
    client = client_of(world.link_lead)
    address = reverse("plans:answer_challenge", args=[world.challenge.pk])
    sent = fields(client.get(address)) | {"upheld": "no", "answer": "The survey shows it."}
    assert client.post(address, sent).status_code == 303
    world.challenge.refresh_from_db()
    assert (world.challenge.state, world.challenge.answer) == ("answered", "The survey shows it.")


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


def test_a_plan_is_put_together_by_hand(world):
    client = client_of(world.manager)

    def post(name, pk=None, **typed):
        address = reverse(f"plans:{name}", args=[pk] if pk else [])
        answer = client.post(address, fields(client.get(address)) | typed)
        assert answer.status_code == 303, answer.content.decode()
        return answer

    post("add_plan", title="A new plan")
    plan = Strategy.objects.get(title="A new plan")
    post("add_service_area", plan.pk, title="Health")
    area = plan.service_areas.get()
    post("add_objective", area.pk, text="Everybody finds a doctor.")
    post("add_action", area.objectives.get().pk, reference="1.1", title="A list of doctors")
    action = plan.actions.get()
    post("add_task", action.pk, text="Ask the practices")
    post("add_subtask", action.tasks.get().pk, text="Ask the first")
    post("add_outcome", action.pk, text="More people are registered")
    post("add_resource", action.pk, text="Staff time")
    post("partners", action.pk, organisation=world.lead_body.pk, contact_post="Head of health")
    post("move_action", action.pk, **{"due_on-day": "1", "due_on-month": "12", "due_on-year": "2010"})
    post("override", action.pk, status="A", reason="The practices are slow.")
    action.refresh_from_db()
    assert (action.lead, action.due_on, action.tasks.count(), action.moved_count) == (
        world.lead_body, date(2010, 12, 1), 2, 0,
    )  # fmt: skip
