"""What may be said of an organisation, and is every seat filled that has to be?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from commonweal.ground.visibility.rules import NotPossible, Refused

EDIT = "partners.edit"  # the permission to keep organisations right
NOT_ON_THE_LIST = (
    "Choose from the list. A body that enforces immigration law, or belongs to one that does, is never on it."
)
NEVER_TOLD = (
    "What communities tell us is never handed to a body that enforces immigration law or belongs to one"
)


@dataclass(frozen=True)
class Seat:
    """One membership, as a seat rule looks at it."""

    role: str
    holder: str = ""
    member_kind: str = ""


@dataclass(frozen=True)
class SeatGap:
    """How a seat rule stands on a day: broken while fewer are filled than it asks for."""

    words: str
    at_least: int
    filled: int

    @property
    def broken(self) -> bool:
        return self.filled < self.at_least

    @property
    def missing(self) -> int:
        return max(self.at_least - self.filled, 0)

    @property
    def sentence(self) -> str:
        if not self.broken:
            return f"{self.words}: {self.filled} of at least {self.at_least} filled."
        many = "seat is" if self.missing == 1 else "seats are"
        return f"{self.words}: broken, {self.missing} {many} not filled ({self.filled} of at least {self.at_least})."


def count_filled(criterion: str, wanted: str, seats: Iterable[Seat]) -> int:
    """How many seats meet the criterion: the member's kind, the role on the body, or words in the holder's title."""
    wanted = wanted.casefold()
    return sum(wanted in _compared(criterion, seat) for seat in seats)


def _compared(criterion: str, seat: Seat) -> Collection[str]:
    if criterion == "member_kind":
        return (seat.member_kind.casefold(),)
    if criterion == "role":
        return (seat.role.casefold(),)
    return seat.holder.casefold()


def holds_on(since: date | None, until: date | None, on: date) -> bool:
    """Periods are half-open; no beginning means always, no end means still."""
    return (since is None or since <= on) and (until is None or on < until)


def overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    first, second = sorted((one, other), key=lambda period: period[0] or date.min)
    return first[1] is None or (second[0] or date.min) < first[1]


def tidy(name: str) -> str:
    """A name with single spaces, as it is stored and compared."""
    return " ".join(name.split())


def check_name(name: str) -> str:
    if not tidy(name):
        raise NotPossible("An organisation needs a name.")
    return tidy(name)


def check_period(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until <= since:
        raise NotPossible("The end has to be later than the beginning.")


def check_no_overlap(
    period: tuple[date | None, date | None], others: Iterable[tuple[date | None, date | None]], words: str
) -> None:
    """One at a time: for names, parents and contacts."""
    if any(overlap(period, other) for other in others):
        raise NotPossible(words)


def check_not_future(on: date, today: date) -> None:
    if on > today:
        raise NotPossible("This can be recorded once it has happened, not before.")


def check_exists(name: str, since: date | None, until: date | None, on: date) -> None:
    if not holds_on(since, until, on):
        raise NotPossible(f"{name} does not exist on that day, so it can be cited but not chosen.")


def check_no_circle(organisation: int, parent: int, parents: Mapping[int, Iterable[int]]) -> None:
    """Nobody is their own parent, however far up."""
    above, seen = [parent], set()
    while above:
        now = above.pop()
        if now == organisation:
            raise NotPossible("An organisation cannot belong to one that belongs to it.")
        if now not in seen:
            seen.add(now)
            above.extend(parents.get(now, ()))


def check_succession(kind: str, before: Collection[int], after: Collection[int]) -> None:
    """Which shape has each kind: merged is many to one, split is one to many, replaced is one to one."""
    shapes = {"merged": (2, 1), "split": (1, 2), "replaced": (1, 1)}
    least_before, least_after = shapes[kind]
    words = {
        "merged": "A merger needs at least two organisations that become one.",
        "split": "A split needs one organisation that becomes at least two.",
        "replaced": "A replacement needs the organisation that ends and the one that follows it.",
    }[kind]
    if len(before) < least_before or len(after) < least_after:
        raise NotPossible(words)
    if (kind != "split" and len(after) > 1) or (kind != "merged" and len(before) > 1):
        raise NotPossible(words)
    if kind == "replaced" and set(before) & set(after):
        raise NotPossible("An organisation cannot follow itself.")


class Owned(Protocol):
    """Anything with a key of its own."""

    pk: int


def own(organisation: Owned) -> list[int | None]:
    """An organisation owns itself: a narrower role may keep only its own right."""
    return [organisation.pk]


def refuse_to_tell(name: str) -> None:
    raise Refused(f"{NEVER_TOLD}, and {name} does.")
