"""Which kinds of area are there, from the largest to the smallest?"""

from __future__ import annotations

from datetime import date

LEVELS = {
    "country": "Country",
    "region": "Region",
    "police_force": "Police force area",
    "borough": "Borough or district",
    "ward": "Ward",
    "msoa": "Neighbourhood (MSOA)",
    "lsoa": "Small area (LSOA)",
}
PLURALS = {
    "country": "Countries",
    "region": "Regions",
    "police_force": "Police force areas",
    "borough": "Boroughs and districts",
    "ward": "Wards",
    "msoa": "Neighbourhoods (MSOA)",
    "lsoa": "Small areas (LSOA)",
}
# Bends smaller than this are left out of the drawing; in metres.
DETAIL = {
    "country": 500.0, "region": 200.0, "police_force": 100.0, "borough": 60.0, "ward": 30.0, "msoa": 20.0, "lsoa": 12.0,
}  # fmt: skip
ALWAYS = date(1900, 1, 1)  # where nobody said from when an area is valid


def levels_above(level: str) -> tuple[str, ...]:
    """Larger levels, the nearest first."""
    order = list(LEVELS)
    return tuple(reversed(order[: order.index(level)]))


def may_hold(parent_level: str, level: str) -> bool:
    return parent_level in levels_above(level)
