"""A plan in a table and the paper around it are read as one."""

from __future__ import annotations

from commonweal.reading.lines.rows import rows_of
from commonweal.reading.reader import read_document
from commonweal.reading.values import Document, Line, Reading

TABLE = (
    ("Work area", "Action", "By whom", "By when", "Partners"),
    ("Safety", "Mend the rail", "Harbour Master", "May 2012", "Port Police; Northern Lamp Agency"),
    ("Safety", "Paint the steps", "Harbour Trust", "June 2012", "NLA; Port Police"),
)


def _document(above: list[str], below: list[str]) -> Document:
    texts: list[tuple[str, tuple[str, ...]]] = [(text, ()) for text in above]
    texts += [(" | ".join(cells), cells) for cells in TABLE]
    texts += [(text, ()) for text in below]
    lines = tuple(
        Line(number, text, False, 0, 0, cells, 1 if cells else 0)
        for number, (text, cells) in enumerate(texts, start=1)
    )
    return Document("docx", lines)


def _read(above: list[str], below: list[str]) -> Reading:
    document = _document(above, below)
    reading = read_document(document)
    unread = {one.line for one in reading.not_understood}
    assert not unread & set(reading.places)
    assert unread | set(reading.places) == {row.number for row in rows_of(document)}
    return reading


HEAD = ["Report: 5", "Date: 1 May 2012", "By: Harbour Master", "A. Recommendation", "That the plan be noted.",
        "Appendix 1: Work plan"]  # fmt: skip


def test_a_table_in_an_appendix_is_the_plan_of_the_paper() -> None:
    reading = _read(HEAD, ["Appendix 2: Map", "The map hangs in the hall."])
    assert reading.paper is not None
    assert reading.plan is not None
    assert [one.holds_plan for one in reading.paper.appendices] == [True, False]
    assert [action.text for action in reading.plan.objectives[0].actions] == [
        "Mend the rail",
        "Paint the steps",
    ]
    assert reading.not_understood == ()


def test_the_plan_in_a_table_is_searched_for_doubts_too() -> None:
    reading = _read(HEAD, [])
    assert [(doubt.line, doubt.kind) for doubt in reading.doubts] == [(9, "names_may_be_one_body")]


def test_a_table_alone_is_a_plan_and_words_around_it_are_not_lost() -> None:
    reading = _read(["Here is our table."], ["Send it back by Friday."])
    assert reading.paper is None
    assert reading.plan is not None
    assert len(reading.not_understood) + sum(1 for line in reading.places if line in (1, 5)) == 2


def test_a_plan_as_text_and_a_plan_in_a_table_are_both_kept() -> None:
    above = [
        *HEAD,
        "Core objective",
        "Calm sea",
        "Proposed Action (1)",
        "Watch",
        "Outcome",
        "Calm",
        "Resources",
        "Ink",
    ]
    reading = _read(above, [])
    assert reading.plan is not None
    assert reading.plan.objectives[0].text == "Calm sea"
    assert len(reading.plan.objectives) == 2
    assert reading.places[16].startswith("/plan/objectives/1/")
