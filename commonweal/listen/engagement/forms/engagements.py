"""What does a person type about an engagement, an issue that was raised and a promise that was made?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.design.forms import DateField
from commonweal.ground.scales.forms import StrengthChoice
from commonweal.listen.engagement.forms.fields import (
    AreaChoice,
    BodyChoice,
    BodyList,
    CommunityChoice,
    CommunityTicks,
    DeskChoice,
    LevelChoice,
    NewForm,
    Prose,
    RoomForm,
    basis_field,
)
from commonweal.listen.engagement.reads.engagements import bands, kinds, themes


class EngagementForm(RoomForm):
    title = forms.CharField(label="What was it?", max_length=200)
    held_on = DateField(label="When was it held?")
    kind = forms.ChoiceField(label="Kind", choices=kinds)
    area = AreaChoice(label="Area", required=False)
    place = forms.CharField(label="Place", max_length=200, required=False)
    purpose = Prose(label="What was it for?", max_length=2000)
    level = LevelChoice(label="How far did people take part?")
    communities = CommunityTicks(label="Communities reached", required=False)
    attendance = forms.ChoiceField(label="How many people came?", choices=bands, initial="unknown")
    desk = DeskChoice(label="Desk", required=False)
    organiser = BodyChoice(label="Organised by", required=False)
    partners = BodyList(label="Organisations that took part", required=False)
    learned = Prose(label="What we learned", required=False)
    follow_up_on = DateField(
        label="When is it to be followed up?",
        required=False,
        help_text="From that day on it waits on your own page; empty it once that is done",
    )
    strength = StrengthChoice()
    basis = basis_field()


class NewEngagementForm(NewForm, EngagementForm):
    pass


class IssueForm(NewForm):
    theme = forms.ChoiceField(label="What is it about?", choices=themes)
    detail = Prose(
        label="What was raised?", help_text="In general words: nobody is named here", max_length=4000
    )
    community = CommunityChoice(label="Who raised it", required=False)
    owed_by = forms.CharField(label="Post that owes the next step", max_length=200)
    next_due_on = DateField(label="By when", required=False)
    strength = StrengthChoice()
    basis = basis_field()


class StepForm(RoomForm):
    """One step of the chain: words, and where it led to."""

    words = Prose(label="What was done", max_length=4000)
    label = forms.CharField(
        label="What it led to",
        max_length=200,
        required=False,
        help_text="For example: action 7.3.1 of London Enriched",
    )
    address = forms.CharField(
        label="Address of that page",
        max_length=300,
        required=False,
        help_text="As the browser shows it: it begins with / or https://",
    )
    owed_by = forms.CharField(label="Post that owes the next step", max_length=200)
    next_due_on = DateField(label="By when", required=False)

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        within = address.startswith("/") and not address.startswith("//")
        if address and not (within or address.startswith("https://")):
            raise forms.ValidationError("The address must begin with / or https://")
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("address") and not cleaned.get("label"):
            self.add_error("label", "Give what the address leads to a name")
        return cleaned


class CommitmentForm(NewForm):
    you_said = Prose(
        label="You said", max_length=2000, help_text="Everybody may come to read this: name nobody"
    )
    promised = Prose(label="What was promised", max_length=2000)
    promised_by = forms.CharField(label="Post that promised it", max_length=200)
    made_on = DateField(label="When was it promised?")
    due_on = DateField(label="By when", required=False)
    issue: Any = forms.ModelChoiceField(
        label="Issue it answers", queryset=None, required=False, empty_label="None of those noted"
    )
    is_confidential = forms.BooleanField(label="Keep it off the public list", required=False)
    confidential_reason = forms.CharField(label="Why it is kept off the list", max_length=300, required=False)

    def __init__(self, *args: Any, issues: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issue"].queryset = issues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_confidential") and not cleaned.get("confidential_reason", "").strip():
            self.add_error("confidential_reason", "Say why it is kept off the public list")
        return cleaned


class CommitmentStateForm(RoomForm):
    event = forms.ChoiceField(label="How does it stand now?", choices=[], widget=forms.RadioSelect)
    words = Prose(
        label="What was done, or why it is not possible",
        required=False,
        max_length=2000,
        help_text="Those who spoke read this on the public list",
    )

    def __init__(self, *args: Any, events: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = events  # type: ignore[attr-defined]


class WithholdForm(RoomForm):
    reason = forms.CharField(label="Why it is kept off the public list", max_length=300)
