"""What is typed about a definition: its words, its limbs, those who were asked, the cases, and the agreement on it?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.assess.harm.rules.trying import FINDINGS
from commonweal.design.dates import DateField
from commonweal.design.forms import MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable

CHOICES = [(finding.value, words) for finding, words in FINDINGS.items()]


def _long(label: str, **given: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **given)


class HarmForm(ScannedForm, MergeableForm):
    """A form about a version, told the day, so that only bodies that exist can be chosen."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = choosable(on)


class NewForm(HarmForm):
    """It makes something: the key makes a second submission find the first one's record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def merging_fields(self) -> list[str]:
        return []


class StartForm(NewForm):
    title = forms.CharField(label="The word that is defined", max_length=200)
    about = _long("What it is used for", help_text="On which decisions does it bear?")
    owner = forms.ModelChoiceField(label="Whose word it is", queryset=Organisation.objects.none())
    summary = _long(
        "The wording", help_text="In one or two sentences. What it covers in detail are its limbs."
    )


class NextForm(NewForm):
    changed = _long("What is to change, and why")


class WordingForm(HarmForm):
    summary = _long("The wording")
    changed = _long("What changed since the version before, and why", required=False)


class LimbForm(HarmForm):
    title = forms.CharField(label="What it covers, in a few words", max_length=200)
    words = _long(
        "The limb in full",
        help_text="Kinds of conduct. Never a person, and never a community.",
    )


class AskForm(HarmForm):
    organisation = forms.ModelChoiceField(label="Who was asked", queryset=Organisation.objects.none())
    asked_on = DateField(label="Asked on", help_text="For example 12 2 2007")


class AnswerForm(HarmForm):
    answered_on = DateField(label="Answered on", help_text="For example 2 3 2007")
    said = _long("What they said", help_text="The body’s answer. No names of people.")
    what_changed = _long("What changed because of it", help_text="Or why nothing did.")


class CaseForm(HarmForm):
    words = _long(
        "The case",
        help_text="Made up, or so changed that nobody is known by it: what is done, to whom, with what effect.",
    )
    expected = forms.ChoiceField(label="What you expect", choices=CHOICES, widget=forms.RadioSelect)


class TryForm(HarmForm):
    found = forms.ChoiceField(label="What the wording says of it", choices=CHOICES, widget=forms.RadioSelect)
    word = _long(
        "What follows, where it is not what you expected",
        required=False,
        help_text="Is it the wording that is wrong, or the case?",
    )


class ConsultForm(HarmForm):
    """Nothing to fill in: one button."""


class TakeBackForm(HarmForm):
    reason = _long("Why")


class AgreeForm(HarmForm):
    agreed_with = forms.ModelChoiceField(
        label="The oversight body", queryset=Organisation.objects.none(), empty_label=None
    )
    decision = forms.CharField(
        label="Where it agreed",
        max_length=200,
        help_text="The meeting and the minute, for example 3 May 2007, item 6.",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        bodies = choosable(on).filter(kind=Organisation.Kind.OVERSIGHT)
        self.fields["agreed_with"].queryset = bodies  # type: ignore[attr-defined]
