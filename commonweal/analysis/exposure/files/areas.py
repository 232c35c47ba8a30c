"""Which areas does a file hold: code, name, outline, and what each belongs to?"""

from __future__ import annotations

from pathlib import Path

from commonweal.analysis.exposure.files.geojson import Feature, read_features, shape_of
from commonweal.analysis.exposure.files.opening import MOST_LAYER, Kind, naming, open_file
from commonweal.analysis.exposure.layers import Areas, make_areas
from commonweal.analysis.exposure.outlines import AREA_TYPES
from commonweal.analysis.exposure.values import NotPossible

CODES = (
    "code",
    "area_code",
    "lsoa21cd",
    "lsoa11cd",
    "msoa21cd",
    "msoa11cd",
    "lad22cd",
    "wd22cd",
    "gss_code",
    "id",
)
NAMES = ("name", "area_name", "lsoa21nm", "lsoa11nm", "msoa21nm", "msoa11nm", "lad22nm", "wd22nm", "title")
PART_OF = ("part_of", "borough", "district", "lad", "ltla", "parent")
MOST_AREAS = 250_000


def read_areas(path: Path) -> Areas:
    """From GeoJSON in degrees or in metres of the British National Grid. Raises NotPossible."""
    data, kind = open_file(path, MOST_LAYER)
    with naming(path):
        if kind is not Kind.JSON:
            raise NotPossible("Areas are read from GeoJSON.")
        found = [(feature, shape_of(feature)) for feature in read_features(data, path)]
        areas = [
            (feature, shape)
            for feature, shape in found
            if shape is not None and shape.geom_type in AREA_TYPES
        ]
        if len(areas) > MOST_AREAS:
            raise NotPossible(f"It holds {len(areas):,} areas; {MOST_AREAS:,} are the most that are taken.")
        notes = []
        if len(found) > len(areas):
            notes.append(
                f"{len(found) - len(areas):,} features of {path.name} are no areas and were left out."
            )
        if not areas:
            notes.append(f"{path.name} holds no areas.")
        return make_areas(
            path.stem, [code_of(feature) for feature, _ in areas], [feature.text(*NAMES) or code_of(feature) for feature, _ in areas],
            [shape for _, shape in areas], part_of=[feature.text(*PART_OF) for feature, _ in areas], notes=notes,
        )  # fmt: skip


def code_of(feature: Feature) -> str:
    """The official code; where there is none, the name, and where there is none either, its place in the file."""
    return feature.text(*CODES, *NAMES) or f"feature {feature.number}"
