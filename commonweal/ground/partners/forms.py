"""What did somebody type about an organisation?"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from commonweal.design.dates import DateField
from commonweal.design.merging import MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.partners import reads
from commonweal.ground.partners.models import FREQUENCIES, Membership, Organisation, SeatRule
from commonweal.ground.partners.rules import NOT_ON_THE_LIST
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import list_areas

KINDS = Organisation.Kind.choices
SUCCESSIONS = [
    ("merged", "Several became one"),
    ("split", "One became several"),
    ("replaced", "One took over from another"),
]


def offer_hearers(field: Any, bodies: QuerySet[Organisation]) -> None:
    """Let a field choose among bodies that may be told what communities say."""
    field.queryset = reads.but_not_enforcing(bodies)
    field.error_messages["invalid_choice"] = NOT_ON_THE_LIST


def _day(label: str, *, required: bool = True, hint: str = "For example 22 7 2010") -> DateField:
    return DateField(label=label, required=required, help_text=hint)


class DetailsForm(ScannedForm, MergeableForm):
    """Everything but the name, which has dates of its own."""

    kind = forms.ChoiceField(label="Kind", choices=KINDS)
    short_name = forms.CharField(label="Short name", max_length=40, required=False)
    remit = forms.CharField(label="What it is for", widget=forms.Textarea, required=False, max_length=4000)
    meets = forms.ChoiceField(
        label="How often it meets", choices=[("", "It does not say"), *FREQUENCIES], required=False
    )
    exists_from_on = _day("It began on", required=False)
    exists_until_on = _day("It ended on", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("exists_from_on"), cleaned.get("exists_until_on")
        if since and until and until <= since:
            self.add_error("exists_until_on", "The end must be later than the beginning")
        return cleaned


class AddForm(DetailsForm):
    name = forms.CharField(label="Name", max_length=200)
    aliases = forms.CharField(
        label="Other names it goes by", required=False, widget=forms.Textarea, help_text="One to a line."
    )
    field_order = ("name", "kind", "short_name", "aliases")

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class _ActForm(ScannedForm):
    """A form for one act on one organisation; the day is that of the request."""

    def __init__(self, *args: Any, today: date, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare(today, organisation)

    def prepare(self, today: date, organisation: Organisation) -> None:
        """For choices that depend on the day."""


class RenameForm(_ActForm):
    name = forms.CharField(label="New name", max_length=200)
    on = _day("Called so since")
    reason = forms.CharField(label="Why it was renamed", max_length=300, required=False)


class EarlierNameForm(_ActForm):
    name = forms.CharField(label="Earlier name", max_length=200)
    since_on = _day("From", required=False)
    until_on = _day("Until", hint="The first day on which it was no longer called so.")


class AliasForm(_ActForm):
    alias = forms.CharField(
        label="Other name", max_length=200, help_text="A short form, or another way to write it."
    )


class ParentForm(_ActForm):
    parent = forms.ModelChoiceField(
        label="Belongs to",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Nobody: it stands by itself",
    )
    on = _day("Since")

    def prepare(self, today: date, organisation: Organisation) -> None:
        self.fields["parent"].queryset = reads.choosable(today).exclude(pk=organisation.pk)  # type: ignore[attr-defined]


class SeatForm(_ActForm):
    member = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="No organisation: a post by itself",
    )
    holder = forms.CharField(
        label="Post that holds the seat",
        max_length=200,
        required=False,
        help_text="The title of the post, never a person's name.",
    )
    role = forms.ChoiceField(label="Role", choices=Membership.Role.choices, initial="member")
    since_on = _day("Term begins")
    until_on = _day("Term ends", required=False)

    def prepare(self, today: date, organisation: Organisation) -> None:
        self.fields["member"].queryset = reads.choosable(today).exclude(pk=organisation.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("member") and not cleaned.get("holder"):
            self.add_error("member", "Choose an organisation or write which post holds the seat")
        return cleaned


class SeatRuleForm(_ActForm):
    words = forms.CharField(
        label="Which seats", max_length=200, help_text="For example: at least two community members"
    )
    at_least = forms.IntegerField(label="At least", min_value=1, max_value=50, initial=1)
    criterion = forms.ChoiceField(label="Who counts", choices=SeatRule.Criterion.choices)
    criterion_value = forms.CharField(
        label="Which kind, role or words",
        max_length=100,
        help_text="For a kind: community, police, council, health. For a role: chair, member, community_member.",
    )
    since_on = _day("In force from", required=False)


class ContactForm(_ActForm):
    # the number of a post, which the contact finder shows; no person is named beside it
    not_scanned: ClassVar = ("phone",)

    subject = forms.CharField(label="Subject", max_length=120)
    post_title = forms.CharField(
        label="Post", max_length=200, help_text="The title of the post, never a person's name."
    )
    email = forms.EmailField(label="E-mail of the post", required=False)
    phone = forms.CharField(label="Telephone of the post", max_length=40, required=False)
    since_on = _day("Since")
    until_on = _day("Until", required=False, hint="Only for a contact that has ended.")


class AreaForm(_ActForm):
    area = forms.ModelChoiceField(label="Area", queryset=Area.objects.none())
    since_on = _day("Since", required=False)

    def prepare(self, today: date, organisation: Organisation) -> None:
        rows = list_areas(on=today).exclude(level__in=["lsoa", "msoa"]).defer("boundary", "outline")
        self.fields["area"].queryset = rows  # type: ignore[attr-defined]


class EndForm(_ActForm):
    on = _day("Ended on")
    reason = forms.CharField(label="Why it ended", max_length=300)


class SuccessionForm(ScannedForm):
    kind = forms.ChoiceField(label="What happened", choices=SUCCESSIONS, widget=forms.RadioSelect)
    before = forms.ModelMultipleChoiceField(
        label="Those before", queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    after = forms.ModelMultipleChoiceField(
        label="Those after", queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    on = _day("On")
    why = forms.CharField(label="Why", max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].queryset = reads.all_organisations()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        one = {"merged": ("after",), "split": ("before",), "replaced": ("before", "after")}
        for name in one.get(cleaned.get("kind", ""), ()):
            if len(cleaned.get(name) or ()) > 1:
                self.add_error(name, "Choose one only, for what you say happened")
        return cleaned


class FinderForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Any organisation",
    )
    subject = forms.CharField(label="Subject", max_length=120, required=False)
    on = _day("On which day", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = reads.all_organisations()  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    words = forms.CharField(label="Name", max_length=100, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *KINDS], required=False)
    on = _day("Existing on", required=False)
