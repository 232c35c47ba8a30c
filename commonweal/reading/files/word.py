"""What lines would a person see in this Word document?

python-docx opens the package; the text is then taken from the XML itself, because python-docx passes over content
controls, inserted text and text boxes, and nothing may be lost. Deleted text of tracked changes is not a line, nor are
comments.
"""

from __future__ import annotations

import io
from typing import Any

from ..values import CannotRead
from .found import FoundLine, Lines, one_line
from .limits import MAX_COLUMNS
from .runs import Runs
from .spans import Grid
from .word_numbers import Numbering, W
from .word_styles import Styles, bold_in, list_in, outline_in

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PASSED_OVER = {
    W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "tblPr", "tcPr")
} | {
    _MC + "Fallback"  # The same words again, for older programs.
}
_NOTES = ("footnotes", "endnotes")


def read_word(data: bytes) -> list[FoundLine]:
    import docx

    document = docx.Document(io.BytesIO(data))
    reader = _Reader(document.part)
    for kind in ("header", "body", "footer"):
        reader.read(kind)
    for kind in _NOTES:
        reader.notes(kind)
    if not any(line.text for line in reader.lines.found):
        raise CannotRead(
            "This Word document holds no words: choose the one that holds the paper and try again."
        )
    return reader.lines.found


class _Reader:
    def __init__(self, part: Any) -> None:
        self.part = part
        self.lines = Lines()
        self.related: dict[str, list[Any]] = {}
        for relation in part.rels.values():
            if not relation.is_external:
                kind = relation.reltype.rpartition("/")[2]
                self.related.setdefault(kind, []).append(relation.target_part)
        self.styles = Styles(self._xml("styles"))
        self.numbering = Numbering(self._xml("numbering"))

    def _xml(self, kind: str) -> Any | None:
        parts = self.related.get(kind)
        return _root(parts[0]) if parts else None

    def read(self, kind: str) -> None:
        if kind == "body":
            self.block(self.part.element.body)
            return
        seen: set[str] = set()
        for part in self.related.get(kind, []):
            root = _root(part)
            words = one_line("".join(text.text or "" for text in root.iter(W + "t")))
            if words and words not in seen:
                # First pages and even pages have headers of their own, mostly with the same words.
                seen.add(words)
                self.block(root)
                self.lines.blank()

    def notes(self, kind: str) -> None:
        root = self._xml(kind)
        for note in () if root is None else root:
            if note.get(W + "type") in (None, "normal"):
                self.lines.blank()
                self.block(note)

    def block(self, container: Any) -> None:
        """Every paragraph and table in a body, cell, note or content control, in order."""
        todo = [*reversed(list(container))]
        while todo:
            element = todo.pop()
            if element.tag == W + "p":
                self.paragraph(element)
            elif element.tag == W + "tbl":
                self.table(element)
            elif element.tag not in _PASSED_OVER:
                todo.extend(reversed(list(element)))

    def paragraph(self, element: Any) -> None:
        runs, boxes = self.runs_of(element)
        marker, depth = self.marker_of(element)
        properties = element.find(W + "pPr")
        style = _style_of(element)
        heading = outline_in(properties) or self.styles.heading(style)
        shown = False
        for line in runs.lines():
            text = one_line(line.text())
            if not text:
                continue
            if marker and not shown:
                text = f"{marker} {text}"
            shown = True
            self.lines.add(FoundLine(text, line.is_bold(), heading, 2 * depth, strong=line.strong()))
        if not shown:
            self.lines.blank()
        for box in boxes:
            self.block(box)

    def marker_of(self, element: Any) -> tuple[str, int]:
        """The number or bullet of a paragraph, and how deep in lists it stands."""
        if not any((text.text or "").strip() for text in element.iter(W + "t")):
            return "", 0
        own, own_level = list_in(element.find(W + "pPr"))
        inherited, inherited_level = self.styles.list_of(_style_of(element))
        name = own or inherited
        if not name or name == "0":
            return "", 0
        level = own_level if own_level is not None else inherited_level
        marker = self.numbering.marker(name, level)
        return marker, level + 1 + self.styles.list_depth(_style_of(element)) if marker else 0

    def runs_of(self, element: Any) -> tuple[Runs, list[Any]]:
        """The words of a paragraph with their weight, and the text boxes that hang on it."""
        runs, boxes = Runs(), []
        inherited = bool(self.styles.bold(_style_of(element)))
        todo: list[tuple[Any, bool]] = [(child, inherited) for child in reversed(list(element))]
        while todo:
            node, bold = todo.pop()
            if node.tag in _PASSED_OVER:
                continue
            if node.tag == W + "txbxContent":
                boxes.append(node)
            elif node.tag == W + "t":
                runs.add((node.text or "").replace("\n", " "), bold)
            elif node.tag in (W + "br", W + "cr"):
                runs.add("\n", bold)
            elif node.tag in (W + "tab", W + "ptab"):
                runs.add("\t", bold)
            elif node.tag == W + "noBreakHyphen":
                runs.add("-", bold)
            else:
                if node.tag == W + "r":
                    bold = self.bold_of(node, inherited)
                todo.extend((child, bold) for child in reversed(list(node)))
        return runs, boxes

    def bold_of(self, run: Any, inherited: bool) -> bool:
        properties = run.find(W + "rPr")
        own = bold_in(properties)
        if own is not None:
            return own
        style = None if properties is None else properties.find(W + "rStyle")
        by_style = None if style is None else self.styles.bold(style.get(W + "val", ""))
        return inherited if by_style is None else by_style

    def table(self, element: Any) -> None:
        rows = _inside(element, W + "tr")
        if len(rows) == 1 and len(_inside(rows[0], W + "tc")) == 1:
            self.block(element)  # A box drawn around text.
            return
        number = self.lines.next_table()
        above: dict[int, str] = {}
        for row in rows:
            self.row(row, number, above)
        self.lines.blank()

    def row(self, row: Any, number: int, above: dict[int, str]) -> None:
        grid = Grid()
        carried: list[str] = []
        strong: list[str] = []
        weights: list[bool] = []
        column = _skipped(row)
        for _ in range(column):
            grid.put("")
            carried.append("")
        for cell in _inside(row, W + "tc"):
            runs = self.cell(cell)
            text, across = runs.as_cell(), _across(cell)
            merged = _merged(cell)
            grid.put(text, across=across)
            if merged == "restart":
                above[column] = text
            elif merged != "continue":
                above.pop(column, None)
            carried.extend([text or above.get(column, "")] + [""] * (across - 1))
            column += across
            strong.extend(runs.strong() or ([one_line(runs.text())] if runs.is_bold() else []))
            if text:
                weights.append(runs.is_bold())
        own, _ = grid.end_row()
        all_bold = bool(weights) and all(weights)
        self.lines.row(carried, number, own=own, bold=all_bold, strong=() if all_bold else tuple(strong))

    def cell(self, cell: Any) -> Runs:
        """The words of a cell; a paragraph is a line of it, and so is a row of a table inside it."""
        runs = Runs()
        for paragraph in cell.iter(W + "p"):
            if any(above.tag in _PASSED_OVER for above in paragraph.iterancestors()):
                continue
            own, _ = self.runs_of(paragraph)
            if not own.text().strip():
                continue
            marker, _ = self.marker_of(paragraph)
            if runs.text():
                runs.add("\n", False)
            if marker:
                runs.add(f"{marker} ", own.is_bold())
            runs.extend(own)
        return runs


