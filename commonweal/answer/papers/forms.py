"""What does a person type into a paper?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.answer.papers.rules import NEEDS_DETAIL, VERB_WORDS, Part, Verb
from commonweal.design.forms import DateField, MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.scales.forms import StrengthChoice, offer_grades
from commonweal.reading.private_text import Kind

PARTS = [
    (Part.ONE.value, "Part I: read in the open meeting"),
    (Part.TWO.value, "Part II: read in private, never published"),
]


class StartForm(ScannedForm):
    """Everything a paper needs before its first sentence."""

    meeting: Any = forms.ModelChoiceField(label="Meeting", queryset=None, empty_label="Choose a meeting")
    number = forms.CharField(label="Report number", max_length=20)
    title = forms.CharField(label="Title", max_length=300)
    office = forms.CharField(
        label="By",
        max_length=200,
        help_text="The office, for example: Chief Executive, or Director of Public Affairs on behalf of the Commissioner",
    )
    part = forms.ChoiceField(label="Part", choices=PARTS, widget=forms.RadioSelect, initial=Part.ONE.value)
    format = forms.ChoiceField(label="Form of the paper")
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, meetings: QuerySet[Any], formats: Sequence[Any], **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid.uuid4().hex, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        self.fields["meeting"].label_from_instance = _meeting_words  # type: ignore[attr-defined]
        self.fields["format"].choices = [(f.key, f.title) for f in formats]  # type: ignore[attr-defined]


def _meeting_words(meeting: Any) -> str:
    return f"{meeting.body.name}, {meeting.meeting_on.day} {meeting.meeting_on:%B %Y}"


class HeadingForm(ScannedForm, MergeableForm):
    title = forms.CharField(label="Title", max_length=300)
    office = forms.CharField(label="By", max_length=200)
    part = forms.ChoiceField(label="Part", choices=PARTS, widget=forms.RadioSelect)
    figures_on = DateField(
        label="Figures as at",
        required=False,
        help_text="Leave empty for the day on which the paper is approved",
    )


class SectionForm(ScannedForm, MergeableForm):
    """Text, or the reason why there is none. A printed paper names the officer whom the public may ask."""

    asks_about = (Kind.EMAIL, Kind.PHONE)

    text = forms.CharField(label="Text", required=False, widget=forms.Textarea, strip=False)
    not_applicable_reason = forms.CharField(
        label="If it does not apply, why", required=False, widget=forms.Textarea,
        help_text="Either the section has text, or it says why it has none",
    )  # fmt: skip
    withheld_reason = forms.CharField(
        label="If it is hidden from the public, why", required=False, widget=forms.Textarea,
        help_text="The public reads this reason in place of the text. Name the exemption.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("text", "").strip() and cleaned.get("not_applicable_reason", "").strip():
            self.add_error(
                "not_applicable_reason",
                "Either the section has text, or it says why it has none: remove one of the two",
            )
        return cleaned


class EqualityForm(MergeableForm):
    """offered are the assessments that the paper does not rest on yet, as (key, words)."""

    assessment = forms.ChoiceField(label="Assessment")

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessment"].choices = [("", "Choose an assessment"), *offered]  # type: ignore[attr-defined]


class RecommendationsForm(ScannedForm, MergeableForm):
    texts = forms.CharField(
        label="Recommendations", widget=forms.Textarea, required=False,
        help_text="One on each line, each a whole sentence that begins “That members …”. Each is decided and tracked by itself.",
    )  # fmt: skip

    def clean_texts(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]


class TypedFigureForm(ScannedForm):
    key = forms.RegexField(
        r"^[a-z0-9][a-z0-9_.-]{0,79}$", label="Name", help_text="Small letters, figures and underscores, for example: cost_2010",
        error_messages={"invalid": "The name has small letters, figures and underscores only"},
    )  # fmt: skip
    value = forms.CharField(label="Figure", max_length=200)
    words = forms.CharField(
        label="What it is and where it comes from", max_length=300, help_text="This becomes the footnote"
    )
    as_at_on = DateField(label="As at", required=False)
    strength = StrengthChoice(label="How strong is the evidence for this figure?")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_grades(self, on)


class ReasonForm(ScannedForm):
    reason = forms.CharField(label="Why", widget=forms.Textarea, max_length=2000)


class SeenForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class DecisionFields(forms.Form):
    verb = forms.ChoiceField(label="What the body did", choices=[(v.value, w) for v, w in VERB_WORDS.items()])
    detail = forms.CharField(
        label="Its words", required=False, widget=forms.Textarea,
        help_text="Needed for agreed as amended, deferred, referred and rejected: what was changed, until when, to whom, or why",
    )  # fmt: skip
    minute = forms.CharField(label="Minute", max_length=40, required=False, help_text="For example 5.2")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verb") in {v.value for v in NEEDS_DETAIL} and not cleaned.get("detail", "").strip():
            self.add_error("detail", f"Enter the words of “{VERB_WORDS[Verb(cleaned['verb'])].lower()}”")
        return cleaned


class DecisionForm(ScannedForm, DecisionFields):
    pass


class ChangeDecisionForm(ScannedForm, MergeableForm, DecisionFields):
    decided_on = DateField(label="Decided on")
    reason = forms.CharField(label="Why it is changed", widget=forms.Textarea, max_length=2000)

    def merging_fields(self) -> list[str]:
        return [name for name in super().merging_fields() if name != "reason"]
