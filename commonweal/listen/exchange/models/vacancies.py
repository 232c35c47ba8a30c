"""Which relationship does nobody keep any more, since when, and who was named to keep it?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer
from commonweal.listen.exchange.models.relationships import NOTHING, TrustedRelationship, in_states, person
from commonweal.listen.exchange.rules.states import GAP_WORDS, Gap

IS_FILLED = Q(state=Gap.FILLED.value)


class Vacancy(Record):
    """A relationship without a keeper. Those who oversee and who name a keeper read it; with whom it is stands elsewhere."""

    relationship = models.ForeignKey(TrustedRelationship, on_delete=models.PROTECT, related_name="vacancies")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField("without a keeper since")
    state = models.CharField(
        max_length=12, choices=[(s.value, w) for s, w in GAP_WORDS.items()], default=Gap.OPEN.value
    )
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    named_by = person(null=True, blank=True)
    new_keeper = person(null=True, blank=True)
    why = models.TextField("why this person", blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        "relationship": Tier.NAMED,
        **dict.fromkeys(
            ["owner", "since_on", "state", "found_at", "ended_at", "named_by", "new_keeper", "why"],
            Tier.PARTNERSHIP,
        ),
    }

    class Meta:
        ordering: ClassVar = ["-found_at", "-pk"]
        verbose_name_plural = "vacancies"
        constraints: ClassVar = [
            in_states(Gap, "vacancy_state_known"),
            models.UniqueConstraint(
                fields=["relationship"], condition=Q(state=Gap.OPEN.value), name="one_open_vacancy"
            ),
            models.CheckConstraint(
                condition=Q(state=Gap.OPEN.value, ended_at__isnull=True)
                | (~Q(state=Gap.OPEN.value) & Q(ended_at__isnull=False)),
                name="vacancy_ends_once",
            ),
            models.CheckConstraint(
                condition=(IS_FILLED & Q(named_by__isnull=False, new_keeper__isnull=False) & ~Q(why=""))
                | (~IS_FILLED & Q(named_by__isnull=True, new_keeper__isnull=True, why="")),
                name="filled_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(named_by__isnull=True) | ~Q(named_by=models.F("new_keeper")),
                name="nobody_names_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"Vacancy {self.pk}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if viewer.may_somewhere("trusted.oversee"):
            return Q()
        owners = {owner for permission, owner in viewer.grants if permission == "trusted.name_keeper"}
        if not owners:
            return NOTHING
        return Q() if None in owners else Q(owner_id__in=owners)
