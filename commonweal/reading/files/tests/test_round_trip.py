"""Does one plan say the same in every kind of file it may come in?"""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.reading.files import open_document, open_path
from commonweal.reading.files.tests import invented
from commonweal.reading.reader import read_document
from commonweal.reading.values import Reading

FILES: dict[str, Callable[[], bytes]] = {
    "plan.txt": lambda: invented.as_text().encode(),
    "plan.md": lambda: invented.as_text("**{}**").encode(),
    "plan.html": lambda: invented.as_html().encode(),
    "plan.docx": invented.as_docx,
    "plan.pdf": invented.as_pdf,
    "plan.csv": invented.as_csv,
    "plan.xlsx": invented.as_xlsx,
    "table.docx": invented.as_docx_table,
    "table.html": invented.as_html_table,
}
KNOW_THE_LEAD = [name for name in FILES if name != "plan.txt"]


def _read(name: str) -> Reading:
    reading = read_document(open_document(FILES[name](), name=name))
    assert reading.plan is not None
    return reading


def _told(reading: Reading) -> list[tuple[object, ...]]:
    assert reading.plan is not None
    return [
        (
            objective.text,
            action.reference,
            action.text,
            tuple(task.text for task in action.tasks),
            action.outcomes,
            action.partners,
            action.resources,
        )
        for objective in reading.plan.objectives
        for action in objective.actions
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_plan_says_the_same_in_every_kind_of_file(name: str, count) -> None:
    expected = [
        (one.objective, one.reference, one.text, one.tasks, one.outcomes, one.partners, one.resources)
        for one in invented.PLAN
    ]
    assert _told(_read(name)) == expected
    count("kinds of file that give the same plan", 1)


@pytest.mark.parametrize("name", KNOW_THE_LEAD)
def test_the_lead_in_bold_or_in_its_column_is_known(name: str) -> None:
    reading = _read(name)
    assert reading.plan is not None
    leads = [action.lead for objective in reading.plan.objectives for action in objective.actions]
    assert leads == [one.lead for one in invented.PLAN]


def test_plain_text_cannot_show_the_lead_and_says_so() -> None:
    reading = _read("plan.txt")
    assert reading.plan is not None
    assert all(action.lead is None for objective in reading.plan.objectives for action in objective.actions)
    assert [doubt.kind for doubt in reading.doubts].count("lead_unmarked") == len(invented.PLAN)


@pytest.mark.parametrize("name", FILES)
def test_every_line_of_the_file_stands_in_one_place(name: str) -> None:
    document = open_document(FILES[name](), name=name)
    reading = read_document(document)
    filled = {line.number for line in document.lines if line.text.strip()}
    left = {one.line for one in reading.not_understood}
    assert set(reading.places) | left == filled
    assert not set(reading.places) & left


def _as_docx(lines: list[str]) -> bytes:
    import docx

    document, out = docx.Document(), io.BytesIO()
    for line in filter(None, lines):
        document.add_paragraph(line.strip())
    document.save(out)
    return out.getvalue()


def _as_pdf(lines: list[str]) -> bytes:
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    normal, out, story = getSampleStyleSheet()["Normal"], io.BytesIO(), []
    for line in lines:
        style = ParagraphStyle("line", parent=normal, leftIndent=5 * (len(line) - len(line.lstrip())))
        story.append(Paragraph(html.escape(line.strip()), style) if line.strip() else Spacer(1, 8))
    SimpleDocTemplate(out, invariant=1).build(story)
    return out.getvalue()


def _as_page(lines: list[str]) -> bytes:
    return (
        "<html><body>" + "".join(f"<p>{html.escape(line.strip())}</p>" for line in lines if line.strip())
    ).encode()


def _shape(reading: Reading) -> dict[str, object]:
    paper, objectives = reading.paper, reading.plan.objectives if reading.plan else ()
    assert paper is not None
    actions = [action for objective in objectives for action in objective.actions]
    return {
        "head": (paper.title, paper.number, paper.meeting_on, paper.by, paper.recommendations),
        "sections": [
            (section.letter, section.heading, len(section.paragraphs)) for section in paper.sections
        ],
        "appendices": len(paper.appendices),
        "actions": [
            (action.reference, action.text, len(action.tasks), action.outcomes, action.partners)
            for action in actions
        ],
        "not understood": len(reading.not_understood),
    }


@pytest.mark.parametrize(("ending", "make"), [("docx", _as_docx), ("pdf", _as_pdf), ("html", _as_page)])
def test_the_real_papers_say_the_same_once_they_are_set_in_another_format(
    ending: str, make: Callable[[list[str]], bytes], shared: Path, count
) -> None:
    papers = [
        path
        for path in sorted((shared / "papers").glob("*.txt"))
        if "**" not in path.read_text(encoding="utf-8")
    ]
    if not papers:
        pytest.skip("the real papers are not here")
    for path in papers:
        expected = _shape(read_document(open_path(path)))
        data = make(path.read_text(encoding="utf-8").split("\n"))
        assert _shape(read_document(open_document(data, name=f"paper.{ending}"))) == expected, path.name
        count("real papers that say the same in another format", 1)
