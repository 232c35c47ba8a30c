"""Who goes out to communities, in which languages, for whom, and to which other unit are they lent?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier
from commonweal.listen.engagement.models.communities import Community
from commonweal.listen.engagement.models.desks import PoliceRecord, ends_after, for_police
from commonweal.listen.engagement.rules.states import LOAN


class OutreachWorker(PoliceRecord):
    """A post of police staff who know a culture and speak its language. The post, not what the person is."""

    title = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, related_name="outreach"
    )
    account = models.ForeignKey(
        "people.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="outreach_posts"
    )
    languages = models.CharField("languages spoken at work", max_length=200)
    knowledge = models.TextField("what they know of communities", blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "title", "organisation", "account", "languages", "knowledge", "since_on", "until_on"
    )

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            ends_after("outreach_worker_ends_after"),
            models.UniqueConstraint(Lower("title"), "organisation", name="outreach_worker_once"),
            models.CheckConstraint(condition=~Q(title=""), name="outreach_worker_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def digest_parts(self) -> Iterable[Record]:
        return [*self.cover.all(), *self.loans.all()]


class OutreachCover(PoliceRecord):
    """A community that an outreach worker goes to, in one area or everywhere, from one day until another."""

    worker = models.ForeignKey(OutreachWorker, on_delete=models.CASCADE, related_name="cover")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="outreach_cover")
    area = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="outreach_cover"
    )
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police("worker", "community", "area", "since_on", "until_on")

    class Meta:
        ordering: ClassVar = ["since_on", "pk"]
        verbose_name_plural = "outreach cover"
        constraints: ClassVar = [ends_after("outreach_cover_ends_after")]

    def __str__(self) -> str:
        return f"{self.worker} for {self.community}"


class Loan(PoliceRecord):
    """An outreach worker lent to another unit for a purpose; it begins only once the person has agreed."""

    worker = models.ForeignKey(OutreachWorker, on_delete=models.CASCADE, related_name="loans")
    unit = models.CharField("unit that borrows", max_length=200)
    purpose = models.TextField()
    from_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=10, choices=LOAN.choices(), default=LOAN.start)
    asked_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_on = models.DateField(null=True, blank=True)
    consent_basis = models.CharField("how the person agreed", max_length=300, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "worker", "unit", "purpose", "from_on", "until_on", "state", "asked_by", "asked_at", "answered_on",
        "consent_basis",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-from_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="loan_ends_after"),
            models.CheckConstraint(condition=Q(state__in=list(LOAN.states)), name="loan_state_known"),
            models.CheckConstraint(condition=~Q(purpose=""), name="loan_has_a_purpose"),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "ended"])
                | (Q(answered_on__isnull=False) & ~Q(consent_basis="")),
                name="loan_with_consent_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} at {self.unit}"
