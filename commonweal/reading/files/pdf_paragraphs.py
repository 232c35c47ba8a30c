"""Which rows of a PDF are one paragraph, broken only because the paper was not wider?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from .found import one_line
from .pdf_rows import Row, width_of
from .runs import Runs

_MARKED = re.compile(r"(?:[•●▪◦‣·○■□➢*–—-]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,5})[.)])\s")
_BROKEN = re.compile(r"([^\W\d_]{2,})[-‐\u00ad]$")
# Parts of words that British papers write with a hyphen more often than not.
_KEEP = frozenset([
    "co", "non", "self", "well", "cross", "long", "short", "high", "low", "follow", "third", "second",
    "first", "full", "half", "all", "two", "three", "four", "five",
])  # fmt: skip


@dataclass
class Paragraph:
    """Rows that belong together, from the page they begin on; apart says whether a gap stands before them."""

    page: int
    rows: list[Row]
    apart: bool = False
    furniture: bool = False
    last_page: int = 0
    words: frozenset[str] = field(default=frozenset(), repr=False)

    def runs(self) -> Runs:
        joined = Runs()
        for number, row in enumerate(self.rows):
            if number:
                _join(joined, row, self.words)
            else:
                joined.extend(row.runs)
        return joined

    def text(self) -> str:
        return one_line(self.runs().text())

    def is_bold(self) -> bool:
        return self.runs().is_bold()

    def strong(self) -> tuple[str, ...]:
        return self.runs().strong()


def paragraphs_of(pages: list[list[Row]], furniture: set[tuple[int, int]]) -> Iterator[Paragraph]:
    """Paragraphs in order. One that runs over the end of a page is given whole, then what stood between its halves."""
    layout = _Layout(pages)
    current: Paragraph | None = None
    waiting: list[Paragraph] = []
    for number, page in enumerate(pages):
        for place in _in_order(page, {place for at, place in furniture if at == number}):
            row = page[place]
            if (number, place) in furniture:
                waiting.append(Paragraph(number, [row], furniture=True))
                continue
            if current is not None and layout.goes_on(current, row, number):
                current.rows.append(row)
                current.last_page = number
                continue
            if current is not None:
                yield current
            apart = current is None or layout.is_apart(current, row, number)
            yield from waiting
            waiting = []
            current = Paragraph(number, [row], apart, last_page=number, words=layout.words)
    if current is not None:
        yield current
    yield from waiting


def _in_order(page: list[Row], furniture: set[int]) -> list[int]:
    """Rows as they are drawn, but what stands below all the text at the end: many programs draw the foot first."""
    lowest = min((row.y for place, row in enumerate(page) if place not in furniture), default=0.0)
    foot = [place for place in sorted(furniture) if page[place].y < lowest]
    return [place for place in range(len(page)) if place not in foot] + foot


class _Layout:
    """How wide the rows of this document are and how far they stand from one another."""

    def __init__(self, pages: list[list[Row]]) -> None:
        rows = [row for page in pages for row in page]
        self.right = _usual_right(rows)
        self.leading = _leading(pages)
        self.words = frozenset(
            word.lower() for row in rows for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", row.text())
        )

    def goes_on(self, paragraph: Paragraph, row: Row, page: int) -> bool:
        last, first = paragraph.rows[-1], paragraph.rows[0]
        if paragraph.furniture or abs(last.size - row.size) > 0.6 or _MARKED.match(row.text() + " "):
            return False
        if last.runs.is_bold() != row.runs.is_bold() and (last.runs.is_bold() or row.runs.is_bold()):
            return False
        if self._is_title(last, row):
            return False
        if page != paragraph.last_page:
            # Over the end of a page only what plainly stops in mid-sentence goes on.
            return (
                row.text()[:1].islower()
                and not re.search(r"[.:;!?]$", last.text())
                and self._is_full(last, row)
            )
        if not 0 < last.y - row.y <= self.leading.get(row.size, row.size * 1.2) * 1.12 + 0.5:
            return False
        if abs(row.x - last.x) > (60 if len(paragraph.rows) == 1 else 6) and abs(row.x - first.x) > 60:
            return False
        return self._is_full(last, row)

    def _is_title(self, last: Row, row: Row) -> bool:
        """Whether a short row without a stop, behind a row with one, begins something new."""
        text = row.text()
        return (
            bool(re.search(r"[.!?]$", last.text()))
            and text[:1].isupper()
            and not re.search(r"[.,:;!?)]$", text)
            and row.right() < self.right * 0.8
        )

    def _is_full(self, last: Row, row: Row) -> bool:
        """Whether the next word would not have fitted on the row before."""
        word = row.text().split(" ", 1)[0]
        return last.right() + width_of(" " + word, row.size) >= self.right * 0.95

    def is_apart(self, paragraph: Paragraph, row: Row, page: int) -> bool:
        last = paragraph.rows[-1]
        gap = last.y - row.y
        return page != paragraph.last_page or not 0 < gap <= self.leading.get(row.size, row.size * 1.2) * 1.25


def _usual_right(rows: list[Row]) -> float:
    """Where full rows end: the margin that the widest twentieth of the rows reach, never less than a third of a page."""
    edges = sorted(row.right() for row in rows)
    return max(edges[int(len(edges) * 0.95)] if edges else 0.0, 200.0)


def _leading(pages: list[list[Row]]) -> dict[float, float]:
    """The usual distance from row to row, for each size of type: the commonest of the small ones."""
    gaps: dict[float, Counter[float]] = {}
    for page in pages:
        for above, below in pairwise(page):
            gap = round((above.y - below.y) * 2) / 2
            if above.size == below.size and 0.7 * below.size < gap < 1.9 * below.size:
                gaps.setdefault(below.size, Counter())[gap] += 1
    return {
        size: min(gap for gap, times in found.items() if times * 3 >= max(found.values()))
        for size, found in gaps.items()
    }


def _join(joined: Runs, row: Row, words: frozenset[str]) -> None:
    before, after = one_line(joined.text()), row.text()
    broken = _BROKEN.search(before)
    if not broken or not after[:1].islower():
        joined.add(" ", row.runs.is_bold())
    elif not _keeps_hyphen(broken[1], after, words, soft=before.endswith("\u00ad")):
        joined.drop_last_letter()
    joined.extend(row.runs)


def _keeps_hyphen(start: str, after: str, words: frozenset[str], *, soft: bool) -> bool:
    """Whether a hyphen at the end of a row belongs to the word ("co-ordinate") or only divides it."""
    rest = re.match(r"[^\W\d_]+", after)
    if soft or rest is None:
        return False
    if f"{start}-{rest[0]}".lower() in words:
        return True
    if f"{start}{rest[0]}".lower() in words:
        return False
    return start.lower() in _KEEP
