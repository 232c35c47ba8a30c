"""Which figures can a paper drop in, what are they worth today, and from which records were they counted?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from commonweal.act.plans.models import Strategy
from commonweal.act.plans.reads.figures import figures_from
from commonweal.act.plans.reads.lines import ActionLine, lines_of
from commonweal.act.plans.reads.one import list_pictures
from commonweal.act.plans.reads.overviews import ExceptionLine, exceptions_from
from commonweal.answer.meetings.models import Meeting
from commonweal.answer.meetings.rules import State as MeetingState
from commonweal.answer.papers.models import CommitteePaper, Decision, PaperFigure, Recommendation
from commonweal.design.words import day
from commonweal.ground.audit.models import Record
from commonweal.ground.scales.reads import key_of
from commonweal.ground.scales.values import STRENGTH
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.ground.visibility.together import fetch_together

# A paper is written to be published: whatever police, oversight or named people alone may see is never counted in it.
PAPER_VIEWER = Viewer(name="A paper", tiers=frozenset({Tier.PUBLIC, Tier.PARTNERSHIP}))
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """One record that a figure was counted from: its table and key, its version then, and its name in words."""

    record: str
    words: str

    @classmethod
    def of(cls, record: Record, words: str) -> Row:
        return cls(f"{record._meta.label_lower} {record.pk} version {record.version}", words)


@dataclass(frozen=True)
class LiveFigure:
    """One figure, or one table where `table` says its columns and rows."""

    key: str
    words: str
    value: str
    source: str
    rows: tuple[Row, ...] = ()
    table: dict[str, Any] | None = None
    as_at_on: date | None = None
    # counted from records that were made at the time, unless somebody typed it and says otherwise
    strength: str = "recorded"
    strength_scale: str = ""

    @property
    def marker(self) -> str:
        return f"{{{'table' if self.table else 'figure'}:{self.key}}}"

    @property
    def graded_by(self) -> str:
        """What is counted here is graded by the scale of its day."""
        return self.strength_scale or (key_of(STRENGTH, self.as_at_on) if self.as_at_on else "")

    def as_content(self) -> dict[str, Any]:
        """As it stands in the content that is frozen."""
        return {
            "key": self.key, "words": self.words, "value": self.value, "source": self.source, "table": self.table,
            "rows": [{"record": r.record, "words": r.words} for r in self.rows],
            "as_at_on": self.as_at_on.isoformat() if self.as_at_on else "",
            "strength": self.strength, "strength_scale": self.graded_by,
        }  # fmt: skip


def available_figures(paper: CommitteePaper, *, on: date) -> dict[str, LiveFigure]:
    """Every figure by its key: typed ones, those of the body's meetings, and those of the plan the paper is about."""
    as_at = paper.figures_on or on
    found = {f.key: f for source in SOURCES for f in source(paper, as_at)}
    return {
        key: f if f.as_at_on or f.source == PaperFigure.Source.TYPED else replace(f, as_at_on=as_at)
        for key, f in found.items()
    }


def typed_figures(paper: CommitteePaper, on: date) -> Iterable[LiveFigure]:
    for row in (f for f in paper.figures.all() if f.source == PaperFigure.Source.TYPED):
        yield LiveFigure(
            row.key, row.words, row.value, row.source, as_at_on=row.as_at_on, strength=row.strength,
            strength_scale=row.strength_scale,
        )  # fmt: skip


