"""Does a Word document give the lines that a person sees in Word?"""

from __future__ import annotations

import io

import docx
import pytest

from commonweal.reading.files import open_document
from commonweal.reading.files.tests.specimens import W, with_part, word_file, word_parts, zipped
from commonweal.reading.values import Line


def _lines(data: bytes) -> list[Line]:
    return [line for line in open_document(data, name="plan.docx").lines if line.text or line.cells]


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _numbered(levels: str, *paragraphs: tuple[str, int, str], nums: str = "") -> list[str]:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>{nums}</w:numbering>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for name, level, text in paragraphs
    )
    return [line.text for line in _lines(zipped(with_part(word_parts(body), "numbering", numbering)))]


def _level(number: int, how: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{how}"/><w:lvlText w:val="{text}"/></w:lvl>'


def test_a_lead_partner_in_bold_stays_bold() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Harbour Trust").bold = True
    document.add_paragraph("Port Council")
    mixed = document.add_paragraph("Led by ")
    mixed.add_run("Quay ").bold = True
    mixed.add_run("Watch").bold = True
    bold, plain, part = _lines(_saved(document))
    assert (bold.text, bold.bold) == ("Harbour Trust", True)
    assert (plain.text, plain.bold, plain.strong) == ("Port Council", False, ())
    assert (part.text, part.bold, part.strong) == ("Led by Quay Watch", False, ("Quay Watch",))


def test_bold_that_comes_from_a_style_counts_and_can_be_switched_off() -> None:
    document = docx.Document()
    document.styles.add_style("Lead", 1).font.bold = True
    document.add_paragraph("Harbour Trust", style="Lead")
    document.add_paragraph(style="Lead").add_run("Port Council").bold = False
    assert [line.bold for line in _lines(_saved(document))] == [True, False]


def test_headings_have_their_level() -> None:
    document = docx.Document()
    for level in range(4):
        document.add_heading(f"Heading {level}", level)
    document.add_paragraph("Text")
    assert [line.heading for line in _lines(_saved(document))] == [1, 1, 2, 3, 0]


def test_numbers_that_word_shows_stand_in_the_text() -> None:
    levels = _level(0, "decimal", "%1.") + _level(1, "lowerLetter", "%2)") + _level(2, "lowerRoman", "(%3)")
    shown = _numbered(
        levels, ("1", 0, "a"), ("1", 1, "b"), ("1", 1, "c"), ("1", 2, "d"), ("1", 0, "e"), ("1", 1, "f")
    )
    assert shown == ["1. a", "a) b", "b) c", "(i) d", "2. e", "a) f"]


def test_numbers_of_several_levels_and_other_starts_are_written_as_word_writes_them() -> None:
    levels = (
        _level(0, "decimal", "%1", start=7) + _level(1, "decimal", "%1.%2", start=3) + _level(2, "bullet", "")
    )
    shown = _numbered(levels, ("1", 0, "a"), ("1", 1, "b"), ("1", 2, "c"), ("1", 1, "d"))
    assert shown == ["7 a", "7.3 b", "• c", "7.4 d"]


def test_two_lists_of_one_kind_count_on_unless_one_says_where_it_starts() -> None:
    levels = _level(0, "upperRoman", "%1.")
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    shown = _numbered(levels, ("1", 0, "a"), ("2", 0, "b"), ("3", 0, "c"), ("3", 0, "d"), nums=nums)
    assert shown == ["I. a", "II. b", "I. c", "II. d"]


def test_lists_by_style_have_marks_and_depth() -> None:
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet", "List Bullet 2"):
        document.add_paragraph("point", style=style)
    found = _lines(_saved(document))
    assert [line.text for line in found] == ["1. point", "2. point", "• point", "• point"]
    assert [line.indent for line in found] == [2, 2, 2, 4]


def test_a_table_gives_its_cells_with_what_reaches_down_repeated() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(2, 0).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 2).paragraphs[0].runs[0].bold = True
    table.cell(1, 2).add_paragraph("below")
    first, second, third = _lines(_saved(document))
    assert (first.cells, first.table) == (("00", "01", "02"), 1)
    assert second.cells == ("10", "11", "12\nbelow")
    assert second.strong == ("12",)
    assert third.cells == ("10", "21", "22")
    assert third.text == "21 | 22", "what reaches down is seen once"


def test_cells_that_reach_across_stand_in_their_first_column() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for column in range(3):
        table.cell(1, column).text = f"c{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "x"
    assert [line.cells for line in _lines(_saved(document))] == [("wide", "", "x"), ("c0", "c1", "c2")]


def test_words_in_headers_footers_notes_boxes_and_controls_are_not_lost() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:sdt><w:sdtContent><w:p>{run.format('in a control')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:ins>{run.format('put in')}</w:ins><w:del><w:r><w:delText>taken out</w:delText></w:r></w:del></w:p>"
        f"<w:p><w:r><w:pict><w:txbxContent><w:p>{run.format('in a box')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
        f"<w:p><w:hyperlink>{run.format('behind a link')}</w:hyperlink></w:p>"
    )
    notes = f'<w:footnotes {W}><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote><w:p>{run.format("in a note")}</w:p></w:footnote></w:footnotes>'
    parts = with_part(word_parts(body), "footnotes", notes)
    parts = with_part(parts, "header", f"<w:hdr {W}><w:p>{run.format('at the head')}</w:p></w:hdr>")
    parts = with_part(parts, "footer", f"<w:ftr {W}><w:p>{run.format('Page 3 of 9')}</w:p></w:ftr>")
    assert [line.text for line in _lines(zipped(parts))] == [
        "at the head", "in a control", "put in", "in a box", "behind a link", "Page 3 of 9", "in a note",
    ]  # fmt: skip


def test_a_line_break_makes_a_new_line_and_only_the_first_has_the_number() -> None:
    document = docx.Document()
    document.add_paragraph("first\nsecond", style="List Number")
    assert [line.text for line in _lines(_saved(document))] == ["1. first", "second"]


@pytest.mark.parametrize("size", [1, 5000])
def test_no_paragraph_is_lost_however_many_there_are(size: int) -> None:
    body = "".join(f"<w:p><w:r><w:t>paragraph {n}</w:t></w:r></w:p>" for n in range(size))
    assert [line.text for line in _lines(word_file(body))] == [f"paragraph {n}" for n in range(size)]
