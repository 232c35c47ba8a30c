"""What does a person type about a meeting?"""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.answer.meetings.rules import ACCESS_WORDS
from commonweal.design.forms import DateField, MergeableForm
from commonweal.design.scanned import ScannedForm


class MeetingForm(ScannedForm, MergeableForm):
    """When, where and in public or not. The body is chosen once, when the meeting is planned."""

    meeting_on = DateField(label="Date of the meeting")
    starts_at = forms.TimeField(label="Starts at", required=False, help_text="For example 14:00")
    place = forms.CharField(label="Place", max_length=200, required=False)
    title = forms.CharField(
        label="Title", max_length=200, required=False, help_text="Only if it is not simply the body’s name"
    )
    number = forms.CharField(
        label="Number",
        max_length=20,
        required=False,
        help_text="For example 12th, if the body counts its meetings",
    )
    access = forms.ChoiceField(
        label="Who may be there",
        choices=[(a.value, w) for a, w in ACCESS_WORDS.items()],
        widget=forms.RadioSelect,
        initial="open",
    )
    exempt_reason = forms.CharField(
        label="Why the public may not be there",
        required=False,
        widget=forms.Textarea,
        help_text="Name the paragraph of schedule 12A. Leave empty for an open meeting.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("access") not in {None, "open"} and not cleaned.get("exempt_reason", "").strip():
            self.add_error("exempt_reason", "Say why the public may not be there")
        return cleaned


class NewMeetingForm(MeetingForm):
    body: Any = forms.ModelChoiceField(label="Body", queryset=None, empty_label="Choose a body")
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ("body",)

    def __init__(self, *args: Any, bodies: QuerySet[Any], **kwargs: Any) -> None:
        kwargs["initial"] = {"once": uuid.uuid4().hex, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class AgendaItemForm(ScannedForm):
    title = forms.CharField(label="Item", max_length=300)
    position = forms.IntegerField(
        label="Place on the agenda",
        required=False,
        min_value=1,
        max_value=200,
        help_text="Leave empty for the end",
    )
    is_exempt = forms.BooleanField(label="Taken in private", required=False)


class PublishAgendaForm(ScannedForm):
    published_on = DateField(label="Date on which it goes out")
    urgency_reason = forms.CharField(
        label="Reason for urgency",
        required=False,
        widget=forms.Textarea,
        help_text="Only if it goes out with less than five clear working days’ notice",
    )


class ReasonForm(ScannedForm):
    reason = forms.CharField(label="Why", widget=forms.Textarea, max_length=2000)
