"""For which harm is a joint operation meant? What the unit says before anybody may authorise it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.design.forms import MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.ground.scales.forms import StrengthChoice, offer_grades
from commonweal.listen.engagement.forms.fields import Prose


class LimbChoice(forms.ModelChoiceField):
    """A limb under its definition: harm, version 2: 4. Exploitation at work."""

    def label_from_instance(self, limb: Any) -> str:
        return f"{limb.of}: {limb}"


class JointForm(ScannedForm, MergeableForm):
    limb = LimbChoice(
        label="For which limb of an agreed definition?", queryset=None, empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choose the limb. Without one a joint operation does not go ahead."},
    )  # fmt: skip
    evidence = Prose(label="On what evidence?", help_text="Name no suspect, no victim and nobody else.")
    strength = StrengthChoice()
    expected_effect = Prose(label="Which effect on the community do you expect?")
    protects_victims = Prose(
        label="What protects victims?",
        help_text="There may be victims among those whom it meets. How are they recognised, and what happens then?",
    )

    def __init__(self, *args: Any, on: date, limbs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["limb"].queryset = limbs  # type: ignore[attr-defined]
        offer_grades(self, on)
