"""How do census tables become counts of communities? Categories are added up by what a person mapped to each community."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Category = tuple[str, str]


class BadMapping(ValueError):
    """The mapping names a category that the tables do not have. The message is one sentence."""


def add_up(
    *,
    categories: Iterable[Mapping[str, str]],
    facts: Iterable[Mapping[str, str]],
    mapping: Mapping[str, Sequence[Category]],
    areas: Iterable[str],
) -> dict[tuple[str, str], int]:
    """(community, area code) -> people, for every area of which the tables hold a figure. Raises BadMapping."""
    wanted = _wanted(categories, mapping)
    kept = set(areas)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for fact in facts:
        if fact["area_code"] in kept:
            for community in wanted.get((fact["table"], fact["cat_id"]), ()):
                found[community, fact["area_code"]] += int(fact["value"])
    return dict(found)


def _wanted(
    categories: Iterable[Mapping[str, str]], mapping: Mapping[str, Sequence[Category]]
) -> dict[Category, list[str]]:
    """The communities to which each category's figures belong; only the finest categories, so that nothing counts twice."""
    by_label: dict[Category, list[str]] = defaultdict(list)
    for row in categories:
        if row["level"] == "leaf":
            by_label[row["table"], row["label"]].append(row["cat_id"])
    wanted: dict[Category, list[str]] = defaultdict(list)
    for community, labels in mapping.items():
        for table, label in labels:
            if (table, label) not in by_label:
                raise BadMapping(f"{table} has no category “{label}”, which is mapped to {community}.")
            for code in by_label[table, label]:
                wanted[table, code].append(community)
    return wanted


def as_table(counts: Mapping[tuple[str, str], int]) -> bytes:
    """The counts as the file that the upload page and the command take."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["community", "area_code", "people"])
    writer.writerows([community, area, people] for (community, area), people in sorted(counts.items()))
    return out.getvalue().encode()
