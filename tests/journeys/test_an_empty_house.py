"""In an operator's first minute nothing is there yet: does every page say so, and what comes next, for everybody to read?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys import houses, walk
from tests.journeys.houses import House
from tests.journeys.looking import DESKTOP, PHONE, faults_of
from tests.journeys.signing_in import IN_AN_EMPTY_HOUSE, take_up_the_invitation

pytestmark = [pytest.mark.journey, pytest.mark.slow]
ROLES = ("partnership_manager", "committee_officer", "oversight_auditor")
GIVE = """
from django.utils import timezone
from commonweal.ground.people.models import Account
from commonweal.ground.people.writes.administering import give_role
from commonweal.ground.visibility.rules import SYSTEM
ada, now = Account.objects.get(), timezone.now()
for role in {roles}:
    give_role(account=ada, role=role, organisation=ada.roles.first().organisation, since_on=timezone.localdate(now),
              by=SYSTEM, at=now)
"""


def test_every_page_of_an_empty_house_is_accessible(first_visitors: Any, empty: House, count: Any) -> None:
    page = first_visitors.open("/")
    take_up_the_invitation(page, empty)
    hold(empty)
    pages = walk.chosen(walk.walk(page, "Ada Onslow"))
    assert len(pages) > 30, sorted(pages)
    assert set(pages) >= IN_AN_EMPTY_HOUSE
    faults: list[str] = []
    for seen in pages.values():
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            page.goto(seen.path)
            faults += [f"{seen.name}, {size['width']} px: {fault}" for fault in faults_of(page)]
            page.complaints.clear()
            count("G24 page-states without a violation", 1)
    assert not faults, "\n".join(faults)


def hold(house: House) -> None:
    """A small house, in which one person holds several roles. Nobody gives themselves a role, so the program does."""
    houses.run_once(house.home, "shell", "-c", GIVE.format(roles=ROLES))
