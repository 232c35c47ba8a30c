"""Forms on which actions and reviews are followed up, and parts are kept from the public."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from commonweal.design.dates import DateField
from commonweal.design.merging import MergeableForm
from commonweal.design.scanned import ScannedForm


def _prose(label: str, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), **given)


class DoneForm(ScannedForm, MergeableForm):
    evidence = _prose("What shows that it is done?")


class ExtendForm(ScannedForm, MergeableForm):
    until_on = DateField(label="New day", help_text="Later than the old one")
    reason = _prose("Why does it need more time?")


class ReviewForm(ScannedForm, MergeableForm):
    reason = _prose("What was the real effect?")
    review_on = DateField(label="Next day of review")


class RedactForm(ScannedForm, MergeableForm):
    part = forms.ChoiceField(label="Which part")
    reason = _prose("Why does the public not read it?", help_text="The public reads this reason in its place")

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = list(parts)  # type: ignore[attr-defined]


class ReplaceForm(forms.Form):
    decision_on = DateField(label="Day of the new decision", help_text="For example, 1 10 2011")
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid.uuid4().hex}
        super().__init__(*args, **kwargs)
