"""Which post is to be asked about a subject, and from when until when?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from commonweal.ground.partners.models.dated import Dated, ends_after
from commonweal.ground.partners.models.organisations import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer


class PointOfContact(Dated):
    """The one post to ask about a subject in an organisation, with the post's own address and telephone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    subject = models.CharField(max_length=120)
    post_title = models.CharField(max_length=200)
    email = models.EmailField("e-mail of the post", blank=True)
    phone = models.CharField("telephone of the post", max_length=40, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["organisation", "subject", "post_title", "email", "phone", "since_on", "until_on"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["subject", "since_on"]
        constraints: ClassVar = [
            ends_after("contact_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(post_title=""), name="contact_is_a_post"),
            models.UniqueConstraint(
                "organisation", Lower("subject"), condition=Q(until_on__isnull=True), name="one_contact_now"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_title}: {self.subject}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.sees(Tier.PARTNERSHIP) else Q(pk__in=())
