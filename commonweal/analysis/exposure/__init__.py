"""Exposure: what lies near a route, a place or an area, and how many people of which community?

In come a `Route`, `Sites` (places of worship, missions, schools, whatever is loaded), layers of `Areas` with counts of
people, and distances in metres. Out goes one `Exposure`: each site with its distance on the British National Grid and the
named nearest point of the route, the areas that are crossed, and the people of each community within each distance with a
stated error. `commonweal.analysis.exposure.files` reads all of them from files. docs/methods/exposure.md tells how it works.
"""

from commonweal.analysis.exposure.finding import find_exposure
from commonweal.analysis.exposure.layers import (
    Areas,
    CountTable,
    Sites,
    attach_counts,
    make_areas,
    make_sites,
)
from commonweal.analysis.exposure.routes import Route, area_route, make_route
from commonweal.analysis.exposure.values import (
    VERSION,
    AreaCrossed,
    CommunityWithin,
    Coverage,
    DenseArea,
    Exposure,
    NamedPoint,
    NearestPoint,
    NotPossible,
    Part,
    Passing,
    SiteNear,
)

__all__ = [
    "VERSION",
    "AreaCrossed",
    "Areas",
    "CommunityWithin",
    "CountTable",
    "Coverage",
    "DenseArea",
    "Exposure",
    "NamedPoint",
    "NearestPoint",
    "NotPossible",
    "Part",
    "Passing",
    "Route",
    "SiteNear",
    "Sites",
    "area_route",
    "attach_counts",
    "find_exposure",
    "make_areas",
    "make_route",
    "make_sites",
]
