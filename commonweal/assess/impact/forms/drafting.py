"""What does a person type about a statement of a draft, a lesson, and a day that will come?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.assess.impact.rules.run_up import MOST_WEEKS, TASK_KINDS
from commonweal.assess.impact.rules.words import KINDS, SENSITIVITY, TRIGGERS
from commonweal.design.dates import DateField
from commonweal.design.merging import MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.places.reads import list_areas
from commonweal.ground.scales.forms import StrengthChoice, offer_grades
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.reads.communities import communities

NOBODY = "In general words: nobody is named here."


class Prose(forms.CharField):
    """Several lines of a person's own words."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)


class AreaTicks(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, label="Areas", **kwargs)


class CommunityTicks(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, label="Communities", **kwargs)


class DayForm(ScannedForm, MergeableForm):
    """A form that is told the day and who asks, so that only what exists then and may be seen can be chosen."""

    def __init__(self, *args: Any, on: date, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, AreaTicks):
                field.queryset = list_areas("borough", on=on).defer("boundary", "outline")
            elif isinstance(field, CommunityTicks):
                field.queryset = communities(viewer)
        offer_grades(self, on)


class NewForm(DayForm):
    """A form that makes something: the key makes a second submission find the first one's record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def merging_fields(self) -> list[str]:
        return []


# The draft


class DrawForm(DayForm):
    weeks = forms.IntegerField(
        label="How many weeks back?", min_value=1, max_value=104, initial=12,
        help_text="What was heard, counted and held in these weeks is drawn. What stands already stays as it is.",
    )  # fmt: skip


class StatementForm(DayForm):
    text = Prose(label="What do you state?", help_text=NOBODY, max_length=2000)
    cites_label = forms.CharField(
        label="Which source says so?",
        max_length=300,
        help_text="A paper, a letter, a page or a meeting, with its date. A role or a group, never a private person.",
    )
    strength = StrengthChoice()
    basis = forms.CharField(label="What it rests on", max_length=300, required=False)


class WordingForm(DayForm):
    text = Prose(label="How should it read?", help_text=NOBODY, max_length=2000)


class ReasonForm(DayForm):
    reason = Prose(
        label="Why should it not stand?",
        max_length=2000,
        help_text="It stays, struck out, with your reason beside it.",
    )


class LessonAnswerForm(DayForm):
    """offers are the lessons that nobody has answered yet, as (key, words)."""

    lesson = forms.TypedChoiceField(label="Which lesson?", choices=[], coerce=int)
    is_taken = forms.TypedChoiceField(
        label="Does this lesson help here?",
        choices=[("yes", "Take it into the draft"), ("no", "Set it aside")],
        widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
    )
    reason = Prose(label="Why?", required=False, max_length=2000, help_text="Needed where you set it aside.")

    def __init__(self, *args: Any, offers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = offers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_taken") is False and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", "Say why this lesson does not help here")
        return cleaned


# Lessons


class LessonForm(NewForm):
    event = forms.CharField(label="What was it learned from?", max_length=200)
    from_on = DateField(label="First day", help_text="For example, 6 4 2008")
    to_on = DateField(label="Last day", help_text="For example, 6 4 2008")
    kind = forms.ChoiceField(label="What kind of event was it?", choices=list(KINDS.items()))
    triggers = forms.MultipleChoiceField(
        label="For which events does it count?", choices=list(TRIGGERS.items()), widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    areas = AreaTicks(required=False)
    communities = CommunityTicks(required=False)
    what_happened = Prose(label="What happened?", help_text=NOBODY)
    what_worked = Prose(label="What worked?", required=False)
    next_time = Prose(label="What should be done next time?")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "The last day cannot be before the first")
        return cleaned


# Days that come


class EventForm(NewForm):
    title = forms.CharField(label="What is it called?", max_length=200)
    what = Prose(label="What is it?", help_text=NOBODY, max_length=2000)
    owner: Any = forms.ModelChoiceField(label="Whose event is it?", queryset=None)
    starts_on = DateField(label="First day", help_text="For example, 14 6 2011")
    ends_on = DateField(label="Last day", help_text="For example, 20 6 2011")
    kind = forms.ChoiceField(label="What kind of event is it?", choices=list(KINDS.items()), initial="event")
    triggers = forms.MultipleChoiceField(
        label="Why will an assessment be asked for?", choices=list(TRIGGERS.items()), widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    areas = AreaTicks()
    communities = CommunityTicks()
    owner_post = forms.CharField(label="Post that owes the run-up", max_length=200)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day cannot be before the first")
        return cleaned


class TaskForm(DayForm):
    text = forms.CharField(label="What is to be done?", max_length=300)
    kind = forms.ChoiceField(label="What kind of task is it?", choices=list(TASK_KINDS.items()))
    weeks_before = forms.IntegerField(
        label="How many weeks before the first day?", min_value=0, max_value=MOST_WEEKS, initial=4
    )
    owner_post = forms.CharField(label="Post that owes it", max_length=200)


class SettleForm(DayForm):
    is_dropped = forms.TypedChoiceField(
        label="How does it stand?",
        choices=[("no", "It is done"), ("yes", "It is dropped")],
        widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
    )
    outcome = Prose(label="What came of it, or why is it dropped?", max_length=2000, help_text=NOBODY)


class CallOffForm(DayForm):
    reason = Prose(label="Why is nothing prepared any more?", max_length=2000)


class AskForm(DayForm):
    unit = forms.CharField(label="Which unit asks?", max_length=200)
    needed_by_on = DateField(label="By when is the assessment needed?", help_text="For example, 14 5 2011")
    sensitivity = forms.ChoiceField(
        label="How is it marked?", choices=list(SENSITIVITY.items()), initial="restricted"
    )
    gold_post = forms.CharField(label="Gold", max_length=200, required=False)
    silver_post = forms.CharField(label="Silver", max_length=200, required=False)
    bronze_post = forms.CharField(label="Bronze community", max_length=200, required=False)
