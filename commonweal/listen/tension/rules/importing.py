"""Which returns stand in a table, and what is wrong with each row? All rows are good, or nothing is brought in.

A row is a return: area, week, level or nil, and, where something was noted, one item. Rows of the same area and week are
items of one return.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.tension.rules import grading
from commonweal.listen.tension.rules.deadlines import is_week

COLUMNS = (
    "Area", "Organisation", "Week starting", "Nothing to report", "Level", "Direction", "Confidence", "Narrative",
    "Item", "Facts", "Opinion", "Text to share", "Experienced", "Evidenced", "Potential", "Scheme", "Source",
    "Information", "Handling", "Conditions", "Protected", "Origin", "Themes", "Place",
)  # fmt: skip
NEEDED = ("Area", "Week starting")
MOST_ROWS = 2000
LONGEST_CELL = 4000
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"", "no", "n", "false", "0"})
EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class RowError:
    """What is wrong where, in words."""

    row: int
    column: str
    words: str


@dataclass(frozen=True)
class RowItem:
    row: int
    values: Mapping[str, object]


@dataclass
class RowReturn:
    """One return with its items, in the order of the rows."""

    row: int
    area: int
    organisation: str
    week: date
    is_nil: bool
    values: dict[str, object]
    items: list[RowItem] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """What cells may say: areas by lower-case name and code, levels and themes by lower-case label and code."""

    areas: Mapping[str, int]
    levels: Mapping[str, str]
    themes: Mapping[str, str]


class BadRow(Exception):
    def __init__(self, column: str, words: str):
        super().__init__(words)
        self.column, self.words = column, words


def read_rows(rows: Sequence[Sequence[str]], known: Known) -> tuple[list[RowReturn], list[RowError]]:
    """The returns of a table whose first row names the columns, and everything that is wrong with it."""
    if not rows:
        return [], [RowError(1, "", "The table is empty.")]
    heading, errors = _heading(rows[0])
    if errors:
        return [], errors
    if len(rows) - 1 > MOST_ROWS:
        return [], [RowError(1, "", f"The table has more than {MOST_ROWS:,} rows. Split it.")]
    found: dict[tuple[int, str, date], RowReturn] = {}
    for number, cells in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            _take(number, _cells(heading, cells), known, found)
        except BadRow as bad:
            errors.append(RowError(number, bad.column, bad.words))
    if not found and not errors:
        errors.append(RowError(2, "", "The table has headings and no returns."))
    return list(found.values()), errors


def _heading(cells: Sequence[str]) -> tuple[list[str], list[RowError]]:
    names = {name.lower(): name for name in COLUMNS}
    found = [names.get(" ".join(cell.split()).lower(), "") for cell in cells]
    errors = [
        RowError(1, cell.strip()[:60], "This is no column of a return. Take it out or correct its heading.")
        for cell, name in zip(cells, found, strict=True)
        if cell.strip() and not name
    ]
    errors += [RowError(1, name, "This column stands twice.") for name in COLUMNS if found.count(name) > 1]
    errors += [RowError(1, name, "This column is missing.") for name in NEEDED if name not in found]
    return found, errors


def _cells(heading: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    values = dict.fromkeys(COLUMNS, "")
    for name, cell in zip(heading, cells, strict=False):
        if not name:
            continue
        if len(cell) > LONGEST_CELL:
            raise BadRow(name, f"It has more than {LONGEST_CELL:,} characters.")
        values[name] = unprotected(cell).strip()
    if beyond := [cell for cell in cells[len(heading) :] if cell.strip()]:
        raise BadRow("", f"There is more in this row than there are headings: “{beyond[0][:40]}”.")
    return values


def unprotected(cell: str) -> str:
    """Without the mark that an export puts before what a spreadsheet would calculate."""
    return cell[1:] if re.match(r"'[ \u00a0\u3000]*[=+\-@\t\r\n＝＋－＠]", cell) else cell


def _take(
    number: int, cells: Mapping[str, str], known: Known, found: dict[tuple[int, str, date], RowReturn]
) -> None:
    area = known.areas.get(cells["Area"].lower())
    if area is None:
        raise BadRow("Area", f"No area of this round is called “{cells['Area'][:60]}”.")
    week, is_nil = _week(cells["Week starting"]), _yes_no(cells, "Nothing to report")
    key = (area, cells["Organisation"].lower(), week)
    values = _values(cells, known, is_nil)
    item = _item(number, cells, known)
    if is_nil and (item or key in found):
        raise BadRow(
            "Nothing to report", "Nothing to report stands alone: another row or cell notes something."
        )
    if not is_nil and item is None:
        raise BadRow("Item", "Note what it is, or say yes under “Nothing to report”.")
    if key in found:
        earlier = found[key]
        if earlier.is_nil:
            raise BadRow("Nothing to report", f"Row {earlier.row} says that there is nothing to report here.")
        if any(values[name] and values[name] != earlier.values[name] for name in values):
            raise BadRow("Level", f"Row {earlier.row} says something else about the same area and week.")
    else:
        found[key] = RowReturn(number, area, cells["Organisation"], week, is_nil, values)
    if item is not None:
        found[key].items.append(item)


def _values(cells: Mapping[str, str], known: Known, is_nil: bool) -> dict[str, object]:
    level = _level(cells, "Level", known)
    if is_nil and (level or cells["Narrative"]):
        raise BadRow("Nothing to report", "A return with nothing to report has no level and no narrative.")
    if not is_nil and not level:
        raise BadRow("Level", "Set the level of the area.")
    return {
        "level": level,
        "direction": _one_of(cells, "Direction", grading.DIRECTIONS),
        "confidence": _one_of(cells, "Confidence", grading.CONFIDENCES),
        "narrative": cells["Narrative"],
    }


def _item(number: int, cells: Mapping[str, str], known: Known) -> RowItem | None:
    if not cells["Item"] and not cells["Facts"]:
        return None
    if not cells["Item"] or not cells["Facts"]:
        raise BadRow("Facts" if cells["Item"] else "Item", "An item needs a title and the facts.")
    if len(cells["Item"]) > 200:
        raise BadRow("Item", "The title has more than 200 characters.")
    values: dict[str, object] = {
        "title": cells["Item"], "facts": cells["Facts"], "opinion": cells["Opinion"],
        "shareable_text": cells["Text to share"], "place": cells["Place"][:200],
        **{name.lower(): _level(cells, name, known) for name in ("Experienced", "Evidenced", "Potential")},
        "level": _level(cells, "Level", known), "scheme": cells["Scheme"] or "3x5x2",
        "source_grade": cells["Source"].upper(), "information_grade": cells["Information"].upper(),
        "handling": cells["Handling"].upper(), "handling_conditions": cells["Conditions"],
        "is_protected": _yes_no(cells, "Protected"),
        "origin": _one_of(cells, "Origin", grading.ORIGINS) or "local", "themes": _themes(cells["Themes"], known),
    }  # fmt: skip
    try:
        grading.check_grading(
            scheme=str(values["scheme"]), source=cells["Source"].upper(), information=cells["Information"].upper(),
            handling=cells["Handling"].upper(), conditions=cells["Conditions"],
        )  # fmt: skip
        grading.check_experienced(*(str(values[n]) for n in ("experienced", "evidenced", "potential")))
    except NotPossible as why:
        raise BadRow("Source", str(why)) from why
    return RowItem(number, values)


def _week(typed: str) -> date:
    """2010-07-12, 12/07/2010, or the number that a spreadsheet keeps for a day."""
    week = _date(typed)
    if week is None:
        raise BadRow("Week starting", f"“{typed[:40]}” is no date. Write it as 2010-07-12 or 12/07/2010.")
    if not is_week(week):
        raise BadRow("Week starting", f"{week.isoformat()} is not a Monday. A week begins on a Monday.")
    return week


def _date(typed: str) -> date | None:
    iso = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?\Z", typed)
    british = re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z", typed)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if british:
            return date(int(british[3]), int(british[2]), int(british[1]))
        if re.match(r"\d{5}\Z", typed):
            return EPOCH + timedelta(days=int(typed))
    except ValueError:
        return None
    return None


def _yes_no(cells: Mapping[str, str], column: str) -> bool:
    said = cells[column].lower()
    if said in YES:
        return True
    if said in NO:
        return False
    raise BadRow(column, f"Say yes or no; it says “{cells[column][:40]}”.")


def _level(cells: Mapping[str, str], column: str, known: Known) -> str:
    said = cells[column].lower()
    if said and said not in known.levels:
        raise BadRow(column, f"“{cells[column][:40]}” is no level of the scale.")
    return known.levels[said] if said else ""


def _one_of(cells: Mapping[str, str], column: str, words: Mapping[str, str]) -> str:
    said = cells[column].lower()
    codes = {**{code: code for code in words}, **{label.lower(): code for code, label in words.items()}}
    if said and said not in codes:
        raise BadRow(column, f"Write one of {', '.join(words.values())}; it says “{cells[column][:40]}”.")
    return codes[said] if said else ""


def _themes(typed: str, known: Known) -> list[str]:
    said = [part.strip() for part in typed.split(";") if part.strip()]
    if unknown := [part for part in said if part.lower() not in known.themes]:
        raise BadRow(
            "Themes", f"“{unknown[0][:40]}” is no theme of the list. Put a semicolon between themes."
        )
    return list(dict.fromkeys(known.themes[part.lower()] for part in said))


def all_errors(errors: Iterable[RowError]) -> list[str]:
    return [f"Row {e.row}{f', {e.column}' if e.column else ''}: {e.words}" for e in errors]
