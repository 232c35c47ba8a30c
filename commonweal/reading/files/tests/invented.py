"""How does one invented plan look as text, web page, Word document, PDF, CSV and workbook?"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

HARBOUR = "Keep the harbour safe and welcoming for everyone who works or lands there."
TRADE = "Help newcomers to the town find work in its trades."


@dataclass(frozen=True)
class Invented:
    objective: str
    reference: str
    text: str
    tasks: tuple[str, ...]
    outcomes: tuple[str, ...]
    lead: str
    partners: tuple[str, ...]
    resources: tuple[str, ...]


PLAN = (
    Invented(
        HARBOUR, "2.1.1",
        "Agree with the fishing crews how quarrels on the quay are settled, and publish what was agreed in the languages that "
        "are spoken on the boats so that nobody has to guess.",
        ("Meet the crews of each boat before the season begins.", "Write down what was agreed and read it back to them."),
        ("Fewer quarrels reach the wardens.", "Crews say that they know whom to ask."),
        "Quay Council", ("Quay Council", "Harbour Trust", "Sailors Union"), ("Warden time", "Printing budget"),
    ),
    Invented(
        HARBOUR, "2.1.2", "Light the steps between the ferry and the market.",
        ("Ask passengers where they feel unsafe.", "Hang lamps where they say so."),
        ("Passengers use the steps after dark.",), "Harbour Trust", ("Ferry Company", "Harbour Trust"), ("Lamp fund",),
    ),
    Invented(
        TRADE, "3.4.1", "Open the rope works to apprentices from families who came in the last five years.",
        ("Find twelve places for apprentices.", "Pair each apprentice with a rope maker."),
        ("Twelve apprentices finish their first year.",), "Rope Makers Guild", ("Rope Makers Guild", "Town College"), ("Guild grant",),
    ),
)  # fmt: skip

_SLOTS = ("Key tasks", "Outcome", "Delivery partners (lead in bold)", "Resources")


def as_text(mark_lead: str = "{}") -> str:
    out, before = ["Harbour plan", ""], ""
    for one in PLAN:
        if one.objective != before:
            out += ["Core objective", "", one.objective, ""]
            before = one.objective
        out += [f"Proposed Action ({one.reference})", "", one.text, ""]
        for slot, points, numbered in zip(
            _SLOTS, (one.tasks, one.outcomes, one.partners, one.resources), (1, 1, 0, 0), strict=True
        ):
            out += [slot, ""]
            for number, point in enumerate(points, 1):
                shown = (
                    mark_lead.format(point) if slot.startswith("Delivery") and point == one.lead else point
                )
                out.append(f"  {number}. {shown}" if numbered else shown)
            out.append("")
    return "\n".join(out)


def as_html() -> str:
    out, before = ["<!doctype html><html><head><title>x</title></head><body><h1>Harbour plan</h1>"], ""
    for one in PLAN:
        if one.objective != before:
            out.append(f"<h2>Core objective</h2><p>{one.objective}</p>")
            before = one.objective
        out.append(f"<h3>Proposed Action ({one.reference})</h3><p>{one.text}</p>")
        for slot, points in zip(_SLOTS[:2], (one.tasks, one.outcomes), strict=True):
            out.append(f"<h4>{slot}</h4><ol>" + "".join(f"<li>{point}</li>" for point in points) + "</ol>")
        partners = "<br>".join(f"<b>{name}</b>" if name == one.lead else name for name in one.partners)
        out.append(
            f"<h4>{_SLOTS[2]}</h4><p>{partners}</p><h4>{_SLOTS[3]}</h4><p>{'<br>'.join(one.resources)}</p>"
        )
    return "\n".join(out)


def as_docx() -> bytes:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document, before = docx.Document(), ""
    document.add_heading("Harbour plan", 1)

    def restarted() -> str:
        """A list of its own for each run of tasks, as Word makes when a list is begun anew."""
        numbering = document.part.numbering_part.element
        style = document.styles["List Number"].element.pPr.numPr.numId.val
        abstract = next(num for num in numbering.num_lst if num.numId == style).abstractNumId.val
        num = numbering.add_num(abstract)
        num.add_lvlOverride(0).add_startOverride(1)
        return str(num.numId)

    def numbered(text: str, name: str) -> None:
        properties = document.add_paragraph(text, style="List Number")._p.get_or_add_pPr().get_or_add_numPr()
        for tag, value in (("w:ilvl", "0"), ("w:numId", name)):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            properties.append(element)

    for one in PLAN:
        if one.objective != before:
            document.add_heading("Core objective", 2)
            document.add_paragraph(one.objective)
            before = one.objective
        document.add_heading(f"Proposed Action ({one.reference})", 3)
        document.add_paragraph(one.text)
        for slot, points in zip(_SLOTS[:2], (one.tasks, one.outcomes), strict=True):
            document.add_heading(slot, 4)
            name = restarted()
            for point in points:
                numbered(point, name)
        document.add_heading(_SLOTS[2], 4)
        for partner in one.partners:
            document.add_paragraph().add_run(partner).bold = partner == one.lead or None
        document.add_heading(_SLOTS[3], 4)
        for resource in one.resources:
            document.add_paragraph(resource)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf() -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    styles, out, before = getSampleStyleSheet(), io.BytesIO(), ""
    story = [Paragraph("Harbour plan", styles["Heading1"])]
    for one in PLAN:
        if one.objective != before:
            story += [
                Paragraph("Core objective", styles["Heading2"]),
                Paragraph(one.objective, styles["Normal"]),
            ]
            before = one.objective
        story += [
            Paragraph(f"Proposed Action ({one.reference})", styles["Heading3"]),
            Paragraph(one.text, styles["Normal"]),
        ]
        for slot, points, how in zip(
            _SLOTS,
            (one.tasks, one.outcomes, one.partners, one.resources),
            ("{0}. {1}", "{0}. {1}", "{1}", "{1}"),
            strict=True,
        ):
            story.append(Paragraph(slot, styles["Heading4"]))
            for number, point in enumerate(points, 1):
                shown = how.format(number, point)
                bold = slot.startswith("Delivery") and point == one.lead
                story.append(Paragraph(f"<b>{shown}</b>" if bold else shown, styles["Normal"]))

    def foot(canvas, document) -> None:
        canvas.drawString(72, 30, f"Page {document.page} of 9")

    SimpleDocTemplate(out, invariant=1).build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def as_rows() -> list[list[str]]:
    rows = [["Objective", "Ref", "Action", "Key tasks", "Outcome", "Lead", "Delivery partners", "Resources"]]
    before = ""
    for one in PLAN:
        objective, before = ("" if one.objective == before else one.objective), one.objective
        tasks = "\n".join(f"{number}. {task}" for number, task in enumerate(one.tasks, 1))
        rows.append(
            [
                objective,
                one.reference,
                one.text,
                tasks,
                "\n".join(one.outcomes),
                one.lead,
                "; ".join(one.partners),
                "\n".join(one.resources),
            ]
        )
    return rows


def as_csv() -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(as_rows())
    return out.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in as_rows():
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_docx_table() -> bytes:
    import docx

    document = docx.Document()
    rows = as_rows()
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html_table() -> bytes:
    rows = [
        "<tr>" + "".join(f"<td>{cell.replace(chr(10), '<br>')}</td>" for cell in row) + "</tr>"
        for row in as_rows()
    ]
    return ("<!doctype html><html><body><table>" + "".join(rows) + "</table>").encode()
