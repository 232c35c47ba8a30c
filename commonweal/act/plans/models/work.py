"""Which actions does a plan promise, in which tasks, towards which outcomes?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from commonweal.act.plans.models.answerable import ANSWERABLE, Answerable, person_field
from commonweal.act.plans.models.structure import Objective, ServiceArea, Strategy
from commonweal.act.plans.rules.facts import CODE_CHOICES
from commonweal.act.plans.rules.standing import MAY_BE_JUDGED
from commonweal.act.plans.rules.states import ACTION
from commonweal.ground.audit.models import Record
from commonweal.ground.visibility.rules import Tier

if TYPE_CHECKING:
    from commonweal.act.plans.models.partners import ActionPartner
    from commonweal.ground.partners.models import Organisation

JUDGED = [code.value for code in MAY_BE_JUDGED]
REPORTING_ROLES = ("lead", "partner")


class PlannedAction(Answerable):
    """One promise. Who leads it stands among its partners; where nobody does, the lead is not stated."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="actions")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="actions")
    reference = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    moved_count = models.PositiveSmallIntegerField(default=0)
    entered_on = models.DateField()
    areas = models.ManyToManyField("places.Area", blank=True, related_name="planned_actions")
    cross_listed = models.ManyToManyField(ServiceArea, blank=True, related_name="cross_listed_actions")
    scale = models.CharField(max_length=60, blank=True)
    source = models.TextField(blank=True)

    override_status = models.CharField(max_length=1, blank=True, choices=CODE_CHOICES)
    override_reason = models.TextField(blank=True)
    override_by = person_field()
    override_at = models.DateTimeField(null=True, blank=True)

    state = models.CharField(max_length=12, choices=ACTION.choices(), default=ACTION.start)
    proposed_by = person_field()
    proposed_at = models.DateTimeField(null=True, blank=True)
    closed_by = person_field()
    closed_at = models.DateTimeField(null=True, blank=True)
    decision_reference = models.CharField(max_length=200, blank=True)
    state_reason = models.TextField(blank=True)

    privacy: ClassVar[dict[str, Tier]] = ANSWERABLE | {
        "strategy": Tier.PUBLIC,
        "objective": Tier.PUBLIC,
        "reference": Tier.PUBLIC,
        "title": Tier.PUBLIC,
        "text": Tier.PUBLIC,
        "order": Tier.PUBLIC,
        "starts_on": Tier.PUBLIC,
        "due_on": Tier.PUBLIC,
        "moved_count": Tier.PARTNERSHIP,
        "entered_on": Tier.PARTNERSHIP,
        "scale": Tier.PUBLIC,
        "source": Tier.PUBLIC,
        "override_status": Tier.PARTNERSHIP,
        "override_reason": Tier.PARTNERSHIP,
        "override_by": Tier.PARTNERSHIP,
        "override_at": Tier.PARTNERSHIP,
        "state": Tier.PARTNERSHIP,
        "proposed_by": Tier.PARTNERSHIP,
        "proposed_at": Tier.PARTNERSHIP,
        "closed_by": Tier.PARTNERSHIP,
        "closed_at": Tier.PARTNERSHIP,
        "decision_reference": Tier.PARTNERSHIP,
        "state_reason": Tier.PARTNERSHIP,
    }

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        indexes: ClassVar = [models.Index(fields=["strategy", "order", "id"], name="action_in_order")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "reference"], name="action_reference_once"),
            models.CheckConstraint(condition=~Q(reference=""), name="action_has_reference"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(starts_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="action_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(override_status="", override_reason="", override_at__isnull=True)
                | (Q(override_status__in=JUDGED, override_at__isnull=False) & ~Q(override_reason="")),
                name="action_override_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "challenged"])
                | Q(closed_by__isnull=False, proposed_by__isnull=False, closed_at__isnull=False),
                name="action_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(closed_by=F("proposed_by")),
                name="action_closed_by_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="undelivered") | ~Q(decision_reference=""),
                name="action_undelivered_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def digest_parts(self) -> Iterable[Record]:
        recommended = getattr(self, "recommended", None)
        parts = (*self.partners.all(), *self.challenges.all(), *self.equality_links.all())
        return (*parts, *([recommended] if recommended else []))

    @property
    def lead_row(self) -> ActionPartner | None:
        return next((p for p in self.partners.all() if p.role == "lead"), None)

    @property
    def lead(self) -> Organisation | None:
        """None says that the lead is not stated; nobody guesses it."""
        row = self.lead_row
        return row.organisation if row else None

    def reporting_ids(self) -> frozenset[int]:
        """The organisations that report on this action: its lead and its partners."""
        return frozenset(p.organisation_id for p in self.partners.all() if p.role in REPORTING_ROLES)

    def link_body_ids(self) -> frozenset[int]:
        """The bodies that oversee it: of its own service area and of those where it is listed too.

        Where no link body is named, the plan's owner oversees it, so that nothing waits for nobody.
        """
        areas = [self.objective.service_area, *self.cross_listed.all()]
        ids = [area.link_body_id for area in areas] if any(a.link_body_id for a in areas) else []
        return frozenset(filter(None, ids or [self.strategy.owner_organisation_id]))


class KeyTask(Answerable):
    """A step of an action; steps may have steps."""

    path_to_strategy = "action__strategy"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="tasks")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="subtasks"
    )
    number = models.PositiveSmallIntegerField()
    printed_number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True)
    moved_count = models.PositiveSmallIntegerField(default=0)
    forecast_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = person_field()

    privacy: ClassVar[dict[str, Tier]] = ANSWERABLE | {
        "action": Tier.PUBLIC,
        "parent": Tier.PUBLIC,
        "number": Tier.PUBLIC,
        "printed_number": Tier.PUBLIC,
        "text": Tier.PUBLIC,
        "due_on": Tier.PUBLIC,
        "first_due_on": Tier.PARTNERSHIP,
        "moved_count": Tier.PARTNERSHIP,
        "forecast_on": Tier.PARTNERSHIP,
        "done_on": Tier.PARTNERSHIP,
        "done_by": Tier.PARTNERSHIP,
    }

    class Meta:
        ordering: ClassVar = ["number", "pk"]  # no join: a task has to be lockable
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "number"], condition=Q(parent__isnull=True), name="task_number_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "number"], condition=Q(parent__isnull=False), name="subtask_number_once"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="task_not_its_own_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"


