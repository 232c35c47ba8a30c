"""When does the route pass a point of itself?"""

from __future__ import annotations

import numpy as np

from commonweal.analysis.exposure.routes import Route
from commonweal.analysis.exposure.values import Passing


def passing_at(route: Route, part: int, along_m: float) -> Passing | None:
    """Between the fixes before and after, by even speed. Nothing where the part has no times, or none on either side."""
    fixes = route.fixes[part] if route.fixes else None
    if fixes is None:
        return None
    # a hair of slack, for a point at the very end
    after = int(np.searchsorted(fixes.along, along_m - 1e-6))
    if after >= len(fixes.times) or (after == 0 and fixes.along[0] > along_m + 1e-6):
        return None
    if after == 0:
        return Passing(fixes.times[0], 0.0)
    before, stretch = after - 1, float(fixes.along[after] - fixes.along[after - 1])
    gone = min(1.0, (along_m - float(fixes.along[before])) / stretch) if stretch else 0.0
    took = fixes.times[after] - fixes.times[before]
    if gone == 1.0:
        return Passing(fixes.times[after], 0.0)
    return Passing(fixes.times[before] + took * gone, took.total_seconds() * max(gone, 1 - gone))
