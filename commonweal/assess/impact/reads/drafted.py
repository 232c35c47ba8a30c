"""What stands in the draft of an assessment, class by class; for its page, and for what is frozen of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commonweal.assess.impact.models import (
    Assessment,
    LessonAnswer,
    Reopening,
    SourceSearched,
    Statement,
)
from commonweal.assess.impact.models.statements import reads_what_was_heard
from commonweal.assess.impact.rules.drafting import HEARD, OWN, SOURCES
from commonweal.assess.impact.rules.states import ASSESS, WRITING
from commonweal.ground.scales.reads import status_of
from commonweal.ground.scales.values import Status
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.ground.visibility.together import fetch_together


@dataclass(frozen=True)
class Line:
    """A statement with the grade of its evidence."""

    statement: Statement
    strength: Status | None


@dataclass(frozen=True)
class ClassShown:
    """One class of source as the page shows it. searched is None where nobody has looked yet."""

    source: str
    searched: SourceSearched | None
    lines: list[Line]
    is_hidden: bool = False

    @property
    def title(self) -> str:
        return SOURCES[self.source]

    @property
    def sentence(self) -> str:
        if self.is_hidden:
            return "What contacts said is read by those who listen to them, who assess and who decide."
        if self.searched is None:
            return "Nothing was added." if self.source == OWN else "Nobody has searched here yet."
        return self.searched.sentence


@dataclass(frozen=True)
class DraftShown:
    """The draft of an assessment as its viewer may read it, and what came after it was approved."""

    classes: list[ClassShown]
    reopenings: list[Reopening]
    reads_statements: bool
    may_write: bool

    @property
    def is_drawn(self) -> bool:
        return any(one.searched for one in self.classes)

    @property
    def standing(self) -> int:
        return sum(not line.statement.is_struck for one in self.classes for line in one.lines)

    @property
    def withheld(self) -> int:
        return sum(one.searched.withheld_count for one in self.classes if one.searched)


def show_draft(assessment: Assessment, viewer: Viewer) -> DraftShown:
    """One question to the database."""
    reads = viewer.sees(Tier.POLICE)
    wanted = drafted_rows(assessment, viewer)
    if reads:
        wanted["statements"] = statements(viewer).filter(assessment=assessment)
    found = fetch_together(**wanted)
    searched = {row.source: row for row in found["searched"]}
    hidden = set() if reads_what_was_heard(viewer) else HEARD
    classes = []
    for source in SOURCES:
        lines = [
            Line(row, status_of(row.strength_scale, row.strength))
            for row in found.get("statements", ())
            if row.source == source
        ]
        classes.append(ClassShown(source, searched.get(source), lines, source in hidden))
    may_write = viewer.may(ASSESS, [assessment.operation.owner_id]) and assessment.state in WRITING
    return DraftShown(classes, found["reopenings"], reads, may_write)


def drafted_rows(assessment: Assessment, viewer: Viewer) -> dict[str, QuerySet[Any]]:
    """Which classes were searched, and what came since; by the names under which a page fetches them together."""
    return {
        "searched": SourceSearched.objects.visible_to(viewer).filter(assessment=assessment),
        "reopenings": Reopening.objects.visible_to(viewer)
        .filter(assessment=assessment)
        .order_by("-came_at", "-pk"),
    }


def statements(viewer: Viewer) -> QuerySet[Statement]:
    return Statement.objects.visible_to(viewer).select_related("struck_by", "edited_by", "added_by")


def find_statements(viewer: Viewer) -> QuerySet[Statement]:
    return Statement.objects.visible_to(viewer).select_related("assessment__operation")


def assessments(viewer: Viewer) -> QuerySet[Assessment]:
    rows: QuerySet[Assessment] = Assessment.objects.visible_to(viewer).select_related("operation", "author")
    return rows


# What is frozen


def searched_of(assessment: Assessment) -> list[dict[str, Any]]:
    """Every class that was searched, the empty ones too, and how much was withheld from whoever drafted."""
    return [
        {
            "source": row.get_source_display(), "from_on": row.from_on.isoformat(), "to_on": row.to_on.isoformat(),
            "drawn": row.drawn_count, "withheld": row.withheld_count, "left_out": row.left_out_count,
        }
        for row in assessment.searched.order_by("pk")
    ]  # fmt: skip


def statements_of(assessment: Assessment) -> list[dict[str, Any]]:
    """Those that stand and those that were struck out, each with its source and how much it can bear."""
    return [
        {
            "source": row.source, "text": row.text, "as_drawn": row.drawn_text, "cites": row.cites_label,
            "row": f"{row.cites_kind}/{row.cites_id}" if row.cites_kind else "",
            "on": row.cites_on.isoformat() if row.cites_on else "", "strength": row.strength,
            "strength_scale": row.strength_scale, "basis": row.basis, "struck_out_because": row.struck_reason,
        }
        for row in assessment.statements.order_by("pk")
    ]  # fmt: skip


def lessons_of(assessment: Assessment) -> list[dict[str, Any]]:
    rows = LessonAnswer.objects.filter(assessment=assessment).select_related("lesson").order_by("pk")
    return [
        {"lesson": row.lesson.event, "taken": row.is_taken, "because": row.because, "reason": row.reason}
        for row in rows
    ]


def without_what_was_heard(content: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    """A frozen content as this viewer may read it: without what contacts said, where they do not read that."""
    if reads_what_was_heard(viewer) or "statements" not in content:
        return content
    kept = [each for each in content["statements"] if each["source"] not in HEARD]
    return content | {"statements": kept}
