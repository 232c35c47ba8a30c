"""Whom should a notice reach, and which page is it about?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.ground.messages.reads import list_organisations
from commonweal.ground.people.rules import role_choices


class RecipientsForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="People in these roles",
        choices=role_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations: Any = forms.ModelMultipleChoiceField(
        label="In these organisations", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    about = forms.CharField(
        label="Address of the page they should look at", max_length=300, required=False,
        help_text="Begins with a stroke, such as /plans/. Leave it empty for their first page.",
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = list_organisations(viewer)  # type: ignore[attr-defined]

    def clean_about(self) -> str:
        about = self.cleaned_data["about"] or "/"
        if not about.startswith("/") or about.startswith(("//", "/\\")):
            raise forms.ValidationError("Enter an address of this house, beginning with one stroke.")
        return about

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("roles") and not cleaned.get("organisations"):
            raise forms.ValidationError("Choose at least one role or one organisation.")
        return cleaned
