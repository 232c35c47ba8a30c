"""Is what would make a record about a person stopped before it is saved, and asked about where it is doubtful?"""

from __future__ import annotations

import re

from django import forms

from commonweal.design.forms import MergeableForm, form_fields
from commonweal.design.scanned import ScannedForm

OFFICE = "Ask the office on 020 7161 0000"


class NoteForm(ScannedForm, MergeableForm):
    title = forms.CharField()
    note = forms.CharField(widget=forms.Textarea)


def sent(**values):
    return NoteForm({"title": "Visit", "version": "1", **values})


def asked_again(form, **answers):
    """What a browser sends after the page came back with its question."""
    seen = re.search(r'name="private_seen"[^>]*value="(\w+)"', str(form_fields(form)))[1]
    return sent(note=form.data["note"], private_seen=seen, **answers)


def test_plain_words_are_saved_at_once():
    form = sent(note="The group is worried about the march on Saturday 24 July.")
    assert form.is_valid()
    assert set(form.cleaned_data) == {"title", "note"}
    assert form.said_of_text == ""


def test_what_is_certain_cannot_be_saved_whatever_is_ticked():
    first = sent(note="Her passport number is 123456789")
    assert not first.is_valid()
    assert "passport number" in str(first.errors["note"])
    again = sent(note=first.data["note"], private_answer="on", private_reason="It is fine", private_seen="x")
    assert not again.is_valid()


def test_what_is_doubtful_is_asked_about_once():
    first = sent(note=OFFICE)
    assert not first.is_valid()
    assert 'name="private_answer"' in str(form_fields(first))
    again = asked_again(first, private_answer="on", private_reason="It is the front desk")
    assert again.is_valid(), again.errors
    assert set(again.cleaned_data) == {"title", "note"}
    assert again.said_of_text == "Said not to be about a person (phone): It is the front desk"


def test_taking_it_out_needs_no_answer():
    assert not sent(note=OFFICE).is_valid()
    assert sent(note="Ask the office", private_seen="x").is_valid()


def test_an_answer_needs_its_reason():
    again = asked_again(_refused(sent(note=OFFICE)), private_answer="on", private_reason=" ")
    assert not again.is_valid()
    assert list(again.errors) == ["private_reason"]


def test_a_reason_may_not_say_it_either():
    first = _refused(sent(note=OFFICE))
    again = asked_again(first, private_answer="on", private_reason="It is Amina's, 07700 900123")
    assert not again.is_valid()


def test_an_answer_holds_for_the_words_it_was_given_about():
    first = _refused(sent(note=OFFICE))
    seen = first.data["private_seen"]
    other = sent(note="Ring 020 7946 0958", private_answer="on", private_reason="Desk", private_seen=seen)
    assert not other.is_valid()


def test_every_field_of_free_text_is_read():
    assert not sent(title="AB 12 34 56 C", note="Nothing").is_valid()


def test_the_question_is_no_part_of_a_merge():
    form = _refused(sent(note=OFFICE))
    assert form.merging_fields() == ["title", "note"]


def _refused(form):
    assert not form.is_valid()
    return form
