"""Where on a line does each date lie? Pure geometry of a timeline, in hundredths of its width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .words import MONTHS, day

# From this many months on, ticks stand at quarters, then at years: labels must not touch on a phone.
MONTHLY_UNTIL, QUARTERLY_UNTIL = 8, 30


@dataclass(frozen=True)
class TimelineRow:
    """One thing with dates. `tone` colours its bar, `words` says its state, `detail` stands under the label."""

    label: str
    url: str = ""
    start: date | None = None
    due: date | None = None
    done: date | None = None
    tone: str = "neutral"
    words: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    major: bool


@dataclass(frozen=True)
class DrawnRow:
    """The bar runs from `left` for `width`; `due` and `done` are markers; None where there is no date."""

    row: TimelineRow
    left: float
    width: float
    due: float | None
    done: float | None
    late_left: float | None  # from the due date to today, or to the day it was done
    late_width: float
    sentence: str


@dataclass(frozen=True)
class TimelineDrawing:
    first: date
    last: date
    today: float | None
    today_words: str
    ticks: tuple[Tick, ...]
    rows: tuple[DrawnRow, ...]


@dataclass(frozen=True)
class Span:
    """From dates to hundredths of the width."""

    first: date
    last: date

    def x(self, when: date) -> float:
        total = max((self.last - self.first).days, 1)
        return round(min(max((when - self.first).days / total, 0), 1) * 100, 2)

    def holds(self, when: date) -> bool:
        return self.first <= when <= self.last


def draw_timeline(
    rows: Sequence[TimelineRow], *, today: date, first: date | None = None, last: date | None = None
) -> TimelineDrawing:
    """Every row on one scale, from the month of the first date to the end of the month of the last."""
    span = span_of(rows, today, first, last)
    return TimelineDrawing(
        first=span.first,
        last=span.last,
        today=span.x(today) if span.holds(today) else None,
        today_words=f"Today, {day(today)}",
        ticks=tuple(ticks(span)),
        rows=tuple(_drawn(row, span, today) for row in rows),
    )


def span_of(rows: Iterable[TimelineRow], today: date, first: date | None, last: date | None) -> Span:
    dates = [when for row in rows for when in (row.start, row.due, row.done) if when] or [today]
    begin, end = first or min([*dates, today]), last or max([*dates, today])
    return Span(begin.replace(day=1), _next_month(end) - timedelta(days=1))


def _next_month(when: date) -> date:
    return date(when.year + when.month // 12, when.month % 12 + 1, 1)


def ticks(span: Span) -> list[Tick]:
    """Months, quarters or years, whichever leaves room for the words."""
    months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    step = 1 if months <= MONTHLY_UNTIL else 3 if months <= QUARTERLY_UNTIL else 12
    found: list[Tick] = []
    when = span.first
    while when <= span.last:
        if (when.month - 1) % step == 0:
            found.append(Tick(span.x(when), _tick_words(when, step, not found), when.month == 1))
        when = _next_month(when)
    return found


def _tick_words(when: date, step: int, is_first: bool) -> str:
    if step == 12:
        return str(when.year)
    month = MONTHS[when.month - 1][:3]
    return f"{month} {when.year}" if is_first or when.month == 1 else month


def _drawn(row: TimelineRow, span: Span, today: date) -> DrawnRow:
    end = row.done or row.due or row.start
    start = row.start or end
    left = span.x(start) if start else 0.0
    late = _late_until(row, today)
    return DrawnRow(
        row=row,
        left=left,
        width=round(max(span.x(end) - left, 0.6), 2) if end else 0.0,
        due=span.x(row.due) if row.due else None,
        done=span.x(row.done) if row.done else None,
        late_left=span.x(row.due) if late and row.due else None,
        late_width=round(span.x(late) - span.x(row.due), 2) if late and row.due else 0.0,
        sentence=sentence(row, today),
    )


def _late_until(row: TimelineRow, today: date) -> date | None:
    until = row.done or today
    return until if row.due and until > row.due else None


def sentence(row: TimelineRow, today: date) -> str:
    """The dates of one row in words; the alternative text of its bar."""
    said = [f"started {day(row.start)}" if row.start else "", f"due {day(row.due)}" if row.due else "no date"]
    if row.done:
        said.append(f"done {day(row.done)}")
    elif row.due and row.due < today:
        days = (today - row.due).days
        said.append(f"{days} {'day' if days == 1 else 'days'} late")
    words = ", ".join(filter(None, said))
    return words[:1].upper() + words[1:]
