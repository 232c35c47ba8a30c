"""How did one area's series run, with what was to be expected in each period and the alerts that were raised?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

from commonweal.assess.surveillance.models import Alert, SeriesBreak, Watch, own_areas_q
from commonweal.assess.surveillance.reads.sources import EFFORT, series_of
from commonweal.assess.surveillance.rules.judging import Judged, judge, period_words, sentence_of
from commonweal.assess.surveillance.rules.recipes import RECIPES, Period, Recipe, Subject
from commonweal.assess.surveillance.rules.series import Watched
from commonweal.design.series import Point, Rupture, SeriesDrawing, draw_series
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class History:
    """One area under one method. effort says what more reports do and do not mean."""

    watch: Watch
    area: Area
    recipe: Recipe
    series: Watched
    judged: list[Judged]
    alerts: list[Alert]
    effort: str

    @property
    def judged_count(self) -> int:
        return sum(each.high is not None for each in self.judged)

    @property
    def unusual(self) -> list[Judged]:
        return [each for each in self.judged if each.is_unusual]

    def says(self) -> str:
        """What the chart shows, in words."""
        if not self.series.starts:
            return f"Nothing is known of {self.area.name} yet."
        unknown = sum(count is None for count in self.series.counts)
        periods = {Period.MONTH: "months", Period.WEEK: "weeks"}[self.watch.period]
        length = f"{len(self.series.starts)} {periods} of {self.area.name}"
        if not self.judged_count:
            return f"{length} are too little for this method to judge any of them. {self.recipe.when}"
        parts = [
            f"{length}, of which the method could judge {self.judged_count} and called {len(self.unusual)} unusual."
        ]
        if unknown:
            parts.append(f"{unknown} are unknown; they are no zeros.")
        return " ".join(parts)

    def told(self, judged: Judged) -> str:
        return sentence_of(
            judged,
            area=self.area.name,
            subject=Subject(self.watch.subject),
            period=self.watch.period,
            recipe=self.recipe,
        )


def list_watches(viewer: Viewer) -> QuerySet[Watch]:
    return (
        Watch.objects.visible_to(viewer)
        .select_related("offence_class", "return_round")
        .order_by("title", "pk")
    )


def list_breaks(watch: Watch, viewer: Viewer) -> QuerySet[SeriesBreak]:
    rows = SeriesBreak.objects.visible_to(viewer).filter(watch=watch).select_related("area")
    return rows.defer("area__boundary", "area__outline")


def find_breaks(viewer: Viewer) -> QuerySet[SeriesBreak]:
    return SeriesBreak.objects.visible_to(viewer).select_related("watch")


def list_areas(watch: Watch, viewer: Viewer) -> QuerySet[Area]:
    """The newest version of each area of the watch's level that the viewer may read about."""
    rows = Area.objects.filter(own_areas_q(viewer, ""), level=watch.level)
    newest = rows.values("code").annotate(newest=Max("pk")).values("newest")
    return rows.filter(pk__in=newest).defer("boundary", "outline").order_by("name")


def history_of(
    watch: Watch,
    area: Area,
    viewer: Viewer,
    *,
    now: datetime,
    method: str = "",
    breaks: list[SeriesBreak] | None = None,
    alerts: list[Alert] | None = None,
) -> History:
    """breaks and alerts may be handed in by a page that knows them already."""
    key = method if method in watch.methods else watch.methods[0]
    series = series_of(watch, now=now, area=area, breaks=breaks).get(area.code, Watched(watch.period))
    if alerts is None:
        alerts = list(Alert.objects.visible_to(viewer).filter(watch=watch, area__code=area.code))
    return History(
        watch=watch,
        area=area,
        recipe=RECIPES[key],
        series=series,
        judged=judge(series, RECIPES[key]),
        alerts=[alert for alert in alerts if alert.method == key],
        effort=EFFORT[Subject(watch.subject)],
    )


def draw(
    history: History, *, url_of: dict[int, str], around: date | None = None, most: int = 0
) -> SeriesDrawing:
    """The whole series, or so many periods up to and after one."""
    by_period = {alert.period_on: alert for alert in history.alerts}
    points = [
        _point(at, history, by_period.get(start), url_of) for at, start in enumerate(history.series.starts)
    ]
    if around and most:
        place = next((at for at, start in enumerate(history.series.starts) if start >= around), len(points))
        points = points[max(0, place + 7 - most) : place + 7]
    within = [r for r in history.series.ruptures if points and points[0].on < r.from_on <= points[-1].on]
    return draw_series(points, ruptures=[Rupture(r.from_on, r.reason) for r in within])


def _point(at: int, history: History, alert: Alert | None, url_of: dict[int, str]) -> Point:
    series, start = history.series, history.series.starts[at]
    count, judged = series.counts[at], history.judged[at]
    words = period_words(start, series.period)
    return Point(
        on=start,
        label=words[:1].upper() + words[1:],
        value=None if count is None else float(count),
        words="unknown" if count is None else ("0: none" if count == 0 else f"{count:,}"),
        kind="missing" if count is None else "nil" if count == 0 else "amount",
        expected=judged.expected if judged.high is not None else None,
        low=None if judged.low is None else float(judged.low),
        high=judged.high,
        mark=_mark(alert, judged),
        url=url_of.get(alert.pk, "") if alert else "",
        beside=series.effort[at] if at < len(series.effort) else "",
    )


def _mark(alert: Alert | None, judged: Judged) -> str:
    if alert:
        return f"Alert: {alert.get_state_display().lower()}"
    return "Unusual, before the watch began" if judged.is_unusual else ""
