"""Of what are the forms of a plan made: long words, bodies of the day, and the key of a new record?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.design.forms import MakingForm, MergeableForm
from commonweal.design.scanned import LongText, ScannedForm
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.ground.scales.forms import offer_grades

LONG = 8000


class Prose(LongText):
    longest = LONG


class Body(forms.ModelChoiceField):
    """An organisation that exists on the day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Not stated")
        super().__init__(queryset=Organisation.objects.none(), **kwargs)


class PlanForm(ScannedForm, MergeableForm):
    """A form on a record: told the day, so that only bodies that exist can be chosen."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Body):
                field.queryset = choosable(on)
        offer_grades(self, on)


class NewForm(MakingForm, PlanForm):
    """A form that makes something."""


class ReasonForm(PlanForm):
    reason = Prose(label="Why", max_length=2000)
