"""What was done by month and limb, beside its effect on the community, and has it drifted from its purpose?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from commonweal.act.agreements.models import Agreement, JointActivity, PurposeLimb
from commonweal.act.agreements.reads.agreements import names_of_limbs
from commonweal.act.agreements.reads.effect import WEEKS, Effect, Levels, next_month
from commonweal.act.agreements.rules import drift
from commonweal.act.agreements.rules.words import LED
from commonweal.assess.harm.models import Limb
from commonweal.design.charts import Bar, BarDrawing, draw_bars
from commonweal.design.words import MONTHS
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

SHOWN = 12  # months on the page; the file has all
COLUMNS = (
    "month", "area", "limb", "within the purpose", "led by", "operations", "hours", "tasked", "complaints",
    "tension before", "tension after",
)  # fmt: skip
NO_LIMB = "No limb"


@dataclass(frozen=True)
class Line:
    """One row of counts beside the tension around its month."""

    activity: JointActivity
    limb: str
    within: bool
    effect: Effect
    share: int | None


@dataclass(frozen=True)
class Page:
    """sentence says whether the work has drifted; months are the shares, newest first."""

    sentence: str
    has_drifted: bool
    months: list[drift.Month]
    limbs: dict[int | None, str]
    lines: list[Line]
    drawing: BarDrawing | None
    more: bool

    @property
    def limbs_columns(self) -> list[dict[str, Any]]:
        """A column of shares for every limb that occurs."""
        return [
            {"key": f"limb-{number or 0}", "label": words, "numeric": True, "limb": number}
            for number, words in self.limbs.items()
        ]


def month_in_words(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def rows_of(agreement: Agreement, viewer: Viewer) -> QuerySet[JointActivity]:
    rows = JointActivity.objects.visible_to(viewer).filter(agreement=agreement).select_related("area")
    return rows.defer("area__boundary", "area__outline")


def page_of(agreement: Agreement, viewer: Viewer, *, at: datetime, most: int | None = SHOWN) -> Page:
    found = fetch_together(
        rows=rows_of(agreement, viewer),
        purposes=PurposeLimb.objects.visible_to(viewer).filter(agreement=agreement),
        limbs=Limb.objects.visible_to(viewer).filter(of=agreement.definition_version_id),
    )
    rows: list[JointActivity] = found["rows"]
    covered = {limb.number for limb in found["purposes"]}
    names = names_of_limbs(found["limbs"])
    months = drift.by_month(map(_done, rows), covered)
    shown = months if most is None else months[-most:]
    kept = {month.month for month in shown}
    newest = [month for month in months if month.hours][-1:]
    name = month_in_words(newest[0].month) if newest else ""
    return Page(
        sentence=drift.in_words(months, agreement.drift_from, name),
        has_drifted=bool(newest) and newest[0].has_drifted(agreement.drift_from),
        months=shown[::-1],
        limbs=_names(rows, names),
        lines=_lines(
            [row for row in rows if row.month_on in kept],
            months,
            names,
            covered,
            levels=_levels(rows, kept, viewer, at),
        ),
        drawing=_draw(shown) if shown else None,
        more=len(months) > len(shown),
    )


def _done(row: JointActivity) -> drift.Done:
    return drift.Done(
        row.month_on, row.limb, row.led_by, row.operations, row.hours, row.tasked, row.complaints, row.area_id
    )


def _names(rows: list[JointActivity], names: dict[int, str]) -> dict[int | None, str]:
    """Every limb that occurs, the one without a number last."""
    numbers = sorted({row.limb for row in rows if row.limb is not None})
    found: dict[int | None, str] = {number: _limb(number, names) for number in numbers}
    return found | ({None: NO_LIMB} if any(row.limb is None for row in rows) else {})


def _limb(number: int | None, names: dict[int, str]) -> str:
    if number is None:
        return NO_LIMB
    return f"{number}. {names[number]}" if number in names else f"Limb {number}"


def _levels(rows: list[JointActivity], kept: set[date], viewer: Viewer, at: datetime) -> Levels:
    areas = list({row.area_id: row.area for row in rows if row.month_on in kept}.values())
    first, last = (min(kept), max(kept)) if kept else (at.date(), at.date())
    return Levels(viewer, areas, since=first - WEEKS, until=next_month(last) + WEEKS, at=at)


def _lines(
    rows: list[JointActivity],
    months: list[drift.Month],
    names: dict[int, str],
    covered: set[int],
    *,
    levels: Levels,
) -> list[Line]:
    hours = {month.month: month.hours for month in months}
    return [
        Line(
            row, _limb(row.limb, names), row.limb in covered, levels.around(row.area_id, row.month_on),
            drift.share(row.hours, hours[row.month_on]),
        )
        for row in rows
    ]  # fmt: skip


def _draw(months: list[drift.Month]) -> BarDrawing:
    """The share of hours outside the purpose; a month without hours has no share."""
    return draw_bars(
        [
            Bar(
                month_in_words(month.month),
                float(month.share_outside or 0),
                "no hours" if month.share_outside is None else f"{month.share_outside}%",
                kind="missing" if month.share_outside is None else "amount",
            )
            for month in months
        ],
        maximum=100,
    )


def table_of(page: Page) -> list[dict[str, Any]]:
    return [
        dict(zip(COLUMNS, (
            f"{line.activity.month_on:%Y-%m}", line.activity.area.name, line.limb, "yes" if line.within else "no",
            LED[line.activity.led_by], str(line.activity.operations), str(line.activity.hours),
            str(line.activity.tasked), str(line.activity.complaints), line.effect.before, line.effect.after,
        ), strict=True))
        for line in page.lines
    ]  # fmt: skip
