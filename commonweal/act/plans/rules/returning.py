"""What differs between a plan and the file that was taken out of it and has come back?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from commonweal.act.plans.rules.cells import Brought, FileRow, Formula
from commonweal.act.plans.rules.changes import Change, Difference, FieldChange, Mistake, Tables, is_same
from commonweal.act.plans.rules.exporting import (
    BELONGS,
    BY_WORD,
    FIXED,
    ID,
    KINDS,
    SIGNPOSTS,
    VERSION,
    Kind,
    Row,
)
from commonweal.act.plans.rules.understanding import Misread, as_written, understood
from commonweal.reading.formulas import restore


@dataclass
class _Comparing:
    tables: Tables
    bodies: Mapping[str, str]
    rows: dict[str, Row] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    new: list[Change] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    unchanged: int = 0

    def wrong(self, place: str, column: str, text: str) -> None:
        self.mistakes.append(Mistake(place, column, text))


def compare(tables: Tables, brought: Brought, bodies: Mapping[str, str]) -> Difference:
    """bodies maps every name and alias, in small letters, to the organisation's own name."""
    work = _Comparing(tables, bodies, {row.code: row for rows in tables.values() for row in rows})
    work.notes += _notes_on_shape(brought)
    for text in brought.strange:
        work.wrong(text.partition(":")[0], "Type", text.partition(": ")[2])
    for row in brought.rows:
        _look_at(row, work)
    _check_whole(work)
    missing = [r for k, rows in tables.items() if k in brought.kinds for r in rows if r.code not in work.seen]
    return Difference(
        tuple(work.changed),
        tuple(work.new),
        tuple(missing),
        tuple(work.mistakes),
        tuple(work.notes),
        work.unchanged,
    )


def _notes_on_shape(brought: Brought) -> Iterator[str]:
    absent = [kind.sheet for kind in KINDS if kind.word not in brought.kinds and kind.word != "update"]
    if absent:
        yield f"The file has no rows for: {', '.join(absent)}. They stay as they are."
    strange: dict[str, None] = {}
    for word, headings in brought.headings.items():
        known = {column.heading for column in BY_WORD[word].columns} | set(FIXED)
        strange |= dict.fromkeys(h for h in headings if h not in known and not _known_anywhere(h))
    for heading in strange:
        yield f"There is no column called “{heading}” here: what stands in it was not read."


def _known_anywhere(heading: str) -> bool:
    return any(heading == column.heading for kind in KINDS for column in kind.columns)


def _look_at(row: FileRow, work: _Comparing) -> None:
    kind = BY_WORD[row.kind]
    if not any(str(cell).strip() for cell in row.cells.values()):
        return
    code = _code(row.cells.get(ID, ""))
    if not code:
        _look_at_new(row, kind, work)
        return
    known = work.rows.get(code)
    if known is None or known.kind != kind.word:
        if kind.word != "update":
            work.wrong(
                row.place,
                ID,
                f"This plan has no {code} here. Leave Id and Version empty to add the row as new.",
            )
    elif code in work.seen:
        work.wrong(row.place, ID, f"{code} stands in the file twice. Take one of the two rows out.")
    else:
        work.seen.add(code)
        _look_at_known(row, kind, known, work)


def _code(cell: Any) -> str:
    return restore(str(cell)).strip().lower()


def _look_at_known(row: FileRow, kind: Kind, known: Row, work: _Comparing) -> None:
    belongs = _code(row.cells.get(BELONGS, known.belongs_to))
    if belongs and belongs != known.belongs_to:
        work.wrong(
            row.place, BELONGS, f"It belongs to {known.belongs_to}. Things are moved in the plan itself."
        )
    fields = tuple(_differing(row, kind, known.values, work))
    if not fields:
        work.unchanged += 1
        return
    if known.closed:
        work.wrong(row.place, "", "This action has been closed. Reopen it before you change it.")
        return
    stale = _version(row.cells.get(VERSION, "")) != known.version
    work.changed.append(
        Change(kind.word, known.pk, known.version, row.place, known.name, fields, known.belongs_to, stale)
    )


def _version(cell: Any) -> int:
    text = restore(str(cell)).strip().removesuffix(".0")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _differing(row: FileRow, kind: Kind, now: Mapping[str, str], work: _Comparing) -> Iterator[FieldChange]:
    for column in kind.columns:
        if column.heading not in row.cells or column.key in SIGNPOSTS:
            continue
        before = now.get(column.key, "")
        try:
            value = understood(row.cells[column.heading], column, work.bodies)
        except Misread as wrong:
            if column.editable:
                work.wrong(row.place, column.heading, str(wrong))
            continue
        if is_same(before, value):
            continue
        if column.editable:
            yield FieldChange(column.key, column.heading, before, value)
        else:
            work.notes.append(
                f"{row.place}: “{column.heading}” is kept by the plan itself; the change there was not taken."
            )


