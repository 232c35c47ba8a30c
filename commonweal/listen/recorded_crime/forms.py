"""Which class, which file, and what is known to have changed?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.design.dates import DateField
from commonweal.design.scanned import ScannedForm
from commonweal.ground.scales.forms import StrengthChoice, offer_grades
from commonweal.listen.recorded_crime.rules.breaks import EFFECT_WORDS
from commonweal.reading.files import MAX_BYTES


class ClassForm(ScannedForm):
    name = forms.CharField(label="What the class is called", max_length=200)
    words = forms.CharField(
        label="What is counted", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )
    source = forms.CharField(label="Who publishes it", max_length=300)
    limits = forms.CharField(
        label="What it cannot say", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000,
        help_text="For example that not everything is reported, or that one class is not all hate crime.",
    )  # fmt: skip
    strength = StrengthChoice(label="How strong is the evidence that such a count gives?", initial="recorded")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_grades(self, on)


class StoreForm(forms.Form):
    source = forms.CharField(
        label="Where this file comes from",
        max_length=300,
        help_text="Who published it, when, under which licence.",
    )

    add_up = forms.BooleanField(
        label="Add up rows of the same area and month",
        required=False,
        help_text="Where several units record in one area and the file has a row for each. Otherwise such a row is refused.",
    )


class LoadForm(StoreForm):
    file = forms.FileField(
        label="File of counts",
        help_text="CSV, XLSX or Parquet with one row for each area and month: the area’s official code, the month, the number.",
    )

    field_order = ("file", "source", "add_up")

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        if self.too_large:
            raise forms.ValidationError(
                f"This file is larger than {MAX_BYTES // 2**20} MB. Bring it in parts."
            )
        return super().clean() or self.cleaned_data


class BreakForm(ScannedForm):
    from_on = DateField(
        label="First month counted in the new way", help_text="Any day of that month, for example 1 3 2024"
    )
    reason = forms.CharField(label="What changed", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    effect = forms.ChoiceField(
        label="What it means for earlier months",
        choices=[(effect.value, words) for effect, words in EFFECT_WORDS.items()],
        widget=forms.RadioSelect,
    )


class ReasonForm(ScannedForm):
    reason = forms.CharField(
        label="Why it does not stand", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
