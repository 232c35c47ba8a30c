"""What does a person decide when a plan is made from a reading, or changed by a file that comes back?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.core import signing

from commonweal.act.plans.reads.comparing import BASES
from commonweal.act.plans.reads.importing import NameLine, Proposal
from commonweal.act.plans.rules.changes import Change, from_plain, to_plain
from commonweal.act.plans.rules.naming import EXISTING, LEAVE, NEW, SAME, Choice, check_choices
from commonweal.design.forms import DateField
from commonweal.design.scanned import ScannedForm
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import NotPossible
from commonweal.reading.files import MAX_BYTES

SALT = "commonweal.plans.bring_back"
FROM_FILE, AS_NOW = "file", "now"


class ReadingForm(ScannedForm):
    """The plan's own words, and for every printed name what it is."""

    title = forms.CharField(label="Title of the plan", max_length=300)
    owner_organisation = forms.ChoiceField(label="Whose plan it is", required=False)
    launched_on = DateField(
        label="Launched on", required=False, help_text="Leave it empty where the source does not say."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.bodies = [(str(key), name) for key, name in proposal.organisations]
        self.choices: dict[str, Choice] = {}
        not_stated = [("", "Not stated"), *self.bodies]
        self.fields["owner_organisation"].choices = not_stated  # type: ignore[attr-defined]
        for number, area in enumerate(proposal.plan.areas):
            self.fields[f"link_{number}"] = forms.ChoiceField(
                label=f"Link body for {area.title}", required=False, choices=not_stated
            )
            if body := proposal.link_bodies.get(area.title):
                self.initial.setdefault(f"link_{number}", str(body.pk))
        for line in proposal.names:
            self._add_name(line)

    def _add_name(self, line: NameLine) -> None:
        others = [(f"{SAME}:{o.number}", o.name) for o in self.proposal.names if o.number != line.number]
        first = [
            ("", "Choose what this is"),
            (NEW, "Add it as a new organisation"),
            (LEAVE, "Leave it out of the partners"),
        ]
        bodies = [(f"{EXISTING}:{key}", name) for key, name in self.bodies]
        groups = [*first, ("Organisations", bodies), ("The same as another name in this paper", others)]
        who = forms.ChoiceField(label=f"What “{line.name}” is", required=False, choices=groups)
        self.fields[f"who_{line.number}"] = who
        kinds = [("", "Choose its kind"), *Organisation.Kind.choices]
        self.fields[f"kind_{line.number}"] = forms.ChoiceField(
            label=f"Kind of “{line.name}”", required=False, choices=kinds
        )
        self.fields[f"called_{line.number}"] = forms.CharField(
            label=f"Name of the new organisation for “{line.name}”", required=False, max_length=200
        )
        self.initial.setdefault(f"who_{line.number}", first_answer(line))
        self.initial.setdefault(f"kind_{line.number}", line.kind)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        named = {line.number: line.name for line in self.proposal.names}
        for line in self.proposal.names:
            try:
                choice = self._choice(line, values, named)
                check_choices([line.name], {line.name: choice if choice.what != SAME else Choice(LEAVE)})
                self.choices[line.name] = choice
            except NotPossible as why:
                self.add_error(f"who_{line.number}", str(why))
        if not self.errors:
            try:
                check_choices(self.choices, self.choices)
            except NotPossible as why:
                self.add_error(None, str(why))
        return values

    def _choice(self, line: NameLine, values: dict[str, Any], named: dict[int, str]) -> Choice:
        what, _, key = values.get(f"who_{line.number}", "").partition(":")
        if what not in (NEW, LEAVE, SAME, EXISTING):
            raise NotPossible(f"Say what “{line.name}” is: an organisation there is, a new one, or none.")
        return Choice(
            what,
            organisation=int(key) if what == EXISTING else None,
            kind=values.get(f"kind_{line.number}", ""),
            same_as=named[int(key)] if what == SAME else "",
            name=" ".join(values.get(f"called_{line.number}", "").split()),
        )

    def link_bodies(self) -> dict[str, Organisation | None]:
        chosen = {a.title: self.cleaned_data[f"link_{n}"] for n, a in enumerate(self.proposal.plan.areas)}
        found = Organisation.objects.in_bulk([int(key) for key in chosen.values() if key])
        return {title: found.get(int(key)) if key else None for title, key in chosen.items()}

    def owner(self) -> Organisation | None:
        key = self.cleaned_data["owner_organisation"]
        return Organisation.objects.filter(pk=key).first() if key else None


def first_answer(line: NameLine) -> str:
    """A person and two names that may be one body wait for a decision; nobody is made an organisation unasked."""
    if line.matched:
        return f"{EXISTING}:{line.matched.pk}"
    return "" if line.is_person or line.maybe_same else NEW


class BringBackForm(forms.Form):
    file = forms.FileField(
        label="The changed file",
        help_text=f"A workbook (XLSX) or CSV file that was taken out of this plan, up to {MAX_BYTES // 2**20} MB",
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        if self.too_large:
            self.errors.pop("file", None)
            raise forms.ValidationError(
                f"This file is larger than {MAX_BYTES // 2**20} MB. Split it and try again."
            )
        return super().clean() or {}


class SaveForm(ScannedForm):
    """What was shown comes back signed, with a choice for every field that somebody else changed meanwhile."""

    changes = forms.CharField(widget=forms.HiddenInput, strip=False)
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept in the history of everything that the file changes. Needed where a date moves.",
    )

    def __init__(self, *args: Any, plan: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.wanted: tuple[Change, ...] = ()
        self.unanswered: list[str] = []

    def clean_changes(self) -> str:
        try:
            said = signing.loads(self.cleaned_data["changes"], salt=SALT, max_age=24 * 3600)
        except signing.BadSignature as broken:
            raise forms.ValidationError(
                "This page is too old or was changed. Bring the file again."
            ) from broken
        if said["plan"] != self.plan:
            raise forms.ValidationError("This page belongs to another plan. Bring the file again.")
        self.wanted = from_plain(said["changes"])
        return ""

    def scanned_texts(self) -> list[tuple[str, str, str]]:
        """Every cell that the file changes is read as if it were typed here."""
        cells = [
            ("changes", f"{change.place}, {one.heading}", one.new)
            for change in self.wanted
            for one in change.fields
        ]
        return [*super().scanned_texts(), *cells]

    def chosen(self) -> tuple[Change, ...]:
        """The changes with every choice made; fields left to stand are taken out. Fills `unanswered`."""
        self.unanswered = []
        kept = (replace(change, fields=tuple(self._fields(change))) for change in self.wanted)
        return tuple(change for change in kept if change.fields)

    def _fields(self, change: Change) -> Iterable[Any]:
        for field in change.fields:
            answer = self.data.get(choice_name(change, field.key), "") if change.stale else FROM_FILE
            if answer not in (FROM_FILE, AS_NOW):
                self.unanswered.append(choice_name(change, field.key))
            if answer != AS_NOW:
                yield field


def choice_name(change: Change, key: str) -> str:
    return f"choice-{change.key}-{key}"


def sign_changes(plan: int, changes: Iterable[Change]) -> str:
    return signing.dumps({"plan": plan, "changes": to_plain(changes)}, salt=SALT, compress=True)


class CompareForm(forms.Form):
    left = forms.ChoiceField(label="One side")
    right = forms.ChoiceField(label="The other side")
    basis = forms.ChoiceField(label="Set beside each other by", choices=list(BASES.items()), initial="area")

    def __init__(
        self, *args: Any, plans: Iterable[Any], bodies: list[tuple[int, int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: list[Any] = [("", "Choose a plan, or one body’s part of it")]
        for plan in plans:
            parts = [(f"{p}-{body}", f"{name} in {plan.title}") for p, body, name in bodies if p == plan.pk]
            choices.append((plan.title, [(str(plan.pk), f"{plan.title}: the whole plan"), *parts]))
        self.fields["left"].choices = self.fields["right"].choices = choices  # type: ignore[attr-defined]
