"""For which organisations may somebody ask?"""

from __future__ import annotations

from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible, Viewer

STUDY = "exposure.study"


def owners_for(viewer: Viewer) -> list[tuple[int, str]]:
    """Those in which the viewer holds a role that may ask, by name."""
    found = {
        holding.organisation_id: holding.organisation
        for holding in viewer.holdings
        if holding.organisation_id is not None and viewer.may(STUDY, [holding.organisation_id])
    }
    return sorted(found.items(), key=lambda each: each[1])


def find_owner(viewer: Viewer, key: str) -> Organisation:
    wanted = next((pk for pk, _ in owners_for(viewer) if str(pk) == key), None)
    if wanted is None:
        raise NotPossible("Choose an organisation for which you may ask.")
    return Organisation.objects.get(pk=wanted)
