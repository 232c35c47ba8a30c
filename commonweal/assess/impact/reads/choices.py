"""For which organisations may this person ask?"""

from __future__ import annotations

from django.db.models import QuerySet

from commonweal.assess.impact.rules.states import REQUEST
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Viewer


def bodies_to_ask_for(viewer: Viewer) -> QuerySet[Organisation]:
    own = viewer.organisation_ids
    return Organisation.objects.filter(pk__in=[body for body in own if viewer.may(REQUEST, [body])])
