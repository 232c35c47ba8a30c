"""Each kind of doubt is found where it is, is silent where it is not, and can be accepted."""

from __future__ import annotations

import json

import pytest

from commonweal.reading.as_json import to_json
from commonweal.reading.corrections import apply_correction
from commonweal.reading.doubts import DOUBT_KINDS
from commonweal.reading.pointers import resolve
from commonweal.reading.tests.reading_of import invented, reading_of
from commonweal.reading.values import Doubt, Reading

PLAN = """
    Core objective
    Nobody is turned away.
    Proposed Action ({0})
    Keep the door open.
    Proposed Action ({1})
    Keep the light on.
    Proposed Action ({2})
    Keep the kettle warm.
    Outcome
    Tea
    Delivery partners (lead in bold)
    {3}
    **Key Forum**
    Resources
    {4}
    """


def _plan(references: str = "1.1 1.2 1.3", partner: str = "Lock Council", resource: str = "Tea") -> Reading:
    return reading_of(PLAN.format(*references.split(), partner, resource))


def _kinds(reading: Reading) -> list[str]:
    return [doubt.kind for doubt in reading.doubts]


def _only(reading: Reading, kind: str) -> Doubt:
    (doubt,) = [doubt for doubt in reading.doubts if doubt.kind == kind]
    return doubt


def test_a_clean_plan_raises_no_doubt() -> None:
    assert _plan().doubts == ()


@pytest.mark.parametrize(
    ("references", "kinds"),
    [
        ("1.1 1.2 1.3", []),
        ("1.1 1.2 1.4", ["numbering_gap"]),
        ("1.3 1.1 1.2", ["reference_out_of_place", "reference_out_of_place"]),
        ("1.1 2.2 1.3", ["reference_out_of_place", "numbering_gap"]),
        ("1.1 1.2 1.2", ["reference_repeated"]),
        ("4.1 5.1 6.1", []),
    ],
)
def test_references_are_checked_in_their_row(references: str, kinds: list[str]) -> None:
    assert _kinds(_plan(references)) == kinds


def test_a_reference_out_of_place_is_offered_the_number_that_is_free() -> None:
    doubt = _only(_plan("1.1 2.2 1.3"), "reference_out_of_place")
    assert (doubt.line, doubt.correction) == (5, "1.2")


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Mayor (Kim Alder)", "Mayor"),
        ("Kim Alder (Deputy Mayor)", "Deputy Mayor"),
        ("Kim Alder, Head of Housing", "Head of Housing"),
        ("Cllr Kim Alder", None),
        ("DCC Kim Alder", None),
        ("James Alder", None),
    ],
)
def test_a_person_among_organisations_is_found(name: str, office: str | None) -> None:
    doubt = _only(_plan(partner=name), "person_among_organisations")
    assert (doubt.line, doubt.correction) == (12, office)


@pytest.mark.parametrize(
    "name",
    ["Teachers (School Unions)", "Mayor's Office", "Lock Council", "Citizens Advice", "Lord Chancellor's Department",
     "UK Border Agency - Office of the Inspector", "St James Church", "Office of the Chief Inspector", "Third Sector"],
)  # fmt: skip
def test_an_organisation_is_not_taken_for_a_person(name: str) -> None:
    assert _kinds(_plan(partner=name)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("National Lock Association", "NLA"),
        ("NLA", "National Lock Association"),
        ("Local lock companies", "LLCs"),
        ("The Children's Society", "Children’s Society"),
        ("Lock & Key Council", "Lock and Key Council"),
        ("Northmere Council", "Northmere Counsil"),
        ("Metropolitan Police", "The Met"),
    ],
)
def test_two_names_that_may_be_one_body_are_found_at_the_second(one: str, other: str) -> None:
    doubt = _only(_plan(partner=f"{one}\n    {other}"), "names_may_be_one_body")
    assert (doubt.line, doubt.correction) == (13, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northmere Council", "Southmere Council"),
        ("Northmere Safeguarding Children Board", "Northmere Local Safeguarding Children Boards"),
        ("Refugee Council", "Red Cross"),
        ("Ward 1 Forum", "Ward 2 Forum"),
        ("Border Agency", "Border Agency - Office of the Inspector"),
    ],
)
def test_two_bodies_are_not_taken_for_one(one: str, other: str) -> None:
    assert _kinds(_plan(partner=f"{one}\n    {other}")) == []


