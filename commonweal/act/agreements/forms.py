"""What is typed about joint working: the agreement, its parties and risks, what is deployed, and the counts of a month?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.act.agreements.rules.words import CATEGORIES, KINDS, LED, PARTS, RISKS, SCORES, SOURCES
from commonweal.act.plans.forms.fields import Body, NewForm, PlanForm, Prose
from commonweal.assess.harm.models import Definition
from commonweal.assess.impact.models import Operation
from commonweal.design.dates import DateField
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import list_areas


class AreaField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Area.objects.none(), **kwargs)


def boroughs(on: date) -> Any:
    return list_areas("borough", on=on).defer("boundary", "outline")


class AgreementForm(PlanForm):
    title = forms.CharField(label="Title", max_length=200)
    owner = Body(label="Who keeps it", empty_label=None)
    definition = forms.ModelChoiceField(
        label="Definition that it works to", queryset=Definition.objects.none(), empty_label=None
    )
    nature = Prose(label="What is done together", help_text="What kind of work, and what kind not.")
    purpose = Prose(label="Purpose", help_text="Which harm is to become less, and for whom?")
    funding = Prose(label="Funding", help_text="Who pays for what, and what it costs the police.")
    limits = Prose(label="Limits", help_text="What it is not for, and who may not task whom.")
    exit_terms = Prose(
        label="How it ends", help_text="On what notice, and what becomes of those who were lent."
    )
    from_on = DateField(label="From", help_text="For example 1 4 2007")
    until_on = DateField(label="Until", help_text="The day after the last one, for example 1 4 2008")
    drift_from_number = forms.IntegerField(
        label="From which share outside the purpose the parties speak of drift, in per cent", min_value=1,
        max_value=100, initial=20,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["definition"].queryset = Definition.objects.all()  # type: ignore[attr-defined]


class NewAgreementForm(NewForm, AgreementForm):
    pass


class ScopeForm(PlanForm):
    limbs = forms.MultipleChoiceField(label="Limbs that it is for", widget=forms.CheckboxSelectMultiple)
    areas = forms.ModelMultipleChoiceField(
        label="Boroughs in which it is worked together", queryset=Area.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, limbs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.fields["limbs"].choices = limbs  # type: ignore[attr-defined]
        self.fields["areas"].queryset = boroughs(on)  # type: ignore[attr-defined]


class PartyForm(PlanForm):
    organisation = Body(label="Body", empty_label=None)
    part = forms.ChoiceField(label="What part it takes", choices=list(PARTS.items()))
    post = forms.CharField(
        label="In which post it is signed for", max_length=200, help_text="The post, not the person."
    )


class SignForm(PlanForm):
    signed_on = DateField(label="Signed on", help_text="For example 1 3 2007")


class StepForm(PlanForm):
    """Nothing to fill in: one button."""


class ReasonForm(PlanForm):
    reason = Prose(label="Why", max_length=2000)


class LinkForm(PlanForm):
    operation = forms.ModelChoiceField(
        label="Joint operation", queryset=Operation.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, operations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operation"].queryset = operations  # type: ignore[attr-defined]


class RiskForm(PlanForm):
    kind = forms.ChoiceField(label="Risk to what", choices=list(RISKS.items()))
    what = Prose(label="What may happen")
    owner = Body(label="Who answers for it", empty_label=None)
    likelihood = forms.TypedChoiceField(label="How likely", choices=list(SCORES.items()), coerce=int)
    impact = forms.TypedChoiceField(label="How grave", choices=list(SCORES.items()), coerce=int)
    mitigation = Prose(label="What is done about it")


class NewRiskForm(NewForm, RiskForm):
    pass


class DeploymentForm(NewForm):
    kind = forms.ChoiceField(label="Secondment or deployment", choices=list(KINDS.items()))
    post = forms.CharField(label="Kind of post", max_length=200, help_text="The post, never a person.")
    people_count = forms.IntegerField(label="How many", min_value=1, max_value=10_000)
    purpose = Prose(label="For what")
    from_body = Body(label="From which body", empty_label=None)
    to_body = Body(label="To which body", empty_label=None)
    funder = Body(label="Who pays", empty_label=None)
    weeks_count = forms.IntegerField(label="For how many weeks", min_value=1, max_value=1000)


class UseForm(PlanForm):
    weeks_served_count = forms.IntegerField(label="Weeks served until today", min_value=0, max_value=100_000)
    weeks_off_count = forms.IntegerField(
        label="Of these, weeks spent on something else", min_value=0, max_value=100_000
    )
    drift = Prose(label="What else it was used for", required=False)


class ActivityForm(PlanForm):
    month_on = DateField(label="Month", help_text="Any day of it, for example 1 6 2010")
    area = AreaField(label="Borough", empty_label=None)
    limb = forms.TypedChoiceField(
        label="For which limb", coerce=int, empty_value=None, required=False,
        help_text="What served none of them is counted too: choose no limb.",
    )  # fmt: skip
    led_by = forms.ChoiceField(
        label="What led the tasking", choices=list(LED.items()), widget=forms.RadioSelect
    )
    operations_count = forms.IntegerField(label="Operations", min_value=0, max_value=100_000)
    hours = forms.IntegerField(label="Hours worked together", min_value=0, max_value=10_000_000)
    tasked_count = forms.IntegerField(
        label="Times that a partner tasked another", min_value=0, max_value=100_000
    )
    complaints_count = forms.IntegerField(label="Complaints about it", min_value=0, max_value=100_000)

    def __init__(self, *args: Any, on: date, limbs: list[tuple[str, str]], areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.fields["limb"].choices = [("", "No limb of the definition"), *limbs]  # type: ignore[attr-defined]
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class ProblemForm(NewForm):
    category = forms.ChoiceField(label="What kind of problem", choices=list(CATEGORIES.items()))
    area = AreaField(label="Borough", empty_label=None)
    month_on = DateField(label="Month", help_text="Any day of it, for example 1 6 2010")
    source = forms.ChoiceField(label="Where it comes from", choices=list(SOURCES.items()))
    number = forms.IntegerField(label="How often", min_value=1, max_value=100_000)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.fields["area"].queryset = boroughs(on)  # type: ignore[attr-defined]
