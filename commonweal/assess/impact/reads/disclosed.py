"""Which words stand in the disclosable copy of a version, and which version is it a copy of?"""

from __future__ import annotations

import json

from django.db.models import QuerySet

from commonweal.assess.impact.models import AssessmentVersion, DisclosureGiven
from commonweal.assess.impact.reads.words import in_lines
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


def readable(version: AssessmentVersion) -> list[tuple[str, list[str]]]:
    """The whole content of a version as it was frozen: for each part its heading and its lines."""
    return in_lines(json.loads(version.content_text))
