"""What does an owner ask a community, and what does the community say?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.assess.guidance.forms.documents import NewForm, RoomForm
from commonweal.assess.guidance.reads.writing import described, groups_to_ask, stance_choices
from commonweal.ground.visibility.rules import Viewer


class AskForm(NewForm):
    community: Any = forms.ModelChoiceField(
        queryset=None, label="Which community it describes", empty_label=None
    )
    group: Any = forms.ModelChoiceField(
        queryset=None, label="Which organisation of theirs is asked", empty_label="Choose one"
    )
    question = forms.CharField(label="What you want to know", widget=forms.Textarea, max_length=2000)

    def prepare(self, on: date, viewer: Viewer, of: Any) -> None:
        known: dict[str, Any] = self.fields
        known["community"].queryset = described(of, viewer)
        known["group"].queryset = groups_to_ask(of, on)


class AnswerForm(RoomForm):
    stance = forms.ChoiceField(
        label="What does your organisation say of this text?",
        choices=stance_choices(),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="In your own words", widget=forms.Textarea, max_length=4000, required=False,
        help_text="These words will stand beside the text for everybody who may read it. Name nobody.",
    )  # fmt: skip
    post = forms.CharField(
        label="Who answers for the organisation",
        max_length=160,
        help_text="A role, not a name. For example: Chair",
    )


class ReplyForm(RoomForm):
    words = forms.CharField(
        label="What you do about it", widget=forms.Textarea, max_length=4000,
        help_text="It will stand below what the community said. Theirs stays as it is.",
    )  # fmt: skip
