"""Studies and layers of others, for all police and for their own organisation, withdrawn and put aside."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.assess.exposure import writes
from commonweal.assess.exposure.models import Study
from commonweal.assess.exposure.reads.answering import Asked
from tests.guarantees.extras.asking import organisation_named, who

HALLS = b"name,kind,longitude,latitude\nHall in the Lane,hall,-0.1012,51.5801\nA place,,-0.2,51.59\n"
SQUARE = Asked(way="drawn", within="700", kinds=["hall"], positions="-0.1012, 51.5801, Square")


def ask_what_lies_near() -> None:
    for title in ("Halls", "Halls of last year"):
        layer = writes.load_layer(
            content=HALLS, file_name="halls.csv", what="sites", title=title, source="A test", licence="Open",
            limits="It is invented", dated_on=date(2010, 1, 1), **who("analyst"),
        )  # fmt: skip
    writes.retire_layer(layer=layer, reason="Out of date", **who("collator"))
    for key, body in (("borough", "Metropolitan Police, Haringey"), ("brent", "Metropolitan Police, Brent"), ("desk", "Metropolitan Police Service")):  # fmt: skip
        for reach in ("own", "police"):
            _study(key, body, reach)
    mistake = _study("borough", "Metropolitan Police, Haringey", "own", title="A mistake")
    writes.withdraw_study(study=mistake, reason="The wrong square", **who("borough"))


def _study(key: str, body: str, reach: str, **given: Any) -> Study:
    title = given.get("title", f"Square, for {reach}")
    owner = organisation_named(body)
    return writes.make_study(title=title, owner=owner, reach=reach, asked=SQUARE, **who(key))
