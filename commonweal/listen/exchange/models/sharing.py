"""Who asked for what we were told, and to whom was it passed on, on which conditions, and was it of use?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.exchange.models.relationships import in_states, kept_by, person
from commonweal.listen.exchange.models.said import Exchange
from commonweal.listen.exchange.rules.grading import HANDLING, INFORMATION, SOURCE
from commonweal.listen.exchange.rules.lock import SENTENCES, Lock
from commonweal.listen.exchange.rules.states import OPEN_TO_RECIPIENT, PASSED_WORDS, Passed


class SharingRequest(Record):
    """Somebody asked for what a community told us. What the lock says is kept with it, and a refusal stays one."""

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="requests")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    scale = models.CharField(max_length=60)
    said = models.TextField("what they say they need it for", blank=True)
    asked_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = person()
    lock = models.CharField(
        max_length=12, blank=True, choices=[(k.value, words) for k, words in SENTENCES.items()]
    )
    was_told = models.CharField("what the rule said", max_length=300)

    privacy: ClassVar[dict[str, Tier]] = {
        "exchange": Tier.NAMED,
        **dict.fromkeys(
            ["owner", "organisation", "purpose", "scale", "said", "asked_on", "recorded_at", "recorded_by", "lock",
             "was_told"], Tier.PARTNERSHIP,
        ),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(was_told=""), name="request_was_told_something"),
            models.CheckConstraint(condition=Q(lock__in=[k.value for k in Lock]), name="request_lock_known"),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        kept = kept_by(viewer, "exchange__relationship")
        if viewer.may_somewhere("trusted.oversee"):
            return kept | ~Q(lock=Lock.OPEN.value)
        return kept

    @property
    def is_refused(self) -> bool:
        return self.lock != Lock.OPEN


class Relay(Record):
    """An early signal passed on: what, for which purpose, how good it is and how it has to be handled."""

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="relays")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    purpose = models.CharField(max_length=40)
    scale = models.CharField(max_length=60)
    source_grade = models.CharField(max_length=1, choices=list(SOURCE.items()))
    information_grade = models.CharField(max_length=1, choices=list(INFORMATION.items()))
    handling = models.CharField(max_length=1, choices=list(HANDLING.items()))
    sent_at = models.DateTimeField()
    sent_by = person()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        "exchange": Tier.NAMED,
        **dict.fromkeys(
            ["owner", "title", "text", "purpose", "scale", "source_grade", "information_grade", "handling", "sent_at",
             "sent_by", "taken_back_at"], Tier.PARTNERSHIP,
        ),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(source_grade__in=list(SOURCE)), name="relay_source_graded"),
            models.CheckConstraint(
                condition=Q(information_grade__in=list(INFORMATION)), name="relay_information_graded"
            ),
            models.CheckConstraint(condition=Q(handling__in=list(HANDLING)), name="relay_handling_known"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(taken_back_at__isnull=False), name="relay_says_something"
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="relay_has_a_purpose"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if viewer.enforces_immigration:
            return Q(pk__in=())
        if viewer.may_somewhere("trusted.read") and viewer.sees(Tier.POLICE):
            return Q()
        return Q(
            pk__in=RelayRecipient.objects.filter(received_by(viewer), state__in=_OPEN).values("relay_id")
        )

    def digest_parts(self) -> Iterable[Record]:
        return self.recipients.all()


_OPEN = [s.value for s in OPEN_TO_RECIPIENT]


def received_by(viewer: Viewer) -> Q:
    """What was relayed to the viewer's organisation, for those who receive for it."""
    owners = {owner for permission, owner in viewer.grants if permission == "trusted.receive"}
    return Q() if None in owners else Q(organisation_id__in=owners)


class RelayRecipient(Record):
    """One body that was told: whether it took the conditions, and whether what it heard was of use."""

    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="recipients")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    scale = models.CharField(max_length=60)
    handling = models.CharField(max_length=1, choices=list(HANDLING.items()))
    conditions = models.TextField(blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, w) for s, w in PASSED_WORDS.items()], default=Passed.SENT.value
    )
    sent_at = models.DateTimeField()
    use_by_on = models.DateField("answer owed by")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person(null=True, blank=True)
    why_declined = models.TextField(blank=True)
    use_said_at = models.DateTimeField(null=True, blank=True)
    use_said = models.TextField("what it was used for", blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["relay", "organisation", "sender", "purpose", "scale", "handling", "conditions", "state", "sent_at", "use_by_on",
         "decided_at", "decided_by", "why_declined", "use_said_at", "use_said"], Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-sent_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["relay", "organisation"], name="relayed_once_to_each"),
            in_states(Passed, "relay_state_known"),
            models.CheckConstraint(
                condition=~Q(handling="C") | ~Q(conditions=""), name="handling_c_has_conditions"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_OPEN) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[Passed.USED.value, Passed.NOT_USED.value])
                | (~Q(use_said="") & Q(use_said_at__isnull=False)),
                name="use_is_said_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"Relay {self.relay_id} to {self.organisation}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if viewer.enforces_immigration:
            return Q(pk__in=())
        if viewer.may_somewhere("trusted.read") and viewer.sees(Tier.POLICE):
            return Q()
        return received_by(viewer)
