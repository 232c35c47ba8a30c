"""Is there nowhere to keep where one thing happened, closer than the area that it is counted in (P7)?

What happened is counted by ward, borough or force. A column or a field for a point, a grid reference or a postcode would
let somebody be found; none may be made, and the shapes of areas are the only shapes that are kept.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import models

from tests.architecture.house import our_models
from tests.architecture.test_no_profiles import our_forms, said_by_form, said_by_model

A_POINT = re.compile(
    r"(?<![a-z])(lat|latitude|lon|lng|longitude|easting|northing|post_?code|grid.?ref|coordinates?|geocode|gps|uprn|"
    r"what3words|house.number|street.address|home.address)(?![a-z])",
    re.IGNORECASE,
)
SHAPES_OF_AREAS = {"places.Area.boundary", "places.Area.outline"}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_no_table_keeps_a_point(model: type[models.Model]) -> None:
    assert not [where for where, words in said_by_model(model) if A_POINT.search(words)]
    shapes = {
        f"{model._meta.label}.{column.name}"
        for column in model._meta.concrete_fields
        if re.search(r"shape|boundary|outline|geom|polygon|point", column.name)
    }
    assert shapes <= SHAPES_OF_AREAS


def test_no_form_asks_for_a_point(count: Any) -> None:
    found = [pair for form in our_forms() for pair in said_by_form(form)]
    assert not [where for where, words in found if A_POINT.search(words)]
    count("P7 fields of forms, none of which asks for a point", len(found))
    assert len(found) > 300


@pytest.mark.parametrize("words", ["latitude", "post_code", "Postcode of the victim", "grid ref", "lon"])
def test_a_planted_point_would_be_found(words: str) -> None:
    assert A_POINT.search(words)
