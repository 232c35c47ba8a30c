"""Which file, which level, and which property holds what?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.design.dates import DateField
from commonweal.design.forms import smaller_than
from commonweal.ground.places.rules.checking import Fields
from commonweal.ground.places.rules.files import MOST_BYTES
from commonweal.ground.places.rules.levels import LEVELS, may_hold


class LoadDetails(forms.Form):
    """Everything about a load but the file itself; sent again with the confirmation."""

    level = forms.ChoiceField(label="What the areas are", choices=list(LEVELS.items()), initial="borough")
    parent_level = forms.ChoiceField(
        label="What holds them",
        required=False,
        choices=[("", "Nothing: they stand by themselves"), *LEVELS.items()],
    )
    code_field = forms.CharField(label="Property that holds the official code", initial="code", max_length=60)
    name_field = forms.CharField(label="Property that holds the name", initial="name", max_length=60)
    parent_field = forms.CharField(
        label="Property that holds the code of the larger area", required=False, max_length=60,
        help_text="Leave it empty to find the larger area by where each one lies.",
    )  # fmt: skip
    valid_from_on = DateField(label="Valid from", help_text="For example 1 12 2022")
    source = forms.CharField(label="Who published it", max_length=300, help_text="With its date and licence.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        parent, level = cleaned.get("parent_level"), cleaned.get("level")
        if parent and level and not may_hold(parent, level):
            self.add_error("parent_level", "Choose something larger than the areas themselves")
        return cleaned

    def given(self) -> dict[str, Any]:
        """What a check and a load are told."""
        c = self.cleaned_data
        return {
            "level": c["level"], "parent_level": c["parent_level"], "valid_from_on": c["valid_from_on"],
            "fields": Fields(c["code_field"], c["name_field"], c["parent_field"]),
        }  # fmt: skip


class LoadForm(LoadDetails):
    file = forms.FileField(
        label="Boundary file", help_text="GeoJSON or TopoJSON.", validators=[smaller_than(MOST_BYTES)]
    )

    field_order = ("file",)
