"""Which duties hold for a decision of that day, and which questions do they ask?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.ground.scales.values import Scale
from commonweal.ground.visibility.rules import NotPossible

GENERAL = "public_sector_duty"  # binds every public body; the others bind those who say so


@dataclass(frozen=True)
class Line:
    """One row of the grid: a characteristic under one duty, with the aims (code, words) that it is judged by."""

    duty_set: str
    label: str
    aims: tuple[tuple[str, str], ...]


def choose_duties(known: Iterable[Scale], on: date, further: Sequence[str]) -> list[Scale]:
    """The general duty in force that day and the further ones that bind the body. Raises NotPossible in words."""
    in_force = {scale.name: scale for scale in known if scale.is_in_force(on)}
    if astray := sorted(set(further) - in_force.keys()):
        raise NotPossible(
            f"On the day of the decision there was no {' and no '.join(name.replace('_', ' ') for name in astray)}."
        )
    chosen = [in_force[name] for name in dict.fromkeys([GENERAL, *further]) if name in in_force]
    if not chosen:
        raise NotPossible(
            "No general equality duty is on file for the day of the decision: tick those that bound the body then."
        )
    return chosen


def lines_of(duties: Iterable[Scale]) -> list[Line]:
    """Every characteristic of every duty; one that counts for the first limb alone has one question."""
    return [
        Line(duty.key, each, _aims(duty, first_only=each in duty.first_limb_only))
        for duty in duties
        for each in duty.characteristics
    ]


def _aims(duty: Scale, *, first_only: bool) -> tuple[tuple[str, str], ...]:
    aims = tuple((limb.code, limb.label) for limb in duty.duties)
    return aims[:1] if first_only else aims


def local_line(duties: Sequence[Scale], label: str) -> Line:
    """A row of the body's own, such as carers: no law asks for it, and it is judged by the aims of the first duty."""
    return Line("", label, _aims(duties[0], first_only=False))
