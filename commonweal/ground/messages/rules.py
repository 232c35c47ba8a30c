"""Which sentence does a notice show, and is the list of people still the one that was looked at?"""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.ground.visibility.rules import NotPossible

# All that is ever said outside the page itself.
SENTENCES = {
    "awaits": "Something awaits you",
    "decided": "Something of yours was decided",
    "changed": "Something that you follow has changed",
}
MOST_AT_ONCE = 2000


def kind_choices() -> list[tuple[str, str]]:
    return list(SENTENCES.items())


def check_address(address: str) -> None:
    """A notice leads to a page of this house and nowhere else."""
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        raise NotPossible("A notice can only lead to a page of this house.")


def check_same_people(seen: Iterable[int], now: Iterable[int]) -> None:
    seen, now = set(seen), set(now)
    if not now:
        raise NotPossible(
            "Nobody would get this. Choose a role or an organisation in which somebody has an account."
        )
    if len(now) > MOST_AT_ONCE:
        raise NotPossible(f"This would reach more than {MOST_AT_ONCE:,} people. Choose fewer.")
    if seen != now:
        raise NotPossible(
            "The list of people has changed since you looked at it. Nothing was sent; look again."
        )