def test_an_abbreviation_explained_elsewhere_decides_what_it_means() -> None:
    text = "We work with the Northern Lamp Agency (NLA) already.\n" + PLAN
    reading = reading_of(
        text.replace("\n    ", "\n").format("1.1", "1.2", "1.3", "National Lock Association\nNLA", "Tea")
    )
    assert _kinds(reading) == []


@pytest.mark.parametrize(
    "resource", ["Grant (subject to approval)", "Lamp fund, if successful", "TBC", "Staff, to be agreed"]
)
def test_a_conditional_resource_is_found(resource: str) -> None:
    assert _only(_plan(resource=resource), "conditional_resource").line == 15


PAPER = """
    Report: 4
    Date: 3 May 2009
    By: Clerk
    Lamps
    A. Recommendation
    That lamps be lit.
    B. Supporting information
    {}
    """


def _paper(*lines: str) -> Reading:
    return reading_of(PAPER.replace("{}", "\n    ".join(lines)))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("1. A member of AAlton Council came.", "AAlton", "Alton"),
        ("1. All was assessed.. Nothing was found.", "assessed..", "assessed."),
        ("1. They lit the the lamp.", "the the", "the"),
        ("1. He wrote to Kalayan and later Kaylaan wrote back.", "Kaylaan", "Kalayan"),
    ],
)
def test_a_probable_misprint_is_found_and_put_right(text: str, wrong: str, right: str) -> None:
    reading = _paper(text)
    doubt = _only(reading, "probable_misprint")
    assert doubt.line == 8
    assert wrong in doubt.text
    whole = to_json(reading)
    (whole_doubt,) = whole["doubts"]
    changed = apply_correction(whole, whole_doubt)
    assert right in resolve(changed, doubt.place)
    assert wrong not in resolve(changed, doubt.place)


@pytest.mark.parametrize(
    "text",
    [
        "1. Somali and Somalia, Lithuania and the Lithuanian society, Africa and African groups came.",
        "1. They had had it before... and so on.",
        "1. An Organised group met an Organized one in Harrow and in Harlow.",
        "1. The PCs and the DCs of the MPS met.",
    ],
)
def test_what_only_looks_alike_is_no_misprint(text: str) -> None:
    assert _kinds(_paper(text)) == []


@pytest.mark.parametrize(
    ("lines", "line", "right"),
    [
        (["Lamps in the ‘Bright Streets plan", "1. They burn."], 8, "Lamps in the ‘Bright Streets plan’"),
        (["1. We met Lux, (a charity that lends lamps. They agreed."], 8, None),
        (["1. She said “let there be light. They agreed."], 8, None),
        (["1. Lamps:", "- the first (on the quay", "- the second", "2. So."], 9, "the first (on the quay)"),
    ],
)
def test_a_mark_that_is_never_closed_is_found(lines: list[str], line: int, right: str | None) -> None:
    doubt = _only(_paper(*lines), "unclosed_mark")
    assert (doubt.line, doubt.correction) == (line, right)


@pytest.mark.parametrize(
    "lines",
    [
        ["1. The ‘Bright Streets’ plan (of 2008) is the wardens’ own, and isn’t [yet] done."],
        ["1. The point b) of the ‘90s is meant :)."],
        ["1. He said:", "- “they burn;", "- they shine.”", "2. So."],
        ["1. ‘Lamp’ means (a) a light, or (b) what holds it."],
    ],
)
def test_marks_that_close_or_open_nothing_are_no_doubt(lines: list[str]) -> None:
    assert _kinds(_paper(*lines)) == []


