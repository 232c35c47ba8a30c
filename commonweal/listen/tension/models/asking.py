"""Who is asked for a return, about which area, by when, and who was given longer?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.tension.models.columns import (
    LEVEL_SCALE,
    READ,
    THEME_SCALE,
    area_field,
    body_field,
    monday,
    person_field,
)
from commonweal.listen.tension.rules.deadlines import Clockwork


class Variant(models.TextChoices):
    CONTRIBUTOR = "contributor", "Community contributor"
    PARTNER = "partner", "Partner"
    OFFICER = "officer", "Officer"
    PUBLIC = "public", "Public, perhaps anonymous"


class ReturnRound(Record):
    """A weekly round of returns: who runs it, for which force area, when a return is due, and when it is locked."""

    title = models.CharField(max_length=200)
    organisation = body_field()
    area = area_field()
    due_day = models.PositiveSmallIntegerField(default=3)
    due_clock = models.TimeField()
    zone = models.CharField(max_length=60, default="Europe/London")
    lock_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    remind_hours = models.PositiveSmallIntegerField(default=24)
    level_scale = models.CharField(max_length=60, default=LEVEL_SCALE)
    theme_scale = models.CharField(max_length=60, default=THEME_SCALE)
    open_to_public = models.BooleanField(default=False)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "title", "organisation", "area", "due_day", "due_clock", "zone", "lock_hours", "remind_hours",
            "level_scale", "theme_scale", "open_to_public", "since_on", "until_on",
        ],
        Tier.PUBLIC,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_day__lte=13), name="round_due_within_two_weeks"),
            models.CheckConstraint(condition=~Q(title=""), name="round_has_a_title"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")),
                name="round_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q()

    @property
    def clockwork(self) -> Clockwork:
        return Clockwork(self.due_day, self.due_clock, self.zone, self.lock_hours, self.remind_hours)


class Asking(Record):
    """One body is asked about one area from one day until another. Who is not asked owes nothing and is not silent."""

    round = models.ForeignKey(ReturnRound, on_delete=models.PROTECT, related_name="askings")
    organisation = body_field()
    area = area_field()
    variant = models.CharField(max_length=12, choices=Variant.choices)
    overseer = body_field()
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["round", "organisation", "area", "variant", "overseer", "since_on", "until_on"], Tier.PUBLIC
    )

    class Meta:
        ordering: ClassVar = ["area__name", "variant", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "organisation", "area", "variant", "since_on"], name="asking_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gt=F("since_on")),
                name="asking_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(variant="public"), name="asking_never_of_the_public"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} about {self.area}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Whoever is asked, whoever oversees them; the picture of all is for those who read all."""
        if not viewer.is_signed_in or viewer.enforces_immigration:
            return Q(pk__in=())
        if viewer.may(READ) or viewer.may_somewhere("tension.count"):
            return Q()
        return Q(organisation__in=viewer.organisation_ids) | Q(overseer__in=viewer.organisation_ids)

    @staticmethod
    def asked_q(week_starting: date, path: str = "") -> Q:
        """Asked in a week: on its Monday."""
        return Q(**{f"{path}since_on__lte": week_starting}) & (
            Q(**{f"{path}until_on__isnull": True}) | Q(**{f"{path}until_on__gt": week_starting})
        )


class DeadlineException(Record):
    """One named person has longer for one week, until a moment, because of something."""

    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="exceptions")
    week_starting = models.DateField()
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    until_at = models.DateTimeField()
    reason = models.TextField()
    granted_by = person_field()
    granted_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["asking", "week_starting", "account", "until_at", "reason", "granted_by", "granted_at"], Tier.PUBLIC
    )

    class Meta:
        ordering: ClassVar = ["-granted_at", "-pk"]
        constraints: ClassVar = [
            monday("exception_from_a_monday"),
            models.CheckConstraint(condition=~Q(reason=""), name="exception_has_a_reason"),
            models.CheckConstraint(
                condition=Q(until_at__gt=F("granted_at")), name="exception_ends_after_it_is_given"
            ),
            models.UniqueConstraint(
                fields=["asking", "week_starting", "account"], name="one_exception_a_person_and_week"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} until {self.until_at:%d %B %Y %H:%M}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """The person themselves, and whoever arranges the round or reads the audit."""
        if viewer.may_somewhere("tension.arrange") or viewer.may_somewhere("tension.count"):
            return Q()
        return Q(account_id=viewer.account_id or 0)


class ReturnReminder(Record):
    """That a body was reminded of a week, before the deadline and after it, and that whoever oversees it was told a day later."""

    class Kind(models.TextChoices):
        BEFORE = "before", "Before the deadline"
        AFTER = "after", "After the deadline"
        ABOVE = "above", "To whoever oversees, a day after the deadline"

    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="reminders")
    week_starting = models.DateField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    people = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["asking", "week_starting", "kind", "people", "raised_at"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asking", "week_starting", "kind"], name="reminded_once"),
            monday("reminder_of_a_monday"),
            models.CheckConstraint(
                condition=Q(kind__in=["before", "after", "above"]), name="reminder_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.asking}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return Q() if viewer.may_somewhere("tension.arrange") else Q(pk__in=())


def parts_of_round(chosen: ReturnRound) -> Iterable[Record]:
    return chosen.askings.order_by("pk").iterator(chunk_size=500)
