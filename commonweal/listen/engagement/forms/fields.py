"""Of what are the forms of this room made: prose, choices of the day and of the viewer, and the key of a new record?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.design.forms import MakingForm, MergeableForm
from commonweal.design.scanned import LongText, ScannedForm
from commonweal.ground.partners.forms import offer_hearers
from commonweal.ground.partners.reads import choosable
from commonweal.ground.places.reads import list_areas
from commonweal.ground.scales.forms import GradeChoice, offer_grades
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.reads.communities import communities
from commonweal.listen.engagement.reads.contacts import partners_of
from commonweal.listen.engagement.reads.desks import desks


class Prose(LongText):
    longest = 4000


class CommunityChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, empty_label="Not stated", **kwargs)


class CommunityTicks(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)


class DeskChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, empty_label="No desk", **kwargs)


class DeskTicks(CommunityTicks):
    """The desks that are concerned."""


class BodyChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Not stated")
        super().__init__(queryset=None, **kwargs)


class BodyList(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)


class AreaChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "No single area")
        super().__init__(queryset=None, **kwargs)


class AreaTicks(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)


class LevelChoice(GradeChoice):
    scale = "engagement_level"


def basis_field() -> forms.CharField:
    return forms.CharField(
        label="What it rests on",
        max_length=300,
        help_text="For example: notes taken at the meeting, a register of attendance, what two stewards said",
    )


def languages_field(label: str) -> forms.CharField:
    """As for an outreach worker: names with commas between them, of a group or a body and never of a person."""
    return forms.CharField(
        label=label,
        max_length=200,
        required=False,
        help_text="With commas between them, for example Somali, Arabic, English",
    )


class RoomForm(ScannedForm, MergeableForm):
    """A form that is told the day and who asks, so that only what exists and may be seen can be chosen."""

    def __init__(self, *args: Any, on: date, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, BodyList):
                offer_hearers(field, partners_of(on, self.initial.get("partners", ())))
            elif isinstance(field, BodyChoice):
                offer_hearers(field, choosable(on))
            elif (choices := _choices(field, viewer, on)) is not None:
                field.queryset = choices  # type: ignore[attr-defined]
        offer_grades(self, on)


def _choices(field: forms.Field, viewer: Viewer, on: date) -> QuerySet[Any] | None:
    if isinstance(field, DeskChoice | DeskTicks):
        return desks(viewer)
    if isinstance(field, CommunityChoice | CommunityTicks):
        return communities(viewer)
    if isinstance(field, AreaChoice | AreaTicks):
        return list_areas("borough", on=on).defer("boundary", "outline")
    return None


class NewForm(MakingForm, RoomForm):
    """A form that makes something."""