def _look_at_new(row: FileRow, kind: Kind, work: _Comparing) -> None:
    if kind.word in ("plan", "update"):
        work.wrong(
            row.place, ID, "A row of this kind cannot be added here. Take it out, or give it its Id again."
        )
        return
    before = len(work.mistakes)
    filled = replace(row, cells={h: cell for h, cell in row.cells.items() if str(cell).strip()})
    fields = list(_differing(filled, kind, {}, work))
    given = {f.key for f in fields}
    for column in kind.columns:
        if column.required and column.editable and column.key not in given:
            default = {
                "demonstrate_days": "0",
                "role": "Partner",
                "kind": "Outcome" if kind.word == "outcome" else "",
            }
            if value := default.get(column.key, ""):
                fields.append(FieldChange(column.key, column.heading, "", value))
            elif len(work.mistakes) == before or not _named(work.mistakes[before:], column.heading):
                work.wrong(row.place, column.heading, f"Fill in {column.heading}: a new row needs it.")
    belongs = _parent_of(row, kind, work)
    if len(work.mistakes) == before:
        values = {f.key: f.new for f in fields}
        name = values.get("title") or values.get("text") or values.get("organisation") or "a new row"
        work.new.append(Change(kind.word, None, 0, row.place, name[:120], tuple(fields), belongs))


def _named(mistakes: Iterable[Mistake], heading: str) -> bool:
    return any(mistake.column == heading for mistake in mistakes)


def _parent_of(row: FileRow, kind: Kind, work: _Comparing) -> str:
    """The Id of what a new row belongs to; for parts of an action its reference will do, even of one that is new too."""
    cell = row.cells.get(BELONGS, "") or (row.cells.get("Action", "") if kind.parent == "action" else "")
    said = "" if isinstance(cell, Formula) else restore(as_written(cell)).strip()
    if not said and kind.parent == "plan":
        return work.tables["plan"][0].code
    known = work.rows.get(said.lower())
    if known is None and kind.parent == "action":
        known = next((r for r in work.tables.get("action", []) if r.values["reference"] == said), None)
        if known is None and said in {
            f.new for c in work.new for f in c.fields if c.kind == "action" and f.key == "reference"
        }:
            return f"new:{said}"
    if (
        known is not None
        and kind.word == "task"
        and known.kind == "task"
        and known.belongs_to.startswith("action")
    ):
        return known.code
    if known is None or known.kind != kind.parent:
        what = (
            "the Id or the reference of an action"
            if kind.parent == "action"
            else f"the Id of {_a(kind.parent)}"
        )
        work.wrong(row.place, BELONGS, f"Write what the new row belongs to: {what}.")
        return ""
    if known.closed:
        work.wrong(row.place, BELONGS, "That action has been closed. Reopen it before you add to it.")
    return known.code


def _a(word: str) -> str:
    words = "service area" if word == "area" else word
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


# The plan as a whole, once every row is in


def _check_whole(work: _Comparing) -> None:
    final = _final(work)
    _check_once(final, "action", "reference", "The reference {} is given to two actions.", work)
    _check_once(final, "area", "title", "Two service areas are called {}.", work)
    for place, kind, values, _ in final:
        if (
            kind == "action"
            and values["starts_on"]
            and values["due_on"]
            and values["due_on"] < values["starts_on"]
        ):
            work.wrong(place, "Due", "An action cannot be due before it starts.")
        if kind == "resource" and values.get("state") == "conditional" and not values["condition"].strip():
            work.wrong(place, "Condition", "Write down the condition on which the resource depends.")
    partners = [(place, belongs, v) for place, kind, v, belongs in final if kind == "partner"]
    leads = Counter(belongs for _, belongs, v in partners if v["role"] == "Lead")
    roles = Counter((belongs, v["organisation"], v["role"]) for _, belongs, v in partners)
    for place, belongs, v in partners:
        if v["role"] == "Lead" and leads[belongs] > 1:
            work.wrong(place, "Role", "An action has one lead: make the others partners.")
        if roles[belongs, v["organisation"], v["role"]] > 1:
            work.wrong(
                place, "Organisation", f"{v['organisation']} already takes part in this action in that role."
            )


def _check_once(final: list[Any], kind: str, key: str, sentence: str, work: _Comparing) -> None:
    counts = Counter(values[key] for _, k, values, _ in final if k == kind)
    for place, k, values, _ in final:
        if k == kind and counts[values[key]] > 1:
            work.wrong(place, BY_WORD[kind].column(key).heading, sentence.format(f"“{values[key]}”"))


def _final(work: _Comparing) -> list[tuple[str, str, dict[str, str], str]]:
    """Rows whose family has changed, as they would stand: (place, kind, values, what they belong to)."""
    touched = {change.key: change for change in work.changed}
    kinds = {change.kind for change in [*work.changed, *work.new]}
    final = []
    for row in (r for word in kinds for r in work.tables.get(word, [])):
        change = touched.get(row.code)
        new = {f.key: f.new for f in change.fields} if change else {}
        final.append((change.place if change else row.name, row.kind, {**row.values, **new}, row.belongs_to))
    for change in work.new:
        empty = {column.key: "" for column in BY_WORD[change.kind].columns}
        final.append(
            (change.place, change.kind, empty | {f.key: f.new for f in change.fields}, change.belongs_to)
        )
    return final
