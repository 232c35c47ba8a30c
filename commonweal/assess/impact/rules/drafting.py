"""What does a first draft say, from which classes of source, how strongly, and what was left out of it?

A class of source that yields nothing is still a class that was searched: it stands in the draft as empty. What the viewer
may not read is counted and never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from commonweal.design.words import count, listed
from commonweal.listen.tension.rules.grading import SCHEMES, may_reach_partners, needs_acceptance

RETURNS, FIGURES, OPEN, CONTACTS = "returns", "figures", "open", "contacts"
NEAR, LESSONS, OWN = "near", "lessons", "own"
# The four that every draft searches, in the order in which they are read.
SEARCHED = {
    RETURNS: "Weekly returns and alerts",
    FIGURES: "Police figures",
    OPEN: "Open sources",
    CONTACTS: "Community contacts",
}
SOURCES = SEARCHED | {NEAR: "What lies near", LESSONS: "Earlier lessons", OWN: "Added by the author"}
# What communities say: never for anybody who acts for a body that enforces immigration law.
SAID_BY_COMMUNITIES = frozenset({RETURNS, OPEN, CONTACTS, LESSONS, OWN})
# What the people who work with communities were told in conversation, which not all police read.
HEARD = frozenset({CONTACTS})
CLOSED = "Closed to you: what communities say is not for those who enforce immigration law."
MOST_DRAWN = 40
"""So many statements of one class at most; the rest is counted."""


@dataclass(frozen=True)
class Cited:
    """The row that a statement rests on: its table, its key, its name in words, its day and its area."""

    kind: str
    pk: int | None
    label: str
    on: date | None = None
    area: int | None = None
    area_name: str = ""

    @property
    def key(self) -> tuple[str, int | None]:
        return self.kind, self.pk


@dataclass(frozen=True)
class Drawn:
    """One statement of a draft. strength is a code of the scale named by strength_scale; basis says what it rests on."""

    source: str
    text: str
    cites: Cited
    strength: str
    strength_scale: str
    basis: str


@dataclass(frozen=True)
class Searched:
    """One class of source: what it yielded, how much of it the viewer may not read, and how much had no room."""

    source: str
    drawn: tuple[Drawn, ...] = ()
    withheld: int = 0
    left_out: int = 0
    is_closed: bool = False
    """What communities say is closed to whoever enforces immigration law, its very number too."""

    @property
    def title(self) -> str:
        return SOURCES[self.source]

    @property
    def is_empty(self) -> bool:
        return not self.drawn

    @property
    def sentence(self) -> str:
        return CLOSED if self.is_closed else searched_in_words(len(self.drawn), self.withheld, self.left_out)


@dataclass(frozen=True)
class Draft:
    """Everything that was drawn for some areas and communities from one day to another, both included."""

    from_on: date
    to_on: date
    classes: tuple[Searched, ...] = field(default=())

    @property
    def statements(self) -> list[Drawn]:
        return [drawn for one in self.classes for drawn in one.drawn]

    @property
    def withheld(self) -> int:
        return sum(one.withheld for one in self.classes)

    def of(self, source: str) -> Searched:
        return next((one for one in self.classes if one.source == source), Searched(source))


def searched_in_words(drawn: int, withheld: int, left_out: int) -> str:
    """What came of searching one class; an empty one says so."""
    said = [f"{count(drawn, 'statement').capitalize()} drawn." if drawn else "Empty: nothing was found here."]
    if withheld:
        said.append(
            f"{count(withheld, 'row')} withheld: you may not read {'it' if withheld == 1 else 'them'}."
        )
    if left_out:
        said.append(f"{count(left_out, 'older row')} had no room in the draft.")
    return " ".join(said)


def bound(source: str, drawn: Sequence[Drawn], withheld: int, left_out: int = 0) -> Searched:
    """The first so many, and how many had no room; left_out are those that were not even looked at."""
    kept = tuple(drawn[:MOST_DRAWN])
    return Searched(source, kept, max(withheld, 0), len(drawn) - len(kept) + max(left_out, 0))


def text_of_item(
    *, title: str, shareable_text: str, scheme: str, handling: str, is_protected: bool
) -> str | None:
    """What of an item may stand in an assessment, which a court may ask for; None where it is withheld.

    The text written to be shared, otherwise the title alone: never its facts, and never who said it.
    """
    if is_protected or handling in _barred(scheme):
        return None
    if may_reach_partners(
        scheme=scheme, handling=handling, is_protected=is_protected, shareable_text=shareable_text
    ):
        return shareable_text
    return None if needs_acceptance(scheme, handling) else title


def _barred(scheme: str) -> frozenset[str]:
    return SCHEMES[scheme].barred if scheme in SCHEMES else frozenset()


# Who or what is hard to believe weakens an item; nothing that was told makes it more than reported.
WEAK = {"3x5x2": ({"3"}, {"D", "E"}), "5x5x5": ({"D", "E"}, {"4", "5"})}


def strength_of_item(scheme: str, source_grade: str, information_grade: str) -> str:
    sources, information = WEAK.get(scheme, (set(), set()))
    return "anecdotal" if source_grade in sources or information_grade in information else "reported"


@dataclass(frozen=True)
class Months:
    """What a class of offences came to in an area: the months of the window that are known, and a year before."""

    number: int
    known: int
    asked: int
    before: int | None
    first_on: date
    last_on: date


def sum_months(counts: Mapping[date, int], *, from_on: date, to_on: date) -> Months | None:
    """None where no month of the window is known. A month without a number is unknown, never zero.

    The year before is compared only where each of its months is known too.
    """
    asked = months_between(from_on, to_on)
    known = [month for month in asked if month in counts]
    if not known:
        return None
    earlier = [date(month.year - 1, month.month, 1) for month in known]
    before = sum(counts[month] for month in earlier) if all(month in counts for month in earlier) else None
    return Months(sum(counts[m] for m in known), len(known), len(asked), before, known[0], known[-1])


def months_between(from_on: date, to_on: date) -> list[date]:
    """The first days of the months from that of one day to that of another, both included."""
    last = to_on.year * 12 + to_on.month
    numbers = range(from_on.year * 12 + from_on.month, last + 1)
    return [date((number - 1) // 12, (number - 1) % 12 + 1, 1) for number in numbers]


def months_in_words(name: str, area: str, found: Months) -> str:
    first, last = f"{found.first_on:%B %Y}", f"{found.last_on:%B %Y}"
    span = f"in {first}" if first == last else f"from {first} to {last}"
    before = (
        "the same months a year before are not known"
        if found.before is None
        else f"{found.before:,} in the same months a year before"
    )
    missing = found.asked - found.known
    unknown = (
        f" {count(missing, 'month')} of the time asked about {_is(missing)} not known." if missing else ""
    )
    return f"{name}, {area}: {found.number:,} recorded {span}; {before}.{unknown}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def named(words: Iterable[str]) -> str:
    """“ (about A and B)”, or nothing."""
    found = sorted(set(words))
    return f" (about {listed(found)})" if found else ""
