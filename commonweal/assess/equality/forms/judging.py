"""Forms on which an assessment is sent back or signed."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.design.merging import MergeableForm
from commonweal.design.scanned import ScannedForm


class ReasonForm(ScannedForm, MergeableForm):
    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)


class SignForm(ScannedForm):
    """The hash of what was read; a reason only where the day of the decision has passed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    late_reason = forms.CharField(
        label="Why is it signed after the decision?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text="Oversight sees it, and it stands in the published copy",
    )  # fmt: skip

    def __init__(self, *args: Any, is_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late_reason"]
