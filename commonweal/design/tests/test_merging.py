"""Does the second of two people who write at once see the first one's change, and lose nothing of their own?"""

from typing import Any

from django.utils.datastructures import MultiValueDict
from selectolax.lexbor import LexborHTMLParser

from commonweal.design.merging import compare
from commonweal.design.tests.gallery import SAVED_MEANWHILE, ProgressForm, merge_page, typed


def sent_by(page: str, **chosen: str) -> MultiValueDict[str, Any]:
    """What a browser sends from the page: every box with its value, and the radio buttons that were chosen."""
    sent: MultiValueDict[str, Any] = MultiValueDict()
    for box in LexborHTMLParser(page).css("form input, form textarea, form select"):
        name, kind = box.attributes.get("name"), box.attributes.get("type")
        if not name or kind == "file" or (kind in ("radio", "checkbox") and "checked" not in box.attributes):
            continue
        # A parser drops the newline that opens a text box, as a browser does.
        value = box.text() if box.tag == "textarea" else box.attributes.get("value")
        sent.appendlist(name, value or "")
    for name, value in chosen.items():
        sent[name] = value
    return sent


def choices(**chosen: str) -> dict[str, str]:
    return {f"merge-choice-{name}": value for name, value in chosen.items()}


def test_a_form_knows_the_version_it_was_opened_on_and_every_value_then() -> None:
    form = ProgressForm(typed(), initial=SAVED_MEANWHILE, version=5)
    assert form.version == 4
    assert form.is_valid(), form.errors
    assert "version" not in form.cleaned_data


def test_a_version_that_is_no_number_never_matches() -> None:
    assert ProgressForm(typed(version="four")).version == 0


def test_fields_are_sorted_by_who_changed_them() -> None:
    found = compare(ProgressForm(typed(), initial=SAVED_MEANWHILE, version=5), SAVED_MEANWHILE)
    assert [d.name for d in found.both] == ["progress", "state"]
    assert [d.name for d in found.theirs] == ["title"]
    assert [d.name for d in found.yours] == ["partners", "people"]
    assert (found.both[1].opened, found.both[1].now, found.both[1].yours) == ("Going well", "Late", "At risk")


def test_two_who_typed_the_same_have_no_conflict() -> None:
    same = SAVED_MEANWHILE | {
        "progress": "Two visits a week since June.\r\n\r\nWe need a second car.",
        "state": "risk",
    }
    assert compare(ProgressForm(typed(), initial=same, version=5), same).both == ()


def test_the_page_shows_all_three_and_answers_409_with_the_text_that_was_typed() -> None:
    text = LexborHTMLParser(merge_page()).text()
    for words in (
        "One visit a week.",
        "One visit a week; the second began in July.",
        "We need a second car.",
        "Bo Example",
        "22 July 2010, 3:05pm",
    ):
        assert words in text


def test_saving_the_page_sends_the_new_version_and_what_was_chosen() -> None:
    sent = sent_by(merge_page(), **choices(progress="yours", state="now"))
    form = ProgressForm(sent, initial=SAVED_MEANWHILE, version=5)
    assert form.version == 5
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "Welcome visits for new residents"  # theirs
    assert form.cleaned_data["progress"] == "Two visits a week since June.\n\nWe need a second car."  # mine
    assert form.cleaned_data["state"] == "late"  # chosen: theirs
    assert form.cleaned_data["partners"] == ["council", "faith"]  # mine
    assert form.cleaned_data["people"] == 40
    assert form.cleaned_data["due_on"] == SAVED_MEANWHILE["due_on"]


def test_the_box_may_be_rewritten_on_the_merge_page() -> None:
    sent = sent_by(
        merge_page(), progress="Both of us were right.", **choices(progress="yours", state="yours")
    )
    form = ProgressForm(sent, initial=SAVED_MEANWHILE, version=5)
    assert form.is_valid()
    assert (form.cleaned_data["progress"], form.cleaned_data["state"]) == ("Both of us were right.", "risk")


def test_a_choice_left_open_keeps_the_old_version_so_nothing_can_be_overwritten() -> None:
    sent = sent_by(merge_page(), **choices(progress="yours"))
    form = ProgressForm(sent, initial=SAVED_MEANWHILE, version=5)
    assert (form.version, form.unanswered) == (4, ["state"])
    assert [d.name for d in compare(form, SAVED_MEANWHILE).both] == ["progress", "state"]


def test_a_third_save_is_noticed_again_and_only_for_what_it_touched() -> None:
    third = SAVED_MEANWHILE | {"progress": "Three visits a week."}
    form = ProgressForm(
        sent_by(merge_page(), **choices(progress="yours", state="now")), initial=third, version=6
    )
    assert form.version == 5
    assert [d.name for d in compare(form, third).both] == ["progress"]
