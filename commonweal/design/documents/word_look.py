"""How does a Word file look? A4, one typeface, our colours, ruled tables, page numbers, and its language."""

from __future__ import annotations

from typing import Any

from commonweal.design.documents.document import Document

INK, TEAL, SAND, RULE = "1D2B3A", "0B5C63", "F4EFE6", "8A949E"
SIZES = {
    "Title": 18,
    "Heading 1": 13,
    "Heading 2": 11,
    "Normal": 10.5,
    "Footnote Text": 8.5,
    "Table Caption": 10,
}
BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def dress(word: Any, document: Document) -> None:
    """Change the look of the file in place."""
    word.core_properties.language = document.language
    word.core_properties.title = document.title
    word.core_properties.author = document.body
    _styles(word, document.language)
    _page(word, document)
    for table in word.tables:
        _table(table)


def _styles(word: Any, language: str) -> None:
    from docx.shared import Pt, RGBColor

    for style in word.styles:
        properties = style.element.find(_tag("w:rPr")) if style.type in {1, 2} else None
        if style.type != 1 and properties is None:
            continue
        _typeface(style.element.get_or_add_rPr())
        if style.name in SIZES:
            style.font.size = Pt(SIZES[style.name])
        if style.name in {"Title", "Author", "Heading 1", "Heading 2"}:
            style.font.color.rgb = RGBColor.from_string(TEAL)
    _language(word, language)


def _typeface(properties: Any) -> None:
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_tag(f"w:{name}"), "Arial")


def _language(word: Any, language: str) -> None:
    from docx.oxml import OxmlElement

    defaults = word.styles.element.find(f"{_tag('w:docDefaults')}/{_tag('w:rPrDefault')}/{_tag('w:rPr')}")
    found = defaults.find(_tag("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        defaults.append(found)
    found.set(_tag("w:val"), language)


def _page(word: Any, document: Document) -> None:
    from docx.shared import Cm, Pt

    for section in word.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        section.top_margin = section.bottom_margin = Cm(2.2)
        line = section.footer.paragraphs[0]
        _page_number(line)
        line.runs[0].text = f"{document.body}: {document.title}"[:90] + "   "
        for run in line.runs:
            run.font.size = Pt(8.5)


def _page_number(line: Any) -> None:
    from docx.oxml import OxmlElement

    line.add_run()
    run = line.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(_tag("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)


def _table(table: Any) -> None:
    from docx.oxml import OxmlElement

    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in BORDERS:
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            rule.set(_tag(f"w:{name}"), value)
        borders.append(rule)
    _put_before(properties, borders, ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"))
    for cell in table.rows[0].cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", SAND)):
            shade.set(_tag(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    _repeat_header(table.rows[0])
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _small(table)


def _put_before(parent: Any, child: Any, names: tuple[str, ...]) -> None:
    """The file format fixes the order of these elements."""
    later = next((e for e in parent if e.tag in {_tag(n) for n in names}), None)
    parent.append(child) if later is None else later.addprevious(child)


def _repeat_header(row: Any) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    if properties.find(_tag("w:tblHeader")) is None:
        mark = OxmlElement("w:tblHeader")
        mark.set(_tag("w:val"), "true")
        properties.append(mark)


def _small(table: Any) -> None:
    from docx.shared import Pt

    for row in table.rows:
        for cell in row.cells:
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.font.size = Pt(9)


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
