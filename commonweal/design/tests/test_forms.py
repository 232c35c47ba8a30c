"""Does every field become a component that says what it wants, what is wrong and what was typed?"""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import FieldDoesNotExist
from selectolax.lexbor import LexborHTMLParser

from commonweal.design.forms import DateField, error_summary, field, form_fields
from commonweal.design.tests.gallery import ProgressForm


def parsed(markup: Any) -> LexborHTMLParser:
    return LexborHTMLParser(str(markup))


def test_every_kind_of_field_has_a_label_or_legend_of_its_own() -> None:
    tree = parsed(form_fields(ProgressForm(version=1)))
    labels = {label.attributes["for"] for label in tree.css("label")}
    boxes = [box for box in tree.css("input, select, textarea") if box.attributes.get("type") != "hidden"]
    assert boxes
    assert {box.attributes["id"] for box in boxes} <= labels
    assert [legend.text(strip=True) for legend in tree.css("legend")] == [
        "When is it due?",
        "How is it going?",
        "Who took part? (optional)",
    ]


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    text = parsed(form_fields(ProgressForm(version=1))).text()
    assert "Evidence (optional)" in text
    assert "Title (optional)" not in text


def test_the_summary_links_to_the_first_box_to_mend() -> None:
    form = ProgressForm({"due_on-day": "3", "due_on-month": "July", "due_on-year": ""})
    links = {a.attributes["href"]: a.text(strip=True) for a in parsed(error_summary(form)).css("a")}
    assert links["#id_due_on-year"] == "The date must include a year"
    assert links["#id_title"] == "Enter title"
    assert links["#id_progress"] == "Answer “What has happened since last time?”"
    ids = {node.attributes["id"] for node in parsed(form_fields(form)).css("[id]")}
    assert {href.removeprefix("#") for href in links} <= ids


def test_no_summary_where_nothing_is_wrong() -> None:
    assert error_summary(ProgressForm()) == ""


def test_a_text_comes_back_exactly_as_it_was_typed() -> None:
    typed = '\n  first\n    second <b> & "third"\n\n'
    form = ProgressForm({"progress": typed})
    box = str(field(form, "progress")).split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0]
    assert (
        box.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&amp;", "&")
        == "\n" + typed
    )


def test_nothing_that_is_pasted_is_cut_without_a_word() -> None:
    assert "maxlength=" not in str(form_fields(ProgressForm(version=1))).replace("data-maxlength=", "")


def test_a_hostile_label_choice_or_value_is_only_text() -> None:
    hostile = "</textarea><script>alert(1)</script>"

    class Hostile(forms.Form):
        words = forms.CharField(label=hostile, help_text=hostile, widget=forms.Textarea)
        pick = forms.ChoiceField(choices=[(hostile, hostile)], widget=forms.RadioSelect)

    form = Hostile({"words": hostile, "pick": "none"})
    assert "<script" not in str(form_fields(form)) + str(error_summary(form))


def test_a_widget_that_no_component_shows_is_named() -> None:
    class Odd(forms.Form):
        when = forms.DateTimeField(widget=forms.SplitDateTimeWidget)

    with pytest.raises(FieldDoesNotExist, match="SplitDateTimeWidget"):
        form_fields(Odd())


class When(forms.Form):
    on = DateField(earliest=date(2010, 1, 1), latest=date(2010, 12, 31))


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("22", "7", "2010", date(2010, 7, 22)),
        (" 22 ", "july", "2010", date(2010, 7, 22)),
        ("1", "Sep", "2010", date(2010, 9, 1)),
        ("", "", "", "Enter a date"),
        ("", "", "2010", "The date must include a day and a month"),
        ("31", "2", "2010", "The date must be a real date, for example 27 3 2010"),
        ("1", "Ju", "2010", "The date must be a real date, for example 27 3 2010"),
        ("1", "1", "10", "The year must have four figures"),
        ("²", "1", "2010", "The date must be a real date, for example 27 3 2010"),
        ("1", "1", "²²²²", "The year must have four figures"),
        ("1", "1", "0000", "The date must be a real date, for example 27 3 2010"),
        ("31", "12", "2009", "The date must be on or after 1 January 2010"),
        ("1", "1", "2011", "The date must be on or before 31 December 2010"),
    ],
)
def test_a_date_is_understood_or_the_mistake_is_named(day: str, month: str, year: str, said: Any) -> None:
    form = When({"on-day": day, "on-month": month, "on-year": year})
    found = form.cleaned_data["on"] if form.is_valid() else form.errors["on"][0]
    assert found == said


def test_three_boxes_show_again_what_was_typed() -> None:
    tree = parsed(field(When({"on-day": "31", "on-month": "Febuary", "on-year": "2010"}), "on"))
    assert [box.attributes["value"] for box in tree.css("input")] == ["31", "Febuary", "2010"]
