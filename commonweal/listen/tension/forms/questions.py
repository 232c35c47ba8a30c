"""The six questions, in the words of the question set; short enough for a telephone and one hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from commonweal.design.forms import DateField
from commonweal.ground.scales.reads import get_scale
from commonweal.ground.scales.values import Question
from commonweal.listen.tension.forms.fields import LifeInDanger, NewForm, Prose, ReturnForm, Ticks, YesNo
from commonweal.listen.tension.rules.deadlines import on_the_wall
from commonweal.listen.tension.rules.sending import NIL_IN_DANGER

QUESTION_SET = "tension_return@1"
# Which column of a return holds the answer to which question.
COLUMNS = {"about": "about", "what": "what", "media": "in_media", "impact": "impact", "told": "told"}
YES, NIL = "yes", "no"
# No question of the set: a tick beside it, on every form and in the same words.
DANGER = "risk_to_life"


def _field(question: Question) -> forms.Field:
    given: dict[str, Any] = {"label": question.label, "required": False, "help_text": question.guidance}
    if question.answer == "yes_no":
        return YesNo(**given)
    if question.answer == "some_of":
        return Ticks(choices=[(choice, choice) for choice in question.choices], **given)
    return Prose(**given)


class SixQuestions(ReturnForm):
    """The answers of a contributor, a partner or the public; the first question says whether the rest is asked."""

    concern = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {question.code: question for question in get_scale(QUESTION_SET).questions}
        first = self.fields["concern"]
        first.label = questions["concern"].label
        first.choices = [(YES, "Yes"), (NIL, "No, there is nothing to report this week")]  # type: ignore[attr-defined]
        for code, column in COLUMNS.items():
            self.fields[column] = _field(questions[code])
        self.fields[DANGER] = LifeInDanger()
        if not self.initial.get("concern") and self.initial.get("what"):
            self.initial["concern"] = YES

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("concern") == YES
            and not (cleaned.get("what") or "").strip()
            and "what" not in self.errors
        ):
            self.add_error("what", "Say what you have seen or heard")
        if cleaned.get("concern") == NIL and cleaned.get(DANGER):
            self.add_error(DANGER, NIL_IN_DANGER)
        return cleaned

    @property
    def is_nil(self) -> bool:
        return bool(self.cleaned_data.get("concern") == NIL)

    def answers(self) -> dict[str, Any]:
        """The columns of a return. A nil says nothing else, whatever was typed before."""
        if self.is_nil:
            return {"reason": self.said_of_text}
        values = {column: self.cleaned_data.get(column) for column in (*COLUMNS.values(), DANGER)}
        return {**values, "reason": self.said_of_text}


class NewSixQuestions(SixQuestions, NewForm):
    """As somebody opens it who has not reported yet."""


class PaperForm(NewSixQuestions):
    """What stands on a paper form, keyed in afterwards and marked so."""

    handed_in_on = DateField(label="When was the paper handed in?", help_text="For example, 14 7 2010")
    handed_in_clock = forms.TimeField(
        label="At what time?", help_text="For example, 11:30", input_formats=["%H:%M", "%H.%M"]
    )

    field_order = ("handed_in_on", "handed_in_clock")

    def handed_in_at(self, zone: str) -> datetime:
        return on_the_wall(self.cleaned_data["handed_in_on"], self.cleaned_data["handed_in_clock"], zone)


class PublicForm(SixQuestions):
    """Nobody is asked who they are; the key makes the receipt, so it has to be ours."""

    area = forms.ChoiceField(label="Which area is it about?")
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    field_order = ("area", "concern")

    def __init__(self, *args: Any, areas: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Choose"), *areas]  # type: ignore[attr-defined]
        self.fields["concern"].choices = [(YES, "Yes"), (NIL, "No")]  # type: ignore[attr-defined]
        self.order_fields(["area", "concern"])

    def merging_fields(self) -> list[str]:
        return []

    def clean_concern(self) -> str:
        said: str = self.cleaned_data["concern"]
        if said == NIL:
            raise ValidationError("There is nothing to send then. Thank you for looking.")
        return said


class WordsForm(ReturnForm):
    """A few words: an answer, or something added."""

    text = Prose(label="What do you want to say?")

    def __init__(self, *args: Any, label: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
        self.fields["text"].help_text = hint


class AddedForm(WordsForm):
    """Added with a receipt, which travels in the form and never in an address."""

    receipt = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def merging_fields(self) -> list[str]:
        return []
