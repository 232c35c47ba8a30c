"""Does a PDF give back the paragraphs that were set in it?"""

from __future__ import annotations

import io

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Spacer as Gap

from commonweal.reading.files import open_document
from commonweal.reading.files.tests.specimens import locked_pdf, pdf_file, picture_pdf
from commonweal.reading.values import CannotRead, Line

SENTENCES = (
    "The wardens of the quay shall meet the fishing crews each month, so that what worries people is heard early and the "
    "harbour office can answer before the season begins, whatever the weather and whoever happens to be in the chair.",
    "Every answer is written down and kept where all of the crews can read it.",
)


def _built(*parts: str, style: str = "Normal", footer: str = "") -> bytes:
    styles, out, story = getSampleStyleSheet(), io.BytesIO(), []
    for part in parts:
        name, _, text = part.rpartition("::")
        story += [Paragraph(text, styles[name or style]), Gap(1, 8)]

    def foot(canvas, document) -> None:
        if footer:
            canvas.drawString(72, 30, footer.format(document.page))

    SimpleDocTemplate(out, invariant=1).build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _lines(data: bytes) -> list[Line]:
    return [line for line in open_document(data, name="plan.pdf").lines if line.text]


def test_a_paragraph_over_several_rows_is_one_line() -> None:
    assert [line.text for line in _lines(_built(*SENTENCES))] == list(SENTENCES)


def test_points_of_a_list_and_short_names_stay_lines_of_their_own() -> None:
    found = _lines(
        _built(
            SENTENCES[0],
            "1. Open the gate<br/>2. Close the gate<br/>Harbour Trust<br/><b>Port Council</b><br/>Quay Watch",
        )
    )
    assert [line.text for line in found[1:]] == [
        "1. Open the gate", "2. Close the gate", "Harbour Trust", "Port Council", "Quay Watch",
    ]  # fmt: skip
    assert [line.bold for line in found[1:]] == [False, False, False, True, False]


def test_a_title_without_space_above_it_does_not_join_the_paragraph_before() -> None:
    full = SENTENCES[0].rstrip(".") + ", as the crews asked and the wardens agreed to do in the spring."
    found = _lines(_built(full + "<br/>Lamps and steps<br/>" + SENTENCES[1]))
    assert [line.text for line in found] == [full, "Lamps and steps", SENTENCES[1]]


def test_bullets_are_seen_whatever_code_the_program_gave_them() -> None:
    found = _lines(_built("• Open the gate<br/>• Close the gate"))
    assert [line.text for line in found] == ["• Open the gate", "• Close the gate"]


def test_larger_type_is_a_heading() -> None:
    found = _lines(_built("Heading1::Harbour plan", SENTENCES[0], "Heading2::Second", SENTENCES[1]))
    assert [(line.text, line.heading) for line in found if line.heading] == [
        ("Harbour plan", 1),
        ("Second", 2),
    ]


def test_what_stands_at_the_foot_of_pages_is_kept_and_does_not_cut_a_paragraph() -> None:
    long = " ".join([SENTENCES[0].lower().rstrip(".") + " and"] * 40)
    found = _lines(_built(long, footer="Page {} of 9"))
    texts = [line.text for line in found]
    assert [text for text in texts if text.startswith("Page ")] == [
        f"Page {n} of 9" for n in range(1, len(texts))
    ]
    assert texts[0] == long


@pytest.mark.parametrize(
    ("rows", "joined"),
    [
        (("the inter-", "national crews"), "the international crews"),
        (("we co-", "operate well"), "we co-operate well"),
        (("by co-", "ordination; co-ordination"), "by co-ordination; co-ordination"),
        (("the Anglo-", "French crews"), "the Anglo- French crews"),
    ],
)
def test_words_divided_at_the_end_of_a_row_are_joined_sensibly(rows: tuple[str, str], joined: str) -> None:
    from commonweal.reading.files.pdf_paragraphs import Paragraph as Joined
    from commonweal.reading.files.pdf_rows import Row
    from commonweal.reading.files.runs import Runs

    made = []
    for number, text in enumerate(rows):
        runs = Runs()
        runs.add(text, bold=False)
        made.append(Row(72, 700 - 12 * number, 10, runs))
    words = frozenset(word.strip(";").lower() for text in rows for word in text.split())
    assert Joined(0, made, words=words).text() == joined


def test_a_scan_is_refused_with_the_pages_that_hold_no_words() -> None:
    with pytest.raises(CannotRead, match="any words on pages 1 to 3 "):
        open_document(picture_pdf(3), name="scan.pdf")


def test_one_scanned_page_among_others_is_said_and_not_passed_over() -> None:
    import pypdf

    writer = pypdf.PdfWriter()
    for part in (pdf_file("Harbour plan"), picture_pdf(1), pdf_file("end")):
        writer.append(io.BytesIO(part))
    out = io.BytesIO()
    writer.write(out)
    assert [line.text for line in _lines(out.getvalue())] == [
        "Harbour plan", "[We could not find any words on page 2: it may be a picture.]", "end",
    ]  # fmt: skip


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_password_is_named_as_the_reason(algorithm: str) -> None:
    with pytest.raises(CannotRead, match="protected by a password: save a copy without one"):
        open_document(locked_pdf(algorithm), name="plan.pdf")
