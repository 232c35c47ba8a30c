"""A plan beside an assessment that recommends something, for tests of what becomes of it."""

from datetime import date

from django.urls import reverse

from commonweal.act.plans.tests.factories import AT, World
from commonweal.act.plans.writes import recommended as writes
from commonweal.assess.impact.tests.advised import People, by, make_draft, recommend
from commonweal.assess.impact.writes import recommending
from commonweal.ground.people.models import RoleHeld
from commonweal.ground.people.tests.factories import viewer_of


def advised_world():
    """The operation that was assessed is no secret."""
    world = World()
    world.people = People()
    world.draft = make_draft(world.people)
    return world


def accept(world, draft=None, **given):
    found = recommend(draft or world.draft, world.people, given.pop("kind", "reassurance"))
    type(found).objects.filter(pk=found.pk).update(**given)
    return recommending.accept_recommendation(recommendation=found, **by(world.people.gold))


def take(world, found, viewer=None, **given):
    return writes.take_up(
        **{
            "recommendation": found, "objective": world.action.objective, "reference": "9.1", "title": "Visit the shops",
            "due_on": found.due_on, "responsible_organisation": found.owner_body, "responsible_post": found.owner_post,
            "by": viewer or world.link_lead, "at": AT, **given,
        }
    )  # fmt: skip


def also_manager(world, account):
    """The same person, who also keeps the plan."""
    owner = world.strategy.owner_organisation
    RoleHeld.objects.create(
        account=account, organisation=owner, role="partnership_manager", since_on=date(2000, 1, 1)
    )
    return viewer_of(account)


def address(found):
    return reverse("plans:take_up", args=[found.pk])
