"""What does a person type about a community, its sizes, and the list of who was not heard?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.design.forms import DateField
from commonweal.ground.visibility.rules import TIER_CHOICES, Tier
from commonweal.listen.engagement.forms.fields import (
    CommunityChoice,
    NewForm,
    Prose,
    RoomForm,
    languages_field,
)
from commonweal.listen.engagement.reads.communities import basis_choices
from commonweal.listen.engagement.reads.coverage_shown import gap_choices
from commonweal.reading.files import MAX_BYTES

OPEN_TIERS = [(value, words) for value, words in TIER_CHOICES if value != Tier.NAMED]


class CommunityForm(RoomForm):
    name = forms.CharField(label="Name", max_length=120, help_text="As its people call themselves")
    basis = forms.ChoiceField(
        label="What its people have in common", choices=basis_choices, widget=forms.RadioSelect
    )
    parent = CommunityChoice(label="Part of", required=False)
    names = Prose(
        label="Other names",
        required=False,
        max_length=2000,
        help_text="One on each line, also the names that census tables use",
    )
    languages = languages_field("Languages spoken in it")
    known_gaps = Prose(label="What we do not know", required=False, max_length=2000)
    tier = forms.ChoiceField(label="Who may see it", choices=OPEN_TIERS, initial=Tier.PUBLIC.value)

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError("A name must have 200 characters or fewer")
        return names


class NewCommunityForm(NewForm, CommunityForm):
    pass


class SizesDetails(RoomForm):
    """What is said about a table of sizes; it stands beside every figure."""

    title = forms.CharField(
        label="Short name of the count", max_length=200, help_text="For example Census 2021"
    )
    source = forms.CharField(
        label="Who counted, and where it was published",
        max_length=300,
        help_text="With the number of the table",
    )
    licence = forms.CharField(
        label="Licence under which it may be shown",
        max_length=200,
        help_text="For example Open Government Licence v3.0, which the census tables carry",
    )
    counted_on = DateField(label="Day on which people were counted")
    limits = Prose(label="What this count cannot say", max_length=1000)

    def merging_fields(self) -> list[str]:
        return []


class SizesForm(SizesDetails):
    file = forms.FileField(
        label="File (CSV, XLSX or Parquet)", help_text="With the headings community, area_code and people"
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"The file is larger than {MAX_BYTES // 2**20} MB")
        return file


class CoverageFilter(forms.Form):
    """Kept in the address."""

    words = forms.CharField(label="Community or area", max_length=100, required=False)
    gap = forms.TypedChoiceField(
        label="How it stands", choices=gap_choices, coerce=int, empty_value=None, required=False
    )
    community = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    short = forms.IntegerField(label="A gap after (weeks)", min_value=1, max_value=520, required=False)
    long = forms.IntegerField(label="A long gap after (weeks)", min_value=1, max_value=520, required=False)
