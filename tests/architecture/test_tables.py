"""Does every column say who may see it, does every link point back, do names say what they hold?"""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.db import models

from commonweal.ground.visibility.models import ALWAYS_PUBLIC
from commonweal.ground.visibility.rules import Tier
from tests.architecture.house import our_models, rank_of


def undeclared_columns(model: Any) -> tuple[set[str], set[str]]:
    """Columns without a privacy, and declared names that are no columns."""
    columns = {f.name for f in model._meta.concrete_fields} - ALWAYS_PUBLIC
    declared = set(getattr(model, "privacy", {}))
    return columns - declared, declared - columns - ALWAYS_PUBLIC


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_every_column_declares_its_privacy(model):
    assert undeclared_columns(model) == (set(), set())
    assert all(isinstance(tier, Tier) for tier in model.privacy.values())


def forward_links(model: Any) -> list[str]:
    mine = rank_of(model.__module__)
    linked = [f for f in (*model._meta.fields, *model._meta.many_to_many) if f.remote_field]
    ours = [f for f in linked if f.related_model.__module__.startswith("commonweal.")]
    return [f.name for f in ours if rank_of(f.related_model.__module__) > mine]


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_no_link_points_forward(model):
    assert forward_links(model) == []


def badly_named(model: Any) -> list[str]:
    faults = []
    for field in model._meta.concrete_fields:
        is_time = isinstance(field, models.DateTimeField)
        is_date = isinstance(field, models.DateField) and not is_time
        if is_time and not (field.name.endswith("_at") or field.name in {"at", "last_login"}):
            faults.append(f"{field.name}: a time is called …_at")
        if is_date and not (field.name.endswith("_on") or field.name in {"on", "week_starting"}):
            faults.append(f"{field.name}: a date is called …_on")
    return faults


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m._meta.label)
def test_times_and_dates_are_named_for_what_they_are(model):
    assert badly_named(model) == []


def test_planted_breaks_are_found():
    class Planted(models.Model):
        when = models.DateTimeField()
        day = models.DateField()
        privacy: ClassVar = {"when": Tier.PUBLIC, "gone": Tier.PUBLIC}

        class Meta:
            app_label = "audit"
            managed = False

        def __str__(self) -> str:
            return "planted"

    Planted.__module__ = "commonweal.ground.audit.models"
    try:
        assert undeclared_columns(Planted) == ({"day"}, {"gone"})
        assert len(badly_named(Planted)) == 2
    finally:
        from django.apps import apps

        del apps.all_models["audit"]["planted"]
        apps.clear_cache()


def test_a_planted_forward_link_is_found():
    assert rank_of("commonweal.act.plans.models") > rank_of("commonweal.ground.people.models")
    assert rank_of("commonweal.ground.people.models") > rank_of("commonweal.ground.partners.models")
