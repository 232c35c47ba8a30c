"""What happens when two people write at once? The second sees what the first saved, and loses nothing.

A form that inherits `MergeableForm` carries the version of the record it was opened on, and a hidden copy of every
value as it stood then. A view uses it like this::

    form = ProgressForm(request.POST or None, initial=values, version=action.version)
    if request.method == "POST" and form.is_valid():
        try:
            report_progress(action=action, version=form.version, **form.cleaned_data)
        except Stale as stale:
            now = values_of(stale.record)
            return merge_response(
                request, form, now, stale.last.by_name, stale.last.at, current_version=stale.record.version
            )

`form.version` is the version the person saw. `merge_response` answers 409 with a page that shows, field by field, how
it was when they opened it, how it is now, and theirs. Saving that page posts the new version to the same address; a
choice that was left open keeps the old version, so the page simply comes back.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from .words import day, listed

VERSION_FIELD = "version"
CHOICE = "merge-choice-{}"
NOW = "merge-now-{}"
WAS = "merge-was-{}"
OPEN_CHOICES = "merge-open"  # names of the fields a person was asked to choose about
SEEN_VERSION = "merge-opened"  # the version that stays in force until every choice is made


class MergeableForm(forms.Form):
    """A form that notices when somebody else saved first. Also a mixin for a ModelForm."""

    def __init__(self, *args: Any, version: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[VERSION_FIELD] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=version, min_value=0
        )
        for name in self.merging_fields():
            self.fields[name].show_hidden_initial = True
        self.unanswered: list[str] = []
        if self.is_bound:
            self.data = self._with_choices(self.data)

    def merging_fields(self) -> list[str]:
        """Every field but the version, files (never sent twice by themselves) and passwords (never sent back)."""
        return [
            name for name, field in self.fields.items() if name != VERSION_FIELD and not _is_kept_out(field)
        ]

    @property
    def version(self) -> int:
        """The version of the record that the person saw; 0 when the browser sent none, which never matches."""
        try:
            return int(self.data.get(self.add_prefix(VERSION_FIELD)) or 0)
        except ValueError:
            return 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop(VERSION_FIELD, None)  # it is asked for by name, and is no part of what was typed
        return cleaned

    def _with_choices(self, data: Mapping[str, Any]) -> Any:
        """What was sent, with the values of the other person wherever they were chosen."""
        merged = data.copy() if isinstance(data, MultiValueDict) else _as_query(data)
        for name in merged.getlist(OPEN_CHOICES):
            if name in self.fields:
                self._choose(merged, name)
        if self.unanswered:
            self._reopen(merged)
        return merged

    def _reopen(self, merged: Any) -> None:
        """A choice was left open: everything stands again as when the conflict was found."""
        merged[self.add_prefix(VERSION_FIELD)] = merged.get(SEEN_VERSION, "")
        for name in self.merging_fields():
            was = self.add_prefix(WAS.format(name))
            if was in merged:
                merged.setlist(self[name].html_initial_name, merged.getlist(was))

    def _choose(self, merged: Any, name: str) -> None:
        chosen = merged.get(CHOICE.format(name))
        if chosen == "now":
            take_copy(merged, self.fields[name], self.add_prefix(NOW.format(name)), self.add_prefix(name))
        elif chosen != "yours":
            self.unanswered.append(name)


class MakingForm(MergeableForm):
    """Makes something: its key makes a second submission find the first one's record, and nothing is there to be merged."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def merging_fields(self) -> list[str]:
        return []


def _is_kept_out(field: forms.Field) -> bool:
    return isinstance(field, forms.FileField) or isinstance(field.widget, forms.PasswordInput)


def _as_query(data: Mapping[str, Any]) -> Any:
    """A plain dictionary (as tests and commands give) in the shape that a browser's form has."""
    return MultiValueDict({k: list(v) if isinstance(v, (list, tuple)) else [v] for k, v in data.items()})


def take_copy(merged: Any, field: forms.Field, source: str, target: str) -> None:
    """Put the hidden copy of a value in the place of what was typed, boxes of a date included."""
    for key in [key for key in merged if key == target or key.startswith(f"{target}-")]:
        del merged[key]
    if source in merged:
        merged.setlist(target, merged.getlist(source))


@dataclass(frozen=True)
class Difference:
    """One field on the merge page: its words then, now and as typed."""

    name: str
    label: str
    opened: str
    now: str
    yours: str
    hidden_now: SafeString
    chosen: str = ""

    @property
    def choice_name(self) -> str:
        return CHOICE.format(self.name)


