"""Is an action placed, listed elsewhere and freed of its doubts by those who may, and are its parts fetched whole?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from commonweal.act.plans.daily import snapshot_statuses
from commonweal.act.plans.models import (
    ActionPartner,
    Challenge,
    Evidence,
    KeyTask,
    PlannedAction,
    ProgressUpdate,
    ReadingDoubt,
    Resource,
    StatusSnapshot,
)
from commonweal.act.plans.reads.lines import Filters, lines_of, list_actions
from commonweal.act.plans.reads.one import list_pictures
from commonweal.act.plans.reads.overviews import exceptions_from, exceptions_in
from commonweal.act.plans.rules.exceptions import KINDS, options_of
from commonweal.act.plans.tests.factories import (
    AT,
    ON,
    EvidenceFactory,
    ResourceFactory,
    ServiceAreaFactory,
    UpdateFactory,
    World,
    many_actions,
)
from commonweal.act.plans.tests.pages_of_plans import client_of, fields
from commonweal.ground.audit.reads import list_history
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.models import HiddenColumn
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.ground.visibility.together import fetch_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def an_area(name, level="borough", code=""):
    return Area.objects.create(name=name, level=level, code=code or name, valid_from_on=date(1990, 1, 1))


def filled_world():
    world = World()
    world.resource = ResourceFactory(action=world.action, amount=Decimal("1234.50"), state="at_risk")
    world.evidence = EvidenceFactory(outcome=world.outcome, organisation=world.lead_body)
    world.update = UpdateFactory(
        action=world.action, organisation=world.lead_body, state="sent", sent_at=AT,
        reported_by_id=world.lead.account_id, recovery_plan="Two more people", decision_needed="Yes, by May",
    )  # fmt: skip
    Challenge.objects.create(
        action=world.action, why="Not so", raised_by_id=world.member.account_id, raised_at=AT
    )
    world.doubt = ReadingDoubt.objects.create(
        strategy=world.strategy,
        action=world.action,
        line=12,
        kind="lead unmarked",
        text="Nobody leads. " * 60,
    )
    snapshot_statuses(now=AT)
    return world


# Many tables in one query


def test_what_comes_together_equals_what_comes_one_table_at_a_time(world, django_assert_num_queries, count):
    world = filled_world()
    models = (
        ActionPartner,
        KeyTask,
        Evidence,
        Resource,
        ProgressUpdate,
        StatusSnapshot,
        Challenge,
        ReadingDoubt,
    )
    wanted = {m.__name__: m.objects.visible_to(world.manager) for m in models}
    with django_assert_num_queries(1):
        found = fetch_together(**wanted)
    values = 0
    for model in models:
        apart = list(wanted[model.__name__])
        assert [row.pk for row in found[model.__name__]] == [row.pk for row in apart]
        for together, alone in zip(found[model.__name__], apart, strict=True):
            for field in model._meta.concrete_fields:
                mine, theirs = getattr(together, field.attname), getattr(alone, field.attname)
                assert (mine, type(mine)) == (theirs, type(theirs)), field
                values += 1
    count("values that come together as they come apart", values)


def test_what_a_viewer_may_not_see_does_not_come_together_either(world):
    outsider = Viewer(name="Anybody", tiers=frozenset({Tier.PUBLIC}))
    rows = (
        PlannedAction.objects.all()
        ._hiding(PlannedAction.hidden_columns(outsider))
        .defer("override_reason", "state")
    )
    (action,) = fetch_together(actions=rows)["actions"]
    assert action.title == world.action.title
    assert action.get_deferred_fields() == {"override_reason", "state"}
    with pytest.raises(HiddenColumn):
        _ = action.state


def test_joined_records_come_with_their_row(world, django_assert_num_queries):
    rows = ActionPartner.objects.select_related("organisation", "action__override_by")
    (lead, _) = fetch_together(partners=rows)["partners"]
    with django_assert_num_queries(0):
        assert (str(lead.organisation), lead.action.reference, lead.action.override_by) == (
            "Lead body", "7.3.1", None,
        )  # fmt: skip


def test_lines_and_exceptions_from_whole_actions_are_those_of_their_own_queries():
    world = filled_world()
    many_actions(6, world.strategy)
    actions = [picture.action for picture in list_pictures(world.manager, world.strategy, ON)]
    lines = list_actions(world.manager, world.strategy, Filters(sort="order"), ON)
    assert lines_of(actions, ON) == lines
    apart = exceptions_in(world.manager, world.strategy, lines)
    assert exceptions_from(actions, lines) == apart
    assert any(line.recovery for line in apart)


def test_an_action_with_everything_takes_twelve_queries_or_fewer(django_assert_max_num_queries, count):
    world = filled_world()
    world.action.areas.set([an_area(f"Borough {n}") for n in range(9)])
    for n in range(4):
        world.action.cross_listed.add(ServiceAreaFactory(strategy=world.strategy, title=f"Another area {n}"))
    client = client_of(world.manager)
    client.get("/")
    for page in ("action", "action_areas", "listing", "partners"):
        with django_assert_max_num_queries(12) as caught:
            assert client.get(reverse(f"plans:{page}", args=[world.action.pk])).status_code == 200
        count(f"queries: {page} of an action with everything", len(caught))
    with django_assert_max_num_queries(12) as caught:
        assert client.get(reverse("plans:structure", args=[world.strategy.pk])).status_code == 200


# Where it happens, where else it is listed


def test_an_action_is_placed_and_its_places_are_links(world):
    first, second = an_area("Camden"), an_area("Hackney")
    ward = an_area("A ward", level="ward")
    world.action.areas.add(ward)
    client, address = client_of(world.link_lead), reverse("plans:action_areas", args=[world.action.pk])
    page = client.get(address).content.decode()
    assert "Boroughs and districts" in page
    assert "Wards" in page, "what it already has stays on offer"
    assert "Regions" not in page, "a level without areas is left out"
    typed = fields(client.get(address)) | {"borough": [first.pk, second.pk], "ward": [ward.pk]}
    assert client.post(address, typed).status_code == 303
    assert set(world.action.areas.all()) == {first, second, ward}
    shown = client.get(reverse("plans:action", args=[world.action.pk])).content.decode()
    assert all(reverse("places:show", args=[area.pk]) in shown for area in (first, second, ward))
    assert list_history(world.action)[0].words == "said where the action happens"


def test_who_does_not_oversee_an_action_does_not_place_it(world):
    for name in ("action_areas", "listing"):
        address = reverse(f"plans:{name}", args=[world.action.pk])
        for viewer in (world.lead, world.other_link_lead, world.member):
            assert client_of(viewer).get(address).status_code == 403
            assert client_of(viewer).post(address, {"version": 1}).status_code == 403
        assert client_of(world.contributor).get(address).status_code == 404
        shown = client_of(world.lead).get(reverse("plans:action", args=[world.action.pk])).content.decode()
        assert address not in shown


def test_the_second_to_place_an_action_sees_what_the_first_ticked(world):
    first, second = an_area("Camden"), an_area("Hackney")
    address = reverse("plans:action_areas", args=[world.action.pk])
    one, two = client_of(world.manager), client_of(world.second_manager)
    opened = fields(two.get(address))
    assert one.post(address, fields(one.get(address)) | {"borough": [first.pk]}).status_code == 303
    merge = two.post(address, opened | {"borough": [second.pk]})
    assert merge.status_code == 409
    assert all(name in merge.content.decode() for name in ("Camden", "Hackney", "Partnership manager"))
    assert list(world.action.areas.all()) == [first]


def test_an_action_is_listed_under_another_area_of_its_own_plan_only(world):
    other = ServiceAreaFactory(strategy=world.strategy, title="Housing")
    foreign = ServiceAreaFactory(title="Of another plan")
    client, address = client_of(world.manager), reverse("plans:listing", args=[world.action.pk])
    page = client.get(address)
    assert "Housing" in page.content.decode()
    assert "Of another plan" not in page.content.decode()
    assert client.post(address, fields(page) | {"service_areas": [foreign.pk]}).status_code == 422
    assert client.post(address, fields(page) | {"service_areas": [other.pk]}).status_code == 303
    assert list(world.action.cross_listed.all()) == [other]
    assert "Housing" in client.get(reverse("plans:action", args=[world.action.pk])).content.decode()


def test_the_structure_leads_to_both_pages(world):
    address = reverse("plans:structure", args=[world.strategy.pk])
    links = [reverse(f"plans:{name}", args=[world.action.pk]) for name in ("action_areas", "listing")]
    page = client_of(world.manager).get(address).content.decode()
    assert all(link in page for link in links)
    page = client_of(world.partner).get(address).content.decode()
    assert not any(link in page for link in links)


# Doubts


def test_a_doubt_is_kept_whole_and_settled_by_one_click():
    world = filled_world()
    action = reverse("plans:action", args=[world.action.pk])
    address = reverse("plans:settle_doubt", args=[world.doubt.pk])
    assert len(world.doubt.text) > 300
    manager = client_of(world.manager)
    assert world.doubt.text.strip() in manager.get(action).content.decode()
    assert address not in client_of(world.lead).get(action).content.decode()
    assert client_of(world.lead).post(address).status_code == 403
    assert manager.post(address).status_code == 303
    world.doubt.refresh_from_db()
    assert world.doubt.settled_by_id == world.manager.account_id
    assert list_history(world.doubt)[0].words == "settled a doubt of the reading"
    page = manager.get(action).content.decode()
    assert "Settled by Partnership manager" in page
    assert address not in page
    manager.post(address)
    assert list_history(world.doubt).count() == 1, "settling twice changes nothing"


def test_a_doubt_about_the_whole_plan_stands_with_its_structure():
    world = filled_world()
    doubt = ReadingDoubt.objects.create(
        strategy=world.strategy, line=3, kind="gap", text="A number is missing."
    )
    page = client_of(world.manager).get(reverse("plans:structure", args=[world.strategy.pk])).content.decode()
    assert "A number is missing." in page
    client_of(world.manager).post(reverse("plans:settle_doubt", args=[doubt.pk]))
    doubt.refresh_from_db()
    assert doubt.settled_at == AT


# Words and ways


def test_every_kind_of_exception_has_its_options():
    for kind in KINDS:
        said = options_of(kind)
        assert said[0].isupper()
        assert said.endswith(".")
        assert ", or " in said
    assert options_of("moved_twice") == (
        "Hold to the date, set a date that the lead stands by, or give the action up by a decision."
    )


def test_the_exception_report_shows_the_options():
    world = filled_world()
    page = (
        client_of(world.manager).get(reverse("plans:exceptions", args=[world.strategy.pk])).content.decode()
    )
    assert options_of("resource") in page


def test_a_paper_is_started_from_the_plan_by_those_who_may(world):
    from commonweal.act.plans.tests.factories import OrganisationFactory, person

    officer = person("committee_officer", OrganisationFactory(name="A committee", kind="committee"))
    address, link = (
        reverse("plans:plan", args=[world.strategy.pk]),
        reverse("papers:start") + f"?plan={world.strategy.pk}",
    )
    assert link in client_of(officer).get(address).content.decode()
    assert link not in client_of(world.partner).get(address).content.decode()
    assert client_of(officer).get(link).status_code == 200


def test_side_by_side_is_marked_and_plans_is_not(world):
    page = LexborHTMLParser(client_of(world.manager).get(reverse("exchange:compare")).content.decode())
    marked = {link.attributes["href"] for link in page.css(".cw-places__link[aria-current]")}
    assert marked == {reverse("exchange:compare")}
