"""Does what an assessment recommends become an action once, by whoever may, and never before more readers than were told?"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commonweal.act.plans.models import PlannedAction, RecommendedAction, StatusSnapshot
from commonweal.act.plans.reads import recommended as reads
from commonweal.act.plans.tests.factories import AT, ObjectiveFactory, OrganisationFactory
from commonweal.act.plans.tests.pages_of_plans import client_of, fields
from commonweal.act.plans.tests.recommendations import accept, address, advised_world, also_manager, take
from commonweal.act.plans.writes import recommended as writes
from commonweal.assess.impact.tests.advised import LATER, LINE, by, make_draft, make_told, recommend
from commonweal.assess.impact.tests.factories import make_person, make_police
from commonweal.assess.impact.writes import recommending
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.people.tests.factories import viewer_of
from commonweal.ground.visibility.rules import SYSTEM, NotPossible, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advised_world()


def test_only_what_was_accepted_is_offered_in_the_order_of_its_days(world):
    late = accept(world, due_on=date(2010, 9, 1))
    soon = accept(world, due_on=date(2010, 7, 30))
    done, given_away = accept(world), accept(world)
    recommending.finish_recommendation(recommendation=done, reason="They went", **by(world.people.author))
    recommending.transfer_recommendation(
        recommendation=given_away, reason="To the council", **by(world.people.gold)
    )
    proposed, declined = recommend(world.draft, world.people), recommend(world.draft, world.people)
    recommending.decline_recommendation(recommendation=declined, reason="Too late", **by(world.people.gold))
    for viewer in (world.manager, world.link_lead, SYSTEM):
        assert list(reads.not_taken_up(viewer)) == [soon, late]
    for other in (done, given_away, proposed, declined):
        with pytest.raises(NotPossible, match="is not accepted"):
            take(world, other, world.manager)
    take(world, soon)
    assert list(reads.not_taken_up(world.manager)) == [late]


def test_a_press_line_is_an_action_of_the_plan_and_its_words_stay_with_the_police(world):
    found = accept(world, kind="press")
    recommending.write_press_line(recommendation=found, embargo_at=LATER, **LINE, **by(world.people.author))
    assert list(reads.not_taken_up(world.manager)) == [found]
    action = take(world, found)
    page = client_of(world.link_lead).get(f"/plans/actions/{action.pk}/").content.decode()
    assert found.text in page
    assert not [words for words in LINE.values() if words and words in page]


def test_it_is_taken_up_once(world):
    found = accept(world)
    take(world, found)
    with pytest.raises(NotPossible, match="has taken up this recommendation already"):
        take(world, found, world.manager, reference="9.2")
    assert PlannedAction.objects.filter(recommended__recommendation=found).count() == 1


def test_of_two_who_take_it_up_at_once_the_second_is_told_and_leaves_nothing(world, monkeypatch):
    found = accept(world)
    first = take(world, found)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecommendedAction.objects.create(action=world.action, recommendation=found, taken_up_at=AT)
    monkeypatch.setattr(writes, "why_not", lambda viewer, key: "")  # as the second saw it before the first
    with pytest.raises(NotPossible, match="has taken up this recommendation already"):
        take(world, found, world.manager, reference="9.2")
    assert RecommendedAction.objects.get().action == first
    assert not PlannedAction.objects.filter(reference="9.2").exists()


def test_what_a_plan_gave_up_again_is_offered_again(world):
    found = accept(world)
    take(world, found).delete()
    assert list(reads.not_taken_up(world.manager)) == [found]


def test_what_somebody_may_not_see_is_neither_offered_nor_taken_up(world):
    """A body that enforces immigration law sees nothing of an assessment, whatever its role in a plan."""
    found = accept(world)
    border = OrganisationFactory(name="Border body", kind="enforcement")
    account = make_person("link_body_lead", border)
    viewer = viewer_of(account)
    objective = ObjectiveFactory(service_area__link_body=border)
    assert viewer.enforces_immigration
    assert not reads.not_taken_up(viewer).exists()
    assert list(reads.objectives_open_to(viewer)) == [objective]
    with pytest.raises(NotPossible, match="is not accepted"):
        take(world, found, viewer, objective=objective)
    assert client_of(viewer).get(address(found)).status_code == 404


def test_without_the_role_it_is_refused_also_to_those_who_see_it(world):
    found = accept(world)
    for account in (world.people.author, world.people.gold):
        viewer = viewer_of(account)
        assert list(reads.not_taken_up(viewer)) == [found]
        assert not reads.objectives_open_to(viewer).exists()
        with pytest.raises(Refused):
            take(world, found, viewer)
    for viewer in (world.stranger, world.member, world.other_link_lead):
        with pytest.raises(Refused):
            take(world, found, viewer)
    assert not RecommendedAction.objects.exists()


def test_nobody_adds_to_the_plan_of_another_body(world):
    found = accept(world)
    other = ObjectiveFactory(service_area__link_body=OrganisationFactory(name="Another link body"))
    hidden = ObjectiveFactory(service_area__strategy__tier="police")
    assert list(reads.objectives_open_to(world.link_lead)) == [world.action.objective]
    assert set(reads.objectives_open_to(world.manager)) == {world.action.objective, other}
    with pytest.raises(Refused):
        take(world, found, objective=other)
    page = client_of(world.link_lead)
    for objective in (other, hidden):
        sent = fields(page.get(address(found))) | {"objective": objective.pk, "reference": "9.1"}
        assert "Select a valid choice" in page.post(address(found), sent).content.decode()
    assert not RecommendedAction.objects.exists()


def test_the_action_carries_the_words_the_day_who_does_it_and_where_it_comes_from(world):
    found = accept(world)
    action = take(world, found)
    action.refresh_from_db()
    assert (action.text, action.due_on) == ("Visit the shops", date(2010, 8, 1))
    assert (action.responsible_organisation, action.responsible_post) == (
        make_police(),
        "Neighbourhood sergeant",
    )
    assert action.source == "A recommendation of an impact assessment"
    assert (action.strategy, action.entered_on) == (world.strategy, AT.date())
    kept = action.recommended
    assert (kept.recommendation, kept.taken_up_at, kept.taken_up_by_id) == (
        found,
        AT,
        world.link_lead.account_id,
    )
    assert kept in action.digest_parts()
    assert action.lead is None, "nobody guesses who leads it"
    assert StatusSnapshot.objects.filter(action=action, is_current=True).exists()
    found.refresh_from_db()
    assert found.state == "accepted", "who recommended it still says when it is done"


def test_one_entry_of_the_audit_says_who_took_it_up(world):
    found = accept(world)
    before = AuditEntry.objects.count()
    action = take(world, found)
    (entry,) = AuditEntry.objects.filter(sequence__gt=before)
    assert (entry.action, entry.words) == ("plans.take_up", "took up a recommendation as an action")
    assert (entry.actor_id, entry.outcome) == (world.link_lead.account_id, "done")
    assert (entry.subject_type, entry.subject_id) == ("plans.plannedaction", str(action.pk))
    with pytest.raises(Refused):
        take(world, accept(world), world.stranger)
    assert AuditEntry.objects.filter(action="plans.take_up", outcome="refused").count() == 1


@pytest.mark.parametrize("tier", ["partnership", "police", "named"])
def test_nothing_of_a_covert_operation_reaches_a_plan(world, tier):
    """Not even by somebody who was told of it and keeps the plan: the others who read the plan were not."""
    covert = make_draft(world.people, is_covert=True)
    found = accept(world, covert)
    told = make_person("desk_officer")
    make_told(covert, told, world.people)
    objective = ObjectiveFactory(service_area__strategy__tier=tier)
    assert not reads.recommendations(world.manager).filter(pk=found.pk).exists()
    for account in (told, world.people.gold, world.people.asker):
        viewer = also_manager(world, account)
        assert reads.recommendations(viewer).filter(pk=found.pk).exists(), (
            "or the refusal would prove nothing"
        )
        assert not reads.not_taken_up(viewer).exists()
        with pytest.raises(NotPossible, match="Only those who were told know of this operation"):
            take(world, found, viewer, objective=objective)
    with pytest.raises(NotPossible, match="Only those who were told"):
        take(world, found, SYSTEM)
    assert not PlannedAction.objects.filter(text=found.text).exists()
