"""What does a plan written as text propose: which objectives, actions, tasks, outcomes, partners and resources?"""

from __future__ import annotations

import re

from commonweal.reading.drafts.draft import (
    DraftAction,
    DraftObjective,
    DraftPartners,
    DraftPlan,
    DraftTask,
    Leaf,
    Remark,
    leaf_of,
)
from commonweal.reading.lines.block import Block
from commonweal.reading.lines.nesting import Depth, Nesting
from commonweal.reading.lines.plan_labels import PlanLabel, plan_label
from commonweal.reading.words.partners import lead_in_bold, lead_named, partners_of

_LISTS = ("tasks", "outcomes", "partners", "resources")
_LEAVES = ("lead", "progress", "by_whom", "by_when")
_AREAS = (
    re.compile(r"\b(?:re:?|regarding|service area:?|theme:?) +(.{3,60})$", re.IGNORECASE),
    re.compile(
        r"^(?!further|additional|key|proposed|other|all|the\b)(.{3,60}?) actions? (?:within|in|under|for|from)\b",
        re.I,
    ),
)


def area_of(heading: str) -> str:
    """The service area that a heading names ("Housing actions within …", "… re: Housing"); "" where it names none."""
    found = next((found for shape in _AREAS if (found := shape.search(heading))), None)
    return found.group(1).strip() if found else ""


