"""What did somebody type about a relationship, an exchange or a relay?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms

from commonweal.design.forms import DateField, MakingForm, MergeableForm
from commonweal.design.scanned import LongText, ScannedForm
from commonweal.ground.partners.forms import offer_hearers
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.ground.people.models import Account
from commonweal.listen.engagement.models import Community
from commonweal.listen.exchange.reads import keepers_in, purpose_choices
from commonweal.listen.exchange.rules.grading import HANDLING, INFORMATION, SOURCE
from commonweal.listen.exchange.rules.states import TRUST_WORDS

LONG = 8000


class Prose(LongText):
    longest = LONG


class TrustedForm(ScannedForm, MergeableForm):
    """A form about what was said in trust: its free text is read before it is saved."""


class NewForm(MakingForm, TrustedForm):
    """A form that makes something."""


class RelationshipForm(TrustedForm):
    community = forms.ModelChoiceField(
        label="With which community?", queryset=Community.objects.none(), empty_label="Choose"
    )
    organisation = forms.ModelChoiceField(
        label="Through which organisation?",
        queryset=Organisation.objects.none(),
        empty_label="None",
        required=False,
    )
    purpose = Prose(
        label="What is it for?",
        help_text="What each side gives and gets. Say nothing here about who the person is.",
        max_length=2000,
    )
    since_on = DateField(label="Since when?")
    agreed_on = DateField(label="When did they agree to be a contact?")
    agreed_until_on = DateField(
        label="Until when did they agree?",
        help_text="On that day the relationship ends, and nothing is kept of who it was with.",
        required=False,
    )
    stand_in = forms.ModelChoiceField(
        label="Who stands in for you?",
        queryset=Account.objects.none(),
        empty_label="Nobody",
        required=False,
    )
    state = forms.ChoiceField(
        label="How does it stand?", choices=[(s.value, words) for s, words in TRUST_WORDS.items()],
        help_text="Once it has ended, nothing is kept of who it was with, and it is not begun again.",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        communities: Any,
        owner_ids: Iterable[int],
        keeper_id: int | None,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        accounts = {a for owner in owner_ids for a in keepers_in(owner, on=on)} - {keeper_id}
        choices: dict[str, Any] = {
            "community": communities,
            "stand_in": Account.objects.filter(pk__in=accounts).order_by("name"),
        }
        offer_hearers(self.fields["organisation"], choosable(on))
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class NewRelationshipForm(NewForm, RelationshipForm):
    """As above, with the key of a new record."""


class IdentityForm(ScannedForm):
    # The one place that is meant for it, kept apart from everything else and opened only with a reason.
    not_scanned: ClassVar = ("name", "how_to_reach")

    name = forms.CharField(label="Who is it?", max_length=200)
    how_to_reach = Prose(
        label="How do you reach them safely?",
        help_text="When to call and when not, and what must never be left as a message",
        max_length=1000,
        required=False,
    )


class OpenForm(ScannedForm):
    reason = Prose(
        label="Why do you have to know who it is?",
        help_text="Those who oversee us read this. Say what happened, and nothing about the person.",
        max_length=1000,
    )


class PurposesField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class ExchangeForm(NewForm):
    said_on = DateField(label="When did they tell us?")
    words = Prose(
        label="What did they tell us?",
        help_text="What they said, not who said it. Leave out names, telephone numbers and anybody’s papers.",
    )
    purposes = PurposesField(
        label="What did they agree it may be used for?",
        help_text="Ask them. What they did not agree to is refused, also to us.",
    )
    is_shareable = forms.BooleanField(
        label="Analysts may read the words (not from whom they are)", required=False
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purposes"].choices = purpose_choices(on)  # type: ignore[attr-defined]


class AgreeForm(TrustedForm):
    purpose = forms.ChoiceField(label="To what else did they agree?")
    agreed_on = DateField(label="When did they agree?")

    def __init__(self, *args: Any, on: date, agreed: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [choice for choice in purpose_choices(on) if choice[0] not in agreed]
        self.fields["purpose"].choices = [("", "Choose"), *others]  # type: ignore[attr-defined]


class WeToldForm(NewForm):
    said_on = DateField(label="When did we tell them?")
    words = Prose(label="What did we tell them?")


class AnswerForm(TrustedForm):
    answer = Prose(label="What do we answer?")


class HappenedNextForm(TrustedForm):
    happened_next = Prose(
        label="What happened next?",
        help_text="Also when nothing could be done: say why. It is what they asked for.",
    )


class RequestForm(NewForm):
    organisation = forms.ModelChoiceField(
        label="Who asks for it?", queryset=Organisation.objects.none(), empty_label="Choose"
    )
    purpose = forms.ChoiceField(label="For which purpose?")
    said = Prose(label="What do they say they need it for?", max_length=2000, required=False)
    asked_on = DateField(label="When did they ask?")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = choosable(on)  # type: ignore[attr-defined]
        self.fields["purpose"].choices = [("", "Choose"), *purpose_choices(on)]  # type: ignore[attr-defined]


class RelayForm(NewForm):
    title = forms.CharField(label="What is it about, in a few words?", max_length=120)
    text = Prose(
        label="What do you pass on?",
        help_text="Written so that nobody can tell who told us",
    )
    purpose = forms.ChoiceField(label="For which purpose?")
    source_grade = forms.ChoiceField(label="How good is the source?", choices=list(SOURCE.items()))
    information_grade = forms.ChoiceField(
        label="How good is the information?", choices=list(INFORMATION.items())
    )
    handling = forms.ChoiceField(
        label="How may it be handled?", choices=list(HANDLING.items()), widget=forms.RadioSelect
    )
    conditions = Prose(
        label="On which conditions?",
        help_text="Needed for handling on conditions. The recipient sees the words only after accepting these.",
        max_length=1000,
        required=False,
    )
    organisations = forms.ModelMultipleChoiceField(
        label="Who is to be told?",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = choosable(on)  # type: ignore[attr-defined]
        self.fields["purpose"].choices = [("", "Choose"), *purpose_choices(on)]  # type: ignore[attr-defined]


class KeeperForm(TrustedForm):
    new_keeper = forms.ModelChoiceField(
        label="Who is to keep it?",
        queryset=Account.objects.none(),
        empty_label="Choose",
        help_text="A desk officer of the same organisation",
    )
    reason = Prose(
        label="Why this person?",
        help_text="Those who oversee us read this. Say nothing about whom the relationship is with.",
        max_length=1000,
    )

    def __init__(self, *args: Any, owner_id: int, namer_id: int | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Account.objects.filter(pk__in=keepers_in(owner_id, on=on) - {namer_id}).order_by("name")
        self.fields["new_keeper"].queryset = people  # type: ignore[attr-defined]


class ReasonForm(TrustedForm):
    reason = Prose(label="Why?", max_length=1000)


class UseForm(TrustedForm):
    was_used = forms.TypedChoiceField(
        label="Was it of use?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    use_said = Prose(label="What was it used for, or why not?", max_length=2000)
