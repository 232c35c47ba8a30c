"""What did a tension monitoring group look at, agree and decide to do?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.tension.models.columns import (
    area_field,
    body_field,
    code_field,
    person_field,
    rank_field,
)
from commonweal.listen.tension.models.items import PartOfReturn


class OfTheGroup(Record):
    """Police and partners sit in the group, and both read what it agreed."""

    class Meta:
        abstract = True

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        reads = viewer.may_somewhere("tension.read_shared") or viewer.may_somewhere("tension.read")
        return Q() if reads and viewer.sees(Tier.PARTNERSHIP) else Q(pk__in=())


class GroupMeeting(OfTheGroup):
    """One meeting of a tension monitoring group about one area."""

    area = area_field()
    held_on = models.DateField()
    level = code_field()
    level_scale = code_field(60)
    rank = rank_field()
    note = models.TextField(blank=True)
    sharing_conditions = models.TextField(blank=True)
    next_meeting_on = models.DateField(null=True, blank=True)
    recorded_by = person_field()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        [
            "area", "held_on", "level", "level_scale", "rank", "note", "sharing_conditions", "next_meeting_on",
            "recorded_by",
        ],
        Tier.PARTNERSHIP,
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "held_on"], name="one_group_meeting_a_day"),
            models.CheckConstraint(
                condition=Q(next_meeting_on__isnull=True) | Q(next_meeting_on__gt=F("held_on")),
                name="next_group_meeting_comes_later",
            ),
            models.CheckConstraint(
                condition=Q(level="", level_scale="", rank__isnull=True)
                | (~Q(level="") & ~Q(level_scale="") & Q(rank__isnull=False)),
                name="group_level_of_a_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.held_on}"

    def digest_parts(self) -> Iterable[Record]:
        return chain(self.attendances.all(), self.actions.all(), self.reviewed.all())


class GroupAttendance(OfTheGroup):
    """An organisation was at the meeting, with so many people; who they were is not kept."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="attendances")
    organisation = body_field()
    people = models.PositiveSmallIntegerField(default=1)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["meeting", "organisation", "people"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["organisation__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="group_attendance_once"),
            models.CheckConstraint(condition=Q(people__gte=1), name="group_attendance_of_somebody"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class GroupAction(OfTheGroup):
    """What the group decided that somebody does, by when, and what became of it."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="actions")
    text = models.TextField()
    owner = body_field()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["meeting", "text", "owner", "due_on", "done_on", "outcome"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="group_action_has_words"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(outcome=""), name="group_action_done_says_what"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(done_on__isnull=False), name="group_action_says_when_done"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ReviewedItem(PartOfReturn):
    """An item of a return that the group looked at; which one is for the police."""

    path_to_return = "item__of"

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="reviewed")
    item = models.ForeignKey("tension.TensionItem", on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["meeting", "item"], Tier.POLICE)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "item"], name="item_reviewed_once_a_meeting")
        ]

    def __str__(self) -> str:
        return str(self.item)
