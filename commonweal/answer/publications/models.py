"""What waits for release, and what is public? Two sets of tables, so that the public ones hold nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal.answer.papers.models import CommitteePaper
from commonweal.answer.publications.rules import KIND_WORDS, STATE_WORDS, Kind, LineKind, State
from commonweal.assess.equality.models import EqualityAssessment
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer

KINDS = [(k.value, w) for k, w in KIND_WORDS.items()]
LINE_KINDS = [(k.value, k.value.capitalize()) for k in LineKind]


def _may_release(viewer: Viewer) -> Q:
    asked = ("publications.prepare", "publications.release", "papers.publish")
    return Q() if any(viewer.may_somewhere(p) for p in asked) else Q(pk__in=())


class Release(Record):
    """Something prepared for the public that waits for its second person, or for its hour."""

    kind = models.CharField(max_length=12, choices=KINDS)
    series = models.CharField(max_length=80)
    slug = models.SlugField(max_length=200)
    paper = models.ForeignKey(
        CommitteePaper, null=True, blank=True, on_delete=models.PROTECT, related_name="releases"
    )
    assessment = models.ForeignKey(
        EqualityAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="releases"
    )
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    frozen_text = models.TextField()
    hash = models.CharField(max_length=64)
    lines = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, w) for s, w in STATE_WORDS.items()],
                             default=State.PREPARED.value)  # fmt: skip
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                    related_name="+")  # fmt: skip
    released_at = models.DateTimeField(null=True, blank=True)
    embargoed_until_at = models.DateTimeField(null=True, blank=True, db_index=True)
    returned_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["kind", "series", "slug", "paper", "assessment", "owner", "title", "frozen_text", "hash", "lines", "state", "prepared_by",
         "prepared_at", "released_by", "released_at", "embargoed_until_at", "returned_reason"],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        # Not publications_…: an account that may read publications_% reads published bytes only.
        db_table = "waiting_release"
        ordering: ClassVar = ["-prepared_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="release_state_known", condition=Q(state__in=[s.value for s in State])
            ),
            models.CheckConstraint(
                name="release_by_a_second_person",
                condition=Q(released_by__isnull=True)
                | Q(paper__isnull=False)
                | ~Q(released_by=F("prepared_by")),
            ),
            models.CheckConstraint(
                name="release_released_by_somebody",
                condition=~Q(state__in=[State.RELEASED.value, State.PUBLISHED.value])
                | Q(released_by__isnull=False, released_at__isnull=False),
            ),
            models.CheckConstraint(
                name="release_paper_has_paper",
                condition=(Q(kind=Kind.PAPER.value) & Q(paper__isnull=False))
                | (~Q(kind=Kind.PAPER.value) & Q(paper__isnull=True)),
            ),
            models.CheckConstraint(
                name="release_equality_has_assessment",
                condition=(Q(kind=Kind.EQUALITY.value) & Q(assessment__isnull=False))
                | (~Q(kind=Kind.EQUALITY.value) & Q(assessment__isnull=True)),
            ),
            models.CheckConstraint(
                name="release_returned_says_why",
                condition=~Q(state=State.RETURNED.value) | ~Q(returned_reason=""),
            ),
            models.UniqueConstraint(
                fields=["slug"], condition=~Q(state=State.RETURNED.value), name="release_slug_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return _may_release(viewer)

    def digest_parts(self) -> Iterable[Record]:
        return self.files.all()


class ReleaseFile(Record):
    """The bytes of one form of what waits: the preview shows these, and these are published."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=10)
    made = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["release", "form", "made", "sha256"], Tier.PARTNERSHIP
    )

    class Meta:
        db_table = "waiting_releasefile"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "form"], name="release_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.release} ({self.form})"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return _may_release(viewer)

    def digest(self) -> str:
        return self.sha256


class Publication(Record):
    """One published document, exactly as it went out. Nothing of it changes but that it is withdrawn or replaced."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="publication")
    slug = models.SlugField(max_length=200, unique=True)
    series = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    title = models.CharField(max_length=300)
    body = models.CharField(max_length=200, db_index=True)
    meeting_on = models.DateField(null=True, blank=True, db_index=True)
    number = models.CharField(max_length=20, blank=True)
    edition = models.PositiveIntegerField(default=1)
    office = models.CharField(max_length=200, blank=True)
    html = models.TextField()
    frozen_text = models.TextField()
    hash = models.CharField(max_length=64, db_index=True)
    hidden_parts = models.JSONField(default=list, blank=True)
    embargoed_until_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["release", "slug", "series", "kind", "title", "body", "meeting_on", "number", "edition", "office", "html",
         "frozen_text", "hash", "hidden_parts", "embargoed_until_at", "published_at", "withdrawn_at", "withdrawn_reason",
         "replaced_by"],
        Tier.PUBLIC,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-meeting_on", "-published_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="publication_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="publication_not_before_its_hour",
                condition=Q(embargoed_until_at__isnull=True) | Q(published_at__gte=F("embargoed_until_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()


class PublishedFile(Record):
    """One form of a published document, byte for byte."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=10)
    made = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["publication", "form", "made", "sha256", "size"], Tier.PUBLIC
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "form"], name="published_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication} ({self.form})"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()


class PublishedLine(Record):
    """One thing that was promised, done or decided, for the public front page."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=LINE_KINDS)
    reference = models.CharField(max_length=60, blank=True)
    words = models.TextField()
    detail = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["publication", "position", "kind", "reference", "words", "detail", "happened_on"], Tier.PUBLIC
    )

    class Meta:
        ordering: ClassVar = ["publication", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "position"], name="published_line_once")
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()
