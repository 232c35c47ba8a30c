"""Which numbers of a group's feedback may be shown?"""

from __future__ import annotations

FLOOR = 10


def answered_words(answered: int, asked: int) -> str:
    """How many answered; nothing exact where so few were asked or answered that they could be known."""
    if answered == 0:
        return f"Nobody answered of {asked:,} who were asked." if asked >= FLOOR else "Nobody answered."
    if answered < FLOOR or asked - answered in range(1, FLOOR):
        return f"Too few to say how many answered (fewer than {FLOOR} did, or did not)."
    return f"{answered:,} of {asked:,} who were asked answered."


def said_words(said: int, answered: int) -> str:
    """How many said so, without a number that picks anybody out, also not those who did not say so."""
    if answered < FLOOR or said < FLOOR:
        return f"fewer than {FLOOR}" if answered >= FLOOR else "some"
    if said == answered:
        return "all who answered"
    if answered - said < FLOOR:
        return "almost all who answered"
    return f"{said:,} of {answered:,}"
