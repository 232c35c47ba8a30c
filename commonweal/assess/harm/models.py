"""What is defined, in which versions and limbs, who was asked about it, and on which cases was it tried?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from commonweal.assess.harm.rules.states import FROZEN, VERSION
from commonweal.assess.harm.rules.trying import FINDINGS
from commonweal.ground.audit.models import Record
from commonweal.ground.partners.models import Organisation
from commonweal.ground.visibility.rules import Tier, Viewer

READ = "harm.read"
FOUND = [(finding.value, words) for finding, words in FINDINGS.items()]


def _by() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


def of_version_q(viewer: Viewer, path: str = "") -> Q:
    """What was agreed is for everybody; what is being written is for those who take part."""
    return Q() if viewer.may_somewhere(READ) else Q(**{f"{path}state__in": FROZEN})


def taking_part_q(viewer: Viewer) -> Q:
    return Q() if viewer.may_somewhere(READ) else Q(pk__in=())


class Definition(Record):
    """A word on which it depends whether people are acted against, and whose word it is."""

    title = models.CharField(max_length=200)
    about = models.TextField("what it is used for")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    started_by = _by()

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(["title", "about", "owner", "started_at"], Tier.PUBLIC),
        "started_by": Tier.PARTNERSHIP,
    }

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="definition_has_a_title")
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        if viewer.may_somewhere(READ):
            return Q()
        agreed = DefinitionVersion.objects.filter(state__in=FROZEN)
        return Q(pk__in=agreed.values("definition"))


class DefinitionVersion(Record):
    """One wording. Once it is agreed neither it nor what belongs to it changes again; only a later one takes its place."""

    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=VERSION.choices(), default=VERSION.start)
    summary = models.TextField("the wording")
    changed = models.TextField("what changed, and why", blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = _by()
    consulting_at = models.DateTimeField(null=True, blank=True)
    consulting_by = _by()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = _by()
    agreed_with = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField("where the oversight body agreed", max_length=200, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    frozen_hash = models.CharField(max_length=64, blank=True)

    privacy: ClassVar[dict[str, Tier]] = {
        **dict.fromkeys(
            [
                "definition", "number", "state", "summary", "changed", "drafted_at", "consulting_at", "agreed_at",
                "agreed_with", "decision", "superseded_at", "frozen_hash",
            ],
            Tier.PUBLIC,
        ),
        **dict.fromkeys(["drafted_by", "consulting_by", "agreed_by"], Tier.PARTNERSHIP),
    }  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["definition", "number"], name="definition_version_once"),
            models.UniqueConstraint(
                fields=["definition"], condition=Q(state="agreed"), name="definition_agreed_in_one_version"
            ),
            models.UniqueConstraint(
                fields=["definition"],
                condition=Q(state__in=["draft", "consulting"]),
                name="definition_one_open_version",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(VERSION.states)), name="definition_version_state"
            ),
            models.CheckConstraint(condition=~Q(summary=""), name="definition_version_has_words"),
            models.CheckConstraint(
                condition=~Q(state__in=FROZEN)
                | (
                    Q(agreed_at__isnull=False, agreed_by__isnull=False, agreed_with__isnull=False)
                    & ~Q(decision="")
                    & ~Q(frozen_hash="")
                ),
                name="definition_agreed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True)
                | (
                    (Q(drafted_by__isnull=True) | ~Q(agreed_by=F("drafted_by")))
                    & (Q(consulting_by__isnull=True) | ~Q(agreed_by=F("consulting_by")))
                ),
                name="definition_agreed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.definition}, version {self.number}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return of_version_q(viewer)

    def digest_parts(self) -> Iterable[Record]:
        return chain(self.limbs.all(), self.consultees.all(), self.cases.all())


class Limb(Record):
    """One of the things that the word covers."""

    of = models.ForeignKey(DefinitionVersion, on_delete=models.CASCADE, related_name="limbs")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    words = models.TextField()

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(["of", "number", "title", "words"], Tier.PUBLIC)

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "number"], name="limb_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(words=""), name="limb_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return of_version_q(viewer, "of__")


class Consultee(Record):
    """A body that was asked about a version, what it said and what became of that. For those who take part alone."""

    of = models.ForeignKey(DefinitionVersion, on_delete=models.CASCADE, related_name="consultees")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    said = models.TextField(blank=True)
    what_changed = models.TextField("what changed because of it", blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["of", "organisation", "asked_on", "answered_on", "said", "what_changed"], Tier.PARTNERSHIP
    )

    class Meta:
        ordering: ClassVar = ["asked_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "organisation"], name="consultee_once"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | (~Q(said="") & ~Q(what_changed="")),
                name="consultee_answer_has_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return taking_part_q(viewer)


class TestCase(Record):
    """A made-up case on which a version is tried: what is expected of it, and what was found."""

    __test__ = False  # no test of this program

    of = models.ForeignKey(DefinitionVersion, on_delete=models.CASCADE, related_name="cases")
    number = models.PositiveIntegerField()
    words = models.TextField()
    expected = models.CharField(max_length=10, choices=FOUND)
    found = models.CharField(max_length=10, choices=FOUND, blank=True)
    found_at = models.DateTimeField(null=True, blank=True)
    word = models.TextField("what follows where it went otherwise", blank=True)

    privacy: ClassVar[dict[str, Tier]] = dict.fromkeys(
        ["of", "number", "words", "expected", "found", "found_at", "word"], Tier.PUBLIC
    )

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "number"], name="test_case_once"),
            models.CheckConstraint(condition=~Q(words=""), name="test_case_has_words"),
            models.CheckConstraint(
                condition=Q(found="") | Q(found=F("expected")) | ~Q(word=""), name="test_case_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"Case {self.number}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        return of_version_q(viewer, "of__")
