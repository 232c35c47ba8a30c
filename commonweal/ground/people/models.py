"""Who has an account, which roles do they hold from when until when, and on which records are they named?"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.people.rules import role_choices
from commonweal.ground.visibility.models import VisibleQuerySet
from commonweal.ground.visibility.rules import Tier, Viewer


class AccountManager(BaseUserManager.from_queryset(VisibleQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, Record):
    """A person who may sign in. Nobody registers themselves: an administrator invites."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    privacy: ClassVar[dict[str, Tier]] = {
        "password": Tier.PERSONAL,
        "last_login": Tier.PERSONAL,
        "email": Tier.PERSONAL,
        "name": Tier.PARTNERSHIP,
        "is_active": Tier.PARTNERSHIP,
        "invited_at": Tier.PERSONAL,
        "removed_at": Tier.PERSONAL,
    }

    objects = AccountManager()

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
