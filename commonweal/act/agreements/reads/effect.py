"""How high was tension in an area before and after a month of joint work, and how high is it now?

Read from the weekly returns as this viewer may see them: whoever may not see levels is told so, and reads none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from commonweal.design.words import day
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.tension.models import ReturnRound
from commonweal.listen.tension.reads.levels import level_of_rank
from commonweal.listen.tension.reads.weeks import SEE_LEVELS, AreaPoint, main_round, points

WEEKS = timedelta(weeks=4)
NOBODY, HIDDEN = "nobody reported", "not shown to you"


@dataclass(frozen=True)
class Level:
    """The level of an area in the newest week in which somebody reported. label "" where nobody did."""

    area: str
    label: str
    week_starting: date | None
    moved: str = ""
    tag: tuple[str, str, str, str] = ("Nobody reported", "?", "hatch", "missing")

    @property
    def words(self) -> str:
        return f"{self.label}, week of {day(self.week_starting)}" if self.week_starting else NOBODY


@dataclass(frozen=True)
class Effect:
    """Tension in an area in the four weeks before a month and in the four after it, in words."""

    before: str
    after: str
    moved: str = ""


def sees_levels(viewer: Viewer) -> bool:
    return viewer.may(SEE_LEVELS)


class Levels:
    """The weekly levels of some areas, asked for once."""

    def __init__(self, viewer: Viewer, areas: Sequence[Area], *, since: date, until: date, at: datetime):
        self.may_see = sees_levels(viewer)
        self.round: ReturnRound | None = (
            main_round(timezone.localdate(at)) if self.may_see and areas else None
        )
        self.by_area: dict[int, list[AreaPoint]] = {area.pk: [] for area in areas}
        if self.round is not None and since <= until:
            for point in points(viewer, self.round, since=since, until=until, at=at, areas=list(areas)):
                if point.rank is not None:
                    self.by_area[point.area_id].append(point)

    def _label(self, point: AreaPoint) -> str:
        if self.round is None:
            return ""
        found = level_of_rank(self.round.level_scale, point.rank, on=point.week_starting)
        return found.label if found else ""

    def around(self, area: int, month: date) -> Effect:
        if not self.may_see:
            return Effect(HIDDEN, HIDDEN)
        known, end = self.by_area.get(area, []), next_month(month)
        before = [p for p in known if month - WEEKS <= p.week_starting < month]
        after = [p for p in known if end <= p.week_starting < end + WEEKS]
        first, last = (before[-1] if before else None), (after[-1] if after else None)
        return Effect(
            self._label(first) if first else NOBODY,
            self._label(last) if last else NOBODY,
            _moved(first, last),
        )

    def now(self, areas: Iterable[Area]) -> list[Level]:
        """Each area's newest level with its week: what feeds the risk to cohesion."""
        found = []
        for area in areas:
            known = self.by_area.get(area.pk, [])
            if not known or self.round is None:
                found.append(Level(area.name, "", None))
                continue
            newest, before = known[-1], known[-2] if len(known) > 1 else None
            level = level_of_rank(self.round.level_scale, newest.rank, on=newest.week_starting)
            tag = (level.label, level.letter, level.shape, level.tone) if level else Level("", "", None).tag
            label = level.label if level else ""
            found.append(Level(area.name, label, newest.week_starting, _moved(before, newest), tag))
        return found


def _moved(first: AreaPoint | None, last: AreaPoint | None) -> str:
    if first is None or last is None or first.rank is None or last.rank is None:
        return ""
    return "rose" if last.rank > first.rank else "fell" if last.rank < first.rank else "same"


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def levels_now(viewer: Viewer, areas: Sequence[Area], *, at: datetime) -> list[Level]:
    today = timezone.localdate(at)
    return Levels(viewer, areas, since=today - 2 * WEEKS, until=today, at=at).now(areas)