def _root(part: Any) -> Any:
    from docx.oxml import parse_xml

    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _style_of(paragraph: Any) -> str:
    properties = paragraph.find(W + "pPr")
    style = None if properties is None else properties.find(W + "pStyle")
    return "" if style is None else str(style.get(W + "val", ""))


def _inside(element: Any, tag: str) -> list[Any]:
    """Children with this tag, looking through content controls and tracked insertions but not into inner tables."""
    found, todo = [], [*reversed(list(element))]
    while todo:
        child = todo.pop()
        if child.tag == tag:
            found.append(child)
        elif child.tag not in _PASSED_OVER and child.tag not in (W + "tbl", W + "p", W + "tc"):
            todo.extend(reversed(list(child)))
    return found


def _merged(cell: Any) -> str:
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if mark is None else str(mark.get(W + "val", "continue"))


def _across(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    said = "" if span is None else str(span.get(W + "val", ""))
    return max(1, min(int(said), MAX_COLUMNS)) if said.isdecimal() and len(said) < 6 else 1


def _skipped(row: Any) -> int:
    before = row.find(f"{W}trPr/{W}gridBefore")
    said = "" if before is None else str(before.get(W + "val", ""))
    return min(int(said), MAX_COLUMNS) if said.isdecimal() and len(said) < 6 else 0
