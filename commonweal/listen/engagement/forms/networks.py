"""What does a person type about a key individual network and its rounds?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.design.forms import DateField
from commonweal.ground.scales.values import Question
from commonweal.listen.engagement.forms.fields import (
    AreaChoice,
    CommunityChoice,
    DeskChoice,
    NewForm,
    Prose,
    RoomForm,
)


class NetworkForm(NewForm):
    name = forms.CharField(label="Name of the network", max_length=160)
    area = AreaChoice(label="Area", empty_label="Choose an area")
    desk = DeskChoice(label="Desk", required=False)
    founded_on = DateField(label="Since")


class MemberForm(RoomForm):
    contact: Any = forms.ModelChoiceField(
        label="Contact", queryset=None, empty_label="Choose a contact whose consent holds"
    )
    speaks_for = CommunityChoice(label="Group the person speaks for", required=False)

    def __init__(self, *args: Any, contacts: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = contacts  # type: ignore[attr-defined]


class AskForm(NewForm):
    due_on = DateField(label="Answers are due by")


class RoundAnswerForm(RoomForm):
    """The questions are those of the round's own version."""

    member: Any = forms.ModelChoiceField(label="Who answered", queryset=None, empty_label="Choose a member")

    def __init__(
        self, *args: Any, members: QuerySet[Any], questions: tuple[Question, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.codes = [question.code for question in questions]
        for question in questions:
            self.fields[question.code] = _field(question)

    def answers(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(code, "") for code in self.codes}


def _field(question: Question) -> forms.Field:
    given: dict[str, Any] = {
        "label": question.label, "required": question.required, "help_text": question.guidance,
    }  # fmt: skip
    if question.choices:
        choices = [(choice, choice) for choice in question.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **given)
    return Prose(max_length=2000, **given)
