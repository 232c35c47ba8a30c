"""Which duties are on file, and which of them held for a decision?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commonweal.assess.equality.rules.duties import GENERAL, choose_duties
from commonweal.ground.people.rules import all_roles, roles_with
from commonweal.ground.scales.reads import get_scale, scales_of_kind
from commonweal.ground.scales.values import Scale

KIND = "duty_set"


def duties_for(on: date, further: Iterable[str]) -> list[Scale]:
    """Raises NotPossible with a sentence where none held, or one that was ticked did not."""
    return choose_duties(scales_of_kind(KIND), on, list(further))


def duties_of(keys: Iterable[str]) -> list[Scale]:
    """The versions that an assessment names, however old."""
    return [get_scale(key) for key in keys]


def further_choices() -> list[tuple[str, str]]:
    """Every duty besides the general one, with when it held."""
    found = [scale for scale in scales_of_kind(KIND) if scale.name != GENERAL]
    return [(scale.name, f"{scale.title} ({_when(scale)})") for scale in found]


def _when(scale: Scale) -> str:
    until = f" to {scale.valid_until.year}" if scale.valid_until else " on"
    return f"{scale.source}; from {scale.valid_from.year}{until}"


def role_title(name: str) -> str:
    roles = all_roles()
    return roles[name].title if name in roles else name.replace("_", " ")


def deciding_roles() -> list[tuple[str, str]]:
    """Those who may be named as the one who decides."""
    return [(name, role_title(name)) for name in roles_with("equality.sign")]
