"""What does somebody type who holds a receipt, and what is written for them?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.design.scanned import ScannedForm
from commonweal.listen.engagement.forms.fields import Prose, RoomForm
from commonweal.listen.engagement.rules.receipts import IS_RIGHT, LONGEST


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label="Your receipt", max_length=60, help_text="Letters and figures in groups. Spaces and dashes do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class HolderForm(ScannedForm):
    """Said with a receipt, which travels in the form and never in an address."""

    receipt = forms.CharField(widget=forms.HiddenInput, max_length=60)
    is_right = forms.ChoiceField(
        label="Is what we wrote right?", required=False, widget=forms.RadioSelect,
        choices=[(code, words) for code, words in IS_RIGHT.items() if code],
    )  # fmt: skip
    text = Prose(
        label="Do you want to add something?", required=False, max_length=LONGEST,
        help_text="Please do not name anybody.",
    )  # fmt: skip
    said = forms.CharField(widget=forms.HiddenInput, initial="1")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_right") and not (cleaned.get("text") or "").strip():
            self.add_error("is_right", "Say whether it is right, or write a few words")
        return cleaned

    def kept(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in ("receipt", "is_right", "text")}
        return values | {"reason": self.said_of_text}


class ToldBackForm(RoomForm):
    text = Prose(
        label="What do you want to tell them?",
        help_text="Whoever holds a receipt reads this, and nothing else of the issue. Name nobody.",
    )
