"""How long does it take to read a paper of 200 pages, and how does that compare with taking out its bare text?

The peers are python-docx and pypdf, which hand over the words of the same content and nothing more. Figures for files
include the child process in which Commonweal opens what others have sent. Seconds are those of the processor, so that
whatever else the machine does does not count. It is no test: it prints.

`python3 run bench reading`
"""

from __future__ import annotations

import io
import os
import platform
import statistics
from collections.abc import Callable

import docx
import pypdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from commonweal.reading.files import open_document
from commonweal.reading.reader import read_document
from commonweal.reading.text import document_from_text
from commonweal.reading.values import Reading

PAGES, LINES_A_PAGE = 200, 40
RUNS = 5
_HEAD = [
    "Report: 5", "Date: 22 July 2010", "By: Clerk to the Quay Board", "Lamps on the quay, street by street",
    "Summary", "Every street of the harbour was walked at night.", "A. Recommendation", "That Members",
    "- note the report; and", "- visit one street each.", "B. Supporting information",
]  # fmt: skip
_SAID = (
    "The lamps at numbers {0} to {1} were lit on {2} nights of the month.",
    "Neighbours told the warden {2} times that a lamp was out.",
    "The Harbour Trust mended lamp {0}, and Quay Council paid for it.",
    "Nobody fell on the steps behind house {1}.",
)


def paper(pages: int) -> list[str]:
    """The lines of a paper: headings, numbered paragraphs with bullets, and at the end a plan in an appendix."""
    wanted, lines, number = pages * LINES_A_PAGE, list(_HEAD), 0
    plan = _plan(pages)
    while len(lines) + len(plan) < wanted:
        number += 1
        if number % 6 == 1:
            lines.append(f"What was found in street {number // 6 + 1}")
        lines.append(
            f"{number}. "
            + " ".join(one.format(number, number + 2, number % 28) for one in _SAID[:2])
            + " It says:"
        )
        lines += ["- " + one.format(number, number + 2, number % 28) for one in _SAID]
    return lines + plan


def _plan(actions: int) -> list[str]:
    lines = ["Appendix 1", "The plan", "Objective: Nobody falls into the harbour at night."]
    for number in range(1, actions + 1):
        lines += [f"Action 1.{number}: Mend the lamps of street {number}.", "Key tasks", "1. Walk the street.", "2. Mend them.",
                  "Outcome", f"Street {number} is lit.", "Delivery partners", "Harbour Trust (lead)", "Quay Council"]  # fmt: skip
    return lines


def as_docx(lines: list[str]) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def as_pdf(lines: list[str]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for start in range(0, len(lines), LINES_A_PAGE):
        for place, line in enumerate(lines[start : start + LINES_A_PAGE]):
            canvas.setFont("Helvetica", 7)
            canvas.drawString(40, 800 - place * 18, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read_text(lines: list[str]) -> Reading:
    return read_document(document_from_text("\n".join(lines)))


def bare_docx(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def bare_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        started = _used()
        work()
        times.append(_used() - started)
    return statistics.median(times)


def _used() -> float:
    """Seconds of the processor that this process and its ended children have used."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main() -> None:
    print(f"Reading a paper of {PAGES} pages (Python {platform.python_version()}, median of {RUNS} runs)\n")
    lines = paper(PAGES)
    _as_text(lines)
    print()
    _as_files(lines)


def _as_text(lines: list[str]) -> None:
    reading = read_text(lines)
    assert reading.paper is not None
    assert reading.plan is not None
    paragraphs = sum(len(section.paragraphs) for section in reading.paper.sections)
    actions = sum(len(objective.actions) for objective in reading.plan.objectives)
    print(f"as text: {len(lines):,} lines -> {paragraphs:,} paragraphs, {actions:,} actions, {len(reading.doubts)} doubts, "
          f"{len(reading.not_understood)} lines not understood")  # fmt: skip
    base = 0.0
    for times in (1, 2, 4):
        longer = paper(PAGES * times)
        taken = median_seconds(lambda longer=longer: read_text(longer))
        base = base or taken
        print(f"  {times}x: {len(longer):>6,} lines  {taken:6.2f} s  {len(longer) / taken:>7,.0f} lines a second"
              f"  {taken / base:.2f} times the first")  # fmt: skip


def _as_files(lines: list[str]) -> None:
    for kind, data, bare, peer in (
        ("docx", as_docx(lines), bare_docx, f"python-docx {docx.__version__}"),
        ("pdf", as_pdf(lines), bare_pdf, f"pypdf {pypdf.__version__}"),
    ):
        name = f"paper.{kind}"
        theirs = median_seconds(lambda data=data, bare=bare: bare(data), 3)
        opened = median_seconds(lambda data=data, name=name: open_document(data, name=name), 3)
        whole = median_seconds(lambda data=data, name=name: read_document(open_document(data, name=name)), 3)
        print(f"as {kind} ({len(data) / 1e6:.1f} MB): bare text by {peer} {theirs:.2f} s; opened {opened:.2f} s "
              f"({opened / theirs:.2f} times the peer); opened and read {whole:.2f} s ({whole / theirs:.2f} times the peer)")  # fmt: skip


if __name__ == "__main__":
    main()
