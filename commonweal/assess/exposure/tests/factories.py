"""A small made-up town on the real grid: four square boroughs, sites of three kinds, people of three communities."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import shapely

from commonweal.analysis.exposure import grid
from commonweal.assess.exposure.models import Layer, Study
from commonweal.assess.exposure.reads.answering import Asked
from commonweal.assess.exposure.writes import load_layer, make_study
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.reads import get_viewer
from commonweal.ground.people.tests.factories import make_account, make_organisation
from commonweal.ground.places.models import Area
from commonweal.ground.places.rules.levels import ALWAYS
from commonweal.listen.engagement.models import Community, CommunitySize, SizeLoad

AT = datetime(2010, 7, 15, 9, 0, tzinfo=UTC)
ON = date(2010, 7, 15)
EAST, NORTH, SIDE = 529_000.0, 179_000.0, 2_000.0
BOROUGHS = ("Quayside", "Marketside", "Millside", "Fieldside")
CODES = ("E09000101", "E09000102", "E09000103", "E09000104")
SITES = (
    ("Chapel in the Lane", "worship", 300, 300), ("Hill Temple", "worship", 2_400, 900), ("Quay School", "school", 700, 100),
    ("Mission of the Isles", "mission", 1_500, 1_900), ("Far School", "school", 3_900, 3_900),
)  # fmt: skip
ROUTE = "529000, 179000, Quay\n531000, 179000, Market\n531000, 181000, Mill"


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of metres from the town's south-western corner."""
    lon, lat = grid.to_degrees(np.array([[EAST + x, NORTH + y]]))[0].tolist()
    return lon, lat


def make_areas() -> list[Area]:
    made = []
    for at, (code, name) in enumerate(zip(CODES, BOROUGHS, strict=True)):
        x, y = EAST + (at % 2) * SIDE, NORTH + (at // 2) * SIDE
        made.append(_square("borough", code, name, x, y, SIDE))
    return made


def make_wards() -> list[Area]:
    """Four in every borough, a quarter of its ground each; their codes end in 1 to 4."""
    made, half = [], SIDE / 2
    for at, (code, name) in enumerate(zip(CODES, BOROUGHS, strict=True)):
        x, y = EAST + (at % 2) * SIDE, NORTH + (at // 2) * SIDE
        for part in range(4):
            corner = x + (part % 2) * half, y + (part // 2) * half
            made.append(_square("ward", ward_code(code, part + 1), f"{name} {part + 1}", *corner, half))
    return made


def ward_code(borough: str, part: int) -> str:
    return f"E0500{borough[-3:]}{part}"


def _square(level: str, code: str, name: str, x: float, y: float, side: float) -> Area:
    square = shapely.box(x, y, x + side, y + side)
    in_degrees = shapely.transform(square, grid.to_degrees)
    return Area.objects.create(
        level=level, code=code, name=name, valid_from_on=ALWAYS, square_km=side * side / 1e6,
        boundary=shapely.to_wkb(in_degrees, hex=True), outline=shapely.to_wkb(square, hex=True),
    )  # fmt: skip


def sites_table(rows: Any = SITES) -> bytes:
    lines = ["name,kind,longitude,latitude"]
    for name, kind, x, y in rows:
        lon, lat = degrees(x, y)
        lines.append(f"{name},{kind},{lon:.7f},{lat:.7f}")
    return "\n".join(lines).encode()


PEOPLE = (
    b"code,Everybody,Reed people,Hill people,Ferry people\n"
    b"E09000101,9000,4000,900,30\nE09000102,8000,3000,1200,60\nE09000103,7000,500,2500,0\nE09000104,6000,200,150,20\n"
)
LAYER = {
    "source": "Nobody: a test", "licence": "Open", "limits": "Placed by hand, good to 150 m", "dated_on": date(2010, 1, 1),
}  # fmt: skip


def person(role: str = "analyst", organisation: Organisation | None = None) -> Any:
    return make_account(role, organisation=organisation or police())


def police(name: str = "Northmarsh police") -> Organisation:
    return make_organisation(name, "police")


def who(account: Any) -> dict[str, Any]:
    return {"by": get_viewer(account, on=ON), "at": AT}


def load_sites(content: bytes = b"", *, analyst: Any = None, title: str = "Sites of the town") -> Layer:
    return load_layer(
        content=content or sites_table(), file_name="sites.csv", what="sites", title=title,
        **LAYER, **who(analyst or person()),
    )  # fmt: skip


def load_people(
    content: bytes = PEOPLE, *, analyst: Any = None, title: str = "People of the town", **given: Any
) -> Layer:
    return load_layer(
        content=content,
        file_name="people.csv",
        what="people",
        title=title,
        **LAYER | given,
        **who(analyst or person()),
    )


def make_town() -> Any:
    """Areas, sites and people; returns the analyst who loaded them."""
    make_areas()
    analyst = person()
    load_sites(analyst=analyst)
    load_people(analyst=analyst)
    return analyst


def make_sizes(people: dict[str, tuple[int, ...]], *, tier: str = "public") -> None:
    """Sizes of communities as the desks keep them, borough by borough."""
    load = SizeLoad.objects.create(
        title="A count", source="A test", licence="Open", counted_on=date(2010, 1, 1), limits="Invented", strength="",
        strength_scale="", file_name="sizes.csv", file_digest="0" * 64, loaded_at=AT, loaded_by="A test", size_count=1,
    )  # fmt: skip
    for name, numbers in people.items():
        community = Community.objects.create(name=name, basis="ethnicity", tier=tier)
        for code, number in zip(CODES, numbers, strict=True):
            area = Area.objects.get(code=code)
            CommunitySize.objects.create(load=load, community=community, area=area, people=number)


def asked(**given: Any) -> Asked:
    usual = {
        "way": "drawn",
        "within": "500, 1500",
        "kinds": ["mission", "school", "worship"],
        "positions": ROUTE,
    }
    return Asked(**{**usual, **given})


def study(account: Any, *, title: str = "The march", reach: str = "own", **given: Any) -> Study:
    owner = Organisation.objects.get(pk=get_viewer(account, on=ON).holdings[0].organisation_id)
    return make_study(title=title, owner=owner, reach=reach, asked=asked(**given), **who(account))


def geojson(*positions: tuple[float, float], kind: str = "LineString", **properties: Any) -> bytes:
    at: Any = [list(degrees(*each)) for each in positions]
    geometry = {"type": kind, "coordinates": [at] if kind == "Polygon" else at}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def gpx(*positions: tuple[float, float]) -> bytes:
    points = []
    for at, (x, y) in enumerate(positions):
        lon, lat = degrees(x, y)
        points.append(f'<trkpt lat="{lat}" lon="{lon}"><time>2010-07-01T10:{at * 10:02}:00Z</time></trkpt>')
    head = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
    return f"{head}{''.join(points)}</trkseg></trk></gpx>".encode()


def kml(*positions: tuple[float, float]) -> bytes:
    at = " ".join(f"{lon},{lat},0" for lon, lat in (degrees(*each) for each in positions))
    return (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>March</name>'
        f"<LineString><coordinates>{at}</coordinates></LineString></Placemark></Document></kml>"
    ).encode()
