"""A definition with its versions, and a version with its limbs, those who were asked and the cases it was tried on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commonweal.assess.harm.models import Consultee, Definition, DefinitionVersion, Limb, TestCase
from commonweal.assess.harm.reads.authors import is_own_work
from commonweal.assess.harm.rules import trying
from commonweal.assess.harm.rules.states import OPEN, VERSION
from commonweal.ground.audit.freezing import canonical, content_hash
from commonweal.ground.visibility.rules import Viewer
from commonweal.ground.visibility.together import fetch_together

TAGS = {
    "draft": ("Draft", "D", "ring", "neutral"),
    "consulting": ("Out for consultation", "C", "diamond", "info"),
    "agreed": ("Agreed", "A", "circle", "good"),
    "superseded": ("Superseded", "S", "dash", "neutral"),
}
EDIT, AGREE, READ = "harm.edit", "harm.agree", "harm.read"


def list_definitions(viewer: Viewer) -> QuerySet[Definition]:
    return Definition.objects.visible_to(viewer).select_related("owner")


def list_versions(viewer: Viewer) -> QuerySet[DefinitionVersion]:
    return DefinitionVersion.objects.visible_to(viewer).select_related("definition", "agreed_with")


def list_limbs(viewer: Viewer) -> QuerySet[Limb]:
    return Limb.objects.visible_to(viewer).select_related("of__definition")


def list_consultees(viewer: Viewer) -> QuerySet[Consultee]:
    return Consultee.objects.visible_to(viewer).select_related("of__definition", "organisation")


def list_cases(viewer: Viewer) -> QuerySet[TestCase]:
    return TestCase.objects.visible_to(viewer).select_related("of__definition")


def agreed_version(definition: Definition) -> DefinitionVersion | None:
    """The one to which people may work; None while every version is a draft."""
    return definition.versions.filter(state="agreed").first()


def newest_by_definition(
    viewer: Viewer, definitions: Iterable[Definition]
) -> Mapping[int, DefinitionVersion]:
    """The newest version that the viewer may see, by the number of its definition."""
    rows = DefinitionVersion.objects.visible_to(viewer).filter(definition__in=list(definitions))
    found: dict[int, DefinitionVersion] = {}
    for row in rows.order_by("number"):
        found[row.definition_id] = row
    return found


@dataclass(frozen=True)
class Picture:
    """A version with everything that belongs to it, as far as the viewer may see it."""

    version: DefinitionVersion
    limbs: list[Limb]
    consultees: list[Consultee]
    cases: list[TestCase]
    versions: list[DefinitionVersion]

    @property
    def tag(self) -> tuple[str, str, str, str]:
        return TAGS[self.version.state]

    @property
    def tried(self) -> list[trying.Tried]:
        return tried(self.cases)

    @property
    def says_of_cases(self) -> str:
        return trying.says_of_cases(self.tried)

    @property
    def missing(self) -> list[str]:
        """What keeps it from being agreed; nothing where it was."""
        if self.version.state not in OPEN:
            return []
        return missing(self.limbs, self.consultees, self.cases)

    @property
    def is_open(self) -> bool:
        return self.version.state in OPEN


def has_open(found: Iterable[DefinitionVersion]) -> bool:
    return any(version.state in OPEN for version in found)


def picture_of(version: DefinitionVersion, viewer: Viewer) -> Picture:
    found = fetch_together(
        limbs=Limb.objects.visible_to(viewer).filter(of=version),
        consultees=Consultee.objects.visible_to(viewer).filter(of=version).select_related("organisation"),
        cases=TestCase.objects.visible_to(viewer).filter(of=version),
        versions=DefinitionVersion.objects.visible_to(viewer).filter(definition=version.definition_id),
    )
    return Picture(version, **found)


def tried(cases: Iterable[TestCase]) -> list[trying.Tried]:
    return [trying.Tried(case.number, case.expected, case.found, case.word) for case in cases]


def missing(limbs: Iterable[Limb], consultees: Iterable[Consultee], cases: Iterable[TestCase]) -> list[str]:
    asked = list(consultees)
    answered = sum(one.answered_on is not None for one in asked)
    return trying.missing_for_agreement(len(list(limbs)), answered, len(asked), tried(cases))


def events_open_to(version: DefinitionVersion, viewer: Viewer) -> list[str]:
    """What this person may do with the version now; nobody agrees to what they wrote."""
    may = [e for e in VERSION.events_from(version.state) if viewer.may(VERSION.events[e].permission)]
    is_own = any(VERSION.events[e].never_by for e in may) and is_own_work(viewer.account_id, version)
    return [event for event in may if not (VERSION.events[event].never_by and is_own)]


def hash_of(version: DefinitionVersion) -> str:
    """What stands for all that the oversight body agreed to."""
    content: dict[str, Any] = {
        "definition": version.definition.title,
        "number": version.number,
        "summary": version.summary,
        "limbs": [[limb.number, limb.title, limb.words] for limb in version.limbs.all()],
        "consulted": [
            [str(one.organisation), one.said, one.what_changed]
            for one in version.consultees.select_related("organisation")
        ],
        "cases": [
            [case.number, case.words, case.expected, case.found, case.word] for case in version.cases.all()
        ],
    }
    return content_hash(canonical(content))
