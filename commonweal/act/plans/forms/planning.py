"""What does a person type to enter a plan and to change it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.act.plans.forms.fields import Body, NewForm, PlanForm, Prose
from commonweal.act.plans.models import ActionPartner, Outcome, Resource
from commonweal.act.plans.rules.states import RESOURCE
from commonweal.design.forms import DateField
from commonweal.ground.visibility.rules import TIER_CHOICES, Tier


class StrategyForm(PlanForm):
    title = forms.CharField(label="Title", max_length=300)
    reference = forms.CharField(label="Reference", max_length=60, required=False)
    owner_organisation = Body(label="Whose plan it is", required=False)
    launched_on = DateField(label="Launched on", required=False)
    is_statutory = forms.BooleanField(label="The law requires this plan", required=False)
    source = forms.CharField(
        label="Source",
        max_length=500,
        required=False,
        help_text="The paper or page that the plan was taken from.",
    )
    report_every_days = forms.IntegerField(
        label="Partners report every … days",
        min_value=1,
        max_value=400,
        help_text="91 days is once a quarter.",
    )
    tier = forms.ChoiceField(
        label="Who may see it",
        choices=[choice for choice in TIER_CHOICES if choice[0] not in (Tier.PUBLIC.value, Tier.NAMED.value)],
        widget=forms.RadioSelect,
        help_text="A live plan is a working paper. The public reads what you publish from it.",
    )


class NewStrategyForm(NewForm, StrategyForm):
    pass


class ServiceAreaForm(PlanForm):
    title = forms.CharField(label="Title", max_length=300)
    link_body = Body(label="Link body that oversees it", required=False)


class NewServiceAreaForm(NewForm, ServiceAreaForm):
    pass


class ObjectiveForm(PlanForm):
    text = Prose(label="What is to be reached")
    responsible_organisation = Body(label="Responsible organisation", required=False)
    responsible_post = forms.CharField(label="Responsible post", max_length=200, required=False)


class NewObjectiveForm(NewForm, ObjectiveForm):
    pass


class ActionForm(PlanForm):
    reference = forms.CharField(label="Reference", max_length=60)
    title = forms.CharField(label="Title", max_length=300)
    text = Prose(label="What is promised", required=False)
    starts_on = DateField(label="Starts on", required=False)
    responsible_organisation = Body(label="Responsible organisation", required=False)
    responsible_post = forms.CharField(
        label="Responsible post",
        max_length=200,
        required=False,
        help_text="A post, not a name: Head of policy.",
    )


class NewActionForm(NewForm, ActionForm):
    due_on = DateField(label="Due on", required=False)


class TakeUpForm(NewForm):
    """An accepted recommendation as an action; its words are the action's text."""

    objective: Any = forms.ModelChoiceField(
        label="Objective",
        queryset=None,
        empty_label="Choose an objective",
        help_text="Everybody who reads its plan reads the words of the recommendation.",
    )
    reference = forms.CharField(label="Reference", max_length=60)
    title = forms.CharField(label="Title", max_length=300)
    due_on = DateField(label="Due on", required=False)
    responsible_organisation = Body(label="Responsible organisation", required=False)
    responsible_post = forms.CharField(label="Responsible post", max_length=200, required=False)

    def __init__(self, *args: Any, objectives: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = objectives  # type: ignore[attr-defined]


class MoveForm(PlanForm):
    due_on = DateField(label="New date", required=False, help_text="Leave it empty where no date is set.")
    reason = Prose(
        label="Why the date moves", required=False, help_text="Needed once a date was set. Moves are counted."
    )


class TaskForm(PlanForm):
    text = Prose(label="What is to be done", max_length=2000)
    responsible_organisation = Body(label="Responsible organisation", required=False)
    responsible_post = forms.CharField(label="Responsible post", max_length=200, required=False)


class NewTaskForm(NewForm, TaskForm):
    due_on = DateField(label="Due on", required=False)


class ForecastForm(PlanForm):
    forecast_on = DateField(label="When it will be done", required=False)


class DoneForm(PlanForm):
    done_on = DateField(label="Done on", required=False, help_text="Leave it empty for today.")


class OutcomeForm(PlanForm):
    text = Prose(label="What will be different, or what will be produced", max_length=2000)
    kind = forms.ChoiceField(label="Kind", choices=Outcome.Kind.choices, widget=forms.RadioSelect)
    measure = forms.CharField(label="How it is measured", max_length=300, required=False)
    baseline = forms.CharField(label="Where it started", max_length=100, required=False)
    target = forms.CharField(label="Target", max_length=100, required=False)
    demonstrate_days = forms.IntegerField(
        label="Days it must hold before the action may be closed", min_value=0, max_value=3660, initial=0
    )


class NewOutcomeForm(NewForm, OutcomeForm):
    pass


class MeasureForm(PlanForm):
    latest = forms.CharField(label="Latest figure", max_length=100)


class ResourceForm(PlanForm):
    kind = forms.ChoiceField(label="Kind", choices=Resource.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label="What it is", max_length=300)
    provider = Body(label="Who provides it", required=False)
    amount = forms.DecimalField(
        label="Amount in pounds", required=False, min_value=0, max_digits=12, decimal_places=2
    )
    condition = forms.CharField(label="Condition on which it depends", max_length=300, required=False)


class NewResourceForm(NewForm, ResourceForm):
    state = forms.ChoiceField(label="State", choices=RESOURCE.choices(), initial="secured")


class ResourceStateForm(PlanForm):
    event = forms.ChoiceField(label="What became of it", widget=forms.RadioSelect)
    condition = forms.CharField(label="Condition, if it depends on one", max_length=300, required=False)
    reason = Prose(label="Why", required=False, max_length=2000)

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = [(name, f"It is {RESOURCE.events[name].words}") for name in RESOURCE.events_from(state)]
        self.fields["event"].choices = events  # type: ignore[attr-defined]


class Ticks(forms.MultipleChoiceField):
    """Any number of what is offered, none included."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False)


class AreasForm(PlanForm):
    """Areas by level; a level of which nothing is offered is left out."""

    country = Ticks("Countries")
    region = Ticks("Regions")
    police_force = Ticks("Police force areas")
    borough = Ticks("Boroughs and districts")
    ward = Ticks("Wards")
    msoa = Ticks("Neighbourhoods (MSOA)")
    lsoa = Ticks("Small areas (LSOA)")

    def __init__(self, *args: Any, offered: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, choices in offered.items():
            if choices:
                self.fields[level].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[level]


class ListingForm(PlanForm):
    service_areas = Ticks("Also listed under")

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service_areas"].choices = offered  # type: ignore[attr-defined]


class LeadForm(PlanForm):
    organisation = Body(label="Lead", required=False, empty_label="Lead not stated")
    contact_post = forms.CharField(
        label="Contact there", max_length=200, required=False, help_text="A post, not a name: Head of policy."
    )


class PartnerForm(PlanForm):
    organisation = Body(label="Organisation", empty_label="Choose an organisation")
    role = forms.ChoiceField(
        label="Role",
        choices=[choice for choice in ActionPartner.Role.choices if choice[0] != "lead"],
        widget=forms.RadioSelect,
        initial="partner",
    )
    contact_post = forms.CharField(label="Contact there", max_length=200, required=False)


class ContactForm(PlanForm):
    contact_post = forms.CharField(
        label="Contact", max_length=200, required=False, help_text="A post, not a name: Head of policy."
    )


class EqualityForm(PlanForm):
    """offered are the assessments that do not cover the action yet, as (key, words)."""

    assessment = forms.ChoiceField(label="Assessment")

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessment"].choices = [("", "Choose an assessment"), *offered]  # type: ignore[attr-defined]
