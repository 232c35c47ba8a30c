"""Of what are the forms of the return made: long words, a yes or no, a level, and the key of a new record?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.design.forms import MakingForm, MergeableForm
from commonweal.design.scanned import LongText, ScannedForm
from commonweal.listen.tension.rules.sending import LONGEST

YES_NO = [("yes", "Yes"), ("no", "No")]


class Prose(LongText):
    longest = LONGEST


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not answered, which is neither."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(choices=YES_NO, coerce=lambda word: word == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class LifeInDanger(forms.BooleanField):
    """One tick that takes a return out of the weekly cycle; a tick needs no script, and none is no answer."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Somebody’s life may be in danger now")
        kwargs.setdefault(
            "help_text",
            "Call 999 first: nobody reads this page around the clock. "
            "If you tick this, the duty officer is told the moment you send it.",
        )
        super().__init__(required=False, **kwargs)


class ReturnForm(ScannedForm, MergeableForm):
    """A form about a return: read for what must not be here, and merged where two people write at once."""

    def kept(self) -> dict[str, Any]:
        """What a write is given; what was said about a doubtful text goes into the audit as its reason."""
        values = {k: v for k, v in self.cleaned_data.items() if k not in ("once", "version")}
        return values | {"reason": self.said_of_text}


class NewForm(MakingForm, ReturnForm):
    """A form that makes something."""


class ReasonForm(ScannedForm, MergeableForm):
    reason = Prose(label="Why", max_length=2000)
