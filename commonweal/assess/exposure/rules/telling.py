"""How is an answer told: in one sentence, and with numbers no finer than they are good for?

Metres are whole and people rounded to ten; fewer than ten people are never numbered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from typing import Any

from commonweal.design.words import count, day, distance, moment

FEW = 10
FAR = 4
"""So many sites are named in the sentence before the rest is counted."""


def in_one_sentence(content: Mapping[str, Any]) -> str:
    """What lies near, for somebody with ten minutes: how many sites, the nearest of them, and which boroughs."""
    farthest = distance(content["within_m"][-1])
    sites = content["sites"]
    if not sites:
        return f"None of the sites that are loaded lies within {farthest}.{_crossed(content)}"
    nearest = sites[0]
    point = nearest["nearest_point"]["name"]
    at = f", nearest point {point}" if point and content["route"]["kind"] != "point" else ""
    lie = "lies" if len(sites) == 1 else "lie"
    return (
        f"{count(len(sites), 'site').capitalize()} {lie} within {farthest}; the nearest is {nearest['name']}, "
        f"{distance(nearest['distance_m'])} away{at}.{_crossed(content)}"
    )


def _crossed(content: Mapping[str, Any]) -> str:
    boroughs = [area["name"] for area in content["areas"] if area["level"] == "borough"]
    if not boroughs or content["route"]["kind"] == "point":
        return f" It is in {boroughs[0]}." if boroughs else ""
    if len(boroughs) == 1:
        return f" It runs through {boroughs[0]}."
    return f" It runs through {count(len(boroughs), 'borough or district', 'boroughs and districts')}."


def passed_words(row: Mapping[str, Any]) -> str:
    """When the route comes by. A file that names no time zone is taken at its word."""
    if "passed_at" not in row:
        return "not known"
    when = datetime.fromisoformat(row["passed_at"])
    said = moment(when) if when.tzinfo else f"{day(when.date())}, {when:%H:%M}"
    return f"{said}, give or take {max(1, ceil(row['give_or_take_s'] / 60))} min"


def people_words(people: float) -> str:
    return f"fewer than {FEW}" if people < FEW else f"{ten(people):,}"


def error_words(row: Mapping[str, Any]) -> str:
    """The stated error and the bounds that cannot be passed."""
    if row["people"] < FEW:
        return ""
    return f"± {ten(row['error']):,} ({ten(row['at_least']):,} to {ten(row['at_most']):,})"


def ten(value: float) -> int:
    return round(value / 10) * 10


def kinds_within(sites: Sequence[Mapping[str, Any]], within: Sequence[float]) -> list[dict[str, Any]]:
    """How many sites of each kind lie within each distance: names and places are left out."""
    kinds = sorted({site["kind"] for site in sites})
    return [
        {
            "kind": kind or "no kind stated",
            "counts": [
                sum(site["kind"] == kind and site["distance_m"] <= metres for site in sites)
                for metres in within
            ],
        }
        for kind in kinds
    ]
