"""Which guidance is there, in which versions, and what does the community say of it?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.guidance.models.reading import NOTHING, asked_of, own_work_q, person, tier_q
from commonweal.assess.guidance.rules.freshness import REMINDERS
from commonweal.assess.guidance.rules.kinds import KINDS, STANCES, TIERS
from commonweal.assess.guidance.rules.states import COMMUNITY_REVIEW, OPEN, VERSION
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import Community


class GuidanceDocument(Record):
    """A text that an organisation answers for, whatever version of it is in force. Its rows decide; columns are as open."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="guidance")
    owner_role = models.CharField("post that answers for it", max_length=160)
    areas: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Area, blank=True, related_name="guidance"
    )
    communities: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        Community, blank=True, related_name="guidance"
    )
    tier = models.CharField("who may read it", max_length=12, choices=list(TIERS.items()))
    review_on = models.DateField("to be reviewed by")
    reminded = models.CharField(max_length=6, choices=list(REMINDERS.items()), blank=True)
    started_at = models.DateTimeField()
    started_by = person(null=True)

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(
            ["title", "kind", "owner", "owner_role", "tier", "review_on", "reminded", "started_at"],
            Tier.PUBLIC,
        ),
        "started_by": Tier.PARTNERSHIP,
    }

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(owner_role=""), name="guidance_is_answered_for"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="guidance_kind_known"),
            models.CheckConstraint(condition=Q(tier__in=list(TIERS)), name="guidance_tier_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """What was ever in force, by its tier; a draft is for those who write and approve for its owner alone."""
        approved = Q(pk__in=GuidanceVersion.objects.filter(approved_at__isnull=False).values("document_id"))
        return tier_q(viewer) & (approved | own_work_q(viewer, "owner"))

    def digest_parts(self) -> Iterable[Record]:
        return self.occasions.filter(changed__isnull=True)


class GuidanceVersion(Record):
    """One wording of a document. Once a second person put it in force nobody changes it; a newer one takes its place."""

    document = models.ForeignKey(GuidanceDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    summary = models.CharField("what this version changes", max_length=300)
    text = models.TextField(blank=True)
    signposts = models.TextField("whom to call", blank=True)
    author = models.CharField("post or group that wrote it", max_length=160, blank=True)
    consented_on = models.DateField("the author agreed on", null=True, blank=True)
    agreed_tier = models.CharField(
        "the author agreed that it is read by", max_length=12, choices=list(TIERS.items()), blank=True
    )
    state = models.CharField(max_length=12, choices=VERSION.choices(), default=VERSION.start)
    drafted_at = models.DateTimeField()
    drafted_by = person(null=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = person(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = person(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = person(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    frozen_content = models.TextField(blank=True)
    frozen_hash = models.CharField(max_length=64, blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(
            ["document", "number", "summary", "text", "signposts", "author", "consented_on", "agreed_tier", "state",
             "drafted_at", "submitted_at", "approved_at", "superseded_at", "withdrawn_at", "withdrawn_reason",
             "frozen_content", "frozen_hash"], Tier.PUBLIC,
        ),
        **dict.fromkeys(
            ["drafted_by", "submitted_by", "approved_by", "withdrawn_by", "sent_back_reason"], Tier.PARTNERSHIP
        ),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="guidance_version_number_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="in_force"), name="guidance_one_in_force"
            ),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state__in=OPEN), name="guidance_one_being_written"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(VERSION.states)), name="guidance_version_state_known"
            ),
            models.CheckConstraint(condition=~Q(summary=""), name="guidance_version_says_what_changed"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | (Q(submitted_at__isnull=False, submitted_by__isnull=False) & ~Q(text="")),
                name="guidance_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "superseded"])
                | (Q(approved_at__isnull=False, approved_by__isnull=False) & ~Q(frozen_hash="")),
                name="guidance_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("drafted_by")) & ~Q(approved_by=F("submitted_by"))),
                name="guidance_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="guidance_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever sees the document sees what was ever in force of it; a community sees what it is asked about."""
        return cls.read_q(viewer) | Q(
            pk__in=CommunityReview.objects.filter(asked_of(viewer)).values("wording_id")
        )

    @staticmethod
    def read_q(viewer: Viewer) -> Q:
        """What was ever in force, by the tier of the document; a draft is for those who write and approve for its owner."""
        return tier_q(viewer, "document__") & (
            Q(approved_at__isnull=False) | own_work_q(viewer, "document__owner")
        )

    def digest_parts(self) -> Iterable[Record]:
        return self.occasions.all()


class CommunityReview(Record):
    """What a community's own organisation says of a version that describes it. Its words stay beside the text."""

    wording = models.ForeignKey(GuidanceVersion, on_delete=models.CASCADE, related_name="reviews")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    question = models.TextField("what the owner asks")
    asked_at = models.DateTimeField()
    asked_by = person(null=True)
    answer_by_on = models.DateField("answer hoped for by")
    reminded_on = models.DateField("both sides were reminded on", null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=COMMUNITY_REVIEW.choices(), default=COMMUNITY_REVIEW.start
    )
    stance = models.CharField(max_length=10, choices=list(STANCES.items()), blank=True)
    words = models.TextField("what the community says", blank=True)
    post = models.CharField("who answers for the group", max_length=160, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = person(null=True, blank=True)
    text_hash = models.CharField("which text was read", max_length=64, blank=True)
    reply = models.TextField("what the owner says to it", blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    taken_back_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(
            ["wording", "community", "group", "question", "asked_at", "answer_by_on", "reminded_on", "state", "stance",
             "words", "post", "answered_at", "text_hash", "reply", "replied_at", "taken_back_reason"], Tier.PUBLIC,
        ),
        **dict.fromkeys(["asked_by", "answered_by"], Tier.PARTNERSHIP),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wording", "group", "community"],
                condition=~Q(state="taken_back"),
                name="community_asked_once_a_version",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(COMMUNITY_REVIEW.states)), name="community_review_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False, stance__in=list(STANCES))
                    & ~Q(post="")
                    & ~Q(text_hash="")
                ),
                name="community_review_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(stance__in=["disagrees", "asks"]) | ~Q(words=""),
                name="community_review_says_why",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by")),
                name="community_review_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_back") | ~Q(taken_back_reason=""),
                name="community_review_taken_back_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} on {self.wording}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever reads the text reads what the community says of it, but for those who enforce immigration law."""
        if viewer.enforces_immigration or not viewer.is_signed_in:
            return NOTHING
        seen = GuidanceVersion.objects.filter(GuidanceVersion.read_q(viewer))
        return Q(wording__in=seen.values("pk")) | asked_of(viewer)
