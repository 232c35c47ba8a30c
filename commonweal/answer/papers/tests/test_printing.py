"""Does every format print by its data, with a footnote to each figure, tagged, and deaf to what is typed into it?"""

import io
import json
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from commonweal.answer.papers.reads.content import figures_csv, render_content, render_form
from commonweal.answer.papers.reads.printing import print_document, roman
from commonweal.answer.papers.tests.specimens import HOSTILE, figure, make_content
from commonweal.design.documents.document import Paragraph, Table
from commonweal.design.documents.docx import as_docx
from commonweal.design.documents.html import as_file, as_fragment
from commonweal.design.documents.pdf import as_pdf
from commonweal.ground.audit.freezing import canonical, hash_of, hash_of_bytes
from commonweal.ground.scales.reads import get_scale, list_scales

FORMATS = [s.key for s in list_scales() if s.kind == "paper_format"]
FOOTNOTES = "word/footnotes.xml"


def printed(content):
    return print_document(content, hash_of_content=hash_of(content))


def pages_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text):
    """Without blanks, because a page breaks lines where it likes."""
    return re.sub(r"\s+", "", text)


def notes_in(word):
    with zipfile.ZipFile(io.BytesIO(word)) as packed:
        root = etree.fromstring(packed.read(FOOTNOTES))
    notes = [n for n in root if n.get(qn("w:type")) in {None, "normal"}]
    return ["".join(n.itertext()) for n in notes]


@pytest.mark.parametrize("key", FORMATS)
def test_letters_order_and_heads_come_from_the_format(key):
    document = printed(make_content(key))
    scale = get_scale(key)
    heads = [part.heading for part in document.parts]
    expected = [
        s.label for s in scale.sections if s.letter or s.kind in {"summary", "recommendation", "appendix"}
    ]
    assert heads == expected
    assert next(label for label, _ in document.head) in {"Report", "Date"}


def test_two_formats_number_by_their_data():
    letters = {
        key: [p.heading[:2] for p in printed(make_content(key)).parts] for key in ("mpa@2010", "seec@2013")
    }
    assert "A." in letters["mpa@2010"]
    assert "A." not in letters["seec@2013"]
    labels = {
        key: [
            b.label
            for p in printed(make_content(key)).parts
            for b in p.blocks
            if isinstance(b, Paragraph) and b.label
        ]
        for key in ("mpa@2010", "seec@2013")
    }
    assert labels["mpa@2010"][:4] == ["1.", "2.", "1.", "2."]
    assert labels["seec@2013"][:4] == ["i)", "ii)", "1.1", "1.2"]


def test_the_group_of_2011_gathers_what_has_no_letter():
    group = next(p for p in printed(make_content("mpa@2011")).parts if p.heading.startswith("C."))
    assert [b.spans[0].text for b in group.blocks if type(b).__name__ == "Heading"][:2] == [
        "Equality and diversity",
        "Met Forward",
    ]
    ordinals = [b.ordinal for b in group.blocks if isinstance(b, Paragraph)]
    assert ordinals == list(range(1, len(ordinals) + 1))


@pytest.mark.parametrize("number", range(1, 40))
def test_small_roman_numbers(number):
    values = {"i": 1, "v": 5, "x": 10}
    signs = [values[s] for s in roman(number)]
    assert sum(-a if a < b else a for a, b in zip(signs, [*signs[1:], 0], strict=True)) == number


def test_every_figure_has_a_footnote_that_names_its_records(count):
    document = printed(make_content())
    marks = len(document.notes)
    first = {n.key: n.text for n in reversed(document.notes)}
    assert set(first) == {"total", "actions"}
    assert "action 7.3.1; action 7.3.2; action 7.3.3" in first["total"]
    assert "as at 22 July 2010, from 3 records" in first["total"]
    html = HTMLParser(as_fragment(document))
    assert len(html.css("sup a")) == marks
    for mark in html.css("sup a"):
        assert html.css_first(mark.attributes["href"]) is not None
    assert len(notes_in(as_docx(document))) == marks
    assert pages_of(as_pdf(document)).count("Actions in the plan as at 22 July 2010") == 1
    count("papers: footnotes checked in three outputs", marks)


def test_many_records_are_named_in_the_figures_file():
    rows = [{"record": f"plans.plannedaction {n} version 1", "words": f"action {n}"} for n in range(40)]
    content = make_content(text="{figure:total}", figures=[{**figure("total"), "rows": rows}])
    assert "and 28 more" in printed(content).notes[0].text
    assert figures_csv(content).decode("utf-8-sig").count("plans.plannedaction") == 40


def test_a_marker_without_a_figure_says_so():
    assert "there is no figure called gone" in as_fragment(printed(make_content(text="{figure:gone}")))


