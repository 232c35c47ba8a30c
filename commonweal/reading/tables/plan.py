"""What plan do rows make, as they come one after the other?"""

from __future__ import annotations

from dataclasses import dataclass, field

from commonweal.reading.values import Action, Doubt, NotUnderstood, Objective, Plan, Task


@dataclass
class DraftAction:
    text: str
    place: str
    reference: str = ""
    tasks: list[Task] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    lead: str | None = None
    resources: list[str] = field(default_factory=list)
    progress: list[str] = field(default_factory=list)
    by_whom: list[str] = field(default_factory=list)
    by_when: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    bold_partners: list[str] = field(default_factory=list)
    lead_in_bold: bool = False
    """Whether the head of the table says that bold type marks the lead."""
    cell: str = ""
    """The whole cell that the action was read from, to know it again where it reaches down over several rows."""

    def finished(self) -> Action:
        return Action(
            reference=self.reference,
            text=self.text,
            tasks=tuple(self.tasks),
            outcomes=tuple(self.outcomes),
            partners=tuple(self.partners),
            lead=self.lead,
            resources=tuple(self.resources),
            progress="\n".join(self.progress),
            by_whom="\n".join(self.by_whom),
            by_when="\n".join(self.by_when),
            lines=tuple(self.lines),
        )


@dataclass
class DraftObjective:
    text: str
    service_area: str
    place: str
    actions: list[DraftAction] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def finished(self) -> Objective:
        # A plan without a column of objectives has its work areas in their stead.
        return Objective(
            text=self.text or self.service_area,
            service_area=self.service_area,
            actions=tuple(action.finished() for action in self.actions),
            lines=tuple(self.lines),
        )


@dataclass
class DraftPlan:
    title: str = ""
    objectives: list[DraftObjective] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)

    def objective(self, area: str, text: str) -> DraftObjective:
        """The objective of that work area, begun if it is new; one that was announced without its text is completed."""
        for known in self.objectives:
            if (known.service_area, known.text) == (area, text):
                return known
        if self.objectives and text:
            last = self.objectives[-1]
            if last.service_area == area and not last.text and not last.actions:
                last.text = text
                return last
        begun = DraftObjective(text, area, f"/plan/objectives/{len(self.objectives)}")
        self.objectives.append(begun)
        return begun

    def action(self, objective: DraftObjective, text: str) -> DraftAction:
        begun = DraftAction(text, f"{objective.place}/actions/{len(objective.actions)}")
        objective.actions.append(begun)
        return begun

    def doubt(
        self,
        line: int,
        kind: str,
        text: str,
        suggestion: str = "",
        *,
        place: str = "",
        correction: object = None,
    ) -> None:
        self.doubts.append(Doubt(line, kind, text, suggestion, place, correction))

    def leave(self, line: int, text: str) -> None:
        self.not_understood.append(NotUnderstood(line, text))

    def finished(self) -> Plan:
        return Plan(tuple(objective.finished() for objective in self.objectives), self.title)
