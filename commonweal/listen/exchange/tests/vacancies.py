"""What do the tests of vacancies share: somebody who leaves, the vacancy that follows, and a lead who names the next?"""

from __future__ import annotations

from datetime import timedelta

from commonweal.ground.people.models import Account, RoleHeld
from commonweal.listen.exchange import writes
from commonweal.listen.exchange.daily import notice_missing_keepers
from commonweal.listen.exchange.models import Vacancy
from commonweal.listen.exchange.tests import factories
from commonweal.listen.exchange.tests.factories import AT, TODAY, World

WHY = "She sat at the same desk for years"
LIST = "/trusted/without-keeper/"


def world_of_two_leads():
    """Beside the usual people, the lead of another place and an administrator."""
    made = World()
    made.other_lead = factories.viewer("borough_lead", factories.body("Police of another place"))
    made.admin = factories.viewer("administrator", made.police)
    return made


def leave(who, on=TODAY):
    RoleHeld.objects.filter(account_id=who.account_id).update(until_on=on)


def vacancy_in(world, state="open"):
    """A vacancy in the state, as the system brings it about."""
    leave(world.desk, TODAY - timedelta(days=3))
    notice_missing_keepers(now=AT)
    row = Vacancy.objects.get()
    if state == "filled":
        name(row, world)
    elif state == "kept_again":
        RoleHeld.objects.filter(account_id=world.desk.account_id).update(until_on=None)
        notice_missing_keepers(now=AT)
    return Vacancy.objects.get()


def name(row, world, **given):
    keeper = Account.objects.get(pk=world.colleague.account_id)
    values = {"vacancy": row, "new_keeper": keeper, "reason": WHY, "by": world.lead, "at": AT}
    return writes.name_keeper(**values | given)