class PlanReader:
    """Takes the blocks of a plan one by one; a label decides where the blocks below it belong."""

    def __init__(self, levels_are_sure: bool) -> None:
        """levels_are_sure says that the format itself keeps the levels of a list, as HTML does."""
        self.levels_are_sure = levels_are_sure
        self.plan = DraftPlan()
        self.slot = "notes"
        self.area = ""
        self.area_leaf: Leaf | None = None
        self.nesting = Nesting()
        self.action: DraftAction | None = None
        self.dashes: set[str] = set()

    def take(self, block: Block) -> None:
        """Take the next block, whether label or content."""
        label = plan_label(block)
        if label is not None:
            self._open(label, block)
        elif reference := self._bare_reference(block):
            self._start_action(reference, block, block.content)
        elif block.heading and self.slot != "notes":
            self._note(block)
        else:
            self._content(block)

    def close_slot(self, heading: str = "") -> None:
        """What follows is no longer part of the list that was open; heading may name the service area that begins."""
        self.slot, self.action = "notes", None
        self.area, self.area_leaf = area_of(heading) or self.area, None

    def _bare_reference(self, block: Block) -> str:
        """A reference such as 7.3.1 that opens an action without the word."""
        mark = block.mark
        if mark is None or mark.style != "decimal" or not self.plan.objectives or self.slot == "actions":
            return ""
        in_list = self.slot in ("tasks", "outcomes") and self.action is not None
        return "" if in_list and mark.label.count(".") < 2 else mark.label

    def _open(self, label: PlanLabel, block: Block) -> None:
        if label.kind == "objective":
            self._start_objective(label, block)
        elif label.kind == "action":
            self._start_action(label.reference, block, label.rest)
        elif label.kind == "service_area":
            self._start_area(label, block)
        elif label.kind == "actions":
            self._objective().text.lines.extend(block.lines)
            self.slot, self.action, self.nesting = "actions", None, Nesting()
        else:
            self._open_slot(label, block)

    def _open_slot(self, label: PlanLabel, block: Block) -> None:
        action = self._action(block)
        self.slot, self.nesting = label.kind, Nesting()
        if not label.rest:
            action.slot_lines.setdefault(label.kind, []).extend(block.lines)
            return
        if label.kind == "partners":
            action.slot_lines.setdefault("partners", [])
            self._partners(action, block, label.rest, inline=True)
        else:
            self._listed(action, block, label.rest)

    def _start_area(self, label: PlanLabel, block: Block) -> None:
        self.slot, self.action = "service_area", None
        self.area_leaf = leaf_of(block, label.rest)
        self.area = label.rest

    def _start_objective(self, label: PlanLabel, block: Block) -> None:
        objective = DraftObjective(known_service_area=self.area, number=label.reference)
        if self.area_leaf is not None:
            objective.service_area, self.area_leaf = self.area_leaf, None
        objective.text.add(block, label.rest)
        self.plan.objectives.append(objective)
        self.slot, self.action = "objective", None

    def _objective(self) -> DraftObjective:
        if not self.plan.objectives or self.area_leaf is not None:
            objective = DraftObjective(known_service_area=self.area)
            if self.area_leaf is not None:
                objective.service_area, self.area_leaf = self.area_leaf, None
            self.plan.objectives.append(objective)
        return self.plan.objectives[-1]

    def _start_action(self, reference: str, block: Block, rest: str) -> DraftAction:
        action = DraftAction(reference)
        if rest:
            action.text.add(block, rest)
        else:
            action.label_lines.extend(block.lines)
        self._objective().actions.append(action)
        self.action, self.slot = action, "action"
        return action

    def _action(self, block: Block) -> DraftAction:
        """The action that is open; where none is, one without reference and text, which is doubtful and said so."""
        if self.action is None:
            self.action = DraftAction()
            self.action.remarks.append(
                Remark(block.line, "action_missing", f"No action stands above “{block.text}”.",
                       "Say which action this belongs to.", "/text")
            )  # fmt: skip
            self._objective().actions.append(self.action)
        return self.action

    def _note(self, block: Block) -> None:
        self.close_slot(block.text)
        self.plan.notes.append(leaf_of(block, block.text))

    def _content(self, block: Block) -> None:
        if self.slot == "notes":
            self._loose(block)
        elif self.slot == "service_area" and self.area_leaf is not None:
            self.area_leaf.add(block)
            self.area = self.area_leaf.text
        elif self.slot == "objective":
            self.plan.objectives[-1].text.add(block, block.text)
        elif self.slot == "actions":
            self._listed_action(block)
        elif self.action is not None:
            self._in_action(self.action, block)
        else:
            self._loose(block)

    def _loose(self, block: Block) -> None:
        """Words around the plan: the first are its title, as long as no objective has begun."""
        if not self.plan.title and not self.plan.objectives and block.mark is None:
            self.plan.title.add(block)
        else:
            self.plan.notes.append(leaf_of(block, block.text))
        self.area = area_of(block.text) or self.area

    def _in_action(self, action: DraftAction, block: Block) -> None:
        if self.slot == "action" and block.mark is not None and action.text:
            action.remarks.append(
                Remark(block.line, "tasks_without_heading", "A list stands under this action without a heading.",
                       "It was read as the tasks of the action.", "/tasks")
            )  # fmt: skip
            self.slot, self.nesting = "tasks", Nesting()
        if self.slot == "action":
            action.text.add(block, block.text)
        elif self.slot == "tasks":
            self._task(action, block)
        elif self.slot == "partners":
            self._partners(action, block, block.content, inline=False)
        else:
            self._listed(action, block, block.content)

    def _listed(self, action: DraftAction, block: Block, text: str) -> None:
        """Put text under the slot that is open, as a text or as an entry of a list."""
        if self.slot in _LEAVES:
            getattr(action, self.slot).add(block, text)
        elif self.slot == "tasks":
            action.tasks.append(DraftTask(text=leaf_of(block, text)))
        else:
            getattr(action, self.slot).append(leaf_of(block, text))

    def _listed_action(self, block: Block) -> None:
        depth = self.nesting.take(block)
        if depth.depth == 0 or self.action is None:
            reference = block.mark.label if block.mark else ""
            self.action = DraftAction(reference, leaf_of(block))
            self._objective().actions.append(self.action)
        else:
            self.action.tasks.append(DraftTask(block.mark.label if block.mark else "", leaf_of(block)))

    def _task(self, action: DraftAction, block: Block) -> None:
        depth = self.nesting.take(block)
        if depth.depth == 0 or not action.tasks:
            action.tasks.append(DraftTask(block.mark.label if block.mark else "", leaf_of(block)))
            return
        task = action.tasks[-1]
        if not task.subtasks:
            self._remark_nesting(task, depth, block)
        task.subtasks.append(leaf_of(block))

    def _remark_nesting(self, task: DraftTask, depth: Depth, block: Block) -> None:
        told = {"numbers": "only the numbers that start again tell", "indent": "only the indentation tells"}
        if depth.how == "numbers" or (depth.how == "indent" and depth.alike and not self.levels_are_sure):
            text = f"The points from “{_short(block.content)}” on carry the same kind of number as the tasks around them."
            suggestion = f"They were read as sub-tasks of the task above; {told[depth.how]}."
            task.remarks.append(Remark(block.line, "nesting_flattened", text, suggestion, "/subtasks"))

    def _partners(self, action: DraftAction, block: Block, text: str, inline: bool) -> None:
        names, split = partners_of(text, inline)
        row = block.rows[0]
        lead = lead_named(text, inline) or lead_in_bold(names, row.strong)
        bold = row.bold if len(names) == 1 and not inline else None
        action.partners.append(DraftPartners(leaf_of(block, text), names, bold, lead))
        if split:
            suggestion = f"Read as {len(names)} partners: {'; '.join(names)}."
            action.remarks.append(Remark(block.line, "names_split", "Several names stand on one line.", suggestion,
                                         "/partners"))  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
