"""What does a person say when they release something to the public?"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from commonweal.design.forms import DateField
from commonweal.design.scanned import ScannedForm


class ReleaseForm(forms.Form):
    """Now, or held back until an hour of a day in London."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    embargo_on = DateField(label="Hold it back until", required=False, help_text="Leave empty to publish now")
    embargo_time = forms.TimeField(
        label="At", required=False, help_text="For example 09:30; midnight if left empty"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("embargo_time") and not cleaned.get("embargo_on"):
            self.add_error("embargo_on", "Enter the day as well as the hour")
        return cleaned

    @property
    def until(self) -> datetime | None:
        day = self.cleaned_data.get("embargo_on")
        if day is None:
            return None
        return timezone.make_aware(datetime.combine(day, self.cleaned_data.get("embargo_time") or time()))


class ReasonForm(ScannedForm):
    reason = forms.CharField(label="Why", widget=forms.Textarea, max_length=2000)
