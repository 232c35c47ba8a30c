"""What did somebody type about a document, its words, or why they are changed?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.assess.guidance.reads import lists
from commonweal.assess.guidance.reads.page import occasion_kinds
from commonweal.assess.guidance.reads.writing import (
    approved_versions,
    own_answers,
    own_bodies,
    signed_assessments,
    tiers_for,
)
from commonweal.design.dates import DateField
from commonweal.design.merging import MakingForm, MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.places.reads import list_areas
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.reads.communities import communities

SUMMARY = "What this version changes, in one sentence"


class RoomForm(ScannedForm, MergeableForm):
    """Told the day and who asks, so that only what exists and may be seen can be chosen."""

    def __init__(self, *args: Any, on: date, viewer: Viewer, of: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare(on, viewer, of)

    def prepare(self, on: date, viewer: Viewer, of: Any) -> None:
        """For choices that depend on the day, on who asks or on what it is about."""


class NewForm(MakingForm, RoomForm):
    """A form that makes something."""


class DetailsForm(RoomForm):
    title = forms.CharField(label="Title", max_length=200)
    owner_role = forms.CharField(
        label="Which post answers for it",
        max_length=160,
        help_text="A post, not a person. For example: Diversity desk",
    )
    tier = forms.ChoiceField(label="Who may read it", widget=forms.RadioSelect)
    communities: Any = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Which communities it is about",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    areas: Any = forms.ModelMultipleChoiceField(
        queryset=None, label="In which boroughs it holds", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Choose none where it holds everywhere.",
    )  # fmt: skip
    review_on = DateField(label="When it must be reviewed", help_text="For example 27 3 2011")

    def prepare(self, on: date, viewer: Viewer, of: Any) -> None:
        known: dict[str, Any] = self.fields
        known["communities"].queryset = communities(viewer)
        known["areas"].queryset = list_areas("borough", on=on).defer("boundary", "outline")
        known["tier"].choices = tiers_for(viewer)


class StartForm(NewForm, DetailsForm):
    kind = forms.ChoiceField(label="What it is", choices=lists.kind_choices())
    owner: Any = forms.ModelChoiceField(
        queryset=None, label="Which organisation answers for it", empty_label=None
    )
    summary = forms.CharField(label="What the first version is for, in one sentence", max_length=300)
    field_order = ("title", "kind", "owner", "owner_role", "summary")

    def prepare(self, on: date, viewer: Viewer, of: Any) -> None:
        super().prepare(on, viewer, of)
        owner: Any = self.fields["owner"]
        owner.queryset = own_bodies(viewer)


class BeginForm(RoomForm):
    summary = forms.CharField(label=SUMMARY, max_length=300)


class TextForm(RoomForm):
    summary = forms.CharField(label=SUMMARY, max_length=300)
    text = forms.CharField(
        label="The text", widget=forms.Textarea, max_length=40_000,
        help_text="Leave an empty line between paragraphs. Begin a heading with ## and a line of a list with -.",
    )  # fmt: skip
    signposts = forms.CharField(
        label="Whom to call", widget=forms.Textarea, max_length=4000, required=False,
        help_text="One to a line: the service, and how it is reached. Indicators cannot go without.",
    )  # fmt: skip
    author = forms.CharField(
        label="Which post or group wrote it", max_length=160, required=False,
        help_text="A post or a group, not a person. A briefing cannot go without.",
    )  # fmt: skip
    consented_on = DateField(
        label="When the author agreed that it is used", required=False, help_text="For example 27 3 2010"
    )
    agreed_tier = forms.ChoiceField(label="Who may read it, as the author agreed", required=False)

    def prepare(self, on: date, viewer: Viewer, of: Any) -> None:
        tier: Any = self.fields["agreed_tier"]
        tier.choices = [("", "The author was not asked"), *tiers_for(None)]


class VersionChoice(forms.ModelChoiceField):
    """The operation that was assessed, and which version of its assessment."""

    def label_from_instance(self, version: Any) -> str:
        return f"{version.assessment.operation.title}, version {version.number}"


class OccasionForm(RoomForm):
    kind = forms.ChoiceField(label="What led to it", choices=occasion_kinds())
    name = forms.CharField(
        label="What it is called",
        max_length=200,
        help_text="For example: Scrutiny of the summer's stop and search, report 4",
    )
    happened_on = DateField(label="When it was", help_text="For example 27 3 2010")
    said = forms.CharField(label="What it said", widget=forms.Textarea, max_length=2000)
    community_review: Any = forms.ModelChoiceField(
        queryset=None, label="The community's review that led to it", required=False, empty_label="None"
    )
    impact_version: Any = VersionChoice(
        queryset=None, label="The impact assessment that led to it", required=False, empty_label="None"
    )
    equality_assessment: Any = forms.ModelChoiceField(
        queryset=None, label="The equality assessment that led to it", required=False, empty_label="None"
    )

    def prepare(self, on: date, viewer: Viewer, of: Any) -> None:
        review: Any = self.fields["community_review"]
        review.queryset = own_answers(of, viewer)
        of_impact: Any = self.fields["impact_version"]
        of_impact.queryset = approved_versions(viewer)
        of_equality: Any = self.fields["equality_assessment"]
        of_equality.queryset = signed_assessments(viewer)


class KeepForm(RoomForm):
    kind = forms.ChoiceField(label="What made you look at it", choices=occasion_kinds(), initial="review")
    name = forms.CharField(label="What it is called", max_length=200)
    happened_on = DateField(label="When it was", help_text="For example 27 3 2010")
    said = forms.CharField(label="What it said", widget=forms.Textarea, max_length=2000)
    reason = forms.CharField(label="Why nothing is changed", widget=forms.Textarea, max_length=2000)
    review_on = DateField(label="When it must be reviewed next", help_text="For example 27 3 2011")


class ConfirmForm(RoomForm):
    """Nothing is typed; the version says what the person saw."""


class ReasonForm(RoomForm):
    reason = forms.CharField(label="Why", widget=forms.Textarea, max_length=2000)


class FilterForm(forms.Form):
    """Looks for rows, and saves nothing."""

    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Every kind"), *lists.kind_choices()]
    )
    community = forms.ChoiceField(label="Community", required=False)
    area = forms.ChoiceField(label="Area", required=False)
    fresh = forms.ChoiceField(
        label="How fresh", required=False, choices=[("", "Any"), *lists.fresh_choices()]
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = [(str(c.pk), c.name) for c in lists.communities_described(viewer)]
        known: dict[str, Any] = self.fields
        known["community"].choices = [("", "Any"), *about]
        known["area"].choices = [("", "Any"), *lists.areas_described(viewer)]
