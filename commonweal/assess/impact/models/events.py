"""Which days are known long before they come, and what has to be done on the way to them?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.assess.impact.models.operations import Operation
from commonweal.assess.impact.models.seeing import NOTHING, person
from commonweal.assess.impact.rules.run_up import MOST_WEEKS, TASK_KINDS
from commonweal.assess.impact.rules.states import OVERSEE, READ
from commonweal.assess.impact.rules.words import KINDS
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.engagement.models import Community
from commonweal.listen.engagement.models.communities import of_community


def event_q(viewer: Viewer) -> Q:
    """Days in the calendar are no secret among those who work on assessments; nothing in them comes from communities."""
    if viewer.is_system:
        return Q()
    reads = any(viewer.may_somewhere(permission) for permission in (READ, OVERSEE))
    sees = reads and viewer.sees(Tier.PARTNERSHIP) and not viewer.enforces_immigration
    return Q() if sees else NOTHING


class OfAnEvent(Record):
    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return event_q(viewer)


class DatedEvent(OfAnEvent):
    """A day or some weeks that come: a festival, a games, an anniversary. operation is what was asked for because of it."""

    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    kind = models.CharField(max_length=12, choices=list(KINDS.items()), default="event")
    triggers = models.JSONField(default=list)
    what = models.TextField("what it is")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    operation = models.ForeignKey(
        Operation, null=True, blank=True, on_delete=models.PROTECT, related_name="dated_events"
    )
    opened_at = models.DateTimeField()
    opened_by = person()
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "title", "starts_on", "ends_on", "kind", "triggers", "what", "owner", "operation", "opened_at", "opened_by",
            "called_off_at", "called_off_reason",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(what=""), name="dated_event_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="dated_event_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="dated_event_kind_known"),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True) | ~Q(called_off_reason=""),
                name="dated_event_called_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def digest_parts(self) -> Iterable[Record]:
        return [*self.areas.all(), *self.communities.all(), *self.tasks.all()]


class DatedEventArea(OfAnEvent):
    """Where it takes place."""

    event = models.ForeignKey(DatedEvent, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["event", "area"], Tier.PARTNERSHIP)

    class Meta:
        ordering: ClassVar = ["area__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "area"], name="dated_event_area_once")
        ]

    def __str__(self) -> str:
        return str(self.area)


class DatedEventCommunity(OfAnEvent):
    """A community that it concerns."""

    event = models.ForeignKey(DatedEvent, on_delete=models.CASCADE, related_name="communities")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["event", "community"], Tier.PARTNERSHIP)

    class Meta:
        ordering: ClassVar = ["community__name", "pk"]
        verbose_name_plural = "dated event communities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "community"], name="dated_event_community_once")
        ]

    def __str__(self) -> str:
        return str(self.community)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return super().visible_q(viewer) & of_community(viewer)


class RunUpTask(OfAnEvent):
    """One thing to be done so many weeks before the first day. It is done, or dropped with a reason; never forgotten."""

    event = models.ForeignKey(DatedEvent, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=10, choices=list(TASK_KINDS.items()))
    text = models.CharField(max_length=300)
    weeks_before = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    owner_post = models.CharField("post that owes it", max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = person(null=True, blank=True)
    outcome = models.TextField("what came of it", blank=True)
    is_dropped = models.BooleanField(default=False)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "event", "kind", "text", "weeks_before", "due_on", "owner_post", "done_at", "done_by", "outcome",
            "is_dropped",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(owner_post=""), name="run_up_task_says_who_and_what"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(TASK_KINDS)), name="run_up_task_kind_known"),
            models.CheckConstraint(
                condition=Q(weeks_before__lte=MOST_WEEKS), name="run_up_task_not_years_before"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True, outcome="", is_dropped=False)
                | (Q(done_at__isnull=False, done_by__isnull=False) & ~Q(outcome="")),
                name="run_up_task_done_says_what_came",
            ),
        ]

    def __str__(self) -> str:
        return self.text