def test_the_pdf_is_tagged_named_and_speaks_english():
    content = make_content(title="How the plan stands")
    reader = PdfReader(io.BytesIO(as_pdf(printed(content))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert str(root["/Lang"]).lower().startswith("en")
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "How the plan stands"
    assert b"pdfuaid" in as_pdf(printed(content))
    assert tags_of(root["/StructTreeRoot"]) >= {
        "/H1",
        "/H2",
        "/P",
        "/L",
        "/LI",
        "/Table",
        "/TH",
        "/TD",
        "/Note",
    }


def tags_of(node):
    found = set()
    todo = [node]
    while todo:
        each = todo.pop().get_object()
        if isinstance(each, list):
            todo += each
        elif hasattr(each, "get"):
            if "/S" in each:
                found.add(str(each["/S"]))
            if "/K" in each and not isinstance(
                each["/K"].get_object() if hasattr(each["/K"], "get_object") else each["/K"], int
            ):
                todo.append(each["/K"])
    return found


def test_the_word_file_has_headings_lists_footnotes_and_repeating_heads():
    word = as_docx(printed(make_content()))
    opened = docx.Document(io.BytesIO(word))
    heads = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert heads[:3] == ["Summary", "A. Recommendation", "B. Supporting information"]
    assert opened.core_properties.title == "How it stands"
    assert opened.core_properties.language == "en-GB"
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in opened.tables)
    numbered = [p for p in opened.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert len(numbered) >= 8
    spoken = opened.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert spoken.get(qn("w:val")) == "en-GB"


def test_the_same_content_gives_the_same_bytes():
    one, two = render_content(make_content()), render_content(make_content())
    assert one.files == two.files
    assert set(one.files) == {"fragment", "html", "pdf", "docx", "json", "csv"}
    assert render_form(make_content(), "pdf") == one.files["pdf"]


def test_what_is_withheld_is_in_no_output():
    content = make_content()
    content["sections"][2] |= {"text": "", "withheld_reason": "It quotes legal advice"}
    for form, made in render_content(content).files.items():
        text = pages_of(made) if form == "pdf" else made.decode("utf-8", "ignore")
        if form in {"fragment", "html", "pdf"}:
            assert "It quotes legal advice" in text


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_typed_is_obeyed(words, count):
    """As title, as text, as a figure's words and value, and in the cells of a table."""
    table = {"columns": [words, "b"], "rows": [[words, words]]}
    content = make_content(
        text=f"{{table:actions}}\n\nBefore {words} after {{figure:total}}", title=f"Title {words}",
        figures=[figure("total", words, words), figure("actions", words, "1", table)],
    )  # fmt: skip
    document = printed(content)
    page = HTMLParser(as_file(document).decode())
    assert page.css("script, img, style, iframe, object, embed, link, form, input, svg") == []
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")]
        assert not (node.attributes.get("href") or "").lower().startswith(("javascript", "data"))
    seen = squeezed(words.replace("\x00", "\ufffd"))
    assert seen in squeezed(page.css_first("caption").text())
    word = docx.Document(io.BytesIO(as_docx(document)))
    assert squeezed(word.tables[0].rows[1].cells[0].text) == seen
    pages = pages_of(as_pdf(document))
    assert "root:x:0" not in pages
    if words.isascii() and "\x00" not in words:
        assert seen[:12] in squeezed(pages)
    count("papers: hostile texts in HTML, PDF and DOCX", 1)


def test_no_cell_of_the_figures_file_is_a_formula():
    for start in ("=", "+", "-", "@", "\t", "\r", " =", "＝"):
        lines = figures_csv(
            make_content(text="{figure:total}", figures=[figure("total", f"{start}1+1", f"{start}1")])
        ).decode("utf-8-sig")
        assert f"'{start}1+1" in lines
        assert not re.search(rf"(^|,){re.escape(start)}1", lines)


def test_raw_html_is_words():
    fragment = as_fragment(printed(make_content(text="<b>not bold</b> **bold** [link](https://example.org)")))
    assert "&lt;b&gt;not bold&lt;/b&gt; <strong>bold</strong>" in fragment
    assert 'href="https://example.org"' in fragment


def test_a_table_typed_by_hand_is_a_table():
    document = printed(make_content(text="| a | b |\n|---|---|\n| 1 | 2 |"))
    tables = [b for p in document.parts for b in p.blocks if isinstance(b, Table)]
    assert tables[0].columns == ("a", "b")
    assert tables[0].rows == (("1", "2"),)


def test_the_json_is_the_text_that_was_hashed():
    rendered = render_content(make_content())
    assert rendered.files["json"].decode() == canonical(json.loads(rendered.files["json"]))
    assert hash_of_bytes(rendered.files["json"]) == rendered.hash


def test_the_strength_of_the_evidence_stands_with_every_figure_in_every_form():
    content = make_content()
    graded = {"strength": "reported", "strength_scale": "evidence_strength@2010-1"}
    content["figures"] = [each | graded for each in content["figures"]]
    words = "Strength of the evidence: reported."
    assert words in as_fragment(printed(content), level=1)
    assert squeezed(words) in squeezed(pages_of(as_pdf(printed(content))))
    assert any(words in note for note in notes_in(as_docx(printed(content))))
    assert ",reported," in figures_csv(content).decode("utf-8-sig")


def test_a_paper_that_was_frozen_before_figures_were_graded_prints_as_it_did():
    assert "Strength of the evidence" not in as_fragment(printed(make_content()), level=1)
