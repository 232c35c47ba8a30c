"""What does each row of a plan's table add to the plan?"""

from __future__ import annotations

import re

from commonweal.reading.tables import headers as heads
from commonweal.reading.tables.cells import is_reference, is_when, names_in, points_in, reference_before
from commonweal.reading.tables.headers import Header
from commonweal.reading.tables.plan import DraftAction, DraftObjective, DraftPlan
from commonweal.reading.values import Line, Task
from commonweal.reading.words.names import is_person
from commonweal.reading.words.partners import without_lead


class RowReader:
    """Reads the rows under one header; blank cells go on with what the row above said about area and objective."""

    def __init__(self, plan: DraftPlan, header: Header, area: str, known_names: frozenset[str]) -> None:
        self.plan = plan
        self.header = header
        self.area = area
        self.objective_text = ""
        self.known_names = known_names
        self.current: DraftAction | None = None

    def read(self, line: Line) -> None:
        said = self._by_field(line)
        text = _one_line(said.get(heads.ACTION, ""))
        if self._is_banner(line, said):
            self._begin_area(line, _one_line(next(cell for cell in line.cells if cell.strip())))
            return
        self._follow_area(said)
        reference = _one_line(said.get(heads.REFERENCE, ""))
        if text and not self._goes_on(text, reference):
            self._begin_action(line, text, said.get(heads.ACTION, ""), reference)
        elif not text and not self._belongs_to_current(reference):
            self._without_action(line, said)
            return
        assert self.current is not None
        self._add(self.current, line, said)

    def _by_field(self, line: Line) -> dict[str, str]:
        """The row's cells under the fields of their columns; several columns of one field keep the names of their heads."""
        said: dict[str, str] = {}
        for column, cell in enumerate(line.cells):
            field = self.header.fields[column] if column < len(self.header.fields) else None
            if not cell.strip():
                continue
            first = field is not None and column == self.header.columns(field)[0]
            if field is None or (
                not first and field in (heads.ACTION, heads.PROGRESS, heads.BY_WHEN, heads.BY_WHOM)
            ):
                kept, text = _kept_under(field), self._labelled(column, cell)
            else:
                kept, text = field, cell
            said[kept] = f"{said[kept]}\n{text}" if kept in said else text
        return said

    def _labelled(self, column: int, cell: str) -> str:
        label = self.header.labels[column] if column < len(self.header.labels) else ""
        return f"{label or f'Column {column + 1}'}: {_one_line(cell)}"

    def _is_banner(self, line: Line, said: dict[str, str]) -> bool:
        """A row that says one thing only, and about the rows below it."""
        filled = [column for column, cell in enumerate(line.cells) if cell.strip()]
        if len(filled) != 1 or len(line.cells) < 2:
            return False
        column = filled[0]
        field = self.header.fields[column] if column < len(self.header.fields) else None
        if field in (heads.AREA, heads.OBJECTIVE):
            return field == heads.AREA and not self._is_carried(said)
        if field == heads.REFERENCE or column == 0:
            wordy = len(line.cells[column].split()) >= 1 and not is_reference(line.cells[column])
            return wordy and (
                field not in (heads.ACTION, heads.PROGRESS, heads.BY_WHEN)
                or bool(line.bold)
                or line.heading > 0
            )
        return False

    def _is_carried(self, said: dict[str, str]) -> bool:
        return _one_line(said.get(heads.AREA, "")) == self.area and self.current is not None

    def _begin_area(self, line: Line, area: str) -> None:
        self.area, self.objective_text, self.current = area, "", None
        objective = self.plan.objective(area, "")
        objective.lines.append(line.number)
        self.plan.places[line.number] = objective.place

    def _follow_area(self, said: dict[str, str]) -> None:
        area, objective = _one_line(said.get(heads.AREA, "")), _one_line(said.get(heads.OBJECTIVE, ""))
        if area and area != self.area:
            self.area, self.objective_text, self.current = area, "", None
        if objective and objective != self.objective_text:
            self.objective_text, self.current = objective, None

    def _goes_on(self, text: str, reference: str) -> bool:
        """Whether the row says more about the action above it: its cell reaches down from there."""
        current = self.current
        if current is None or current.cell != text:
            return False
        return reference in ("", current.reference)

    def _belongs_to_current(self, reference: str) -> bool:
        return self.current is not None and reference in ("", self.current.reference)

    def _begin_action(self, line: Line, text: str, cell: str, reference: str) -> None:
        whole, tasks = text, list[Task]()
        points = points_in(cell)
        if len(points) > 1 and not points[0][0] and any(mark or _is_bulleted(cell) for mark, _ in points[1:]):
            text = points[0][1]
            tasks = [Task(point, mark, lines=(line.number,)) for mark, point in points[1:]]
        if not reference and not self.header.columns(heads.REFERENCE):
            reference, text = reference_before(text)
        objective = self._objective(line)
        self.current = self.plan.action(objective, text)
        self.current.reference, self.current.cell = reference, whole
        self.current.lead_in_bold = self.header.lead_is_bold()
        self.current.tasks.extend(tasks)

    def _objective(self, line: Line) -> DraftObjective:
        return self.plan.objective(self.area, self.objective_text)

    def _without_action(self, line: Line, said: dict[str, str]) -> None:
        rest = set(said) - {heads.AREA, heads.OBJECTIVE}
        if not rest:
            objective = self.plan.objective(self.area, self.objective_text)
            objective.lines.append(line.number)
            self.plan.places[line.number] = objective.place
            return
        self.plan.leave(line.number, _row_text(line))
        self.plan.doubt(
            line.number,
            "row_without_action",
            "This row says something about an action, but not which action.",
            "Write the action into the row, or join the row to the action it belongs to.",
        )

    def _add(self, action: DraftAction, line: Line, said: dict[str, str]) -> None:
        action.lines.append(line.number)
        self.plan.places[line.number] = action.place
        for number, text in points_in(said.get(heads.TASKS, "")):
            if text not in [task.text for task in action.tasks]:
                action.tasks.append(Task(text, number, lines=(line.number,)))
        for field, kept in ((heads.OUTCOMES, action.outcomes), (heads.RESOURCES, action.resources)):
            _extend(kept, [text for _, text in points_in(said.get(field, ""))])
        for field, kept in (
            (heads.PROGRESS, action.progress),
            (heads.BY_WHOM, action.by_whom),
            (heads.BY_WHEN, action.by_when),
        ):
            _extend(kept, [_one_line(part) for part in said.get(field, "").split("\n") if part.strip()])
        self._add_partners(action, line, said.get(heads.PARTNERS, ""))
        self._add_lead(action, said.get(heads.LEAD, ""))
        when = said.get(heads.BY_WHEN, "")
        if when and not is_when(when):
            self.plan.doubt(
                line.number,
                "date_unread",
                f"“{_one_line(when)}” stands where a date belongs and was not understood.",
                "Write the date as 31 March 2013, or leave the words as they are.",
                place=f"{action.place}/by_when",
            )

    def _add_partners(self, action: DraftAction, line: Line, cell: str) -> None:
        found = names_in(cell, self.known_names) if cell else None
        if found is None:
            return
        names = list(found.names)
        marked = [without_lead(name)[0] for name in names if without_lead(name)[1]]
        if len(marked) == 1 and action.lead is None:
            action.lead = marked[0]
            names = [without_lead(name)[0] for name in names]
        _extend(action.partners, names)
        strong = [_one_line(part).strip(" ,;.") for part in line.strong]
        _extend(action.bold_partners, [name for name in names if name in strong])
        for name in found.doubtful:
            corrected = [
                piece
                for partner in action.partners
                for piece in (re.split(r"\s+and\s+", name) if partner == name else [partner])
            ]
            self.plan.doubt(
                line.number,
                "names_joined",
                f"“{name}” at the end of a list may be one body or two.",
                "Divide it at “and” into two partners.",
                place=f"{action.place}/partners",
                correction=corrected,
            )

    def _add_lead(self, action: DraftAction, cell: str) -> None:
        """What a column for the lead says; a list there names the lead first and is kept whole as who does it."""
        if not cell:
            return
        names = names_in(cell, self.known_names).names
        if action.lead is None and len(names) == 1 and not is_person(names[0]):
            action.lead = names[0]
        elif action.lead is None or action.lead not in names or len(names) > 1:
            _extend(action.by_whom, [_one_line(cell)])


def _kept_under(field: str | None) -> str:
    """Where the words of a column go that is not known, or known already: progress is the plan's place for remarks."""
    return heads.PROGRESS if field in (None, heads.ACTION) else field


def _extend(kept: list[str], more: list[str]) -> None:
    kept.extend(text for text in dict.fromkeys(more) if text not in kept)


def _is_bulleted(cell: str) -> bool:
    return bool(re.search(r"\n\s*[•●▪◦‣·○■□➢*–—-]\s*\S", cell))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _row_text(line: Line) -> str:
    return line.text or " | ".join(_one_line(cell) for cell in line.cells if cell.strip())
