"""Does anybody read what communities say who acts for a body that enforces immigration law (G21)?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.visibility.models import VisibleModel
from commonweal.ground.visibility.rules import Holding, Viewer
from tests.guarantees.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOMS = ("commonweal.listen.", "commonweal.assess.")
NOT_SAID_BY_COMMUNITIES = {
    "intake.IntakeDocument": "a committee paper or a plan that was read in, for whoever takes part in the plan",
    "recorded_crime.KnownBreak": "published by the police for everybody",
    "recorded_crime.OffenceClass": "published by the police for everybody",
    "recorded_crime.CountLoad": "published by the police for everybody",
    "recorded_crime.MonthlyCount": "published by the police for everybody",
}


def _tables() -> list[type[VisibleModel]]:
    return [
        model
        for app in apps.get_app_configs()
        if app.name.startswith(ROOMS)
        for model in app.get_models()
        if issubclass(model, VisibleModel) and model._meta.label not in NOT_SAID_BY_COMMUNITIES
    ]


def _visible(model: type[VisibleModel], viewer: Viewer) -> set[Any]:
    return set(model.objects.visible_to(viewer).values_list("pk", flat=True))


@pytest.mark.parametrize("role", all_roles())
def test_whoever_enforces_reads_no_row_that_the_public_does_not(
    town: Town, role: str, count: Callable[..., None]
) -> None:
    bodies = list(Organisation.objects.values_list("pk", flat=True))
    enforcing = as_viewer([Holding(role, pk, "Border body", True) for pk in bodies], account_id=10**6)
    told = {}
    for model in _tables():
        if beyond := _visible(model, enforcing) - _visible(model, Viewer()):
            told[model._meta.label] = len(beyond)
        count("G21 roles of immigration enforcement × tables, no row beyond the public's", 1)
    assert not told


def test_there_are_rows_that_others_may_read(town: Town, count: Callable[..., None]) -> None:
    """Otherwise the test before would hold of an empty house."""
    bodies = list(Organisation.objects.values_list("pk", flat=True))
    everybody = as_viewer([Holding(role, pk) for role in all_roles() for pk in bodies], account_id=10**6)
    kept = [model for model in _tables() if _visible(model, everybody) - _visible(model, Viewer())]
    count("G21 tables with rows that are kept from immigration enforcement", len(kept))
    assert len(kept) > 30
