"""What exactly is approved when a paper is approved? One dictionary: its head, its text and the figures it drops in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from commonweal.answer.papers import rules
from commonweal.answer.papers.models import CommitteePaper, PaperFile, PaperSection
from commonweal.answer.papers.reads.figures import LiveFigure, available_figures
from commonweal.answer.papers.reads.printing import print_document
from commonweal.design.documents.docx import as_docx
from commonweal.design.documents.html import as_file, as_fragment
from commonweal.design.documents.pdf import as_pdf
from commonweal.ground.audit.freezing import canonical, content_hash, hash_of
from commonweal.ground.scales.reads import get_scale
from commonweal.reading.formulas import safe_cells

KIND = "commonweal paper, first form"
FORMS = ("fragment", "html", "pdf", "docx", "json", "csv")


@dataclass(frozen=True)
class Rendered:
    """The bytes of every form of one content, under the hash of that content."""

    content: str
    hash: str
    files: Mapping[str, bytes]


Live = Mapping[str, LiveFigure]


def content_of(paper: CommitteePaper, *, on: date, live: Live | None = None) -> dict[str, Any]:
    """The content of the paper with live figures as at its day or today; `live` where they are counted already."""
    sections = list(paper.sections.all())
    recommendations = [r.text for r in paper.recommendations.all()]
    texts = [*recommendations, *(s.text for s in sections if not s.withheld_reason)]
    live = available_figures(paper, on=on) if live is None else live
    return {
        "kind": KIND,
        "head": _head(paper),
        "sections": [_section(s) for s in sections],
        "recommendations": recommendations,
        "figures": [live[key].as_content() for key in rules.markers_in(*texts) if key in live],
    }


def _head(paper: CommitteePaper) -> dict[str, Any]:
    scale = get_scale(paper.format)
    return {
        "body": paper.meeting.body.name, "meeting_on": paper.meeting.meeting_on.isoformat(), "number": paper.number,
        "edition": paper.edition, "correction_reason": paper.correction_reason, "title": paper.title,
        "office": paper.office, "part": paper.part, "format": paper.format, "language": paper.language,
        "numbering": scale.numbering or "restarts_in_section", "lines": list(scale.header),
        "corrects": paper.corrects.frozen_hash if paper.corrects else "",
    }  # fmt: skip


def _section(section: PaperSection) -> dict[str, str]:
    """What is withheld is not part of what is approved for publication: only the reason is."""
    withheld = bool(section.withheld_reason)
    return {
        "code": section.code, "letter": section.letter, "heading": section.heading, "kind": section.kind,
        "text": "" if withheld else section.text,
        "not_applicable_reason": "" if withheld else section.not_applicable_reason,
        "withheld_reason": section.withheld_reason,
    }  # fmt: skip


def find_faults(paper: CommitteePaper, *, on: date, live: Live | None = None) -> list[str]:
    """Everything that keeps the paper from going on, as sentences."""
    sections = list(paper.sections.all())
    recommendations = [r.text for r in paper.recommendations.all()]
    plain = [s for s in sections if s.kind not in {"recommendation", "group"}]
    rows = [(s.heading, s.is_required, s.text, s.not_applicable_reason) for s in plain]
    texts = [*recommendations, *(s.text for s in sections)]
    live = available_figures(paper, on=on) if live is None else live
    return rules.faults(rows, len(recommendations), texts, live.keys())


def hash_now(paper: CommitteePaper, *, on: date) -> str:
    return hash_of(content_of(paper, on=on))


def render_content(content: Mapping[str, Any]) -> Rendered:
    """Every form of this content. The same content gives the same bytes on the same machine."""
    text = canonical(content)
    sha256 = content_hash(text)
    document = print_document(content, hash_of_content=sha256)
    return Rendered(text, sha256, {
        "fragment": as_fragment(document, level=1).encode(), "html": as_file(document), "pdf": as_pdf(document),
        "docx": as_docx(document), "json": text.encode(), "csv": figures_csv(content),
    })  # fmt: skip


def render_form(content: Mapping[str, Any], form: str) -> bytes:
    """One form of this content, for a preview."""
    text = canonical(content)
    document = print_document(content, hash_of_content=content_hash(text))
    makers = {
        "fragment": lambda: as_fragment(document, level=1).encode(), "html": lambda: as_file(document),
        "pdf": lambda: as_pdf(document), "docx": lambda: as_docx(document), "json": text.encode,
        "csv": lambda: figures_csv(content),
    }  # fmt: skip
    return makers[form]()


def figures_csv(content: Mapping[str, Any]) -> bytes:
    """The figures with every record that each was counted from, one record a line."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(["key", "figure", "value", "as at", "source", "strength", "record", "record in words"])
    for figure in content["figures"]:
        for row in figure["rows"] or [{"record": "", "words": ""}]:
            cells = [
                figure["key"],
                figure["words"],
                figure["value"],
                figure["as_at_on"],
                figure["source"],
                figure.get("strength", ""),
                row["record"],
                row["words"],
            ]
            sheet.writerow(safe_cells(cells))
    return out.getvalue().encode("utf-8-sig")


def present_content(paper: CommitteePaper, *, on: date, live: Live | None = None) -> dict[str, Any]:
    """What was frozen where the paper is frozen, else what would be frozen now."""
    return json.loads(paper.frozen_content) if paper.frozen_hash else content_of(paper, on=on, live=live)


def safe_fragment(content: Mapping[str, Any]) -> Markup:
    """The article for the middle of a page; cleaned where it is made."""
    return Markup(render_form(content, "fragment").decode())  # noqa: S704


def bytes_of(paper: CommitteePaper, form: str, *, on: date) -> bytes:
    """The frozen bytes where the paper is frozen, else what would be printed now."""
    if paper.frozen_hash:
        return bytes(PaperFile.objects.get(paper=paper, form=form).made)
    return render_form(content_of(paper, on=on), form)