class Outcome(Answerable):
    """What the action is to change (outcome) or to produce (output), and how one would know."""

    path_to_strategy = "action__strategy"

    class Kind(models.TextChoices):
        OUTCOME = "outcome", "Outcome: something changes for people"
        OUTPUT = "output", "Output: something is produced"

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    printed_number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OUTCOME)
    measure = models.CharField(max_length=300, blank=True)
    baseline = models.CharField(max_length=100, blank=True)
    target = models.CharField(max_length=100, blank=True)
    latest = models.CharField(max_length=100, blank=True)
    latest_on = models.DateField(null=True, blank=True)
    demonstrate_days = models.PositiveSmallIntegerField(default=0)

    privacy: ClassVar[dict[str, Tier]] = ANSWERABLE | {
        "action": Tier.PUBLIC,
        "number": Tier.PUBLIC,
        "printed_number": Tier.PUBLIC,
        "text": Tier.PUBLIC,
        "kind": Tier.PUBLIC,
        "measure": Tier.PUBLIC,
        "baseline": Tier.PUBLIC,
        "target": Tier.PUBLIC,
        "latest": Tier.PARTNERSHIP,
        "latest_on": Tier.PARTNERSHIP,
        "demonstrate_days": Tier.PUBLIC,
    }

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "number"], name="outcome_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"
