"""What lines would a person see on this web page?

The page is parsed as a browser does (the HTML standard's rules, by lexbor), nothing it refers to is fetched, and scripts
and styles are not lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..values import CannotRead
from .decoding import decode
from .found import FoundLine, Lines, one_line
from .limits import MAX_COLUMNS, MAX_HTML_DEPTH
from .ordinals import letters, roman
from .runs import Runs
from .spans import Grid

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_UNSEEN = frozenset([
    "head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select",
    "textarea", "title", "datalist",
])  # fmt: skip
_BLOCK = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
_PARAGRAPH = frozenset([
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote", "hr", "pre",
    "section", "article", "header", "footer",
])  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NOT_NESTING = frozenset([
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "area", "base", "br",
    "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "colgroup", "optgroup",
    "rp", "rt",
])  # fmt: skip
_TOO_DEEP = (
    "This web page is nested too deeply to be read safely: save it as plain text or PDF and try again."
)


def read_web_page(data: bytes) -> list[FoundLine]:
    from selectolax.lexbor import LexborHTMLParser

    text = decode(data)
    _check_depth(text)
    root = LexborHTMLParser(text).root
    page = _Page()
    if root is not None:
        page.walk(root)
    if not any(line.text.strip() for line in page.lines.found):
        raise CannotRead("This web page holds no words: choose the page that holds the paper and try again.")
    return page.lines.found


def _check_depth(text: str) -> None:
    # The parser's time grows with the square of the depth, so depth is looked at before anything is parsed.
    depth = 0
    for found in _TAG.finditer(text):
        if found[2].lower() in _NOT_NESTING:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > MAX_HTML_DEPTH:
            raise CannotRead(_TOO_DEEP)


class _Page:
    def __init__(self) -> None:
        self.lines = Lines()
        self.runs = Runs()
        self.bold = 0
        self.heading = 0
        self.kept_breaks = 0
        self.lists: list[_List] = []
        self.marker = ""

    def walk(self, root: LexborNode) -> None:
        """Visits every node in order, without recursion: pages may be nested deeper than Python's stack."""
        todo: list[tuple[LexborNode, bool]] = [(root, False)]
        while todo:
            node, leaving = todo.pop()
            if leaving:
                self._leave(node)
                continue
            if not self._enter(node):
                continue
            todo.append((node, True))
            children = []
            child = node.child
            while child is not None:
                children.append(child)
                child = child.next
            todo.extend((child, False) for child in reversed(children))
        self._end_line()

    def _enter(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if tag.startswith("-") or tag in _UNSEEN or _hidden(node):
            return False
        if tag == "br":
            self._end_line()
            return False
        if tag in _BLOCK:
            self._end_line()
            if tag in _PARAGRAPH and not self.lists:
                self.lines.blank()
        if tag == "table" and _is_data_table(node):
            _add_table(node, self.lines)
            return False
        self._begin(tag, node)
        return True

    def _begin(self, tag: str, node: LexborNode) -> None:
        if _is_bold(tag, node):
            self.bold += 1
        if tag in ("ol", "ul", "menu", "dir"):
            self.lists.append(_List(tag, node))
        elif tag == "li":
            self.marker = self.lists[-1].next_marker(node) if self.lists else "•"
        elif tag == "pre":
            self.kept_breaks += 1
        elif re.fullmatch("h[1-6]", tag):
            self.heading = int(tag[1])

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCK:
            self._end_line()
        if _is_bold(tag, node):
            self.bold -= 1
        if tag in ("ol", "ul", "menu", "dir"):
            self.lists.pop()
        elif tag == "pre":
            self.kept_breaks -= 1
        elif re.fullmatch("h[1-6]", tag):
            self.heading = 0
        if tag == "li":
            self.marker = ""
        if tag in _PARAGRAPH and not self.lists:
            self.lines.blank()

    def _text(self, text: str) -> None:
        self.runs.add(text if self.kept_breaks else re.sub(r"[ \t\r\n\f]+", " ", text), self.bold > 0)

    def _end_line(self) -> None:
        for runs in self.runs.lines():
            text = one_line(runs.text())
            if not text:
                continue
            if self.marker:
                text, self.marker = f"{self.marker} {text}", ""
            self.lines.add(
                FoundLine(text, runs.is_bold(), self.heading, 2 * len(self.lists), strong=runs.strong())
            )
        self.runs = Runs()


class _List:
    def __init__(self, tag: str, node: LexborNode) -> None:
        self.ordered = tag == "ol"
        self.style = node.attributes.get("type") or "1"
        listed = re.search(
            r"list-style(?:-type)?\s*:\s*[^;]*?(none|(?:lower|upper)-(?:alpha|latin|roman))", _style(node)
        )
        if listed:
            self.style = {"none": "", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
                          "lower-roman": "i", "upper-roman": "I"}[listed[1]]  # fmt: skip
        self.number = _whole(node.attributes.get("start"), 1) - 1

    def next_marker(self, item: LexborNode) -> str:
        if not self.ordered:
            return "•"
        self.number = _whole(item.attributes.get("value"), self.number + 1)
        if not self.style:
            return ""
        written = {"a": letters, "i": roman}.get(self.style.lower(), str)(self.number)
        return (written.upper() if self.style in "AI" else written) + "."


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else otherwise


def _style(node: LexborNode) -> str:
    return (node.attributes.get("style") or "").lower()


def _hidden(node: LexborNode) -> bool:
    return "hidden" in node.attributes or bool(re.search(r"display\s*:\s*none", _style(node)))


def _is_bold(tag: str, node: LexborNode) -> bool:
    weight = re.search(r"font-weight\s*:\s*(\w+)", _style(node))
    if weight:
        return weight[1] in ("bold", "bolder", "600", "700", "800", "900")
    return tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6")


def _is_data_table(table: LexborNode) -> bool:
    """A table of rows and columns, as against one that only lays out the page."""
    if (table.attributes.get("role") or "") in ("presentation", "none"):
        return False
    if table.css_first("table table, h1, h2, h3") is not None:
        return False
    rows = table.css("tr")
    widths = [sum(1 for child in _cells(row)) for row in rows[:200]]
    return len(rows) >= 2 and sum(width >= 2 for width in widths) >= 2


def _cells(row: LexborNode) -> list[LexborNode]:
    found = []
    child = row.child
    while child is not None:
        if child.tag in ("td", "th"):
            found.append(child)
        child = child.next
    return found


def _add_table(table: LexborNode, lines: Lines) -> None:
    number, grid = lines.next_table(), Grid()
    caption = table.css_first("caption")
    if caption is not None and one_line(caption.text()):
        lines.add(FoundLine(one_line(caption.text()), bold=False))
    for row in table.css("tr"):
        strong: list[str] = []
        weights = []
        for cell in _cells(row):
            runs = _cell_runs(cell)
            grid.put(
                runs.as_cell(),
                across=min(_whole(cell.attributes.get("colspan"), 1), MAX_COLUMNS),
                down=min(_whole(cell.attributes.get("rowspan"), 1), 1000),
            )
            strong.extend(runs.strong() or ([one_line(runs.text())] if runs.is_bold() else []))
            if runs.as_cell():
                weights.append(runs.is_bold())
        cells, own = grid.end_row()
        all_bold = bool(weights) and all(weights)
        lines.row(cells, number, own=own, bold=all_bold, strong=() if all_bold else tuple(strong))
    lines.blank()


def _cell_runs(cell: LexborNode) -> Runs:
    inner = _Page()
    inner.walk(cell)
    runs = Runs()
    for number, line in enumerate(inner.lines.found):
        if not line.text:
            continue
        if number:
            runs.add("\n", False)
        rest = line.text
        for part in () if line.bold else line.strong:
            before, found, rest = rest.partition(part)
            runs.add(before, False)
            runs.add(found, True)
        runs.add(rest, bool(line.bold))
    return runs