def meeting_figures(paper: CommitteePaper, on: date) -> Iterable[LiveFigure]:
    """How often the body met in the year, and what became of what it was asked."""
    body = paper.meeting.body
    held = Meeting.objects.filter(
        body=body, state=MeetingState.HELD, meeting_on__gt=on - YEAR, meeting_on__lte=on
    )
    asked = Recommendation.objects.filter(
        paper__meeting__body=body, paper__meeting__state=MeetingState.HELD, paper__meeting__meeting_on__lte=on,
        paper__frozen_hash__gt="",
    ).select_related("paper").order_by("paper", "position")  # fmt: skip
    decided = Decision.objects.filter(recommendation__in=asked, decided_on__lte=on).select_related(
        "recommendation__paper"
    )
    found = fetch_together(held=held.order_by("meeting_on"), asked=asked, decided=decided)
    met = tuple(Row.of(m, f"meeting of {day(m.meeting_on)}") for m in found["held"])
    yield _counted("body_meetings_held", "Meetings held in the year", met)
    done = {d.recommendation_id for d in found["decided"]}
    yield _counted(
        "body_decisions",
        "Decisions recorded",
        tuple(Row.of(d, _name(d.recommendation)) for d in found["decided"]),
    )
    waiting = tuple(Row.of(r, _name(r)) for r in found["asked"] if r.pk not in done)
    yield _counted("body_undecided", "Recommendations without a recorded decision", waiting)


def _name(recommendation: Recommendation) -> str:
    return f"report {recommendation.paper.number}, recommendation {recommendation.position}"


def _counted(key: str, words: str, rows: tuple[Row, ...]) -> LiveFigure:
    return LiveFigure(key, words, f"{len(rows):,}", PaperFigure.Source.MEETINGS.value, rows)


def plan_figures(paper: CommitteePaper, on: date) -> Iterable[LiveFigure]:
    return list_plan_figures(paper.plan, on=on) if paper.plan else ()


def list_plan_figures(plan: Strategy, *, on: date) -> list[LiveFigure]:
    """Every figure of a plan, then its actions and its exceptions as tables; police and oversight rows stay out."""
    pictures = list_pictures(PAPER_VIEWER, plan, on)
    actions = [picture.action for picture in pictures]
    counted = [
        LiveFigure(
            f"plan_{f.key}".lower(), _sentence(f.words), f"{f.value:,}", PaperFigure.Source.PLAN.value,
            tuple(Row(f"{r.label} {r.pk} version {r.version}", r.words) for r in f.rows), as_at_on=on,
        )
        for f in figures_from(pictures, on)
    ]  # fmt: skip
    lines = lines_of(actions, on)
    return [*counted, _table_of_actions(lines, on), _table_of_exceptions(exceptions_from(actions, lines), on)]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def status_sentence(line: ActionLine) -> str:
    """The status and why, without saying the status twice."""
    said = line.sentence.casefold().startswith(line.label.casefold())
    return line.sentence if said else f"{line.label}: {line.sentence}"


def _table_of_actions(lines: list[ActionLine], on: date) -> LiveFigure:
    cells = [[line.reference, line.title, _sentence(line.lead), status_sentence(line)] for line in lines]
    columns = ["Reference", "Action", "Lead", "How it stands"]
    return _table(
        "plan_table_actions",
        "The actions and how each stands",
        columns=columns,
        cells=cells,
        lines=lines,
        on=on,
    )


def _table_of_exceptions(found: list[ExceptionLine], on: date) -> LiveFigure:
    cells = [
        [e.action.reference, e.kind_words, e.cause, e.effect, e.decision_needed or "None asked for"]
        for e in found
    ]
    columns = ["Reference", "Exception", "Cause", "Effect", "Decision needed"]
    return _table(
        "plan_table_exceptions",
        "Exceptions",
        columns=columns,
        cells=cells,
        lines=[e.action for e in found],
        on=on,
    )


def _table(
    key: str, words: str, *, columns: list[str], cells: list[list[str]], lines: Iterable[ActionLine], on: date
) -> LiveFigure:
    actions = {line.pk: line for line in lines}
    rows = tuple(
        Row(f"plans.plannedaction {a.pk} version {a.version}", a.reference or a.title)
        for a in actions.values()
    )
    table = {"columns": columns, "rows": cells}
    return LiveFigure(key, words, f"{len(cells):,}", PaperFigure.Source.PLAN.value, rows, table, on)


Source = Callable[[CommitteePaper, date], Iterable[LiveFigure]]
SOURCES: list[Source] = [plan_figures, meeting_figures, typed_figures]
