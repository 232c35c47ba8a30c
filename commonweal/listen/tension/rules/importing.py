"""Which returns stand in a table, and what is wrong with each row? All rows are good, or nothing is brought in.

A row is a return: area, week, level or nil, and, where something was noted, one item. Rows of the same area and week are
items of one return.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from commonweal.ground.visibility.rules import NotPossible
from commonweal.listen.tension.rules import grading
from commonweal.listen.tension.rules.cells import (
    BadRow,
    Known,
    check_private,
    find_all,
    find_body,
    find_day,
    find_level,
    find_one_of,
    find_week,
    is_yes,
    is_yes_or_unsaid,
)
from commonweal.reading.formulas import restore

COLUMNS = (
    "Area", "Organisation", "Week starting", "Nothing to report", "Level", "Direction", "Confidence", "Narrative",
    "Item", "Facts", "Opinion", "Text to share", "Experienced", "Evidenced", "Potential", "Scheme", "Source",
    "Information", "Handling", "Conditions", "Protected", "Origin", "Themes", "Communities", "Place", "Happened",
    "Item level", "Item direction",
    "Item confidence", "In the media", "Outlet", "Reference", "Done", "To be done", "To lead", "Review on", "Danger to life",
)  # fmt: skip
# Not the reference: it is the number of a report at the police, which is not a person's.
FREE_TEXT = (
    "Narrative", "Item", "Facts", "Opinion", "Text to share", "Conditions", "Place", "Happened", "Outlet", "Done",
    "To be done",
)  # fmt: skip
NEEDED = ("Area", "Week starting")
SHORTER = {"Item": 200, "Place": 200, "Happened": 200, "Outlet": 200, "Reference": 100}
Row = tuple[int, Sequence[str]]
MOST_ROWS = 2000
LONGEST_CELL = 4000


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


def read_rows(rows: Sequence[Row], known: Known) -> tuple[list[RowReturn], list[RowError]]:
    """The returns of a table whose first row names the columns, and everything that is wrong with it.

    A row is its number, as a spreadsheet shows it, and its cells.
    """
    if not rows:
        return [], [RowError(1, "", "The table is empty.")]
    heading, errors = _heading(*rows[0])
    if errors:
        return [], errors
    if len(rows) - 1 > MOST_ROWS:
        return [], [RowError(1, "", f"The table has more than {MOST_ROWS:,} rows. Split it.")]
    found: dict[tuple[int, str, date], RowReturn] = {}
    for number, cells in rows[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            _take(number, _cells(heading, cells), known, found)
        except BadRow as bad:
            errors.append(RowError(number, bad.column, bad.words))
    if not found and not errors:
        errors.append(RowError(2, "", "The table has headings and no returns."))
    return list(found.values()), errors


def _heading(number: int, cells: Sequence[str]) -> tuple[list[str], list[RowError]]:
    names = {name.lower(): name for name in COLUMNS}
    found = [names.get(" ".join(cell.split()).lower(), "") for cell in cells]
    errors = [
        RowError(
            number, cell.strip()[:60], "This is no column of a return. Take it out or correct its heading."
        )
        for cell, name in zip(cells, found, strict=True)
        if cell.strip() and not name
    ]
    errors += [
        RowError(number, name, "This column stands twice.") for name in COLUMNS if found.count(name) > 1
    ]
    errors += [RowError(number, name, "This column is missing.") for name in NEEDED if name not in found]
    return found, errors


def _cells(heading: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    values = dict.fromkeys(COLUMNS, "")
    for name, cell in zip(heading, cells, strict=False):
        if not name:
            continue
        values[name] = restore(cell).strip()
        if len(values[name]) > (longest := SHORTER.get(name, LONGEST_CELL)):
            raise BadRow(name, f"It has more than {longest:,} characters.")
    if beyond := [cell for cell in cells[len(heading) :] if cell.strip()]:
        raise BadRow("", f"There is more in this row than there are headings: “{beyond[0][:40]}”.")
    check_private(values, FREE_TEXT)
    return values


def _take(
    number: int, cells: Mapping[str, str], known: Known, found: dict[tuple[int, str, date], RowReturn]
) -> None:
    area = known.areas.get(cells["Area"].lower())
    if area is None:
        raise BadRow("Area", f"No area of this round is called “{cells['Area'][:60]}”.")
    week, is_nil = find_week(cells["Week starting"]), is_yes(cells, "Nothing to report")
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
        _add(item, found[key])


def _add(item: RowItem, to: RowReturn) -> None:
    if same := next((each for each in to.items if each.values == item.values), None):
        raise BadRow("Item", f"Row {same.row} says the same: take one of the two out.")
    to.items.append(item)


def _values(cells: Mapping[str, str], known: Known, is_nil: bool) -> dict[str, object]:
    level = find_level(cells, "Level", known)
    if is_nil and (level or cells["Narrative"]):
        raise BadRow("Nothing to report", "A return with nothing to report has no level and no narrative.")
    if not is_nil and not level:
        raise BadRow("Level", "Set the level of the area.")
    return {
        "level": level,
        "direction": find_one_of(cells, "Direction", grading.DIRECTIONS),
        "confidence": find_one_of(cells, "Confidence", grading.CONFIDENCES),
        "narrative": cells["Narrative"],
    }


def _item(number: int, cells: Mapping[str, str], known: Known) -> RowItem | None:
    if not cells["Item"] and not cells["Facts"]:
        return None
    if not cells["Item"] or not cells["Facts"]:
        raise BadRow("Facts" if cells["Item"] else "Item", "An item needs a title and the facts.")
    values = _item_values(cells, known)
    try:
        grading.check_grading(
            scheme=str(values["scheme"]), source=cells["Source"].upper(), information=cells["Information"].upper(),
            handling=cells["Handling"].upper(), conditions=cells["Conditions"],
        )  # fmt: skip
        grading.check_experienced(*(str(values[n]) for n in ("experienced", "evidenced", "potential")))
    except NotPossible as why:
        raise BadRow("Source", str(why)) from why
    return RowItem(number, values)


def _item_values(cells: Mapping[str, str], known: Known) -> dict[str, object]:
    return {
        "title": cells["Item"], "facts": cells["Facts"], "opinion": cells["Opinion"],
        "shareable_text": cells["Text to share"], "place": cells["Place"],
        **{name.lower(): find_level(cells, name, known) for name in ("Experienced", "Evidenced", "Potential")},
        "level": find_level(cells, "Item level", known), "scheme": cells["Scheme"] or "3x5x2",
        "source_grade": cells["Source"].upper(), "information_grade": cells["Information"].upper(),
        "handling": cells["Handling"].upper(), "handling_conditions": cells["Conditions"],
        "is_protected": is_yes(cells, "Protected"), "direction": find_one_of(cells, "Item direction", grading.DIRECTIONS),
        "confidence": find_one_of(cells, "Item confidence", grading.CONFIDENCES),
        "origin": find_one_of(cells, "Origin", grading.ORIGINS) or "local",
        "themes": find_all(cells, "Themes", known.themes), "communities": find_all(cells, "Communities", known.communities),
        "happened": cells["Happened"], "in_media": is_yes_or_unsaid(cells, "In the media"),
        "outlet": cells["Outlet"], "reference": cells["Reference"], "action_taken": cells["Done"],
        "action_recommended": cells["To be done"], "lead_partner_id": find_body(cells, "To lead", known),
        "review_on": find_day(cells, "Review on"), "risk_to_life": is_yes(cells, "Danger to life"),
    }  # fmt: skip


def all_errors(errors: Iterable[RowError]) -> list[str]:
    return [f"Row {e.row}{f', {e.column}' if e.column else ''}: {e.words}" for e in errors]
