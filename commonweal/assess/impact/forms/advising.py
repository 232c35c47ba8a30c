"""What does a person type about the impact on a community, a consultation, a recommendation or what monitors saw?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.assess.impact.rules.advice import ANSWERS, DECISIONS, GROUPS, KINDS, NONE, OPEN, WAYS
from commonweal.assess.impact.rules.disclosure import GROUNDS, PARTS
from commonweal.assess.impact.rules.effects import CONFIDENCES
from commonweal.assess.impact.rules.scores import IMPACTS, LIKELIHOODS, RATING_WORDS
from commonweal.design.forms import DateField, MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import list_areas
from commonweal.ground.scales.forms import StrengthChoice, offer_grades
from commonweal.listen.engagement.models import Community

NOT_A_NAME = "A role or a group, never a private person’s name."


class Prose(forms.CharField):
    """Several lines of a person's own words."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        super().__init__(**kwargs)


def _numbers(label: str, known: dict[int, str]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=list(known.items()), coerce=int, widget=forms.RadioSelect
    )


COMPUTED = "computed"


def _override(label: str) -> forms.TypedChoiceField:
    choices = [
        (COMPUTED, "As likelihood and impact make it"),
        *((r.value, w) for r, w in RATING_WORDS.items()),
    ]
    return forms.TypedChoiceField(
        label=label, choices=choices, initial=COMPUTED, widget=forms.RadioSelect,
        coerce=lambda chosen: "" if chosen == COMPUTED else chosen,
    )  # fmt: skip


class AdviceForm(ScannedForm, MergeableForm):
    """A form that is told the day, so that only areas, bodies and grades of that day can be chosen."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            table = getattr(getattr(field, "queryset", None), "model", None)
            if table is Area:
                field.queryset = list_areas("borough", on=on).defer("boundary", "outline")  # type: ignore[attr-defined]
            if table is Organisation:
                field.queryset = choosable(on)  # type: ignore[attr-defined]
        offer_grades(self, on)


class NewForm(AdviceForm):
    """A form that makes something: the key makes a second submission find the first one's record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def merging_fields(self) -> list[str]:
        return []


class ImpactForm(AdviceForm):
    likely_effect = Prose(label="Likely effect on this community")
    concerns = Prose(label="Concerns that were voiced", required=False)
    vulnerabilities = Prose(label="Who in it may be harmed most, and how", required=False)
    positive_effects = Prose(label="What may do good", required=False)
    likelihood_before = _numbers("How likely is it?", LIKELIHOODS)
    impact_before = _numbers("How serious would it be?", IMPACTS)
    override_before = _override("Rating")
    reason_before = Prose(
        label="Why this rating", required=False, help_text="Needed where you choose it yourself."
    )
    mitigation = Prose(label="What is done about it", required=False)
    likelihood_after = _numbers("How likely is it then?", LIKELIHOODS)
    impact_after = _numbers("How serious would it be then?", IMPACTS)
    override_after = _override("Rating then")
    reason_after = Prose(
        label="Why this rating then", required=False, help_text="Needed where you choose it yourself."
    )
    confidence = forms.ChoiceField(
        label="How sure are you?", choices=list(CONFIDENCES.items()), widget=forms.RadioSelect
    )


class NewImpactForm(NewForm, ImpactForm):
    community = forms.ModelChoiceField(
        label="Community", queryset=Community.objects.none(), empty_label="Choose a community"
    )

    def __init__(self, *args: Any, communities: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]
        self.order_fields(["community"])


