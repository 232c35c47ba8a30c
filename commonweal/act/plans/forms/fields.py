"""Of what are the forms of a plan made: long words, bodies of the day, and the key of a new record?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.design.forms import MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.ground.scales.forms import offer_grades

LONG = 8000


class Prose(forms.CharField):
    """Several lines of a person's own words."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONG)
        super().__init__(**kwargs)


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


class NewForm(PlanForm):
    """A form that makes something: the key makes a second submission find the first one's record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def merging_fields(self) -> list[str]:
        return []


class ReasonForm(PlanForm):
    reason = Prose(label="Why", max_length=2000)
