"""What does a reading become when a person accepts a doubt?"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from commonweal.reading.pointers import resolve, steps


def apply_correction(reading_json: dict[str, Any], doubt: dict[str, Any]) -> dict[str, Any]:
    """A new object in which the doubt's correction stands at the doubt's place; the one given is not changed.

    Both arguments have the shapes that as_json.to_json makes. A doubt whose correction is None only points something
    out: the object comes back as it was. Raises LookupError where the place does not exist.
    """
    changed = deepcopy(reading_json)
    if doubt.get("correction") is None or not doubt.get("place"):
        return changed
    *parents, last = steps(doubt["place"])
    parent = resolve(changed, "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in parents))
    if isinstance(parent, list):
        resolve(parent, "/" + last)
        parent[int(last)] = deepcopy(doubt["correction"])
    elif isinstance(parent, dict) and last in parent:
        parent[last] = deepcopy(doubt["correction"])
    else:
        raise LookupError(doubt["place"])
    return changed
