"""What waits for its second person or its hour, and what could be withdrawn?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from commonweal.answer.meetings.models import Meeting
from commonweal.answer.meetings.reads import list_meetings, owner_ids
from commonweal.answer.papers.reads.lists import owners_of
from commonweal.answer.publications import rules
from commonweal.answer.publications.models import Publication, Release
from commonweal.answer.publications.reads.public import HEAVY, get_documents
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.assess.equality.reads.one import get_assessments
from commonweal.assess.equality.reads.settled import signed_q
from commonweal.ground.visibility.rules import Viewer


def list_releases(*, viewer: Viewer) -> QuerySet[Release]:
    if "frozen_text" in Release.hidden_columns(viewer):
        return Release.objects.none()
    return (
        Release.objects.visible_to(viewer)
        .select_related("prepared_by", "released_by", "owner", "assessment__owner")
        .prefetch_related("assessment__owner__parents")
    )


def list_waiting(*, viewer: Viewer) -> QuerySet[Release]:
    """What is not public yet, what was sent back included."""
    return list_releases(viewer=viewer).exclude(state=rules.State.PUBLISHED)


def owners_of_release(release: Release) -> list[int | None]:
    """A paper or an assessment belongs to its body and to what the body is a part of; a statement to whoever prepared it."""
    if release.assessment:
        return [*owner_ids(release.assessment.owner, timezone.localdate(release.prepared_at))]
    return owners_of(release.paper) if release.paper else [release.owner_id]


def release_bytes(release: Release, form: str) -> bytes:
    """The bytes that will go out, exactly."""
    files: Any = release.paper.files if release.paper else release.files
    return bytes(files.get(form=form).made)


def list_due(*, now: datetime) -> list[Release]:
    """Released, and their hour has come."""
    return list(Release.objects.filter(state=rules.State.RELEASED, embargoed_until_at__lte=now))


def owners_of_publication(publication: Publication) -> list[int | None]:
    return owners_of_release(publication.release)


def may_withdraw(publication: Publication, viewer: Viewer) -> bool:
    return viewer.may("publications.withdraw", owners_of_publication(publication))


def list_public_for_staff() -> QuerySet[Publication]:
    return (
        get_documents()
        .defer(*HEAVY)
        .select_related("release__paper__meeting__body", "release__assessment__owner")
        .prefetch_related("release__paper__meeting__body__parents", "release__assessment__owner__parents")
        .order_by("-published_at")
    )


def signed_assessments(*, viewer: Viewer) -> QuerySet[EqualityAssessment]:
    """Those that were signed and that the viewer reads."""
    return get_assessments(viewer).filter(signed_q()).prefetch_related("redactions")


def all_meetings(*, viewer: Viewer) -> QuerySet[Meeting]:
    return list_meetings(viewer=viewer)
