"""Which words stand in the disclosable copy of a version, and which version is it a copy of?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commonweal.assess.impact.models import AssessmentVersion, DisclosureGiven
from commonweal.assess.impact.rules.disclosure import Disclosed, copy_of, disclose
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.visibility.rules import Viewer


def approved_versions(viewer: Viewer) -> QuerySet[AssessmentVersion]:
    return (
        AssessmentVersion.objects.visible_to(viewer)
        .filter(outcome="approved")
        .select_related("assessment__operation__owner")
    )


def disclosable_of(version: AssessmentVersion) -> tuple[Disclosed, ...]:
    """From what was frozen alone; never from the rows as they stand today."""
    return disclose(json.loads(version.content_text))


def disclosable_hash(version: AssessmentVersion) -> str:
    """The hash of the disclosable copy: the same version always gives the same."""
    return content_hash(
        canonical({"version": version.content_hash, "parts": copy_of(disclosable_of(version))})
    )


def given_out(viewer: Viewer) -> QuerySet[DisclosureGiven]:
    return DisclosureGiven.objects.visible_to(viewer).select_related("given_by")


@dataclass(frozen=True)
class ReadPart:
    """A part of a frozen content, for reading: its title and its rows as (words, value)."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def readable(version: AssessmentVersion) -> tuple[ReadPart, ...]:
    """The whole content of a version as it was frozen, part by part."""
    found: dict[str, Any] = json.loads(version.content_text)
    return tuple(
        ReadPart(_words(name), _rows(part)) for name, part in found.items() if part and name != "disclosure"
    )


def _rows(part: Any) -> tuple[tuple[tuple[str, str], ...], ...]:
    rows = part if isinstance(part, list) else [part]
    return tuple(tuple(_pairs(row)) for row in rows)


def _pairs(row: Any) -> Iterator[tuple[str, str]]:
    for name, value in row.items() if isinstance(row, dict) else [("", row)]:
        if value not in ("", None, [], {}):
            yield _words(name), _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_plain, value))
    if isinstance(value, dict):
        return ", ".join(f"{_words(k)}: {_plain(v)}" for k, v in value.items() if v not in ("", None))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _words(name: str) -> str:
    words = name.replace("_", " ").removesuffix(" at").removesuffix(" on")
    return words[:1].upper() + words[1:]
