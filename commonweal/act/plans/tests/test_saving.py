"""Does every page save what was typed, merge what two people wrote, and say why where it does not?"""

from datetime import date

import pytest
from django.urls import reverse

from commonweal.act.plans.models import Evidence, PlannedAction, ProgressUpdate, Strategy
from commonweal.act.plans.tests.pages_of_plans import client_of, fields, page_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return page_world()


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
    assert page.status_code == 422
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
