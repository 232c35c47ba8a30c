"""How is a gap shown: as a tag, as a figure, as a row of a file?"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping

from commonweal.design.words import day
from commonweal.listen.engagement.reads.coverage import Coverage, Line
from commonweal.listen.engagement.rules.coverage import Gap
from commonweal.listen.engagement.rules.sizes import FLOOR
from commonweal.listen.engagement.rules.words import DUTY
from commonweal.reading.formulas import safe_cells

__all__ = ["TAGS", "as_csv", "counts_of", "duty", "figures_of", "floor", "gap_choices", "gaps_in_words"]

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
        writer.writerow(safe_cells(_cells(line)))
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


def gap_choices() -> list[tuple[str, str]]:
    return [("", "Any"), *((str(int(gap)), TAGS[gap][0]) for gap in Gap)]


def gaps_in_words(numbers: Mapping[Gap, int]) -> str:
    return ", ".join(f"{numbers[gap]} {TAGS[gap][0].lower()}" for gap in Gap if numbers.get(gap))
