"""What does a person type about a relationship and about a contact who agreed?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from commonweal.design.forms import DateField
from commonweal.ground.partners.forms import offer_hearers
from commonweal.listen.engagement.forms.fields import (
    AreaTicks,
    CommunityTicks,
    DeskChoice,
    NewForm,
    Prose,
    RoomForm,
    languages_field,
)
from commonweal.listen.engagement.reads.contacts import basis_choices, ended_choices


class RelationshipForm(RoomForm):
    desk = DeskChoice(label="Desk", required=False)
    owner: Any = forms.ModelChoiceField(
        label="Who keeps it up", queryset=None, required=False, empty_label="Nobody yet"
    )
    communities = CommunityTicks(label="Communities it serves", required=False)
    areas = AreaTicks(label="Areas it works in", required=False, help_text="Tick none if it works everywhere")
    languages = languages_field("Languages it works in")
    about = Prose(label="What it does and whom it serves", required=False)
    source = forms.CharField(label="How we know of it", max_length=300, required=False)
    next_contact_on = DateField(label="Next contact", required=False)

    def __init__(self, *args: Any, people: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]


class NewRelationshipForm(NewForm, RelationshipForm):
    organisation: Any = forms.ModelChoiceField(
        label="Organisation", queryset=None, empty_label="Choose an organisation"
    )
    field_order = ("organisation",)

    def __init__(self, *args: Any, organisations: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_hearers(self.fields["organisation"], organisations)


class RelationshipStateForm(RoomForm):
    event = forms.ChoiceField(label="How does it stand now?", choices=[], widget=forms.RadioSelect)
    reason = Prose(label="Why", max_length=2000)

    def __init__(self, *args: Any, events: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].choices = events  # type: ignore[attr-defined]


class NoteContactForm(RoomForm):
    last_contact_on = DateField(label="When did you speak?")
    next_contact_on = DateField(label="When is the next contact?", required=False)


class _ConsentFields(RoomForm):
    consent_basis = forms.ChoiceField(
        label="How did the person agree?", choices=basis_choices, widget=forms.RadioSelect
    )
    consented_on = DateField(label="When did the person agree?")
    scope = forms.CharField(
        label="To what did the person agree?",
        max_length=300,
        help_text="For example: to be asked about tension in the borough, by telephone",
    )
    expires_on = DateField(label="Until when?", help_text="Two years at the most; then ask again")


class RenewForm(_ConsentFields):
    pass


class ContactForm(NewForm, _ConsentFields):
    # A contact agreed to be named and reached; both stand in the one table that keeps it, and go with the consent.
    not_scanned = ("name", "channel")

    role = forms.CharField(
        label="Role in the organisation",
        max_length=160,
        help_text="For example secretary, imam, head teacher",
    )
    name = forms.CharField(
        label="Name",
        max_length=160,
        help_text="Seen only by who keeps the relationship up and the desk’s officers",
    )
    channel = forms.CharField(
        label="How the person wishes to be reached",
        max_length=300,
        required=False,
        help_text="An e-mail address or telephone of the organisation; never a home address",
    )
    language = forms.CharField(label="Language the person prefers", max_length=80, required=False)
    speaks_for = CommunityTicks(
        label="Communities the person speaks for",
        required=False,
        help_text="The group, never what the person is",
    )
    field_order = ("role", "name", "channel", "language", "speaks_for")


class EndContactForm(RoomForm):
    because = forms.ChoiceField(label="What happened?", choices=ended_choices, widget=forms.RadioSelect)
