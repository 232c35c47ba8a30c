"""Small boundary files for tests: squares of a tenth of a degree side by side south of London."""

import json
from datetime import UTC, date, datetime
from math import sin

from shapely.geometry import Polygon, mapping

from commonweal.ground.people.reads import as_viewer
from commonweal.ground.visibility.rules import Holding

AT = datetime(2026, 7, 22, 10, 0, tzinfo=UTC)
TODAY = date(2026, 7, 22)
ADMINISTRATOR = as_viewer([Holding("administrator", 1)], account_id=1, name="Administrator")


def square(column, *, bends=1):
    """A square whose upright sides bend, and fit its neighbours exactly."""
    steps = [n / bends for n in range(bends + 1)]

    def side(x):
        return [(round(0.1 * x + 0.003 * sin(9 * s), 7), round(51 + 0.1 * s, 7)) for s in steps]

    return Polygon(side(column) + side(column + 1)[::-1])


def feature(code, name, shape, **properties):
    geometry = None if shape is None else dict(mapping(shape))
    return {"type": "Feature", "properties": {"code": code, "name": name, **properties}, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def file(*features):
    return json.dumps(collection(*features)).encode()


def row(number, prefix="E"):
    """A file with so many squares in a row."""
    return file(*(feature(f"{prefix}{n}", f"Square {n}", square(n)) for n in range(number)))
