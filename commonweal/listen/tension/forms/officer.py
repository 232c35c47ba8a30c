"""What does an officer type: the picture of the area, items with their grades, and what lies ahead?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.design.forms import DateField
from commonweal.ground.partners.forms import offer_hearers
from commonweal.ground.partners.models import Organisation
from commonweal.ground.partners.reads import choosable
from commonweal.listen.engagement.models import Community
from commonweal.listen.tension.forms.fields import LifeInDanger, NewForm, Prose, ReturnForm, Ticks, YesNo
from commonweal.listen.tension.models import ReturnRound
from commonweal.listen.tension.reads.levels import levels_on, themes_on
from commonweal.listen.tension.rules import grading


def level_choices(name: str, on: date, none: str = "Choose") -> list[tuple[str, str]]:
    return [
        ("", none),
        *((level.code, f"{level.rank}. {level.label}") for level in levels_on(name, on=on)[1]),
    ]


def _choices(words: Any, none: str = "Not stated") -> list[tuple[str, str]]:
    return [("", none), *words.items()]


class PictureForm(ReturnForm):
    """The area as a whole."""

    level = forms.ChoiceField(
        label="Level of the area", help_text="Each level and what it means stands under Scales and formats."
    )
    is_recovering = forms.BooleanField(label="The area is recovering after disorder", required=False)
    direction = forms.ChoiceField(
        label="Compared with last week", required=False, choices=_choices(grading.DIRECTIONS)
    )
    confidence = forms.ChoiceField(
        label="How sure are you?", required=False, choices=_choices(grading.CONFIDENCES)
    )
    narrative = Prose(label="In a few sentences", required=False)
    good_news = Prose(label="Good news and reassurance", required=False)
    risk_to_life = LifeInDanger()

    def __init__(self, *args: Any, chosen: ReturnRound, week: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = level_choices(chosen.level_scale, week)  # type: ignore[attr-defined]


class NewPictureForm(PictureForm, NewForm):
    """As the officer opens it who has not begun this week's return."""


SCHEMES = [("3x5x2", "3x5x2"), ("5x5x5", "5x5x5, for an old report that was graded so")]


def _codes(which: str) -> list[Any]:
    groups: list[Any] = [("", "Choose")]
    for name, scheme in grading.SCHEMES.items():
        groups.append((name, [(code, f"{code}: {words}") for code, words in getattr(scheme, which).items()]))
    return groups


class ItemForm(ReturnForm):
    """One thing that was noticed: facts apart from opinion, what may be shared apart from where it comes from."""

    title = forms.CharField(label="What is it about, in a few words?", max_length=200)
    facts = Prose(label="The facts: what was seen, heard or counted")
    opinion = Prose(label="Your opinion: what it may mean", required=False)
    experienced = forms.ChoiceField(label="Experienced: what people feel and say", required=False)
    evidenced = forms.ChoiceField(label="Evidenced: what has happened and can be shown", required=False)
    potential = forms.ChoiceField(label="Potential: what may happen", required=False)
    level = forms.ChoiceField(label="Level of this item", required=False)
    direction = forms.ChoiceField(label="Direction", required=False, choices=_choices(grading.DIRECTIONS))
    confidence = forms.ChoiceField(
        label="How sure are you?", required=False, choices=_choices(grading.CONFIDENCES)
    )
    origin = forms.ChoiceField(label="Where does it begin?", choices=list(grading.ORIGINS.items()))
    themes = Ticks(label="Themes", required=False)
    communities = forms.ModelMultipleChoiceField(
        label="Communities concerned", queryset=Community.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    place = forms.CharField(
        label="Where", max_length=200, required=False, help_text="A ward or a neighbourhood; never a home."
    )
    happened = forms.CharField(label="When", max_length=200, required=False)
    scheme = forms.ChoiceField(label="How it is graded", choices=SCHEMES)
    source_grade = forms.ChoiceField(label="The source", choices=_codes("sources"))
    information_grade = forms.ChoiceField(label="The information", choices=_codes("information"))
    handling = forms.ChoiceField(label="Handling", choices=_codes("handling"))
    handling_conditions = Prose(
        label="Handling conditions", required=False, max_length=2000,
        help_text="Needed for handling C. Whoever takes this out has to read and accept them.",
    )  # fmt: skip
    is_protected = forms.BooleanField(
        label="Protected: counted in every summary, shown in none", required=False
    )
    restricted_text = Prose(
        label="Where it comes from", required=False,
        help_text="For you, whoever checks your return, and the analysts. Write nothing that names a person.",
    )  # fmt: skip
    shareable_text = Prose(
        label="What partners may read", required=False,
        help_text="Nothing here may give the source away. Leave it empty where nothing may be shared.",
    )  # fmt: skip
    in_media = YesNo(label="Has it been in the news or on social media?")
    outlet = forms.CharField(label="Which kind of news or media", max_length=200, required=False)
    reference = forms.CharField(
        label="Reference of an incident or crime report", max_length=100, required=False
    )
    action_taken = Prose(label="What has been done", required=False)
    action_recommended = Prose(label="What should be done", required=False)
    lead_partner = forms.ModelChoiceField(
        label="Who should lead",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Not stated",
    )
    review_on = DateField(label="Look at it again on", required=False)
    risk_to_life = forms.BooleanField(label="Somebody's life may be in danger now", required=False)

    not_scanned = ("reference",)  # the number of a report at the police, which is not a person's

    def __init__(self, *args: Any, chosen: ReturnRound, week: date, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("experienced", "evidenced", "potential", "level"):
            fields[name].choices = level_choices(chosen.level_scale, week, none="Not graded")
        words = themes_on(chosen.theme_scale, on=week)[1]
        fields["themes"].choices = [(word.code, word.label) for word in words]
        fields["communities"].queryset = Community.objects.visible_to(viewer).order_by("name")
        offer_hearers(fields["lead_partner"], choosable(week))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("experienced", "evidenced", "potential")):
            self.add_error("experienced", "Grade at least one: experienced, evidenced or potential")
        known = grading.SCHEMES.get(cleaned.get("scheme") or "")
        if known and cleaned.get("handling") in known.conditions and not cleaned.get("handling_conditions"):
            self.add_error("handling_conditions", "Write down the conditions: nobody can keep them unseen")
        for name, codes in (
            ("source_grade", "sources"),
            ("information_grade", "information"),
            ("handling", "handling"),
        ):
            if known and cleaned.get(name) and cleaned[name] not in getattr(known, codes):
                self.add_error(name, f"Choose a grade of {known.name}")
        return cleaned


class AheadForm(ReturnForm):
    """Something that lies ahead."""

    title = forms.CharField(label="What is going to happen?", max_length=200)
    happens_on = DateField(label="On which day?")
    place = forms.CharField(label="Where", max_length=200, required=False)
    expected = forms.CharField(
        label="How many people are expected?",
        max_length=60,
        required=False,
        help_text="A range, such as 500 to 1,000",
    )
    level = forms.ChoiceField(label="The level if nothing is done", required=False)
    contingency_owner = forms.CharField(
        label="Who is ready for it? (a post, not a name)", max_length=200, required=False
    )

    def __init__(self, *args: Any, chosen: ReturnRound, week: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = level_choices(chosen.level_scale, week, none="Not stated")  # type: ignore[attr-defined]
