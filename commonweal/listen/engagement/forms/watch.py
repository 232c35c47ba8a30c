"""What does a person type about a world event, and about what a group said to a scrutiny?"""

from __future__ import annotations

from django import forms

from commonweal.design.forms import DateField
from commonweal.ground.scales.forms import StrengthChoice
from commonweal.listen.engagement.forms.fields import (
    AreaChoice,
    BodyChoice,
    CommunityTicks,
    DeskTicks,
    NewForm,
    Prose,
    RoomForm,
    basis_field,
)
from commonweal.listen.engagement.reads.engagements import themes
from commonweal.listen.engagement.reads.watch import verdicts


class EventForm(RoomForm):
    expected = Prose(label="What do we expect here?", max_length=4000)
    strength = StrengthChoice()
    basis = basis_field()
    review_on = DateField(label="When will we look whether it came?")


class NewEventForm(NewForm, EventForm):
    title = forms.CharField(label="What happens?", max_length=200)
    what = Prose(label="In more words", max_length=4000)
    place = forms.CharField(label="Where in the world?", max_length=200)
    happens_on = DateField(label="When?")
    desks = DeskTicks(label="Desks concerned")
    communities = CommunityTicks(label="Communities that may feel it here", required=False)
    field_order = ("title", "what", "place", "happens_on", "desks", "communities")


class JudgeForm(RoomForm):
    verdict = forms.ChoiceField(label="Was it right?", choices=verdicts, widget=forms.RadioSelect)
    what_came = Prose(label="What came of it here?", max_length=4000)


class WatchAgainForm(RoomForm):
    review_on = DateField(label="When will we look again?")
    reason = Prose(label="Why", max_length=1000)


class FeedbackForm(NewForm):
    body = BodyChoice(label="Body that asked", empty_label="Choose one")
    scrutiny = forms.CharField(label="Scrutiny that asked", max_length=200)
    question = Prose(label="What was asked?", max_length=2000)
    group = forms.CharField(label="Who was asked, as a group", max_length=200)
    area = AreaChoice(label="Area", required=False)
    from_on = DateField(label="From")
    until_on = DateField(label="Until")
    asked_count = forms.IntegerField(label="How many were asked", min_value=0, max_value=10_000_000)
    answered_count = forms.IntegerField(label="How many answered", min_value=0, max_value=10_000_000)
    strength = StrengthChoice()
    basis = basis_field()


class ThemeForm(RoomForm):
    theme = forms.ChoiceField(label="What is it about?", choices=themes)
    words = Prose(
        label="What was said", max_length=2000, help_text="In general words: nobody is named or quoted"
    )
    said_count = forms.IntegerField(label="How many said so", min_value=0, max_value=10_000_000)
