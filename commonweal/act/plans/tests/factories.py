"""A small plan and the people around it, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from commonweal.act.plans.models import (
    ActionPartner,
    Evidence,
    KeyTask,
    Objective,
    Outcome,
    PlannedAction,
    ProgressUpdate,
    Resource,
    ServiceArea,
    Strategy,
)  # fmt: skip
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.models import Account, RoleHeld
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.visibility.rules import Holding, Viewer

ON = date(2010, 7, 22)
AT = datetime(2010, 7, 22, 10, 0, tzinfo=UTC)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Partner {n}")
    kind = "community"


class AccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")


class StrategyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strategy

    title = factory.Sequence(lambda n: f"A plan for newcomers {n}")
    owner_organisation = factory.SubFactory(OrganisationFactory, name="City Hall", kind="council")
    launched_on = date(2009, 12, 2)


class ServiceAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceArea

    strategy = factory.SubFactory(StrategyFactory)
    title = factory.Sequence(lambda n: f"Service area {n}")
    link_body = factory.SubFactory(OrganisationFactory, name="Safety link body", kind="committee")


class ObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objective

    service_area = factory.SubFactory(ServiceAreaFactory)
    text = "Newcomers get the same service as everybody."


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlannedAction

    objective = factory.SubFactory(ObjectiveFactory)
    strategy = factory.LazyAttribute(lambda a: a.objective.service_area.strategy)
    reference = factory.Sequence(lambda n: f"7.{n}")
    title = factory.Sequence(lambda n: f"Action {n}")
    entered_on = date(2010, 7, 1)
    order = factory.Sequence(lambda n: n)


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActionPartner

    action = factory.SubFactory(ActionFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = KeyTask

    action = factory.SubFactory(ActionFactory)
    number = factory.Sequence(lambda n: n + 1)
    first_due_on = factory.SelfAttribute("due_on")
    due_on = None
    text = factory.Sequence(lambda n: f"Do thing {n}")


class OutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Outcome

    action = factory.SubFactory(ActionFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"People notice thing {n}")


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    outcome = factory.SubFactory(OutcomeFactory)
    text = "A survey says so."
    source = "Survey of June"
    strength = "measured"
    offered_at = AT
    offered_by = factory.SubFactory(AccountFactory)


class UpdateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgressUpdate

    action = factory.SubFactory(ActionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    period_until_on = date(2010, 6, 30)
    narrative = "We met twice."


class ResourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resource

    action = factory.SubFactory(ActionFactory)
    kind = "staff_time"
    text = "Staff time"


def person(role: str, organisation: Organisation | None = None, name: str = "") -> Viewer:
    """Somebody with an account who holds a role in an organisation."""
    organisation = organisation or OrganisationFactory(name="Elsewhere")
    account = AccountFactory(name=name or role.replace("_", " ").capitalize())
    RoleHeld.objects.create(account=account, organisation=organisation, role=role, since_on=date(2000, 1, 1))
    holding = Holding(role, organisation.pk, organisation.name)
    return as_viewer([holding], account_id=account.pk, name=account.name)


class World:
    """One action with a lead, a partner, two tasks and an outcome, and everybody who has to do with it."""

    def __init__(self) -> None:
        self.action = ActionFactory(
            reference="7.3.1", title="The same standard for all", due_on=date(2010, 12, 31)
        )
        self.strategy = self.action.strategy
        self.area = self.action.objective.service_area
        self.link_body = self.area.link_body
        self.lead_body = OrganisationFactory(name="Lead body")
        self.partner_body = OrganisationFactory(name="Partner body")
        PartnerFactory(
            action=self.action, organisation=self.lead_body, role="lead", contact_post="Head of policy"
        )
        PartnerFactory(action=self.action, organisation=self.partner_body)
        self.task = TaskFactory(action=self.action, number=1, due_on=date(2010, 9, 1))
        self.second_task = TaskFactory(action=self.action, number=2, due_on=date(2010, 10, 1))
        self.outcome = OutcomeFactory(action=self.action, number=1)
        self.manager = person("partnership_manager", self.strategy.owner_organisation)
        self.second_manager = person(
            "partnership_manager", self.strategy.owner_organisation, "Deputy manager"
        )
        self.link_lead = person("link_body_lead", self.link_body)
        self.lead = person("delivery_partner", self.lead_body, "Lead partner")
        self.partner = person("delivery_partner", self.partner_body, "Delivery partner")
        self.stranger = person(
            "delivery_partner", OrganisationFactory(name="Unrelated body"), "Unrelated partner"
        )
        self.other_link_lead = person(
            "link_body_lead", OrganisationFactory(name="Another link body"), "Other lead"
        )
        self.member = person("authority_member", OrganisationFactory(name="The authority"))
        self.contributor = person("contributor", OrganisationFactory(name="A faith group"))

    def everybody(self) -> dict[str, Viewer]:
        names = (
            "manager", "second_manager", "link_lead", "lead", "partner", "stranger", "other_link_lead", "member",
            "contributor",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def fresh(self) -> PlannedAction:
        return PlannedAction.objects.get(pk=self.action.pk)


def many_actions(number: int, strategy: Strategy | None = None) -> Strategy:
    """A plan with this many actions, each with a lead, two tasks and an outcome; made in bulk."""
    objective = ObjectiveFactory(**({"service_area__strategy": strategy} if strategy else {}))
    strategy = objective.service_area.strategy
    lead = OrganisationFactory(name="Lead body")
    actions = PlannedAction.objects.bulk_create(
        PlannedAction(
            strategy=strategy, objective=objective, reference=f"{n}", title=f"Promise {n}", order=n,
            entered_on=date(2010, 7, 1),
        )
        for n in range(1, number + 1)
    )  # fmt: skip
    ActionPartner.objects.bulk_create(
        ActionPartner(action=a, organisation=lead, role="lead", contact_post="Head") for a in actions
    )
    KeyTask.objects.bulk_create(
        KeyTask(action=a, number=n, text=f"Step {n}", due_on=date(2010, 6 + a.order % 6, 1))
        for a in actions
        for n in (1, 2)
    )
    Outcome.objects.bulk_create(Outcome(action=a, number=1, text="Something is better") for a in actions)
    return strategy
