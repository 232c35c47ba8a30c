"""Which periods of a watch are unusual, so that an alert has to be raised?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from commonweal.assess.surveillance.models import Alert, Watch
from commonweal.assess.surveillance.reads import sources
from commonweal.assess.surveillance.rules.judging import Judged, judge, sentence_of
from commonweal.assess.surveillance.rules.recipes import RECIPES, Recipe, Subject
from commonweal.assess.surveillance.rules.series import Watched
from commonweal.ground.places.models import Area


@dataclass(frozen=True)
class Unusual:
    """What one alert is about."""

    area: Area
    recipe: Recipe
    judged: Judged
    observed: int
    expected: float
    upper_bound: float
    sentence: str
    cautions: list[str]


def find_unusual_in(watch: Watch, *, now: datetime) -> Iterator[Unusual]:
    """Every unusual period since the watch began that has raised no alert yet."""
    known = set(Alert.objects.filter(watch=watch).values_list("area__code", "period_on", "method"))
    areas = areas_of(watch)
    for code, series in sorted(sources.series_of(watch, now=now).items()):
        for key in watch.methods:
            for judged in judge(series, RECIPES[key], since=watch.from_on):
                area = area_on(areas.get(code, []), judged.start)
                if area is not None and (code, judged.start, key) not in known:
                    found = _told(watch, area, series, RECIPES[key], judged)
                    if found is not None:
                        yield found


def _told(watch: Watch, area: Area, series: Watched, recipe: Recipe, judged: Judged) -> Unusual | None:
    """None where the period is as usual, or cannot be judged."""
    observed, expected, high = judged.observed, judged.expected, judged.high
    if not judged.is_unusual or observed is None or expected is None or high is None:
        return None
    words = sentence_of(
        judged, area=area.name, subject=Subject(watch.subject), period=watch.period, recipe=recipe
    )
    cautions = series.cautions(judged.start)
    return Unusual(area, recipe, judged, observed, expected, high, words, cautions)


def areas_of(watch: Watch) -> dict[str, list[Area]]:
    """Every version of the areas of the watch's level by their code, oldest first."""
    found: dict[str, list[Area]] = {}
    rows = Area.objects.filter(level=watch.level).defer("boundary", "outline").order_by("valid_from_on")
    for area in rows:
        found.setdefault(area.code, []).append(area)
    return found


def area_on(versions: list[Area], on: date) -> Area | None:
    """The version that was valid on the day."""
    valid = [
        a for a in versions if a.valid_from_on <= on and (a.valid_until_on is None or on < a.valid_until_on)
    ]
    return valid[-1] if valid else None
