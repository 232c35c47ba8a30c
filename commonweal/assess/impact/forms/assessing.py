"""What is said when an assessment is submitted, and when it is brought to its end?"""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.assess.impact.rules.scores import IMPACTS, LIKELIHOODS, RATING_WORDS, rate
from commonweal.design.forms import DateField, MergeableForm
from commonweal.design.scanned import ScannedForm
from commonweal.listen.engagement.forms.fields import Prose

AS_MADE = [("", "As likelihood and impact make it"), *((r.value, words) for r, words in RATING_WORDS.items())]


def _number(label: str, choices: dict[int, str]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=list(choices.items()), coerce=int)


class SubmitForm(ScannedForm, MergeableForm):
    likelihood_before = _number("Likelihood, if nothing is done", LIKELIHOODS)
    impact_before = _number("Impact, if nothing is done", IMPACTS)
    override_before = forms.ChoiceField(label="Rating, if nothing is done", choices=AS_MADE, required=False)
    likelihood_after = _number("Likelihood, with what is recommended", LIKELIHOODS)
    impact_after = _number("Impact, with what is recommended", IMPACTS)
    override_after = forms.ChoiceField(
        label="Rating, with what is recommended", choices=AS_MADE, required=False
    )
    rating_reason = Prose(
        label="Why a rating is another than likelihood and impact make", required=False, max_length=2000
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for when in ("before", "after"):
            likelihood, impact = cleaned.get(f"likelihood_{when}"), cleaned.get(f"impact_{when}")
            chosen = cleaned.get(f"override_{when}")
            if (
                likelihood
                and impact
                and chosen
                and chosen != rate(likelihood, impact)
                and not cleaned.get("rating_reason")
            ):
                self.add_error("rating_reason", "Say why the rating is another one")
        return cleaned


class ExitForm(ScannedForm, MergeableForm):
    exit_strategy = Prose(
        label="How is the operation left behind?",
        help_text="Who tells the communities what happened, and what goes back to the neighbourhood team.",
    )
    debrief_on = DateField(label="When is the debrief?")
    baseline_reason = Prose(
        label="Why tension need not be back to its usual level first",
        help_text="Leave it empty, and two weekly returns in a row have to be at the level before the operation.",
        required=False, max_length=2000,
    )  # fmt: skip
