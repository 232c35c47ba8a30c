"""Small organisations for tests."""

from datetime import UTC, date, datetime

import factory

from commonweal.ground.partners import writes
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.visibility.rules import Holding

AT = datetime(2012, 7, 22, 10, 0, tzinfo=UTC)
TODAY = date(2012, 7, 22)
MANAGER = as_viewer([Holding("partnership_manager", 1)], account_id=1, name="Partnership manager")
CONTRIBUTOR = as_viewer([Holding("contributor", 2)], account_id=2, name="Contributor")
BY = {"by": MANAGER, "at": AT}


def add(name, kind="other", **more):
    """An organisation as the partnership manager adds it."""
    return writes.add_organisation(name=name, kind=kind, **more, **BY)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = Organisation.Kind.OTHER