def test_letters_without_a_list_are_found_and_the_list_is_offered() -> None:
    reading = _paper(
        "1. Lamps are lit by:", "- wardens", "- neighbours", "- shops", "2. See a) and c) above.", "3. So."
    )
    doubt = _only(reading, "letters_without_list")
    assert doubt.line == 12
    assert doubt.correction == ["a) wardens", "b) neighbours", "c) shops"]
    lettered = _paper("1. Lamps are lit by:", "a) wardens", "b) neighbours", "2. See a) and b) above.")
    assert _kinds(lettered) == []


def test_a_point_that_runs_on_within_another_is_found() -> None:
    reading = _paper("1. Lamps:", "- The first is lit. - The second is not.", "2. So.")
    doubt = _only(reading, "list_run_together")
    assert doubt.line == 9
    changed = apply_correction(to_json(reading), to_json(reading)["doubts"][0])
    assert resolve(changed, doubt.place)["items"] == ["The first is lit.", "The second is not."]


@pytest.mark.parametrize(
    ("numbers", "kinds"),
    [("1 2 3", []), ("1 2 4", ["numbering_gap"]), ("1 2 2", ["numbering_repeated"]), ("4 5 6", [])],
)
def test_the_numbers_of_paragraphs_are_checked(numbers: str, kinds: list[str]) -> None:
    assert _kinds(_paper(*(f"{number}. Lamps are lit here." for number in numbers.split()))) == kinds


def test_a_letter_that_is_missing_among_the_sections_is_found() -> None:
    reading = _paper("1. So.", "D. Financial implications", "None.")
    assert [(doubt.line, doubt.kind) for doubt in reading.doubts] == [(9, "numbering_gap")]


def test_facts_that_disagree_are_found() -> None:
    reading = reading_of(
        """
        Report 5 of the 1 May 2009 meeting of the Lamp Committee, and says where lamps are lit.
        Lamps
        Report: 6
        Date: 2 May 2009
        By: Clerk
        A. Recommendation
        That lamps be lit.
        """
    )
    found = [(doubt.line, doubt.kind, doubt.correction) for doubt in reading.doubts]
    assert found == [(3, "facts_disagree", "5"), (4, "facts_disagree", "2009-05-01")]


def test_a_date_that_cannot_be_read_is_a_doubt() -> None:
    reading = reading_of("Report: 6\nDate: when the moon is full\nBy: Clerk\nSummary\nLamps.")
    assert reading.paper is not None
    assert reading.paper.meeting_on is None
    assert [(doubt.line, doubt.kind) for doubt in reading.doubts] == [(2, "date_unread")]


@pytest.mark.parametrize("name", ["inline_plan", "paper_with_flat_plan", "markdown_with_plan"])
def test_accepting_any_doubt_puts_its_correction_in_its_place_and_changes_nothing_else(name: str) -> None:
    whole = to_json(invented(name))
    before = json.dumps(whole)
    for doubt in whole["doubts"]:
        changed = apply_correction(whole, doubt)
        assert json.dumps(whole) == before
        if doubt["correction"] is None:
            assert changed == whole
        else:
            assert resolve(changed, doubt["place"]) == doubt["correction"]


def test_a_correction_without_a_place_that_exists_is_refused() -> None:
    with pytest.raises(LookupError):
        apply_correction(
            {"plan": {"objectives": []}}, {"place": "/plan/objectives/0/text", "correction": "x"}
        )


def test_every_kind_of_doubt_is_explained() -> None:
    names = ["inline_plan", "paper_with_flat_plan", "markdown_with_plan"]
    found = {doubt.kind for name in names for doubt in invented(name).doubts}
    assert found <= set(DOUBT_KINDS)
    assert all(meaning.endswith(".") for meaning in DOUBT_KINDS.values())
