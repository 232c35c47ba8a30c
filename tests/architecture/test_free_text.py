"""Is every free-text field of the rooms that listen and assess read before it is saved (G21 b)?

The forms are found in the running program, so a new form without the scanner fails here.
"""

from __future__ import annotations

from django import forms

from commonweal.design.scanned import ScannedForm, is_free_text
from tests.architecture.test_no_profiles import our_forms

# A form that saves nothing, or whose text is read by other means; each with its reason.
NOT_NEEDED = {
    "commonweal.listen.intake": "reads committee papers that were printed; what is in them is public already",
    "commonweal.listen.engagement.forms.knowing.CoverageFilter": "looks for rows, and saves nothing",
    "commonweal.listen.recorded_crime.forms.LoadForm": "names the publication that a file of counts comes from",
    "commonweal.listen.recorded_crime.forms.StoreForm": "names the publication that a file of counts comes from",
    "commonweal.listen.tension.forms.arranging.RoundForm": "the name and the clock of a round, and no words about anybody",
    "commonweal.listen.engagement.forms.receipts.ReceiptForm": "a receipt, which is compared and not kept",
}
# Fields that a scanned form leaves out, each meant to hold what is looked for.
LEFT_OUT = {
    ("IdentityForm", "name"): "the kept identity itself, which stands apart",
    ("IdentityForm", "how_to_reach"): "the kept identity itself, which stands apart",
    ("ContactForm", "name"): "a contact who agreed to be named, in the one table that keeps it",
    ("ItemForm", "reference"): "the number of a report at the police, which is not a person's",
    ("ContactForm", "channel"): "how a contact agreed to be reached, in the one table that keeps it",
}


def listening_forms() -> list[type[forms.BaseForm]]:
    return [
        f
        for f in our_forms()
        if f.__module__.startswith(("commonweal.listen.", "commonweal.assess."))
        and ".tests." not in f.__module__
    ]


def free_fields(form: type[forms.BaseForm]) -> list[str]:
    return [name for name, field in form.base_fields.items() if is_free_text(field)]


def is_excused(form: type[forms.BaseForm]) -> bool:
    name = f"{form.__module__}.{form.__name__}"
    return any(name.startswith(excused) for excused in NOT_NEEDED)


def test_every_form_with_free_text_is_scanned(count):
    asked = [f for f in listening_forms() if free_fields(f) and not is_excused(f)]
    count("G21 forms of the rooms that listen with free text", len(asked))
    count("G21 free-text fields of theirs", sum(len(free_fields(f)) for f in asked))
    assert [f"{f.__module__}.{f.__name__}" for f in asked if not issubclass(f, ScannedForm)] == []
    assert len(asked) >= 10


def test_what_a_scanned_form_leaves_out_is_reviewed():
    left = {
        (f.__name__, name) for f in listening_forms() if issubclass(f, ScannedForm) for name in f.not_scanned
    }
    assert left == set(LEFT_OUT)


def test_a_planted_form_is_found():
    class PlantedForm(forms.Form):
        words = forms.CharField(widget=forms.Textarea)
        email = forms.EmailField()
        once = forms.CharField(widget=forms.HiddenInput)

    assert free_fields(PlantedForm) == ["words"]
    assert not issubclass(PlantedForm, ScannedForm)
