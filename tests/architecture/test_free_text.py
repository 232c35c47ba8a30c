"""Is every free-text field of the program read before it is saved (G21 b)?

The forms are found in the running program, so a new form without the scanner fails here, as does a view that saves one and
forgets what the person said about their text.
"""

from __future__ import annotations

import ast
from pathlib import Path

from django import forms

from commonweal.design.scanned import ScannedForm, is_free_text
from tests.architecture.house import PACKAGE, source_files
from tests.architecture.test_no_profiles import our_forms

SEARCH = "looks for rows, and saves nothing"
ACCOUNT = "the name of a colleague's own account, which is what the field is for"
CODE = "a code or a secret, which is compared and not kept"
PUBLISHED = "names the publication that a file comes from"
# A form that saves nothing, or whose text is read by other means; each with its reason.
NOT_NEEDED = {
    "commonweal.act.plans.forms.reporting.PlanFilterForm": SEARCH,
    "commonweal.answer.papers.forms.DecisionFields": "a part of two forms, both of which are scanned",
    "commonweal.ground.audit.forms.WantedForm": SEARCH,
    "commonweal.ground.messages.forms.RecipientsForm": "the address of a page of this house, and nothing else passes",
    "commonweal.ground.partners.forms.FilterForm": SEARCH,
    "commonweal.ground.partners.forms.FinderForm": SEARCH,
    "commonweal.ground.people.forms.AcceptForm": ACCOUNT,
    "commonweal.ground.people.forms.AppForm": CODE,
    "commonweal.ground.people.forms.CodeAgainForm": CODE,
    "commonweal.ground.people.forms.CodeForm": CODE,
    "commonweal.ground.people.forms.DetailsForm": ACCOUNT,
    "commonweal.ground.people.forms.InviteForm": ACCOUNT,
    "commonweal.ground.people.forms.SeeAsForm": SEARCH,
    "commonweal.ground.places.forms.LoadDetails": PUBLISHED,
    "commonweal.ground.places.forms.LoadForm": PUBLISHED,
    "commonweal.listen.engagement.forms.knowing.CoverageFilter": SEARCH,
    "commonweal.listen.intake.forms.BringForm": "saves nothing; its lines are read one by one on the page before keeping",
    "commonweal.listen.recorded_crime.forms.LoadForm": PUBLISHED,
    "commonweal.listen.recorded_crime.forms.StoreForm": PUBLISHED,
    "commonweal.listen.tension.forms.arranging.RoundForm": "the name and the clock of a round, and no words about anybody",
    "commonweal.listen.engagement.forms.receipts.ReceiptForm": CODE,
}
# Fields that a scanned form leaves out, each meant to hold what is looked for.
LEFT_OUT = {
    ("IdentityForm", "name"): "the kept identity itself, which stands apart",
    ("IdentityForm", "how_to_reach"): "the kept identity itself, which stands apart",
    ("ContactForm", "name"): "a contact who agreed to be named, in the one table that keeps it",
    ("ContactForm", "channel"): "how a contact agreed to be reached, in the one table that keeps it",
    ("ContactForm", "phone"): "the number of a post in the contact finder, with no person beside it",
    ("DecideForm", "choice"): "one of the words on its buttons",
    ("ItemForm", "reference"): "the number of a report at the police, which is not a person's",
}
# Forms that ask about e-mail addresses and telephone numbers where others refuse them.
ASKING = {
    "DecideForm": "corrects a printed paper, which names the officer whom the public may ask",
    "SectionForm": "a committee paper names the officer whom the public may ask",
}


def free_fields(form: type[forms.BaseForm]) -> list[str]:
    return [name for name, field in form.base_fields.items() if is_free_text(field)]


def full_name(form: type[forms.BaseForm]) -> str:
    return f"{form.__module__}.{form.__name__}"


def test_every_form_with_free_text_is_scanned(count):
    asked = [f for f in our_forms() if free_fields(f) and full_name(f) not in NOT_NEEDED]
    count("G21 forms with free text that are scanned", len(asked))
    count("G21 free-text fields of theirs", sum(len(free_fields(f)) for f in asked))
    assert [full_name(f) for f in asked if not issubclass(f, ScannedForm)] == []
    assert len(asked) >= 80


def test_every_excuse_is_still_needed():
    unscanned = {full_name(f) for f in our_forms() if free_fields(f) and not issubclass(f, ScannedForm)}
    assert set(NOT_NEEDED) == unscanned


def test_what_a_scanned_form_leaves_out_or_only_asks_about_is_reviewed():
    scanned = [f for f in our_forms() if issubclass(f, ScannedForm)]
    assert {(f.__name__, name) for f in scanned for name in f.not_scanned} == set(LEFT_OUT)
    assert {f.__name__ for f in scanned if f.asks_about} == set(ASKING)


# The forms of returns hand it on among their values; where every room's pages are answered alike it is done for them.
HANDING_ON = (".said_of_text", ".kept()", ".answers()")
DONE_FOR_THEM = {"commonweal.ground.audit.answering.answer", "commonweal.ground.audit.answering.as_sent"}


def scanned_names() -> set[str]:
    return {full_name(f) for f in our_forms() if issubclass(f, ScannedForm) and free_fields(f)}


def forgets(source: str, scanned: set[str]) -> bool:
    """Does a module that fills such a form keep what the person said about their text?"""
    tree = ast.parse(source)
    taken = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    handed_on = any(way in source for way in HANDING_ON) or taken & DONE_FOR_THEM
    return bool(taken & scanned) and not handed_on


def test_every_view_keeps_what_was_said_of_the_text(count):
    views = [path for path in source_files() if "views" in str(path.relative_to(PACKAGE))]
    scanned = scanned_names()
    count("G21 modules of views looked at", len(views))
    forgetful = [str(Path(path).relative_to(PACKAGE)) for path in views if forgets(path.read_text(), scanned)]
    assert forgetful == []


def test_a_planted_form_and_a_planted_view_are_found():
    class PlantedForm(forms.Form):
        words = forms.CharField(widget=forms.Textarea)
        email = forms.EmailField()
        once = forms.CharField(widget=forms.HiddenInput)

    assert free_fields(PlantedForm) == ["words"]
    assert not issubclass(PlantedForm, ScannedForm)
    planted = "from commonweal.room.forms import NoteForm\nform = NoteForm()\nkeep(**form.cleaned_data)\n"
    assert forgets(planted, {"commonweal.room.forms.NoteForm"})
    assert not forgets(planted + "keep(note=form.said_of_text)\n", {"commonweal.room.forms.NoteForm"})
    shared = "from commonweal.ground.audit.answering import answer\n"
    assert not forgets(shared + planted, {"commonweal.room.forms.NoteForm"})
