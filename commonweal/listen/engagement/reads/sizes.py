"""How many people of a community live where, as far as it may be shown, and how does that look on a map?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from commonweal.design.words import count, day
from commonweal.ground.places.models import Area
from commonweal.ground.places.reads import AreaMap, AreaValue, list_areas, map_of
from commonweal.ground.visibility.rules import Viewer
from commonweal.listen.engagement.models import Community, CommunitySize, SizeLoad
from commonweal.listen.engagement.rules.sizes import FLOOR, LEVELS, Count, hidden_areas, level_of

HIDDEN = "Not shown"


@dataclass(frozen=True)
class SizeLine:
    """One area. people is None where the count is not shown; why says so in words."""

    area: Area
    people: int | None
    why: str = ""

    @property
    def words(self) -> str:
        return f"{self.people:,}" if self.people is not None else HIDDEN


@dataclass(frozen=True)
class Sizes:
    """The newest count of a community, with where it comes from and what it cannot say."""

    load: SizeLoad
    level: str
    lines: tuple[SizeLine, ...]
    hidden: int

    @property
    def shown(self) -> tuple[SizeLine, ...]:
        return tuple(line for line in self.lines if line.people is not None)

    @property
    def sentence(self) -> str:
        if not self.shown:
            return "No count of this community is large enough to be shown."
        most = max(self.shown, key=lambda line: line.people or 0)
        return (
            f"At least {sum(line.people or 0 for line in self.shown):,} people in {count(len(self.shown), 'area')}, "
            f"most of them in {most.area.name} ({most.words}), as counted on {day(self.load.counted_on)}."
        )

    @property
    def floor_sentence(self) -> str:
        """What is hidden, and why."""
        if not self.hidden:
            return f"Every count here is {FLOOR} or more, so nothing had to be hidden."
        return (
            f"{count(self.hidden, 'area is', 'areas are')} not shown: either fewer than {FLOOR} people of this community "
            f"live there, who could be picked out, or the number could be used to work such a small one out."
        )


def newest_sizes(community: Community, *, viewer: Viewer, level: str = "borough") -> Sizes | None:
    """Two questions; None where nobody has counted this community at this level."""
    rows = CommunitySize.objects.visible_to(viewer).filter(community=community, area__level=level)
    newest = rows.order_by("-load__counted_on", "-load_id").values_list("load_id", flat=True)[:1]
    found = list(
        rows.filter(load_id__in=list(newest))
        .select_related("area", "load")
        .defer("area__boundary")
        .order_by("area__name")
    )
    if not found:
        return None
    hidden = hidden_of(found)
    lines = tuple(_line(row, hidden) for row in found)
    return Sizes(found[0].load, level, lines, len(hidden))


def hidden_of(rows: Iterable[CommunitySize]) -> frozenset[int]:
    return hidden_areas(Count(row.area_id, row.area.parent_id, row.people) for row in rows)


def _line(row: CommunitySize, hidden: frozenset[int]) -> SizeLine:
    if row.area_id not in hidden:
        return SizeLine(row.area, row.people)
    if row.people < FLOOR:
        return SizeLine(row.area, None, f"Fewer than {FLOOR} people")
    return SizeLine(row.area, None, "Hidden to protect a small number elsewhere")


def map_of_sizes(sizes: Sizes, *, on: date, url: Callable[[Area], str] | None = None) -> AreaMap | None:
    """Every area of the level; one that nobody counted is blank, one that is not shown is hatched."""
    values = {
        line.area.code: AreaValue(f"{line.words} people", "level", level_of(line.people))
        if line.people is not None
        else AreaValue(line.why, "missing")
        for line in sizes.lines
    }
    return map_of(list(list_areas(sizes.level, on=on)), values, url=url)


def words_of_levels() -> tuple[str, ...]:
    return LEVELS


def list_loads(viewer: Viewer) -> list[SizeLoad]:
    return list(SizeLoad.objects.visible_to(viewer)[:50])
