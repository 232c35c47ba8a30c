"""What is asked, what is loaded, and why does something no longer stand?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from commonweal.assess.exposure.rules.asking import MOST_ROUTE_BYTES, REACHES, SHAPES, WAYS
from commonweal.assess.exposure.rules.layers import MOST_BYTES, WHAT
from commonweal.design.dates import DateField
from commonweal.design.forms import smaller_than
from commonweal.design.merging import MergeableForm
from commonweal.design.scanned import ScannedForm


class StudyForm(ScannedForm):
    """The place is read from the field that belongs to the chosen way; the others are left aside."""

    title = forms.CharField(label="What the study is called", max_length=200)
    way = forms.ChoiceField(
        label="How do you give the place?",
        choices=list(WAYS.items()),
        widget=forms.RadioSelect,
        initial="drawn",
    )
    positions = forms.CharField(
        label="Positions", required=False, widget=forms.Textarea(attrs={"rows": 6}), max_length=40_000, strip=False,
        help_text="One a line: longitude, latitude and perhaps a name, such as -0.1418, 51.5152, Oxford Circus. "
        "Metres east and north of the British National Grid do as well.",
    )  # fmt: skip
    shape = forms.ChoiceField(
        label="What the positions are", choices=list(SHAPES.items()), required=False, initial="route"
    )
    file = forms.FileField(
        label="File",
        required=False,
        help_text="GeoJSON, GPX or KML, at most 5 MB.",
        validators=[smaller_than(MOST_ROUTE_BYTES)],
    )
    names = forms.CharField(
        label="Named places", required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=40_000,
        help_text="One a line, each the name of a site that is loaded.",
    )  # fmt: skip
    place = forms.CharField(
        label="Place or area", required=False, max_length=200,
        help_text="The name of a site that is loaded, or the name or code of a borough, ward or other area.",
    )  # fmt: skip
    within = forms.CharField(
        label="Distances in metres", max_length=100, initial="700, 2400",
        help_text="Up to six, with commas between them. Add what the positions may be off.",
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(label="Kinds of sites", widget=forms.CheckboxSelectMultiple)
    owner = forms.ChoiceField(label="For which organisation")
    reach = forms.ChoiceField(
        label="Who may read it", choices=list(REACHES.items()), widget=forms.RadioSelect, initial="own"
    )

    def __init__(
        self, *args: Any, kinds: Sequence[tuple[str, str]], owners: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["owner"].choices = [(str(pk), name) for pk, name in owners]  # type: ignore[attr-defined]


FIELD_OF = {"drawn": "positions", "uploaded": "file", "named": "names", "place": "place"}


class LayerDetails(ScannedForm):
    """Everything about a layer but the file itself; sent again with the confirmation."""

    what = forms.ChoiceField(label="What the file holds", choices=list(WHAT.items()))
    title = forms.CharField(label="What the layer is called", max_length=200)
    source = forms.CharField(label="Who published it", max_length=300)
    licence = forms.CharField(label="Licence", max_length=200)
    dated_on = DateField(label="Day for which it is true", help_text="For example 1 12 2009")
    limits = forms.CharField(
        label="What it cannot say", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text="How good are the positions or counts, and what is missing? It stands beside every answer.",
    )  # fmt: skip


class LayerForm(LayerDetails):
    file = forms.FileField(
        label="File",
        help_text="Sites: GeoJSON, or a table (CSV) with name, kind, longitude and latitude. People: a table with the code "
        "of each area and a column for each community.",
        validators=[smaller_than(MOST_BYTES)],
    )

    field_order = ("file",)


class ReasonForm(ScannedForm, MergeableForm):
    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
