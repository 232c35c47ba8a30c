"""What does a unit say when it asks for an assessment, and whom does it tell?"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from commonweal.assess.impact.reads.choices import bodies_to_ask_for
from commonweal.assess.impact.reads.people import tellable
from commonweal.assess.impact.rules.words import KINDS, SENSITIVITY, TRIGGERS
from commonweal.design.forms import DateField, MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.places.reads import list_areas
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.forms.fields import AreaTicks, CommunityTicks, Prose
from commonweal.listen.engagement.reads.communities import communities

CLOCKS = ["%H:%M", "%H.%M", "%H:%M:%S"]


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class AccountTicks(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class ReasonForm(ScannedForm, MergeableForm):
    reason = Prose(label="Why", max_length=2000)


class PressForm(MergeableForm):
    """A button and what the person saw."""


def _post(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False, help_text="The post, not the name")


class RequestForm(ScannedForm):
    title = forms.CharField(label="What is the operation or event called?", max_length=200)
    kind = forms.ChoiceField(label="What kind is it?", choices=list(KINDS.items()))
    triggers = Ticks(label="Why is an assessment asked for?", choices=list(TRIGGERS.items()))
    summary = Prose(
        label="What is planned?",
        help_text="The facts, the places and the times. Name no suspect, no victim and nobody else.",
    )
    owner: Any = forms.ModelChoiceField(label="Whose operation is it?", queryset=None, empty_label=None)
    unit = forms.CharField(label="Which unit asks?", max_length=200)
    needed_by_on = DateField(
        label="By which day is the assessment needed?", help_text="For example 27 7 2010"
    )
    needed_by_time = forms.TimeField(
        label="At what time?", help_text="For example 14:00", input_formats=CLOCKS, initial=time(9)
    )
    starts_on = DateField(label="First day of the operation", required=False)
    ends_on = DateField(label="Last day of the operation", required=False)
    areas = AreaTicks(label="Which areas does it touch?")
    communities = CommunityTicks(label="Which communities may it affect?")
    sensitivity = forms.ChoiceField(
        label="How is it marked?", choices=list(SENSITIVITY.items()), initial="restricted"
    )
    is_covert = forms.BooleanField(
        label="It is covert",
        required=False,
        help_text="Only you, its commanders and the people you name below will know of it.",
    )
    told = AccountTicks(label="Who may be told?", queryset=None, required=False)
    gold_post = _post("Gold")
    silver_post = _post("Silver")
    bronze_post = _post("Bronze community")

    def __init__(self, *args: Any, viewer: Viewer, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on = timezone.localdate(at)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = bodies_to_ask_for(viewer)
        fields["areas"].queryset = list_areas("borough", on=on)
        fields["communities"].queryset = communities(viewer)
        fields["told"].queryset = tellable(at).exclude(pk=viewer.account_id or 0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if ends and (starts is None or ends < starts):
            raise ValidationError({"ends_on": "The last day must be on or after the first day"})
        return cleaned

    def kept(self) -> dict[str, Any]:
        """What the write is given: days and times put together on the clock of the wall."""
        values = dict(self.cleaned_data)
        starts, ends = values.pop("starts_on"), values.pop("ends_on")
        needed = _moment(values.pop("needed_by_on"), values.pop("needed_by_time"))
        return values | {
            "needed_by_at": needed,
            "starts_at": _moment(starts, time.min) if starts else None,
            "ends_at": _moment(ends, time(23, 59)) if ends else None,
            "note": self.said_of_text,
        }


def _moment(on: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, clock))


class CommandForm(ScannedForm, MergeableForm):
    gold_post = _post("Gold")
    silver_post = _post("Silver")
    bronze_post = _post("Bronze community")


class TellForm(MergeableForm):
    account: Any = forms.ModelChoiceField(label="Who is told?", queryset=None, empty_label="Choose")

    def __init__(self, *args: Any, at: datetime, known: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Any = tellable(at).exclude(pk__in=known)
        self.fields["account"].queryset = rows  # type: ignore[attr-defined]


class AnewForm(ScannedForm, MergeableForm):
    reason = Prose(
        label="Why is a new assessment needed?", max_length=2000,
        help_text="What of the operation has changed, or why the last request was declined.",
    )  # fmt: skip
