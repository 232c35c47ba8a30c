"""Which entries does a reader look for?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.design.forms import DateField
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import Wanted, record_types

ANY = [("", "Any")]


class WantedForm(forms.Form):
    actor = forms.CharField(label="Who, or which organisation", max_length=200, required=False)
    what = forms.CharField(label="Did what", max_length=200, required=False)
    outcome = forms.ChoiceField(choices=[*ANY, *AuditEntry.Outcome.choices], required=False)
    record_type = forms.ChoiceField(
        label="Kind of record", choices=lambda: [*ANY, *record_types()], required=False
    )
    record_id = forms.CharField(label="Number of the record", max_length=64, required=False)
    since_on = DateField(label="From", required=False)
    until_on = DateField(label="Until", required=False)

    def wanted(self) -> Wanted:
        """What was asked for; a field that was filled in wrongly asks for nothing."""
        given: dict[str, Any] = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Wanted(**{name: value for name, value in given.items() if value})
