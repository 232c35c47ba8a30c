"""What will it do to each community, before and after something is done about it, and what of it may be handed out?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.assess.impact.models.assessments import Assessment
from commonweal.assess.impact.models.parts import PartRecord
from commonweal.assess.impact.rules.disclosure import PARTS
from commonweal.assess.impact.rules.effects import CONFIDENCES, Judged
from commonweal.assess.impact.rules.scores import IMPACTS, LIKELIHOODS, RATING_WORDS
from commonweal.ground.visibility.rules import Tier
from commonweal.listen.engagement.models import Community

RATINGS = [(rating.value, words) for rating, words in RATING_WORDS.items()]
KNOWN = [rating.value for rating in RATING_WORDS]


def _one_to_five(words: str, known: dict[int, str]) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(words, choices=list(known.items()))


class CommunityImpact(PartRecord):
    """The effect on one community. A rating comes from likelihood and impact unless an assessor says otherwise, and why."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="impacts")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    likely_effect = models.TextField()
    concerns = models.TextField("concerns voiced", blank=True)
    vulnerabilities = models.TextField("who may be harmed most", blank=True)
    positive_effects = models.TextField(blank=True)
    likelihood_before = _one_to_five("likelihood", LIKELIHOODS)
    impact_before = _one_to_five("impact", IMPACTS)
    override_before = models.CharField(max_length=10, blank=True, choices=RATINGS)
    reason_before = models.TextField("why this rating", blank=True)
    mitigation = models.TextField("what is done about it", blank=True)
    likelihood_after = _one_to_five("likelihood afterwards", LIKELIHOODS)
    impact_after = _one_to_five("impact afterwards", IMPACTS)
    override_after = models.CharField(max_length=10, blank=True, choices=RATINGS)
    reason_after = models.TextField("why this rating afterwards", blank=True)
    confidence = models.CharField(max_length=10, choices=list(CONFIDENCES.items()))

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "assessment", "community", "likely_effect", "concerns", "vulnerabilities", "positive_effects", "likelihood_before",
            "impact_before", "override_before", "reason_before", "mitigation", "likelihood_after", "impact_after", "override_after",
            "reason_after", "confidence",
        ],
        Tier.POLICE,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "community"], name="impact_once_a_community"),
            models.CheckConstraint(condition=~Q(likely_effect=""), name="impact_says_the_effect"),
            models.CheckConstraint(
                condition=Q(
                    likelihood_before__in=list(LIKELIHOODS), impact_before__in=list(IMPACTS),
                    likelihood_after__in=list(LIKELIHOODS), impact_after__in=list(IMPACTS),
                ),
                name="impact_is_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(override_before="") | (Q(override_before__in=KNOWN) & ~Q(reason_before="")),
                name="impact_override_before_says_why",
            ),
            models.CheckConstraint(
                condition=Q(override_after="") | (Q(override_after__in=KNOWN) & ~Q(reason_after="")),
                name="impact_override_after_says_why",
            ),
            models.CheckConstraint(condition=Q(confidence__in=list(CONFIDENCES)), name="impact_confidence_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.likely_effect[:80]

    @property
    def before(self) -> Judged:
        return Judged(self.likelihood_before, self.impact_before, self.override_before, self.reason_before)

    @property
    def after(self) -> Judged:
        return Judged(self.likelihood_after, self.impact_after, self.override_after, self.reason_after)


class DisclosureChoice(PartRecord):
    """Whether a part goes into the disclosable copy; without a row it is as rules/disclosure.py says."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="disclosure_choices")
    part = models.CharField(max_length=20, choices=[(key, part.title) for key, part in PARTS.items()])
    included = models.BooleanField()
    reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["assessment", "part", "included", "reason"], Tier.POLICE
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "part"], name="disclosure_chosen_once"),
            models.CheckConstraint(condition=Q(part__in=list(PARTS)), name="disclosure_part_known"),
        ]

    def __str__(self) -> str:
        return self.get_part_display()
