"""Which route, sites, areas and counts do these files hold?

Routes come as GeoJSON, GPX, KML, or as a table of positions or of names; sites and areas as GeoJSON, sites also as a table;
counts as a table. Every reader raises NotPossible with one sentence that names the file.
"""

from commonweal.analysis.exposure.files.areas import read_areas
from commonweal.analysis.exposure.files.counts import read_counts
from commonweal.analysis.exposure.files.routes import read_route
from commonweal.analysis.exposure.files.sites import join_sites, read_sites

__all__ = ["join_sites", "read_areas", "read_counts", "read_route", "read_sites"]
