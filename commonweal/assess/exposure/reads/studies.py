"""Which studies are there, and what does one answer? What other rooms rest on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from commonweal.assess.exposure.models import Study
from commonweal.assess.exposure.rules import telling
from commonweal.assess.exposure.rules.disclosing import Protected, Row, protect
from commonweal.ground.visibility.rules import Viewer


@dataclass(frozen=True)
class Answer:
    """What a study found, as it was frozen: `content` is what its hash seals."""

    pk: int
    title: str
    says: str
    hash: str
    content: Mapping[str, Any]

    @property
    def within(self) -> list[float]:
        return list(self.content["within_m"])

    @property
    def sites(self) -> list[dict[str, Any]]:
        """Nearest first, with name, kind, distance_m, nearest_point (name, along_m) and, of a route with times, passed_at."""
        return list(self.content["sites"])

    @property
    def places(self) -> list[dict[str, Any]]:
        """The named places of the route, in its order: name, lon and lat in degrees."""
        return list(self.content["route"]["places"])

    @property
    def on(self) -> date:
        return date.fromisoformat(self.content["asked"]["on"])

    @property
    def length_m(self) -> float:
        return float(self.content["length_m"])

    @property
    def has_times(self) -> bool:
        return any("passed_at" in row for row in [*self.sites, *self.content["areas"]])

    @property
    def notes(self) -> list[str]:
        return list(self.content["notes"])

    @property
    def sources(self) -> list[dict[str, str]]:
        return list(self.content["sources"])

    @property
    def dense(self) -> list[dict[str, Any]]:
        return list(self.content["dense_areas"])

    def areas_of(self, *levels: str) -> list[dict[str, Any]]:
        """Areas crossed of these levels, in the order in which they are entered."""
        return [row for row in self.content["areas"] if row["level"] in levels]

    @cached_property
    def people(self) -> list[dict[str, Any]]:
        """One row a community and distance, with its words: people, error and bounds, rounded to ten."""
        return [
            {
                **row,
                "words": telling.people_words(row["people"]),
                "error_words": telling.error_words(row),
                "share_words": ""
                if row["share"] is None or row["people"] < telling.FEW
                else f"{row['share']:.1%}",
            }
            for row in self.content["communities"]
        ]

    @cached_property
    def kinds(self) -> list[dict[str, Any]]:
        return telling.kinds_within(self.sites, self.within)

    @cached_property
    def protected(self) -> Protected:
        """What may be disclosed of the people, so that no small number can be worked out."""
        by_name: dict[str, list[dict[str, Any]]] = {}
        for row in self.content["communities"]:
            by_name.setdefault(row["name"], []).append(row)
        return protect(self.within, [_row(name, rows) for name, rows in by_name.items()])


def _row(name: str, rows: list[dict[str, Any]]) -> Row:
    people = tuple(row["people"] for row in sorted(rows, key=lambda row: row["within_m"]))
    known = [row["people"] / row["share"] for row in rows if row["share"]]
    everywhere = known[-1] if known else max(people)
    return Row(name, people, everywhere, rows[0]["family"], rows[0]["part_of"])


def answer_of(study: Study) -> Answer:
    """Never worked out anew: what stands in the study is read."""
    return Answer(study.pk, study.title, study.says, study.answer_hash, json.loads(study.answer))


def list_studies(viewer: Viewer) -> QuerySet[Study]:
    """Newest first, those that the viewer may read; without their answers, which are long."""
    return Study.objects.visible_to(viewer).select_related("owner", "made_by", "withdrawn_by").defer("answer")


def find_studies(viewer: Viewer) -> QuerySet[Study]:
    """The same with their answers, for the page of one."""
    return Study.objects.visible_to(viewer).select_related("owner", "made_by", "withdrawn_by")
