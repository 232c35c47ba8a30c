"""How does a study leave as a document: the whole of it for those who may read it, and the copy that may be given away?"""

from __future__ import annotations

from commonweal.assess.exposure.reads.pictures import map_of, still_of
from commonweal.assess.exposure.reads.studies import Answer
from commonweal.assess.exposure.reads.tables import tables_of
from commonweal.design.documents.document import Document, Paragraph, Part, Picture, Table, Text
from commonweal.design.documents.docx import as_docx
from commonweal.design.documents.markdown import printable
from commonweal.design.documents.pdf import as_pdf
from commonweal.design.words import count, day, distance

DOCUMENTS = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    "pdf": ("application/pdf", as_pdf),
}


def whole_document(answer: Answer, *, owner: str) -> Document:
    """The working copy: the map with its sites, and every table of the page."""
    drawing = map_of(answer)
    tables = [
        Table(told.caption, tuple(column.label for column in told.columns),
              tuple(tuple(printable(cell) for cell in row.values()) for row in told.rows))
        if told.rows else _words(told.empty)
        for told in tables_of(answer)
    ]  # fmt: skip
    parts = (
        Part("What was found", (_words(answer.says),)),
        Part("Map", (Picture(still_of(drawing, answer.title), drawing.says, "The place, its distances and the sites near it"),)),
        Part("Read this with care", tuple(_words(note) for note in answer.notes)),
        Part("What the map says", tuple(tables)),
        Part("Sources", _sources(answer)),
    )  # fmt: skip
    return _document(answer, f"{answer.title}: working copy", owner, parts)


def disclosable_document(answer: Answer, *, owner: str) -> Document:
    """The disclosable copy; `owner` is the organisation whose study it is."""
    protected, drawing = answer.protected, map_of(answer, with_sites=False)
    picture = Picture(still_of(drawing, answer.title), drawing.says, "The place and its distances")
    hidden = (
        f"{count(protected.hidden, 'community is', 'communities are')} left out"
        if protected.hidden
        else "No community is left out"
    )
    parts = (
        Part("What this copy holds", (
            _words("Sites are counted by kind and not named. Numbers of people from which a small community could be worked out are left out."),
        )),
        Part("Map", (picture,)),
        Part("Sites by kind", (_sites(answer),)),
        Part("People by community", (_people(answer), _words(f"{hidden}. Numbers are estimates by area, rounded to ten."))),
        Part("Sources", _sources(answer)),
    )  # fmt: skip
    return _document(answer, f"{answer.title}: disclosable copy", owner, parts)


def _document(answer: Answer, title: str, owner: str, parts: tuple[Part, ...]) -> Document:
    return Document(
        title=printable(title), body=printable(owner), parts=parts, head=(("Asked as of", day(answer.on)),),
        closing=(f"Drawn from the answer with this SHA-256 hash: {answer.hash}",),
    )  # fmt: skip


def _sources(answer: Answer) -> tuple[Paragraph, ...]:
    return tuple(
        _words(f"{source['title']}: {source['source']} ({source['licence']}). {source['limits']}")
        for source in answer.sources
    )


def _words(text: str) -> Paragraph:
    return Paragraph((Text(printable(text)),))


def _sites(answer: Answer) -> Table | Paragraph:
    if not answer.kinds:
        return _words("None of the sites that are loaded lies within these distances.")
    columns = ("Kind", *(f"Within {distance(metres)}" for metres in answer.within))
    rows = tuple((printable(row["kind"]), *map(str, row["counts"])) for row in answer.kinds)
    return Table("Sites by kind", columns, rows)


def _people(answer: Answer) -> Table | Paragraph:
    protected = answer.protected
    if not protected.shown:
        return _words("No number of people may be disclosed.")
    columns = ("Community", *(f"Within {distance(metres)}" for metres in protected.within))
    rows = tuple(
        (printable(name), *(f"{number:,}" for number in row)) for name, row in protected.shown.items()
    )
    return Table("People by community", columns, rows)
