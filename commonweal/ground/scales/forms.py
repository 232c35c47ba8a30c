"""How does a person choose a grade, and the strength of the evidence above all?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.ground.scales.reads import grades_of
from commonweal.ground.scales.values import STRENGTH


class GradeChoice(forms.ChoiceField):
    """One grade of a scale; the form says on which day, so that only what is in force can be chosen."""

    widget = forms.RadioSelect
    scale = ""

    def offer(self, on: date) -> None:
        self.choices = grades_of(self.scale, on)


class StrengthChoice(GradeChoice):
    """The one question about the strength of the evidence, wherever a statement or a figure is written down."""

    scale = STRENGTH

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "How strong is the evidence for what stands here?")
        super().__init__(**kwargs)


def offer_grades(form: forms.BaseForm, on: date) -> None:
    """Fill every choice of a grade that the form has."""
    for field in form.fields.values():
        if isinstance(field, GradeChoice):
            field.offer(on)
