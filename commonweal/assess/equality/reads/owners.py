"""For which organisations may this person write an assessment?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from commonweal.assess.equality.rules.states import WRITE
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.ground.visibility.rules import Viewer


def owners_for(viewer: Viewer, on: date) -> QuerySet[Organisation]:
    """Those that exist on the day; for somebody who writes for their own only, these."""
    found = choosable(on)
    if viewer.may(WRITE):
        return found
    return found.filter(pk__in=[body for permission, body in viewer.grants if permission == WRITE and body])
