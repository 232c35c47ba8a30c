"""Which key individual networks are there, who belongs to them, what were they asked and what did they say?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier
from commonweal.listen.engagement.models.communities import Community
from commonweal.listen.engagement.models.contacts import Contact
from commonweal.listen.engagement.models.desks import Desk, PoliceRecord, for_police
from commonweal.listen.engagement.rules.states import ROUND


class KeyNetwork(PoliceRecord):
    """People who know what goes on in a neighbourhood and are asked about it each quarter. Never covert sources."""

    name = models.CharField(max_length=160)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="key_networks")
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="networks")
    question_set = models.CharField(max_length=60)
    founded_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "name", "area", "desk", "question_set", "founded_on", "closed_on"
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="key_network_once"),
            models.CheckConstraint(condition=~Q(name=""), name="key_network_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def digest_parts(self) -> Iterable[Record]:
        return [*self.members.all(), *self.rounds.all()]


class NetworkMember(PoliceRecord):
    """A contact who belongs to a network, and the group they speak for: about the group, never about the person."""

    network = models.ForeignKey(KeyNetwork, on_delete=models.CASCADE, related_name="members")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="network_seats")
    speaks_for = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.PROTECT, related_name="network_members"
    )
    joined_on = models.DateField()

    privacy: ClassVar[dict[str, Tier]] = for_police("network", "contact", "speaks_for", "joined_on")

    class Meta:
        ordering: ClassVar = ["joined_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["network", "contact"], name="network_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.contact} in {self.network}"


class NetworkRound(PoliceRecord):
    """One quarter’s questions to a network. It keeps the version of the questions that were asked."""

    network = models.ForeignKey(KeyNetwork, on_delete=models.CASCADE, related_name="rounds")
    question_set = models.CharField(max_length=60)
    asked_on = models.DateField()
    due_on = models.DateField()
    asked_count = models.PositiveIntegerField("how many were asked")
    state = models.CharField(max_length=10, choices=ROUND.choices(), default=ROUND.start)

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "network", "question_set", "asked_on", "due_on", "asked_count", "state"
    )

    class Meta:
        ordering: ClassVar = ["-asked_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="round_due_after_asked"),
            models.CheckConstraint(condition=Q(state__in=list(ROUND.states)), name="round_state_known"),
            models.UniqueConstraint(
                fields=["network"], condition=Q(state="open"), name="one_open_round_a_network"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network}, asked on {self.asked_on}"

    def digest_parts(self) -> Iterable[Record]:
        return self.answers.all()


class RoundAnswer(PoliceRecord):
    """What was said in one round for one group. Which contact said it is forgotten with their consent."""

    round = models.ForeignKey(NetworkRound, on_delete=models.CASCADE, related_name="answers")
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="round_answers"
    )
    speaks_for = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answers = models.JSONField(default=dict)
    answered_on = models.DateField()

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "round", "contact", "speaks_for", "answers", "answered_on"
    )

    class Meta:
        ordering: ClassVar = ["answered_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "contact"], condition=Q(contact__isnull=False), name="one_answer_a_contact"
            ),
        ]

    def __str__(self) -> str:
        return f"An answer in {self.round}"
