"""Which events elsewhere may be felt here, what was expected, and was it right?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.ground.visibility.rules import Tier
from commonweal.listen.engagement.models.communities import Community
from commonweal.listen.engagement.models.desks import Desk, PoliceRecord, for_police
from commonweal.listen.engagement.rules.states import EVENT
from commonweal.listen.engagement.rules.words import VERDICTS


class WorldEvent(PoliceRecord):
    """Something that happens in the world, what a desk expects of it here, and what a second person said of that later."""

    title = models.CharField(max_length=200)
    what = models.TextField()
    place = models.CharField("where in the world", max_length=200)
    happens_on = models.DateField()
    desks = models.ManyToManyField(Desk, related_name="world_events")
    communities = models.ManyToManyField(Community, blank=True, related_name="world_events")
    expected = models.TextField("what we expect here")
    strength = models.CharField(max_length=20)
    strength_scale = models.CharField(max_length=60)
    basis = models.CharField("what it rests on", max_length=300)
    review_on = models.DateField()
    state = models.CharField(max_length=10, choices=EVENT.choices(), default=EVENT.start)
    expected_by = models.ForeignKey("people.Account", null=True, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=list(VERDICTS.items()), blank=True)
    what_came = models.TextField("what came of it", blank=True)
    judged_by = models.ForeignKey(
        "people.Account", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_on = models.DateField(null=True, blank=True)

    privacy: ClassVar[dict[str, Tier]] = for_police(
        "title", "what", "place", "happens_on", "expected", "strength", "strength_scale", "basis", "review_on",
        "state", "expected_by", "verdict", "what_came", "judged_by", "judged_on",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-happens_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(expected="") & ~Q(basis=""),
                name="world_event_says_what_is_expected",
            ),
            models.CheckConstraint(condition=Q(state__in=list(EVENT.states)), name="world_event_state_known"),
            models.CheckConstraint(
                condition=~Q(state="judged")
                | (~Q(verdict="") & ~Q(what_came="") & Q(judged_on__isnull=False)),
                name="world_event_judged_in_words",
            ),
            models.CheckConstraint(
                condition=Q(judged_by__isnull=True)
                | Q(expected_by__isnull=True)
                | ~Q(judged_by=F("expected_by")),
                name="world_event_judged_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title
