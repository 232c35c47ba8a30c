"""Is every row of a file of counts sound, and if not, which row is wrong and why?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.recorded_crime.rules.months import month_of, next_month

CODE = ("area_code", "borough_code", "ward_code", "lad_code", "code")
MONTH = ("month", "period", "date")
COUNT = ("count", "number", "offences", "total")
NAME = ("area", "borough", "ward", "name", "area_name")
LARGEST = 1_000_000
SHOWN = 50
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class KnownArea:
    """An area under its code, and the days between which it was valid."""

    pk: int
    name: str
    from_on: date
    until_on: date | None

    def is_valid(self, on: date) -> bool:
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


@dataclass(frozen=True)
class Prepared:
    """One count that may be stored; earlier is the number that it replaces."""

    area: int
    code: str
    month: date
    number: int
    earlier: int | None = None


@dataclass(frozen=True)
class Columns:
    code: int
    month: int
    count: int
    name: int | None


@dataclass
class CheckReport:
    """What was found in a file: every wrong row with its reason, and what would be stored."""

    row_count: int = 0
    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    new: list[Prepared] = field(default_factory=list)
    revised: list[Prepared] = field(default_factory=list)
    same: int = 0
    added_up: int = 0
    areas: int = 0
    first_on: date | None = None
    last_on: date | None = None

    @property
    def may_be_stored(self) -> bool:
        return not self.wrong and bool(self.new or self.revised)


Stored = Mapping[tuple[str, date], int]
# By area and month, the first row that names them and what is counted.
Found = dict[tuple[str, date], tuple[int, Prepared]]


def find_columns(cells: Sequence[str]) -> Columns:
    """Where each column stands in the head row. Raises NotPossible where one is missing or stands twice."""
    names = [re.sub(r"[\s_-]+", "_", cell.strip().lower()) for cell in cells]
    code = _place(names, CODE, "the official code of the area")
    # Beside ward_code, the name is in the column "ward", even where another one says in which borough the ward lies.
    own = names[code].removesuffix("_code")
    return Columns(
        code,
        _place(names, MONTH, "the month"),
        _place(names, COUNT, "the number of offences"),
        next((names.index(n) for n in (own, *NAME) if n in names and n in NAME), None),
    )


def _place(names: list[str], wanted: Sequence[str], words: str) -> int:
    found = [at for at, name in enumerate(names) if name in wanted]
    if not found:
        raise NotPossible(
            f"No column holds {words}: call one of them {wanted[0]!r} in the first row, and try again."
        )
    if len(found) > 1:
        raise NotPossible(f"Two columns could hold {words}: keep one of them, and try again.")
    return found[0]


def check_rows(
    head: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    *,
    areas: Mapping[str, Sequence[KnownArea]],
    stored: Stored,
    today: date,
    add_up: bool = False,
) -> CheckReport:
    """Every row by its number in the file. Raises NotPossible where the head row names no columns that we know.

    add_up: an area may stand in several rows of a month, because several units record there; their numbers are summed.
    """
    at, report = find_columns(head), CheckReport()
    if not rows:
        raise NotPossible("The file has headings and no rows.")
    found: Found = {}
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        report.row_count += 1
        try:
            _check_width(head, cells)
            prepared = _row(_Row(cells, at), areas, today, report)
            _put(prepared, number, found, report, add_up=add_up)
        except NotPossible as wrong:
            report.wrong.append(f"Row {number}: {wrong}")
    for _, prepared in found.values():
        _sort_in(prepared, stored, report)
    _sum_up(report, found)
    return report


def _check_width(head: Sequence[str], cells: Sequence[str]) -> None:
    if beyond := [cell for cell in cells[len(head) :] if cell.strip()]:
        raise NotPossible(f"there is more in this row than there are headings: “{beyond[0][:40]}”.")


class _Row:
    """The cells of a row by what they mean; one that is missing is empty."""

    def __init__(self, cells: Sequence[str], at: Columns):
        self.code = _cell(cells, at.code).upper()
        self.month, self.count = _cell(cells, at.month), _cell(cells, at.count)
        self.name = "" if at.name is None else _cell(cells, at.name)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _row(row: _Row, areas: Mapping[str, Sequence[KnownArea]], today: date, report: CheckReport) -> Prepared:
    month = _month(row.month, today)
    area = _area(row, month, areas)
    if row.name and row.name.casefold() != area.name.casefold():
        _say_once(report, f"{row.code} is called “{row.name[:80]}” in the file and “{area.name}” here.")
    return Prepared(area.pk, row.code, month, number_of(row.count))


def _month(words: str, today: date) -> date:
    month = month_of(words)
    if month is None:
        raise NotPossible(f"“{words[:40]}” is no month. Write it as 2016-07.")
    if next_month(month) > today:
        raise NotPossible(f"{words} is not over yet, so its number is not final.")
    return month


def _area(row: _Row, month: date, areas: Mapping[str, Sequence[KnownArea]]) -> KnownArea:
    if not row.code:
        raise NotPossible("the code of the area is missing.")
    known = areas.get(row.code, ())
    if not known:
        raise NotPossible(f"no area has the code {row.code[:40]}. Load its boundary first.")
    valid = [area for area in known if area.is_valid(month)]
    if not valid:
        raise NotPossible(f"{row.code} was no area in that month.")
    return valid[-1]


def number_of(words: str) -> int:
    """A whole number of offences. An empty cell is no zero."""
    if not words:
        raise NotPossible(
            "the number is missing. Write 0 where nothing was recorded, and leave the row out where nobody knows."
        )
    if not _WHOLE.fullmatch(words):
        raise NotPossible(f"“{words[:40]}” is no whole number of offences.")
    return _not_too_large(int(words.replace(",", "")))


def _not_too_large(number: int) -> int:
    if number > LARGEST:
        raise NotPossible(f"{number:,} is more than any area records in a month.")
    return number


def _put(prepared: Prepared, row: int, found: Found, report: CheckReport, *, add_up: bool) -> None:
    key = (prepared.code, prepared.month)
    if key not in found:
        found[key] = row, prepared
        return
    first_row, first = found[key]
    if not add_up:
        raise NotPossible(
            f"{prepared.code} in {prepared.month:%Y-%m} stands already in row {first_row}. Where both count, say that "
            "rows of the same area and month are added up."
        )
    found[key] = first_row, replace(first, number=_not_too_large(first.number + prepared.number))
    report.added_up += 1


def _sort_in(prepared: Prepared, stored: Stored, report: CheckReport) -> None:
    earlier = stored.get((prepared.code, prepared.month))
    if earlier is None:
        report.new.append(prepared)
    elif earlier == prepared.number:
        report.same += 1
    else:
        report.revised.append(replace(prepared, earlier=earlier))


def _sum_up(report: CheckReport, found: Found) -> None:
    if not found:
        report.said.append("The file holds no row of counts.")
        return
    months = sorted({month for _, month in found})
    report.first_on, report.last_on = months[0], months[-1]
    report.areas = len({code for code, _ in found})
    if gaps := _missing(found):
        report.said.append(
            f"{gaps:,} months of an area stand between its first and its last and are not in the file. "
            "They stay unknown; they are not counted as zero."
        )
    if report.added_up:
        report.said.append(
            f"Rows that name an area and month once more: {report.added_up:,}. Their numbers were added up."
        )
    if report.revised:
        first = report.revised[0]
        report.said.append(
            f"{len(report.revised):,} numbers differ from those stored and replace them, the first {first.code} in "
            f"{first.month:%Y-%m}: {first.earlier:,} becomes {first.number:,}."
        )


def _missing(found: Found) -> int:
    months: dict[str, list[date]] = {}
    for code, month in found:
        months.setdefault(code, []).append(month)
    return sum(_span(min(there), max(there)) - len(there) for there in months.values())


def _span(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _say_once(report: CheckReport, words: str) -> None:
    if words not in report.said and len(report.said) < SHOWN:
        report.said.append(words)
