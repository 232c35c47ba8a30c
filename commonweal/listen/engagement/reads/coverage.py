"""Which communities were not heard, in which areas, and what was done to hear them?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commonweal.design.words import count
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer, check_may
from commonweal.listen.engagement.models import Community, CommunitySize
from commonweal.listen.engagement.reads.heard import EVERYWHERE, Known, known_on
from commonweal.listen.engagement.reads.sizes import HIDDEN, hidden_of
from commonweal.listen.engagement.rules.coverage import (
    LONG_WEEKS,
    SHORT_WEEKS,
    Effort,
    Gap,
    Judgement,
    judge,
    rank,
)
from commonweal.listen.engagement.rules.sizes import is_worth_naming


@dataclass(frozen=True)
class Line:
    """One community in one area; area is None where nobody has counted the community anywhere."""

    community: Community
    area: Area | None
    people: int | None
    source: str
    effort: Effort
    judgement: Judgement
    elsewhere_on: date | None
    trusted: int

    @property
    def people_words(self) -> str:
        if self.area is None:
            return "Not counted"
        return HIDDEN if self.people is None else f"{self.people:,}"

    @property
    def effort_words(self) -> str:
        """Only what there is: a list of noughts hides the one thing that is done."""
        effort = self.effort
        parts = (
            (effort.desks, count(effort.desks, "desk or outreach worker", "desks or outreach workers")),
            (effort.organisations, count(effort.organisations, "organisation")),
            (self.trusted, f"{self.trusted} of them trusted"),
            (effort.contacts, count(effort.contacts, "contact")),
            (effort.engagements, f"{count(effort.engagements, 'engagement')} in a year"),
        )
        return ", ".join(words for number, words in parts if number) or "Nothing yet"


@dataclass(frozen=True)
class InAllAreas:
    """One community in every area where it was counted, the worst first."""

    lines: tuple[Line, ...]

    @property
    def worst(self) -> Line:
        return self.lines[0]

    @property
    def gaps(self) -> Counter[Gap]:
        return Counter(line.judgement.gap for line in self.lines)

    @property
    def last_on(self) -> date | None:
        """Anywhere at all, also where nobody was counted."""
        return max(
            (day for one in self.lines for day in (one.effort.last_on, one.elsewhere_on) if day), default=None
        )


@dataclass(frozen=True)
class Coverage:
    lines: tuple[Line, ...]
    hidden: int
    short: int
    long: int

    @property
    def gaps(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.judgement.gap is not Gap.HEARD)

    @property
    def by_community(self) -> list[InAllAreas]:
        """Each community once, with its worst place; the community with the widest gap first."""
        places: dict[int, list[Line]] = {}
        for line in self.lines:
            places.setdefault(line.community.pk, []).append(line)
        return [InAllAreas(tuple(lines)) for lines in places.values()]


def get_coverage(
    viewer: Viewer,
    *,
    on: date,
    short: int | None = None,
    long: int | None = None,
    level: str = "borough",
    words: str = "",
    community: int | None = None,
    gap: int | None = None,
) -> Coverage:
    """For oversight too: numbers and days, and nothing of what was said, by whom or to whom."""
    check_may(viewer, "engagement.coverage")
    short = short or SHORT_WEEKS
    long = max(long or LONG_WEEKS, short)
    known = known_on(on)
    pairs, hidden = _pairs(viewer, level)
    meant = [pair for pair in pairs if _is_meant(pair, words) and community in (None, pair.community.pk)]
    lines = [_line(pair, known, _Asked(on, short, long)) for pair in meant]
    lines = [line for line in lines if gap in (None, line.judgement.gap)]
    lines.sort(key=lambda line: (*rank(line.judgement, line.people), line.community.name))
    return Coverage(tuple(lines), hidden, short, long)


def _is_meant(pair: _Pair, words: str) -> bool:
    name = f"{pair.community.name} {pair.area.name if pair.area else ''}"
    return words.lower() in name.lower()


@dataclass(frozen=True)
class _Asked:
    on: date
    short: int
    long: int


@dataclass(frozen=True)
class _Pair:
    """A community in an area where enough of its people live to be named; or one that nobody has counted."""

    community: Community
    area: Area | None = None
    people: int | None = None
    source: str = ""


def _pairs(viewer: Viewer, level: str) -> tuple[list[_Pair], int]:
    """The pairs, and how many are not named because too few people live there."""
    pairs: list[_Pair] = []
    hidden, counted = 0, set()
    for rows in _newest(viewer, level):
        covered = hidden_of(rows)
        counted.add(rows[0].community_id)
        named = [row for row in rows if is_worth_naming(row.people)]
        hidden += len(rows) - len(named)
        pairs += [
            _Pair(row.community, row.area, None if row.area_id in covered else row.people, row.load.title)
            for row in named
        ]
    uncounted = Community.objects.visible_to(viewer).exclude(pk__in=counted)
    return [*pairs, *(_Pair(community) for community in uncounted)], hidden


def _line(pair: _Pair, known: Known, asked: _Asked) -> Line:
    community, area = pair.community, pair.area
    key = (community.pk, area.pk if area else EVERYWHERE)
    last = known.last.get(key) if area else known.anywhere.get(community.pk)
    effort = Effort(
        people=pair.people,
        desks=known.in_area(known.desks, key),
        organisations=known.in_area(known.organisations, key),
        contacts=known.in_area(known.contacts, key),
        engagements=len(known.engagements.get(key, ())) if area else known.in_area(known.engagements, key),
        last_on=last,
    )
    elsewhere = known.anywhere.get(community.pk)
    judgement = judge(effort, on=asked.on, short=asked.short, long=asked.long)
    return Line(
        community, area, pair.people, pair.source, effort, judgement, elsewhere if elsewhere != last else None,
        known.in_area(known.trusted, key),
    )  # fmt: skip


def _newest(viewer: Viewer, level: str) -> Iterator[list[CommunitySize]]:
    """The rows of the newest count of each community."""
    rows = (
        CommunitySize.objects.visible_to(viewer)
        .filter(area__level=level)
        .filter(community__in=Community.objects.visible_to(viewer).values("pk"))
        .select_related("community", "area", "load")
        .defer("area__boundary", "area__outline")
        .order_by("community__name", "-load__counted_on", "-load_id")
    )
    by_community: dict[int, list[CommunitySize]] = defaultdict(list)
    for row in rows:
        kept = by_community[row.community_id]
        if not kept or kept[0].load_id == row.load_id:
            kept.append(row)
    yield from by_community.values()
