"""What is typed to set up a round, ask somebody, give longer, put a week together, and keep a meeting?"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms

from commonweal.design.forms import DateField, MergeableForm
from commonweal.ground.partners.forms import offer_hearers
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.ground.people.models import Account
from commonweal.ground.places.models import Area
from commonweal.ground.scales.reads import list_scales
from commonweal.listen.tension.forms.fields import NewForm, Prose, ReturnForm
from commonweal.listen.tension.forms.officer import level_choices
from commonweal.listen.tension.models import ReturnRound
from commonweal.listen.tension.models.asking import Variant
from commonweal.listen.tension.rules import grading
from commonweal.listen.tension.rules.deadlines import on_the_wall
from commonweal.reading.files import MAX_BYTES

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DUE_DAYS = [
    *((n, f"{name} of the week itself") for n, name in enumerate(DAYS)),
    *((n + 7, f"{name} of the week after") for n, name in enumerate(DAYS)),
]
CLOCKS = ["%H:%M", "%H.%M", "%H:%M:%S"]


class RoundForm(MergeableForm):
    title = forms.CharField(label="What the round is called", max_length=200)
    due_day = forms.TypedChoiceField(label="Returns are due on", choices=DUE_DAYS, coerce=int)
    due_clock = forms.TimeField(
        label="At", help_text="A time on the wall, such as 12:00", input_formats=CLOCKS
    )
    zone = forms.CharField(label="On the wall of which time zone", max_length=60, initial="Europe/London")
    lock_hours = forms.IntegerField(
        label="Locked so many hours after that", required=False, min_value=0, max_value=2000,
        help_text="Late and locked are two things. Leave it empty, and a return is taken however late it comes.",
    )  # fmt: skip
    remind_hours = forms.IntegerField(
        label="Remind so many hours before", min_value=0, max_value=336, initial=24
    )
    level_scale = forms.ChoiceField(label="Levels")
    theme_scale = forms.ChoiceField(label="Themes")
    open_to_public = forms.BooleanField(label="Anybody may send a return, without a name", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["level_scale"].choices = _names("status")
        fields["theme_scale"].choices = _names("word_list")


def _names(kind: str) -> list[tuple[str, str]]:
    found = {scale.name: scale.title for scale in list_scales() if scale.kind == kind}
    return sorted(found.items(), key=lambda pair: pair[1])


class AskForm(NewForm):
    area = forms.ModelChoiceField(label="About which area", queryset=Area.objects.none())
    organisation = forms.ModelChoiceField(label="Who is asked", queryset=Organisation.objects.none())
    variant = forms.ChoiceField(
        label="Which form", choices=[choice for choice in Variant.choices if choice[0] != "public"]
    )
    overseer = forms.ModelChoiceField(label="Who checks what they send", queryset=Organisation.objects.none())
    since_on = DateField(label="From", help_text="They are asked from the next Monday on")

    def __init__(self, *args: Any, on: date, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("organisation", "overseer"):
            offer_hearers(fields[name], choosable(on))
        fields["area"].queryset = areas


class StopForm(MergeableForm):
    until_on = DateField(label="From which day are they not asked any more?")


class ExceptionForm(NewForm):
    account = forms.ModelChoiceField(label="Who has longer", queryset=Account.objects.none())
    week_starting = DateField(label="For the week that begins on", help_text="A Monday")
    until_on = DateField(label="Until which day")
    until_clock = forms.TimeField(label="And until which time", input_formats=CLOCKS)
    why = Prose(label="Why", max_length=2000)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = people  # type: ignore[attr-defined]

    def until_at(self, zone: str) -> datetime:
        clock: time = self.cleaned_data["until_clock"]
        return on_the_wall(self.cleaned_data["until_on"], clock, zone)


class SummaryForm(ReturnForm):
    level = forms.ChoiceField(label="Level of the whole area")
    direction = forms.ChoiceField(
        label="Compared with last week",
        required=False,
        choices=[("", "Not stated"), *grading.DIRECTIONS.items()],
    )
    confidence = forms.ChoiceField(
        label="How sure are you?", required=False, choices=[("", "Not stated"), *grading.CONFIDENCES.items()]
    )
    narrative = Prose(label="For the police", max_length=8000)
    shareable_text = Prose(
        label="For partners",
        required=False,
        help_text="Partners read this, and nothing of what stands above.",
    )

    def __init__(self, *args: Any, chosen: ReturnRound, week: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = level_choices(chosen.level_scale, week)  # type: ignore[attr-defined]


class MeetingForm(NewForm):
    held_on = DateField(label="When did the group meet?")
    attended = forms.ModelMultipleChoiceField(
        label="Which organisations were there?", queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    reviewed = forms.MultipleChoiceField(
        label="Which items did it look at?", widget=forms.CheckboxSelectMultiple, required=False
    )
    level = forms.ChoiceField(label="Which level did it agree on?")
    note = Prose(label="What was said, without names", required=False)
    sharing_conditions = Prose(label="Who may hear of it", required=False, max_length=2000)
    next_meeting_on = DateField(label="When does it meet next?", required=False)

    def __init__(
        self,
        *args: Any,
        chosen: ReturnRound,
        on: date,
        organisations: Any,
        items: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        offer_hearers(fields["attended"], organisations)
        fields["reviewed"].choices = items
        fields["level"].choices = level_choices(chosen.level_scale, on)


class GroupActionForm(ReturnForm):
    text = Prose(label="What is going to be done?", max_length=2000)
    owner = forms.ModelChoiceField(label="By whom", queryset=Organisation.objects.none())
    due_on = DateField(label="By when")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_hearers(self.fields["owner"], choosable(on))


class DoneForm(ReturnForm):
    outcome = Prose(label="What came of it?", max_length=2000)
    done_on = DateField(label="Done on")


class TableForm(forms.Form):
    file = forms.FileField(
        label="The table",
        help_text=f"A CSV file, an XLSX workbook or a Parquet file, up to {MAX_BYTES // 2**20} MB, with the columns named below.",
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        if self.too_large:
            self.errors.pop("file", None)
            raise forms.ValidationError(
                f"This file is larger than {MAX_BYTES // 2**20} MB. Split it and try again."
            )
        return super().clean() or {}


class WeekForm(forms.Form):
    """Which week to look at; kept in the address."""

    week = forms.DateField(required=False)
