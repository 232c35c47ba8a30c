"""Which communities were not heard, in which areas, and what was done to hear them?"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from commonweal.design.words import count, day
from commonweal.ground.audit.rules import safe_cell
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer, check_may
from commonweal.listen.engagement.models import (
    Community,
    CommunitySize,
    Contact,
    DeskCommunity,
    Engagement,
    OutreachCover,
    Relationship,
)
from commonweal.listen.engagement.reads.sizes import HIDDEN, hidden_of
from commonweal.listen.engagement.rules.coverage import (
    LONG_WEEKS,
    SHORT_WEEKS,
    Effort,
    Gap,
    Judgement,
    judge,
    rank,
    since,
)
from commonweal.listen.engagement.rules.sizes import FLOOR, is_worth_naming
from commonweal.listen.engagement.rules.words import DUTY

__all__ = [
    "LONG_WEEKS",
    "SHORT_WEEKS",
    "TAGS",
    "as_csv",
    "counts_of",
    "duty",
    "figures_of",
    "floor",
    "get_coverage",
]
EVERYWHERE = 0
YEAR_WEEKS = 52


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
class Coverage:
    lines: tuple[Line, ...]
    hidden: int
    short: int
    long: int

    @property
    def gaps(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.judgement.gap is not Gap.HEARD)


@dataclass
class _Known:
    """What the tables hold, by community and area; EVERYWHERE stands for no area."""

    desks: Counter[int] = field(default_factory=Counter)
    organisations: Counter[tuple[int, int]] = field(default_factory=Counter)
    trusted: Counter[tuple[int, int]] = field(default_factory=Counter)
    contacts: Counter[tuple[int, int]] = field(default_factory=Counter)
    engagements: Counter[tuple[int, int]] = field(default_factory=Counter)
    last: dict[tuple[int, int], date] = field(default_factory=dict)
    anywhere: dict[int, date] = field(default_factory=dict)

    def heard(self, community: int, area: int, on: date | None) -> None:
        if on is None:
            return
        key = (community, area)
        self.last[key] = max(on, self.last.get(key, on))
        self.anywhere[community] = max(on, self.anywhere.get(community, on))


def get_coverage(
    viewer: Viewer,
    *,
    on: date,
    short: int = SHORT_WEEKS,
    long: int = LONG_WEEKS,
    level: str = "borough",
    words: str = "",
) -> Coverage:
    """For oversight too: numbers and days, and nothing of what was said, by whom or to whom."""
    check_may(viewer, "engagement.coverage")
    known = _known(on)
    pairs, hidden = _pairs(viewer, level)
    lines = [_line(pair, known, _Asked(on, short, long)) for pair in pairs if _is_meant(pair, words)]
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


def _line(pair: _Pair, known: _Known, asked: _Asked) -> Line:
    community, area = pair.community, pair.area
    key = (community.pk, area.pk if area else EVERYWHERE)
    last = known.last.get(key) if area else known.anywhere.get(community.pk)
    effort = Effort(
        people=pair.people,
        desks=known.desks[community.pk],
        organisations=_in_area(known.organisations, key),
        contacts=_in_area(known.contacts, key),
        engagements=known.engagements[key] if area else _all(known.engagements, community.pk),
        last_on=last,
    )
    elsewhere = known.anywhere.get(community.pk)
    judgement = judge(effort, on=asked.on, short=asked.short, long=asked.long)
    return Line(
        community, area, pair.people, pair.source, effort, judgement, elsewhere if elsewhere != last else None,
        _in_area(known.trusted, key),
    )  # fmt: skip


def _in_area(counter: Counter[tuple[int, int]], key: tuple[int, int]) -> int:
    """Those of the area, and those that work everywhere."""
    community, area = key
    if area == EVERYWHERE:
        return _all(counter, community)
    return counter[key] + counter[community, EVERYWHERE]


def _all(counter: Counter[tuple[int, int]], community: int) -> int:
    return sum(number for (one, _), number in counter.items() if one == community)


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


def _known(on: date) -> _Known:
    known = _Known()
    links = DeskCommunity.objects.filter(until_on__isnull=True).values_list("community_id", flat=True)
    workers = OutreachCover.objects.filter(until_on__isnull=True).values_list("community_id", flat=True)
    known.desks.update(links)
    known.desks.update(workers)
    _relationships(known)
    _contacts(known, on)
    _engagements(known, on)
    return known


def _relationships(known: _Known) -> None:
    rows = Relationship.objects.order_by().values_list(
        "pk", "state", "last_contact_on", "communities", "areas"
    )
    for _, state, last_on, community, area in rows:
        if community is None:
            continue
        key = (community, area or EVERYWHERE)
        known.organisations[key] += state != "dormant"
        known.trusted[key] += state == "trusted"
        known.heard(*key, last_on)


def _contacts(known: _Known, on: date) -> None:
    rows = Contact.objects.filter(ended_on__isnull=True, expires_on__gt=on).order_by()
    for community, area in rows.values_list("speaks_for", "relationship__areas"):
        if community is not None:
            known.contacts[community, area or EVERYWHERE] += 1


def _engagements(known: _Known, on: date) -> None:
    first = since(on, YEAR_WEEKS)
    rows = Engagement.objects.filter(held_on__lte=on, communities__isnull=False).order_by()
    found = rows.values_list("communities", "area_id", "area__level", "area__parent_id", "held_on")
    for community, area, level, parent, held_on in found:
        within = parent if level == "ward" else area
        known.heard(community, within or EVERYWHERE, held_on)
        known.engagements[community, within or EVERYWHERE] += held_on >= first


HEADINGS = (
    "Community", "Area", "People", "Source", "How it stands", "Days since", "Last heard", "Last heard elsewhere",
    "Desks and outreach workers", "Organisations", "Trusted", "Contacts", "Engagements in a year",
)  # fmt: skip


def as_csv(coverage: Coverage) -> str:
    """The lines as a file in which nothing calculates."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for line in coverage.lines:
        writer.writerow([safe_cell(str(cell)) for cell in _cells(line)])
    return out.getvalue()


def _cells(line: Line) -> Iterable[object]:
    effort, judgement = line.effort, line.judgement
    yield from (
        line.community.name,
        line.area.name if line.area else "Not counted",
        line.people_words,
        line.source,
    )
    yield from (judgement.sentence, "" if judgement.days is None else judgement.days)
    yield from (day(effort.last_on), day(line.elsewhere_on))
    yield from (effort.desks, effort.organisations, line.trusted, effort.contacts, effort.engagements)


def counts_of(lines: Iterable[Line]) -> Mapping[Gap, int]:
    return Counter(line.judgement.gap for line in lines)


# The word, letter, shape and tone of each gap: never by colour alone.
TAGS = {
    Gap.NOBODY: ("Nobody listens", "0", "hatch", "missing"),
    Gap.SILENT: ("Never heard", "!", "octagon", "bad"),
    Gap.LONG: ("Long gap", "2", "diamond", "warn"),
    Gap.SHORT: ("Gap", "1", "triangle", "watch"),
    Gap.HEARD: ("Heard", "H", "circle", "good"),
}


def duty() -> str:
    return DUTY


def floor() -> int:
    return FLOOR


def figures_of(coverage: Coverage) -> list[dict[str, object]]:
    """How many places stand how, the worst first."""
    numbers = counts_of(coverage.lines)
    return [
        {"number": numbers[gap], "words": TAGS[gap][0].lower(), "tone": TAGS[gap][3], "url": ""}
        for gap in Gap
        if numbers.get(gap)
    ]
