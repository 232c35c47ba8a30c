"""How do two plans lie beside each other: what answers to what, what does only one of them hold, where could they join?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

BASES = {"area": "Service area", "words": "Words of outcomes", "partners": "Shared partners"}
SHARED_WORDS, MANY = 2, 6
_SMALL = frozenset(
    re.findall(
        "[a-z]+",
        "a an and are as at be been being by for from has have in into is it its more no not of on or other our people so "
        "such than that the their them there they this those to under up was were which who will with within without",
    )
)


@dataclass(frozen=True)
class Promise:
    """One action as far as it is compared."""

    pk: int
    reference: str
    title: str
    area: str
    outcomes: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @cached_property
    def words(self) -> dict[str, str]:
        """The words that carry meaning in its title and outcomes, as they are written there."""
        return _spelt(" ".join([self.title, *self.outcomes]))


@dataclass(frozen=True)
class Line:
    """What stands beside each other under one heading; shared says why."""

    heading: str
    left: tuple[Promise, ...]
    right: tuple[Promise, ...]
    shared: str = ""


@dataclass(frozen=True)
class Opening:
    """Both have something with the same partner, or in the same place or service area, and it is not the same action."""

    what: str
    name: str
    left: tuple[Promise, ...]
    right: tuple[Promise, ...]


@dataclass(frozen=True)
class Comparison:
    lines: tuple[Line, ...]
    openings: tuple[Opening, ...]
    joint: tuple[Promise, ...]

    def gaps(self, left: str, right: str) -> list[str]:
        """In words, both ways."""
        return [*self._gaps_of(left, "left"), *self._gaps_of(right, "right")]

    def _gaps_of(self, name: str, side: str) -> Iterator[str]:
        for line in self.lines:
            if not getattr(line, side):
                there = line.left or line.right
                said = ", ".join(promise.reference for promise in there)
                yield f"{name} has nothing on “{line.heading}” ({said})."


def words_of(text: str) -> frozenset[str]:
    """The words that carry meaning, without their commonest endings."""
    return frozenset(_spelt(text))


def _spelt(text: str) -> dict[str, str]:
    """Each such word with one way in which the text writes it."""
    found = (word for word in re.findall(r"[a-zà-ÿ]+", text.lower()) if len(word) > 2 and word not in _SMALL)
    return {_root(word): word for word in found}


def _root(word: str) -> str:
    for ending in ("ingly", "ing", "edly", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def compare(left: Iterable[Promise], right: Iterable[Promise], basis: str) -> Comparison:
    ours, theirs = tuple(left), tuple(right)
    arrange = {"words": _by_words, "partners": _by_partner}.get(basis, _by_area)
    shared = {p.pk for p in ours} & {p.pk for p in theirs}
    joint = tuple(p for p in ours if p.pk in shared)
    return Comparison(tuple(arrange(ours, theirs)), tuple(_openings(ours, theirs)), joint)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _grouped(promises: Iterable[Promise], names: str) -> dict[str, list[Promise]]:
    found: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        said = getattr(promise, names)
        for name in (said,) if isinstance(said, str) else said:
            found[_folded(name)].append(promise)
    return found


def _spelling(promises: Iterable[Promise], names: str) -> dict[str, str]:
    said = ((getattr(p, names),) if names == "area" else getattr(p, names) for p in promises)
    found: dict[str, str] = {}
    for name in (name for names_ in said for name in names_):
        found.setdefault(_folded(name), name)
    return found


def _by_area(left: tuple[Promise, ...], right: tuple[Promise, ...]) -> Iterator[Line]:
    ours, theirs = _grouped(left, "area"), _grouped(right, "area")
    for key, name in _spelling((*left, *right), "area").items():
        yield Line(name, tuple(ours.get(key, ())), tuple(theirs.get(key, ())), "the same service area")


def _by_partner(left: tuple[Promise, ...], right: tuple[Promise, ...]) -> Iterator[Line]:
    """A line for each organisation that takes part; those that take part on both sides first."""
    ours, theirs = _grouped(left, "partners"), _grouped(right, "partners")
    names = _spelling((*left, *right), "partners")
    for key in sorted(names, key=lambda k: (not (k in ours and k in theirs), k)):
        yield Line(names[key], tuple(ours.get(key, ())), tuple(theirs.get(key, ())), "the same partner")
    ours_alone, theirs_alone = (tuple(p for p in side if not p.partners) for side in (left, right))
    if ours_alone or theirs_alone:
        yield Line("No partner named", ours_alone, theirs_alone)


def _by_words(left: tuple[Promise, ...], right: tuple[Promise, ...]) -> Iterator[Line]:
    """Each of ours with those of theirs that share the most of its telling words; then what nothing answers to."""
    everywhere = _everywhere((*left, *right))
    index: dict[str, list[int]] = defaultdict(list)
    for at, promise in enumerate(right):
        for word in promise.words.keys() - everywhere:
            index[word].append(at)
    answered: set[int] = set()
    alone: list[Promise] = []
    for promise in left:
        hits = _hits(promise, index)
        if not hits:
            alone.append(promise)
            continue
        answered.update(hits)
        words = sorted(promise.words[word] for word in set().union(*hits.values()))
        said = "both speak of: " + ", ".join(words[:8])
        yield Line(promise.title, (promise,), tuple(right[at] for at in hits), said)
    yield from (Line(promise.title, (promise,), ()) for promise in alone)
    yield from (Line(promise.title, (), (promise,)) for at, promise in enumerate(right) if at not in answered)


def _everywhere(promises: tuple[Promise, ...]) -> set[str]:
    """Words that stand in half of all actions tell none of them from another."""
    counts = Counter(word for promise in promises for word in promise.words)
    few = max(MANY, len(promises)) / 2
    return {word for word, number in counts.items() if number > few}


def _hits(promise: Promise, index: dict[str, list[int]]) -> dict[int, set[str]]:
    """Those that share enough words with it, the closest first, and not those that share far fewer than the closest."""
    found: dict[int, set[str]] = defaultdict(set)
    for word in promise.words:
        for at in index.get(word, ()):
            found[at].add(word)
    least = max([SHARED_WORDS, *(-(-len(words) // 2) for words in found.values())])
    close = sorted((at for at in found if len(found[at]) >= least), key=lambda at: (-len(found[at]), at))
    return {at: found[at] for at in close}


def _openings(left: tuple[Promise, ...], right: tuple[Promise, ...]) -> Iterator[Opening]:
    for what, names in (("partner", "partners"), ("place", "places"), ("service area", "area")):
        ours, theirs = _grouped(left, names), _grouped(right, names)
        spelling = _spelling((*left, *right), names)
        for key in sorted(set(ours) & set(theirs)):
            both = {p.pk for p in ours[key]} & {p.pk for p in theirs[key]}
            mine = tuple(p for p in ours[key] if p.pk not in both)
            others = tuple(p for p in theirs[key] if p.pk not in both)
            if mine and others:
                yield Opening(what, spelling[key], mine, others)