class ConsultationForm(NewForm):
    group = forms.ChoiceField(label="Who was asked", choices=list(GROUPS.items()))
    who = forms.CharField(label="Which one", max_length=200, help_text=NOT_A_NAME)
    held_on = DateField(label="When")
    way = forms.ChoiceField(label="How", choices=list(WAYS.items()), widget=forms.RadioSelect)
    shared = Prose(label="What they were told")
    advice = Prose(
        label="What they advised", required=False, help_text="Leave it empty where none was given."
    )
    answer = forms.ChoiceField(
        label="What became of it",
        choices=[(OPEN, ANSWERS[OPEN]), *((k, v) for k, v in ANSWERS.items() if k != OPEN)],
        initial=OPEN,
        widget=forms.RadioSelect,
    )
    why = Prose(label="Why", required=False, help_text="Needed where advice is declined, wholly or in part.")

    def __init__(self, *args: Any, told: QuerySet[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if told is not None:
            self.fields["told"] = forms.ModelChoiceField(
                label="Who of those who were told", queryset=told, empty_label="Choose one",
                help_text="This operation is covert: nobody else may be asked.",
            )  # fmt: skip
            self.order_fields(["told"])


class AnswerForm(AdviceForm):
    answer = forms.ChoiceField(
        label="What became of it",
        choices=[(k, v) for k, v in ANSWERS.items() if k not in (OPEN, NONE)],
        widget=forms.RadioSelect,
    )
    reason = Prose(label="Why", required=False, help_text="Needed where it is declined, wholly or in part.")


class RecommendationForm(NewForm):
    kind = forms.ChoiceField(label="Kind", choices=list(KINDS.items()), widget=forms.RadioSelect)
    text = Prose(label="What is recommended")
    owner_body = forms.ModelChoiceField(
        label="Body that does it", queryset=Organisation.objects.none(), empty_label="Choose a body"
    )
    owner_post = forms.CharField(label="Post that does it", max_length=200)
    due_on = DateField(label="Due on", help_text="A forum or an advisory group has to meet by then.")


class PressLineForm(AdviceForm):
    key_message = Prose(label="Key message")
    holding_line = Prose(label="Holding line, until the key message may be said")
    if_asked = Prose(label="Lines if asked", required=False)
    languages = forms.CharField(
        label="Languages", max_length=200, required=False, help_text="With commas between them"
    )
    spokesperson = forms.CharField(label="Spokesperson, by post", max_length=200)
    approver = forms.CharField(label="Who approves it, by post", max_length=200)
    embargo_on = DateField(label="Not before this day", required=False)
    embargo_clock = forms.TimeField(
        label="Not before this time",
        required=False,
        help_text="For example 14:00. Midnight where it is empty.",
    )


class ConveningForm(AdviceForm):
    convened_on = DateField(label="Met on")
    record_of_advice: Any = forms.ModelChoiceField(
        label="Entry that says what was advised", queryset=None, empty_label="Choose an entry"
    )

    def __init__(self, *args: Any, entries: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record_of_advice"].queryset = entries  # type: ignore[attr-defined]


class MonitorForm(NewForm):
    who = forms.CharField(label="Who watches", max_length=200, help_text=NOT_A_NAME)
    task = Prose(label="What they are asked to watch")
    area = forms.ModelChoiceField(label="Where", queryset=Area.objects.none(), empty_label="Choose an area")
    from_on = DateField(label="First day")
    until_on = DateField(label="Last day")


class ObservationForm(NewForm):
    seen_on = DateField(label="Seen on")
    seen_clock = forms.TimeField(label="At what time", help_text="For example 14:30")
    area = forms.ModelChoiceField(label="Where", queryset=Area.objects.none(), empty_label="Choose an area")
    text = Prose(
        label="What was seen", help_text="What happened, never who: no names and no descriptions of persons."
    )
    strength = StrengthChoice()
    corrects: Any = forms.ModelChoiceField(
        label="Corrects an earlier observation", queryset=None, required=False, empty_label="No"
    )

    def __init__(self, *args: Any, earlier: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["corrects"].queryset = earlier  # type: ignore[attr-defined]


class BronzeForm(NewForm):
    advice = Prose(label="Advice to Gold")


class DecisionForm(NewForm):
    decision = forms.ChoiceField(label="Decision", choices=list(DECISIONS.items()), widget=forms.RadioSelect)
    reason = Prose(label="Why")


class DisclosureForm(AdviceForm):
    included = forms.MultipleChoiceField(
        label="What goes into the disclosable copy",
        choices=[(key, part.title) for key, part in PARTS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = Prose(label="Why", required=False, help_text="Needed where it differs from the usual choice.")


class GivenForm(NewForm):
    given_to = forms.CharField(label="Given to", max_length=200, help_text=NOT_A_NAME)
    ground = forms.ChoiceField(
        label="On what ground", choices=list(GROUNDS.items()), widget=forms.RadioSelect
    )
    request_reference = forms.CharField(label="Reference of the request", max_length=100, required=False)


class AskForm(NewForm):
    version_wanted = forms.ChoiceField(label="Which assessment")
    body: Any = forms.ModelChoiceField(label="For which body", queryset=None, empty_label="Choose your body")
    purpose = Prose(label="What you need it for")

    def __init__(
        self, *args: Any, askable: list[tuple[str, str]], bodies: QuerySet[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version_wanted"].choices = [("", "Choose an assessment"), *askable]  # type: ignore[attr-defined]
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class RelyForm(NewForm):
    relied_for = Prose(label="What did you decide on the strength of it?")


class ReasonForm(AdviceForm):
    reason = Prose(label="Why")


class NothingToSay(AdviceForm):
    """One button: only the version that the person saw."""