@dataclass(frozen=True)
class Comparison:
    """Every field of a form, sorted by who changed it."""

    both: tuple[Difference, ...]  # a choice is needed
    theirs: tuple[Difference, ...]  # taken over, said aloud
    yours: tuple[Difference, ...]  # kept, said aloud
    hidden: tuple[SafeString, ...]  # what has to be sent again without being shown


def compare(form: MergeableForm, current: Mapping[str, Any]) -> Comparison:
    """Three values of every field set against each other: as opened, as it is now, as typed."""
    both, theirs, yours, hidden = [], [], [], []
    for name in form.merging_fields():
        opened, now, typed = _three(form, name, current)
        difference = _difference(form, name, opened, now, typed)
        hidden.append(_hidden(form, name, now, as_name=form[name].html_initial_name))
        hidden.append(_hidden(form, name, opened, as_name=form.add_prefix(WAS.format(name))))
        if plain(form, name, typed) == plain(form, name, now) or plain(form, name, typed) == plain(
            form, name, opened
        ):
            hidden.append(_hidden(form, name, now))
            theirs += [difference] if plain(form, name, now) != plain(form, name, typed) else []
        elif plain(form, name, now) == plain(form, name, opened):
            hidden.append(_hidden(form, name, typed))
            yours.append(difference)
        else:
            both.append(difference)
    return Comparison(tuple(both), tuple(theirs), tuple(yours), tuple(hidden))


def _three(form: MergeableForm, name: str, current: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    bound, field = form[name], form.fields[name]
    widget = field.hidden_widget()
    opened = widget.value_from_datadict(form.data, form.files, bound.html_initial_name)
    now = current.get(name)
    typed = field.widget.value_from_datadict(form.data, form.files, bound.html_name)
    return (now if opened is None and bound.html_initial_name not in form.data else opened), now, typed


def plain(form: MergeableForm, name: str, value: Any) -> Any:
    """A value as text, or a list of texts, so that typed, stored and hidden values can be compared."""
    field = form.fields[name]
    with suppress(ValidationError, TypeError, ValueError):  # a typing mistake is compared as it stands
        value = field.to_python(value)
    value = field.prepare_value(value)
    if isinstance(value, (list, tuple, set)) or hasattr(value, "values_list"):
        return sorted(str(field.prepare_value(each)) for each in value)
    if value is None or value is False:
        return ""
    return str(value).replace("\r\n", "\n").strip()


def in_words(form: MergeableForm, name: str, value: Any) -> str:
    """A value as a reader says it."""
    field = form.fields[name]
    text = plain(form, name, value)
    if isinstance(field, forms.BooleanField):
        return "Yes" if text else "No"
    if choices := getattr(field, "choices", None):
        labels = {str(key): str(label) for key, label in choices}
        return listed(labels.get(each, each) for each in ([text] if isinstance(text, str) else text) if each)
    try:
        clean = field.to_python(value)
    except (ValidationError, TypeError, ValueError):
        return str(text)
    return day(clean) if isinstance(clean, date) else str(text)


def _difference(form: MergeableForm, name: str, opened: Any, now: Any, typed: Any) -> Difference:
    return Difference(
        name=name,
        label=str(form[name].label),
        opened=in_words(form, name, opened),
        now=in_words(form, name, now),
        yours=in_words(form, name, typed),
        hidden_now=_hidden(form, name, now, as_name=form.add_prefix(NOW.format(name))),
        chosen=form.data.get(CHOICE.format(name), ""),
    )


def _hidden(form: MergeableForm, name: str, value: Any, *, as_name: str = "") -> SafeString:
    field = form.fields[name]
    try:
        shown = field.prepare_value(field.to_python(value))
    except (ValidationError, TypeError, ValueError):
        shown = str(value)
    return field.hidden_widget().render(as_name or form[name].html_name, shown, {})


def merge_response(
    request: HttpRequest,
    form: MergeableForm,
    current_values: Mapping[str, Any],
    changed_by: str,
    changed_at: datetime,
    *,
    current_version: int,
    **context: Any,
) -> HttpResponse:
    """The page for 409: nothing was overwritten, nothing typed is lost."""
    context |= {
        "form": form,
        "comparison": compare(form, current_values),
        "changed_by": changed_by,
        "changed_at": changed_at,
        "current_version": current_version,
        "opened_version": form.version,
        "unanswered": form.unanswered,
        "names": {"open": OPEN_CHOICES, "seen": SEEN_VERSION, "version": form.add_prefix(VERSION_FIELD)},
    }
    return render(request, "design/merge.jinja", context, status=409)
