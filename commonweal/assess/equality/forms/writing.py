"""Forms on which an assessment is written."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.assess.equality.rules.checking import EFFECT_WORDS, OUTCOME_WORDS, SEVERITY_WORDS
from commonweal.assess.equality.rules.following import HORIZON_WORDS, KIND_WORDS
from commonweal.design.dates import DateField
from commonweal.design.merging import MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.scales.forms import StrengthChoice, offer_grades

LONG = 6000
CHANGES = [
    ("new", "Something new"),
    ("changed", "A change"),
    ("existing", "Something that exists already"),
]


def prose(label: str, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}), **given)


class AssessmentForm(ScannedForm, MergeableForm):
    pass


class HeadingForm(AssessmentForm):
    """The screening: what it is, whom it touches, when and by whom it is decided, and under which duties."""

    title = forms.CharField(
        label="What is assessed", max_length=300, help_text="The plan, policy or decision"
    )
    owner: Any = forms.ModelChoiceField(
        label="Whose is it?", queryset=None, empty_label="Choose an organisation"
    )
    aim = prose("What is it for?")
    affected = prose("Who is affected?", help_text="Groups and communities, never a person")
    change = forms.ChoiceField(label="What is it?", choices=CHANGES, widget=forms.RadioSelect)
    relevance = prose("How does it bear on each aim of the duty?")
    decision_on = DateField(
        label="Day of the decision",
        help_text="For example, 22 7 2010. The duties that hold on that day are the ones it is assessed under.",
    )
    decision_role = forms.ChoiceField(label="Who decides?")
    further_duties = forms.MultipleChoiceField(
        label="Which further duties bind the body?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="The general duty of that day is chosen by itself",
    )  # fmt: skip

    def __init__(
        self, *args: Any, owners: QuerySet[Any], roles: Sequence[tuple[str, str]], duties: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["decision_role"].choices = list(roles)  # type: ignore[attr-defined]
        self.fields["further_duties"].choices = list(duties)  # type: ignore[attr-defined]


class OpenForm(HeadingForm):
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid.uuid4().hex, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def merging_fields(self) -> list[str]:
        return []


class RowForm(AssessmentForm):
    """One row of the grid: for each aim of the duty the effect, how severe, on which evidence, and what is done."""

    def __init__(self, *args: Any, cells: Sequence[Any], **kwargs: Any) -> None:
        self.cells = list(cells)
        # Django copies the fields of a form from here before anything looks at them.
        self.base_fields = {  # type: ignore[misc]
            f"{cell.aim}_{name}": make(cell) for cell in self.cells for name, make in CELL_FIELDS.items()
        }
        super().__init__(*args, initial=values_of_row(self.cells), **kwargs)

    @property
    def groups(self) -> list[tuple[str, list[str]]]:
        """(words of the aim, names of its fields)"""
        return [(cell.aim_words, [f"{cell.aim}_{name}" for name in CELL_FIELDS]) for cell in self.cells]

    def judged(self) -> dict[str, dict[str, str]]:
        clean = self.cleaned_data
        return {cell.aim: {name: clean[f"{cell.aim}_{name}"] for name in CELL_FIELDS} for cell in self.cells}


def values_of_row(cells: Sequence[Any]) -> dict[str, str]:
    return {f"{cell.aim}_{name}": getattr(cell, name) for cell in cells for name in CELL_FIELDS}


def _choice(label: str, words: dict[str, str], empty: str) -> Any:
    choices = [("", empty), *words.items()]
    return lambda cell: forms.ChoiceField(label=label, choices=choices, required=False)


def _words(label: str) -> Any:
    return lambda cell: forms.CharField(
        label=label, required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )


CELL_FIELDS: dict[str, Any] = {
    "effect": _choice("Effect", EFFECT_WORDS, "Not judged yet"),
    "severity": _choice("How severe", SEVERITY_WORDS, "Does not apply"),
    "evidence": _words("On which evidence"),
    "mitigation": _words("What lessens it"),
    "justification": _words("If nothing lessens it, why it is justified"),
}


class LocalRowForm(AssessmentForm):
    label = forms.CharField(
        label="Who is looked at besides", max_length=100,
        help_text="A group, for example: carers, people with little English, people on low income",
    )  # fmt: skip


class EvidenceForm(AssessmentForm):
    source = forms.CharField(label="Source", max_length=300)
    dated_on = DateField(label="Of which day", required=False)
    says = prose("What does it say?")
    strength = StrengthChoice(label="How strong is this evidence?")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_grades(self, on)


class ConsultationForm(AssessmentForm):
    group = forms.CharField(label="Which group", max_length=200, help_text="A group or body, never a person")
    method = forms.CharField(label="How were they asked?", max_length=200)
    held_on = DateField(label="When")
    said = prose("What did they say?")
    changed = prose("What changed because of it, or why did nothing change?")


class ActionForm(AssessmentForm):
    kind = forms.ChoiceField(
        label="What does the action do?", choices=list(KIND_WORDS.items()), widget=forms.RadioSelect
    )
    row = forms.ChoiceField(label="About whom", required=False)
    text = prose("What is done?")
    horizon = forms.ChoiceField(label="How far ahead", choices=list(HORIZON_WORDS.items()))
    owner_post = forms.CharField(label="Which post answers for it?", max_length=200)
    measure = forms.CharField(label="How will one know?", max_length=300)
    due_on = DateField(label="Done by")

    def __init__(self, *args: Any, rows: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [("", "Everybody"), *rows]  # type: ignore[attr-defined]


class OutcomeForm(AssessmentForm):
    outcome = forms.ChoiceField(
        label="Outcome", choices=[("", "Not chosen yet"), *OUTCOME_WORDS.items()], required=False
    )
    justification = prose("Justification", required=False, help_text="Needed for outcome 3")
    legal_advice_reference = forms.CharField(
        label="Reference of the legal advice",
        max_length=200,
        required=False,
        help_text="Needed for outcome 3",
    )
    intersections = prose("Where do characteristics meet?", required=False)
    no_engagement_reason = prose("If nobody was consulted, why?", required=False)
    monitoring = prose("How is the real effect watched?", required=False)
    review_on = DateField(
        label="Day of review", required=False, help_text="Usually a year after the decision"
    )
