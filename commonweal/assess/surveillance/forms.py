"""What is to be watched, what broke, and what does a person say to an alert?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.assess.surveillance.rules.recipes import RECIPES
from commonweal.design.dates import DateField
from commonweal.design.merging import MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.places.rules.levels import LEVELS


class WatchForm(ScannedForm):
    """of is one of the series that can be watched: a class of offences or a round of returns."""

    title = forms.CharField(label="What the watch is called", max_length=200)
    of = forms.ChoiceField(label="What is watched")
    level = forms.ChoiceField(label="In which areas", choices=list(LEVELS.items()), initial="borough")
    methods = forms.MultipleChoiceField(
        label="By which methods",
        choices=[(key, f"{recipe.title}. {recipe.when}") for key, recipe in RECIPES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    from_on = DateField(
        label="First period that may raise an alert",
        help_text="Its first day, for example 1 6 2010. What was unusual before can be looked up, and alerts nobody.",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = [("", "Choose what is watched"), *choices]  # type: ignore[attr-defined]


class BreakForm(ScannedForm):
    from_on = DateField(label="First period counted in the new way", help_text="For example 1 3 2024")
    area = forms.ChoiceField(label="Where", required=False)
    reason = forms.CharField(label="What changed", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    restarts = forms.ChoiceField(
        label="What it means for earlier periods",
        choices=[
            ("yes", "Earlier periods are not compared with later ones"),
            ("no", "Earlier periods are still compared, with a warning beside each result"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Everywhere"), *areas]  # type: ignore[attr-defined]


class ReasonForm(ScannedForm, MergeableForm):
    """A sentence or two, about what the person saw when they began to write."""

    reason = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 5}), max_length=4000)
