"""What was asked about places in the demonstration: the torch relay of 2008 once more, with everything placed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from commonweal.assess.exposure.reads.answering import Asked
from commonweal.assess.exposure.writes import load_layer, make_study
from commonweal.config.demonstration.story import Step, World, moment, read

Given = dict[str, Any]
HEADS = "name,kind,longitude,latitude"


def steps() -> Iterator[Step]:
    told = read("exposure")
    for row in told["layers"]:
        yield Step(moment(row["loaded"], 11), partial(_layer, row))
    for row in told["studies"]:
        yield Step(moment(row["asked"], 12), partial(_study, row))


def _layer(row: Given, world: World, at: datetime) -> None:
    lines = [",".join([f'"{name}"', kind, str(lon), str(lat)]) for name, kind, lon, lat in row["sites"]]
    load_layer(
        content="\n".join([HEADS, *lines]).encode(), file_name=row["file"], what="sites", title=row["title"],
        source=row["source"], licence=row["licence"], limits=row["limits"], dated_on=row["dated"],
        **world.who("analyst", at),
    )  # fmt: skip


def _study(row: Given, world: World, at: datetime) -> None:
    asked = Asked(
        way=row["way"], within=row["within"], kinds=row["kinds"], names="\n".join(row.get("names", [])),
        place=row.get("place", ""), positions="\n".join(row.get("positions", [])),
    )  # fmt: skip
    make_study(
        title=row["title"], owner=world.organisation_of(row["by"], at), reach=row["reach"], asked=asked,
        **world.who(row["by"], at),
    )  # fmt: skip
