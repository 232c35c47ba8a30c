"""Does a table of community sizes hold what it should, row by row, and what is odd about it?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NEEDED = ("community", "area_code", "people")
MOST_ROWS = 50_000
BEYOND = "beyond the headings"
Row = tuple[int, Sequence[str]]
"""A number as a spreadsheet shows it, and the cells."""


class BadTable(ValueError):
    """A file that is no table of sizes. The message is one sentence for whoever brought it."""


@dataclass(frozen=True)
class Finding:
    """Something about the file, with its row where it has one. One that stops keeps the whole file out."""

    words: str
    stops: bool
    row: int = 0


@dataclass(frozen=True)
class Size:
    community: int
    area: int
    people: int


@dataclass(frozen=True)
class SizeReport:
    rows: int
    sizes: tuple[Size, ...]
    findings: tuple[Finding, ...]

    @property
    def may_be_stored(self) -> bool:
        return bool(self.sizes) and not self.stopping

    @property
    def stopping(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.stops)

    @property
    def said(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if not f.stops)


def by_heading(rows: Sequence[Row]) -> list[tuple[int, dict[str, str]]]:
    """The number of each row and its cells by their headings. Raises BadTable."""
    if len(rows) > MOST_ROWS:
        raise BadTable(f"The file has more than {MOST_ROWS:,} rows: split it and try again.")
    headings = [cell.strip().lower().replace(" ", "_") for cell in rows[0][1]] if rows else []
    if missing := [name for name in NEEDED if name not in headings]:
        raise BadTable(
            f"The first row needs the headings {', '.join(NEEDED)}; {', '.join(missing)} is missing."
        )
    if twice := [name for name in NEEDED if headings.count(name) > 1]:
        raise BadTable(f"The heading {', '.join(twice)} stands twice.")
    if len(rows) == 1:
        raise BadTable("The file has headings and no rows.")
    return [(number, _cells(headings, cells)) for number, cells in rows[1:]]


def _cells(headings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    beyond = "".join(cells[len(headings) :]).strip()
    return dict(zip(headings, cells, strict=False)) | ({BEYOND: beyond} if beyond else {})


def check_rows(
    rows: Sequence[tuple[int, Mapping[str, str]]], *, communities: Mapping[str, int], areas: Mapping[str, int]
) -> SizeReport:
    """Every row against the communities (by any of their names, in small letters) and the areas (by code) we know."""
    findings: list[Finding] = []
    found: dict[tuple[int, int], Size] = {}
    for number, row in rows:
        size, words = _row(row, communities, areas)
        if size is None:
            findings.append(Finding(f"Row {number}: {words}", True, number))
        elif (size.community, size.area) in found:
            findings.append(
                Finding(f"Row {number}: this community and area stood in a row before.", True, number)
            )
        else:
            found[size.community, size.area] = size
    known = {size.community for size in found.values()}
    if zero := sum(size.people == 0 for size in found.values()):
        findings.append(
            Finding(f"{zero} of the counts are zero: a census that counted nobody, not a gap.", False)
        )
    findings.append(Finding(f"{len(found)} counts for {len(known)} communities.", False))
    return SizeReport(len(rows), tuple(found.values()), tuple(findings))


def _row(
    row: Mapping[str, str], communities: Mapping[str, int], areas: Mapping[str, int]
) -> tuple[Size | None, str]:
    name, code = " ".join((row.get("community") or "").split()), (row.get("area_code") or "").strip()
    typed = (row.get("people") or "").strip().replace(",", "")
    if row.get(BEYOND):
        return None, f"there is more in this row than there are headings: “{row[BEYOND][:40]}”."
    if name.lower() not in communities:
        return None, f"no community is called “{name[:80]}”. Add it, or give it this name as another name."
    if code not in areas:
        return None, f"no area has the code “{code[:20]}”."
    if not re.fullmatch(r"[0-9]{1,8}", typed):
        return None, f"“{typed[:20]}” is no number of people."
    return Size(communities[name.lower()], areas[code], int(typed)), ""
