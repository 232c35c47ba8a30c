"""What does a person type about desks, outreach workers and loans?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.design.forms import DateField
from commonweal.listen.engagement.forms.fields import (
    AreaChoice,
    BodyChoice,
    CommunityChoice,
    NewForm,
    Prose,
    RoomForm,
)
from commonweal.listen.engagement.rules.desks import PRIORITY, PRIORITY_BASIS


class DeskForm(RoomForm):
    name = forms.CharField(label="Name of the desk", max_length=120)
    remit = Prose(label="What it watches", required=False, max_length=2000)
    opened_on = DateField(label="Open since", required=False)
    closed_on = DateField(label="Closed on", required=False)


class NewDeskForm(NewForm):
    name = forms.CharField(label="Name of the desk", max_length=120)
    organisation = BodyChoice(label="Organisation", empty_label="Choose one")
    remit = Prose(label="What it watches", required=False, max_length=2000)
    opened_on = DateField(label="Open since", required=False)


class OfficerForm(RoomForm):
    account: Any = forms.ModelChoiceField(label="Officer", queryset=None, empty_label="Choose one")
    since_on = DateField(label="Since")

    def __init__(self, *args: Any, people: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = people  # type: ignore[attr-defined]


class DeskCoverForm(RoomForm):
    community = CommunityChoice(label="Community")
    since_on = DateField(label="Since")


class PriorityForm(RoomForm):
    priority = forms.ChoiceField(
        label="Which place does it take?", choices=list(PRIORITY.items()), widget=forms.RadioSelect
    )
    basis = forms.ChoiceField(
        label="On what does that rest?", choices=list(PRIORITY_BASIS.items()), widget=forms.RadioSelect
    )
    reason = Prose(label="Why", max_length=2000)


def knowledge_field() -> forms.CharField:
    """What the post knows, of groups and their ways; never what the person in it is or believes."""
    return Prose(
        label="What they know of communities",
        max_length=2000,
        required=False,
        help_text="Customs, days that matter, what happened before, who is listened to. About groups: name nobody.",
    )


class WorkerForm(NewForm):
    title = forms.CharField(label="Title of the post", max_length=120, help_text="The post, not the person")
    organisation = BodyChoice(label="Organisation", empty_label="Choose one")
    languages = forms.CharField(label="Languages spoken at work", max_length=200)
    knowledge = knowledge_field()
    since_on = DateField(label="Since")


class ChangeWorkerForm(RoomForm):
    title = forms.CharField(label="Title of the post", max_length=120, help_text="The post, not the person")
    languages = forms.CharField(label="Languages spoken at work", max_length=200)
    knowledge = knowledge_field()
    since_on = DateField(label="Since")
    until_on = DateField(label="Until", required=False, help_text="Empty while the post is there")


class UntilForm(RoomForm):
    """The end of a period."""

    until_on = DateField(label="Until", help_text="The first day on which it no longer holds")


class CoverForm(RoomForm):
    community = CommunityChoice(label="Community")
    area = AreaChoice(label="Area", required=False, empty_label="Everywhere")
    since_on = DateField(label="Since")
    until_on = DateField(label="Until", required=False)


class LoanForm(NewForm):
    unit = forms.CharField(label="Unit that asks", max_length=200)
    purpose = Prose(label="For what", max_length=2000)
    from_on = DateField(label="From")
    until_on = DateField(label="Until")


class LoanAnswerForm(RoomForm):
    event = forms.ChoiceField(
        label="Does the person agree?",
        choices=[("agree", "Yes"), ("decline", "No")],
        widget=forms.RadioSelect,
    )
    consent_basis = forms.CharField(
        label="How the person agreed",
        max_length=300,
        required=False,
        help_text="For example: in writing on 3 April",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("event") == "agree" and not cleaned.get("consent_basis", "").strip():
            self.add_error("consent_basis", "Say how the person agreed")
        return cleaned


class EndLoanForm(RoomForm):
    event = forms.ChoiceField(label="What happened?", choices=[], widget=forms.RadioSelect)
    reason = Prose(label="Why", max_length=1000)

    def __init__(self, *args: Any, events: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = events  # type: ignore[attr-defined]
