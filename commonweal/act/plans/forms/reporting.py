"""What does a person type to report on a plan, to judge it and to look through it?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.act.plans.forms.fields import NewForm, PlanForm, Prose
from commonweal.act.plans.models import Outcome
from commonweal.act.plans.rules.standing import MAY_BE_JUDGED
from commonweal.design.forms import DateField
from commonweal.ground.scales.forms import StrengthChoice


class UpdateForm(PlanForm):
    """A report on an action; nothing but the period has to be filled to keep it as a draft."""

    period_until_on = DateField(label="Period ends on")
    narrative = Prose(
        label="What was done", required=False, help_text="What changed since the last update, in plain words."
    )
    forecast_on = DateField(label="When you expect the action to be done", required=False)
    issue = Prose(label="What stands in the way", required=False, max_length=2000)
    recovery_plan = Prose(
        label="How and by when it will be put right",
        required=False,
        max_length=2000,
        help_text="An issue with an agreed plan is a risk; an issue without one puts the action off track.",
    )
    decision_needed = Prose(label="Decision you need, from whom and by when", required=False, max_length=2000)


class NewUpdateForm(NewForm, UpdateForm):
    def __init__(self, *args: Any, bodies: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = forms.ModelChoiceField(
            queryset=bodies, label="Reporting for", empty_label=None, widget=forms.RadioSelect
        )
        self.order_fields(["organisation"])


class EvidenceForm(PlanForm):
    text = Prose(label="What it shows", max_length=4000)
    source = forms.CharField(
        label="Where it can be found",
        max_length=500,
        help_text="A paper, a survey, a record: others must be able to check.",
    )
    strength = StrengthChoice()
    shown_from_on = DateField(
        label="Since when it has held", required=False, help_text="The demonstration period counts from here."
    )


class NewEvidenceForm(NewForm, EvidenceForm):
    def __init__(self, *args: Any, bodies: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = forms.ModelChoiceField(
            queryset=bodies, label="Offered by", empty_label=None, widget=forms.RadioSelect
        )
        self.order_fields(["organisation"])


class JudgeForm(PlanForm):
    accepted = forms.ChoiceField(
        label="Does it prove the outcome?",
        choices=[("yes", "Yes, accept it"), ("no", "No, turn it down")],
        widget=forms.RadioSelect,
    )
    reason = Prose(label="Why", required=False, max_length=2000, help_text="Needed where you turn it down.")


class OverrideForm(PlanForm):
    status = forms.ChoiceField(
        label="How it stands in your judgement",
        choices=[],
        widget=forms.RadioSelect,
    )
    reason = Prose(
        label="Why", max_length=2000, help_text="Both are shown: your judgement and what was computed."
    )

    def __init__(self, *args: Any, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(c.value, labels[c.value]) for c in MAY_BE_JUDGED]  # type: ignore[attr-defined]


class UndeliveredForm(PlanForm):
    decision_reference = forms.CharField(
        label="Decision", max_length=200, help_text="Which body decided it, when, under which item."
    )
    reason = Prose(label="Why it is given up or replaced", max_length=2000)


class ChallengeForm(PlanForm):
    outcome = forms.ModelChoiceField(
        label="What is not proven",
        queryset=Outcome.objects.none(),
        required=False,
        empty_label="The action as a whole",
    )
    why = Prose(label="Why you say so", max_length=4000)

    def __init__(self, *args: Any, outcomes: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].queryset = outcomes  # type: ignore[attr-defined]


class AnswerForm(PlanForm):
    upheld = forms.ChoiceField(
        label="Is the challenge right?",
        choices=[("no", "No, it is proven"), ("yes", "Yes, it is not proven: a closed action reopens")],
        widget=forms.RadioSelect,
    )
    answer = Prose(label="Your answer", max_length=4000, help_text="The person who challenged it reads this.")


class PressForm(PlanForm):
    why = Prose(label="What the answer leaves open", max_length=4000)


class PlanFilterForm(forms.Form):
    """What to show of a plan; kept in the address."""

    words = forms.CharField(label="Words in it", max_length=100, required=False)
    state = forms.ChoiceField(label="Status", required=False)
    service = forms.ChoiceField(label="Service area", required=False)

    def __init__(
        self, *args: Any, states: list[tuple[str, str]], services: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "All"), *states]  # type: ignore[attr-defined]
        self.fields["service"].choices = [("", "All"), *services]  # type: ignore[attr-defined]
