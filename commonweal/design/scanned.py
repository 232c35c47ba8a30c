"""What happens when somebody types what would make a record about a person? It is not saved, and they are told why.

A form that inherits `ScannedForm` (before `MergeableForm`) reads its free text with `reading.private_text`. What is certain
has to be taken out. What is doubtful is asked about once: take it out, or say why it is not about a person. A view hands
the answer on, so that it is kept in the audit::

    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_note(**form.cleaned_data, note=form.said_of_text, by=request.viewer, at=request.at)
"""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict

from commonweal.reading.private_text import Found, Kind, find_private

ANSWER, REASON, SEEN = "private_answer", "private_reason", "private_seen"
Doubtful = tuple[str, str, Found]
# What these hold is checked for its own shape.
OWN_SHAPE = (forms.EmailField, forms.URLField, forms.RegexField, forms.SlugField, forms.UUIDField)


def is_free_text(field: forms.Field) -> bool:
    """Whether a person may type into this field whatever they like."""
    return (
        isinstance(field, forms.CharField)
        and not isinstance(field, OWN_SHAPE)
        and isinstance(field.widget, (forms.TextInput, forms.Textarea))
        and not isinstance(field.widget, forms.HiddenInput)
    )


class LongText(forms.CharField):
    """Several lines of a person's own words."""

    widget = forms.Textarea
    longest = 4000

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": self.longest} | kwargs)


class ScannedForm(forms.Form):
    """A form whose free text is read before it is saved."""

    # Names of fields that are meant to hold what is looked for; each needs its reason where it is declared.
    not_scanned: ClassVar[tuple[str, ...]] = ()
    # Kinds that are asked about even where they are certain, because this form may hold them of people in office.
    asks_about: ClassVar[tuple[Kind, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said_of_text = ""
        if self.is_bound and self.add_prefix(SEEN) in self.data:
            self._ask()

    def scanned_fields(self) -> list[str]:
        """Every field of free text, but those that ask about it."""
        return [
            name
            for name, field in self.fields.items()
            if is_free_text(field) and name not in (*self.not_scanned, ANSWER, REASON, SEEN)
        ]

    def merging_fields(self) -> list[str]:
        """The question about the text belongs to what was typed, not to the record."""
        names: list[str] = super().merging_fields()  # type: ignore[misc]
        return [name for name in names if name not in (ANSWER, REASON, SEEN)]

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or not hasattr(self, "cleaned_data"):
            return
        answer = {name: self.cleaned_data.pop(name, "") for name in (ANSWER, REASON, SEEN)}
        doubtful = self._refuse_certain()
        if doubtful:
            self._ask_about(doubtful, answer)

    def _refuse_certain(self) -> list[Doubtful]:
        """Say what must go; what is doubtful is handed back."""
        doubtful = []
        for name, where, text in self.scanned_texts():
            for found in find_private(text):
                if found.certain and found.kind not in self.asks_about:
                    self.add_error(name, in_words(found, where))
                else:
                    doubtful.append((name, where, found))
        return doubtful

    def scanned_texts(self) -> list[tuple[str, str, str]]:
        """(field, where in it, text) of all that is read; a form that saves more than was typed into it adds that."""
        typed = [(name, self.cleaned_data.get(name) or "") for name in self.scanned_fields()]
        return [
            (name, "", "\n".join(map(str, text)) if isinstance(text, list) else str(text))
            for name, text in typed
        ]

    def asked_fields(self) -> list[str]:
        """The question about the text where it is being asked, for a page that places its fields one by one."""
        return [name for name in (ANSWER, REASON, SEEN) if name in self.fields]

    def _ask_about(self, doubtful: list[Doubtful], answer: dict[str, Any]) -> None:
        print_now = fingerprint(doubtful)
        self._ask()
        if answer[SEEN] == print_now and answer[ANSWER]:
            self._take(answer[REASON], doubtful)
            return
        for name, where, found in doubtful:
            self.add_error(name, in_words(found, where))
        self.add_error(ANSWER, "Change your text, or tick this and say why it may stay")
        self._remember(print_now)

    def _take(self, reason: str, doubtful: list[Doubtful]) -> None:
        if not reason.strip():
            self.add_error(REASON, "Say why this is not about a person")
        elif find_private(reason):
            self.add_error(REASON, "Your reason says something about a person too: leave that out")
        else:
            kinds = sorted({found.kind.value.replace("_", " ") for _, _, found in doubtful})
            self.said_of_text = f"Said not to be about a person ({', '.join(kinds)}): {reason.strip()}"

    def _ask(self) -> None:
        if ANSWER in self.fields:
            return
        self.fields[ANSWER] = forms.BooleanField(
            label="I have looked at it: this is not about a person", required=False
        )
        self.fields[REASON] = forms.CharField(
            label="Why may it stay?",
            help_text="Kept with this change, for those who check. For example: it is the office's number.",
            required=False,
            max_length=300,
        )
        self.fields[SEEN] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def _remember(self, print_now: str) -> None:
        """The answer holds for these places only; other words are asked about again."""
        data = self.data.copy() if isinstance(self.data, MultiValueDict) else dict(self.data)
        data[self.add_prefix(SEEN)] = print_now
        data.pop(self.add_prefix(ANSWER), None)
        self.data = data


def in_words(found: Found, where: str = "") -> str:
    return f"{where + ': ' if where else ''}“{found.text}”: {found.what} {found.instead}"


def fingerprint(doubtful: list[Doubtful]) -> str:
    said = "\x1f".join(
        f"{name}\x1e{where}\x1e{found.kind}\x1e{found.text}" for name, where, found in doubtful
    )
    return hashlib.sha256(said.encode()).hexdigest()
