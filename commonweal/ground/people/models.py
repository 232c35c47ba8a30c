"""Who has an account, which roles do they hold, on which records are they named, and how do they sign in?"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.rules import role_choices
from commonweal.ground.visibility.models import VisibleModel, VisibleQuerySet
from commonweal.ground.visibility.rules import Tier, Viewer


class AccountManager(BaseUserManager.from_queryset(VisibleQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, Record):
    """A person who may sign in. Nobody registers themselves: an administrator invites."""

    last_login = None  # who signed in when stands in SignIn and in the audit, not on the account
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    privacy: ClassVar[dict[str, Tier]] = {
        "password": Tier.PERSONAL,
        "email": Tier.PERSONAL,
        "name": Tier.PARTNERSHIP,
        "is_active": Tier.PARTNERSHIP,
        "invited_at": Tier.PERSONAL,
        "removed_at": Tier.PERSONAL,
    }

    objects = AccountManager()  # type: ignore[misc]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.may_somewhere("people.invite") else Q(pk=viewer.account_id)


class RoleHeld(Record):
    """A role that a person holds in an organisation from one day until another."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40, choices=role_choices)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        "account": Tier.PARTNERSHIP,
        "organisation": Tier.PARTNERSHIP,
        "role": Tier.PARTNERSHIP,
        "since_on": Tier.PARTNERSHIP,
        "until_on": Tier.PARTNERSHIP,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="role_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}, {self.organisation}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.may_somewhere("people.invite") else Q(account_id=viewer.account_id)

    @staticmethod
    def held_q(on: date) -> Q:
        return Q(since_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))


class NamedOn(Record):
    """A person named on one record that is otherwise closed to everybody."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="named_on")
    record_type = models.CharField(max_length=100)
    record_id = models.PositiveBigIntegerField()

    privacy: ClassVar[dict[str, Tier]] = {
        "account": Tier.NAMED,
        "record_type": Tier.NAMED,
        "record_id": Tier.NAMED,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "record_type", "record_id"], name="named_once")
        ]

    def __str__(self) -> str:
        return f"{self.account} on {self.record_type} {self.record_id}"


class Outgoing(VisibleModel):
    """Something that waits to be e-mailed. next_try_at moves on with every attempt, which is also the claim to it."""

    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=100, blank=True)

    outgoing_privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["attempts", "next_try_at", "sent_at", "problem"], Tier.PERSONAL
    )

    class Meta:
        abstract = True


class Letter(Outgoing):
    """A link that one person may use once: to accept an invitation, or to choose a new password."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        PASSWORD = "password", "New password"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    asked_at = models.DateTimeField()
    valid_until_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = Outgoing.outgoing_privacy | dict.fromkeys(
        ["account", "kind", "asked_at", "valid_until_at", "used_at"], Tier.PERSONAL
    )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for {self.account}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.may_somewhere("people.invite") else Q(pk__in=())


class SignIn(Record):
    """One session of one person on one device, from signing in to its end."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, db_index=True)
    device = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["account", "session_key", "device", "began_at", "ended_at"], Tier.PERSONAL
    )

    class Meta:
        ordering: ClassVar = ["-began_at"]

    def __str__(self) -> str:
        return f"{self.account} since {self.began_at:%d %B %Y %H:%M}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q(account_id=viewer.account_id)


class RecoveryCode(VisibleModel):
    """One of the codes that stand in for a lost telephone; only its hash is kept, and it works once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["account", "code_hash", "used_at"], Tier.PERSONAL)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "code_hash"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"A recovery code of {self.account}"


class GuessCount(VisibleModel):
    """When somebody lately tried to get in under one name or from one device; kept here so that every process sees it."""

    key = models.CharField(max_length=64, primary_key=True)
    times = models.JSONField(default=list)

    privacy: ClassVar[dict[str, Tier]] = {"key": Tier.PERSONAL, "times": Tier.PERSONAL}

    def __str__(self) -> str:
        return f"{len(self.times)} guesses"
