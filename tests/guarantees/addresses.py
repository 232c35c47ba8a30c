"""Which addresses are there, and what do their numbers and words stand for?

Read from the running program, so a new address without an entry here fails the sweeps instead of escaping them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

# Which table a number belongs to: by room and the word before it in the path, or by room alone.
SUBJECTS: dict[tuple[str, str], str] = {
    ("people", "people"): "people.account",
    ("people", "roles"): "people.roleheld",
    ("people", "sessions"): "people.signin",
    ("people", "second-step"): "mfa.authenticator",
    ("people", "invitation"): "people.letter",
    ("people", "new"): "people.letter",
    ("audit", "audit"): "audit.auditentry",
    ("messages", "messages"): "notices.message",
    ("places", "places"): "places.area",
    ("partners", "organisations"): "partners.organisation",
    ("partners", "seats"): "partners.membership",
    ("partners", "contacts"): "partners.pointofcontact",
    ("intake", "intake"): "intake.intakedocument",
    ("trusted", "relationships"): "exchange.trustedrelationship",
    ("trusted", "openings"): "exchange.identityopening",
    ("trusted", "exchanges"): "exchange.exchange",
    ("trusted", "relays"): "exchange.relay",
    ("trusted", "without-keeper"): "exchange.vacancy",
    ("trusted", "received"): "exchange.relayrecipient",
    ("engagement", "communities"): "engagement.community",
    ("engagement", "desks"): "engagement.desk",
    ("engagement", "officers"): "engagement.deskofficer",
    ("engagement", "answers-for"): "engagement.deskcommunity",
    ("engagement", "outreach"): "engagement.outreachworker",
    ("engagement", "cover"): "engagement.outreachcover",
    ("engagement", "loans"): "engagement.loan",
    ("engagement", "organisations"): "engagement.relationship",
    ("engagement", "contacts"): "engagement.contact",
    ("engagement", "networks"): "engagement.keynetwork",
    ("engagement", "rounds"): "engagement.networkround",
    ("engagement", "engagements"): "engagement.engagement",
    ("engagement", "issues"): "engagement.issue",
    ("engagement", "promises"): "engagement.commitment",
    ("engagement", "watch"): "engagement.worldevent",
    ("engagement", "feedback"): "engagement.groupfeedback",
    ("recorded_crime", "recorded-crime"): "recorded_crime.offenceclass",
    ("recorded_crime", "breaks"): "recorded_crime.knownbreak",
    ("surveillance", "alerts"): "surveillance.alert",
    ("surveillance", "watches"): "surveillance.watch",
    ("surveillance", "breaks"): "surveillance.seriesbreak",
    ("guidance", "guidance"): "guidance.guidancedocument",
    ("guidance", "versions"): "guidance.guidanceversion",
    ("guidance", "reasons"): "guidance.occasion",
    ("guidance", "reviews"): "guidance.communityreview",
    ("harm", "definitions"): "harm.definition",
    ("harm", "versions"): "harm.definitionversion",
    ("harm", "limbs"): "harm.limb",
    ("harm", "asked"): "harm.consultee",
    ("harm", "cases"): "harm.testcase",
    ("agreements", "agreements"): "agreements.agreement",
    ("agreements", "definitions"): "harm.definition",
    ("agreements", "parties"): "agreements.agreementparty",
    ("agreements", "deployments"): "agreements.deployment",
    ("agreements", "risks"): "agreements.partnershiprisk",
    ("exposure", "studies"): "exposure.study",
    ("exposure", "layers"): "exposure.layer",
    ("equality", "equality"): "equality.equalityassessment",
    ("equality", "rows"): "equality.gridrow",
    ("equality", "actions"): "equality.equalityaction",
    ("publications", "equality"): "equality.equalityassessment",
    ("impact", "operations"): "impact.operation",
    ("impact", "assessments"): "impact.assessment",
    ("impact", "versions"): "impact.assessmentversion",
    ("advice", "assessments"): "impact.assessment",
    ("advice", "impacts"): "impact.communityimpact",
    ("advice", "consultations"): "impact.consultation",
    ("advice", "recommendations"): "impact.recommendation",
    ("advice", "operations"): "impact.operation",
    ("advice", "monitors"): "impact.monitor",
    ("advice", "bronze"): "impact.bronzeadvice",
    ("advice", "versions"): "impact.assessmentversion",
    ("advice", "sharing"): "impact.sharingrequest",
    ("plans", "recommended"): "impact.recommendation",
    ("impact", "statements"): "impact.statement",
    ("impact", "lessons"): "impact.lesson",
    ("impact", "events"): "impact.datedevent",
    ("impact", "tasks"): "impact.runuptask",
    ("plans", "plans"): "plans.strategy",
    ("plans", "service-areas"): "plans.servicearea",
    ("plans", "objectives"): "plans.objective",
    ("plans", "actions"): "plans.plannedaction",
    ("plans", "partners"): "plans.actionpartner",
    ("plans", "tasks"): "plans.keytask",
    ("plans", "outcomes"): "plans.outcome",
    ("plans", "resources"): "plans.resource",
    ("plans", "updates"): "plans.progressupdate",
    ("plans", "evidence"): "plans.evidence",
    ("plans", "challenges"): "plans.challenge",
    ("plans", "doubts"): "plans.readingdoubt",
    ("tension", "areas"): "places.area",
    ("tension", "about"): "places.area",
    ("tension", "asked"): "tension.asking",
    ("tension", "returns"): "tension.tensionreturn",
    ("tension", "ahead"): "tension.forwardevent",
    ("tension", "summaries"): "tension.weeklysummary",
    ("tension", "meetings"): "tension.groupmeeting",
    ("tension", "actions"): "tension.groupaction",
    ("exchange", "import"): "intake.intakedocument",
    ("exchange", "plans"): "plans.strategy",
    ("meetings", "meetings"): "meetings.meeting",
    ("meetings", "items"): "meetings.agendaitem",
    ("papers", "papers"): "papers.committeepaper",
    ("papers", "meetings"): "meetings.meeting",
    ("papers", "decisions"): "papers.decision",
    ("papers", "recommendations"): "papers.recommendation",
    ("publications", "papers"): "papers.committeepaper",
    ("publications", "plans"): "plans.strategy",
    ("publications", "meetings"): "meetings.meeting",
    ("publications", "releases"): "publications.release",
    ("publications", "publications"): "publications.publication",
    ("public", "documents"): "publications.publication",
}


def _words(module: str, name: str) -> Callable[[], list[str]]:
    def found() -> list[str]:
        return sorted(getattr(__import__(module, fromlist=[name]), name))

    return found


def _scales() -> list[str]:
    from commonweal.ground.scales.reads import list_scales

    return [list_scales()[0].key]


# Which words a parameter may take that names no record.
WORDS: dict[tuple[str, str], Callable[[], list[str]]] = {
    ("partners", "act"): _words("commonweal.ground.partners.views.changing", "ACTS"),
    ("scales", "key"): _scales,
    ("engagement", "event"): _words("commonweal.listen.engagement.views.engagements", "STEPS"),
    ("surveillance", "event"): _words("commonweal.assess.surveillance.views.alerts", "DEEDS"),
    ("equality", "event"): _words("commonweal.assess.equality.views.judging", "STEPS"),
    ("advice", "event"): _words("commonweal.assess.impact.views.recommending", "DEEDS"),
    ("advice", "deed"): _words("commonweal.assess.impact.views.sharing", "DEEDS"),
    ("impact", "step"): _words("commonweal.assess.impact.views.operations", "STEPS"),
    ("impact", "event"): _words("commonweal.assess.impact.views.assessments", "STEPS"),
    ("surveillance", "code"): lambda: ["E09000014"],  # Haringey, where the demonstration's borough lead is
    ("guidance", "event"): _words("commonweal.assess.guidance.views.versions", "STEPS"),
    ("guidance", "deed"): _words("commonweal.assess.guidance.views.reviews", "STEPS"),
    ("exchange", "form"): _words("commonweal.act.plans.reads.exporting", "FORMATS"),
    ("harm", "event"): _words("commonweal.assess.harm.views.working", "STEPS"),
    ("agreements", "event"): _words("commonweal.act.agreements.views.agreements", "STEPS"),
    ("agreements", "deed"): _words("commonweal.act.agreements.views.deploying", "STEPS"),
    ("agreements", "kind"): lambda: ["csv", "xlsx", "json"],
    ("tension", "week"): lambda: ["2010-07-12"],
    ("tension", "number"): lambda: ["1"],
    ("tension", "kind"): lambda: ["csv", "xlsx", "json"],
    ("surveillance", "kind"): lambda: ["csv", "xlsx", "json"],
    ("exposure", "form"): _words("commonweal.assess.exposure.reads.downloads", "FILES"),
    ("exposure", "picture"): _words("commonweal.assess.exposure.reads.pictures", "PICTURES"),
    ("exposure", "copy"): _words("commonweal.assess.exposure.views.studies", "COPIES"),
    ("papers", "form"): lambda: ["json"],
    ("papers", "code"): lambda: ["equality"],
    ("papers", "key"): lambda: ["cost"],
    ("papers", "doing"): _words("commonweal.answer.papers.views.judging", "REASONED"),
    ("publications", "form"): lambda: ["json"],
    ("public", "form"): lambda: ["json"],
}
# The column of a second record that says to which first record it belongs.
BELONGS = {
    "partners.membership": "body_id",
    "partners.pointofcontact": "organisation_id",
    "meetings.agendaitem": "meeting_id",
    "engagement.deskofficer": "desk_id",
    "engagement.deskcommunity": "desk_id",
    "engagement.outreachcover": "worker_id",
    "tension.forwardevent": "of_id",
    "tension.groupaction": "meeting_id",
}


@dataclass(frozen=True)
class Address:
    """One pattern of the program: its name, its path, and its parameters with their kinds (Int, String, Slug …)."""

    name: str
    pattern: str
    parameters: dict[str, str] = field(hash=False)
    view: Any = field(hash=False, compare=False, default=None)

    @property
    def room(self) -> str:
        return self.name.split(":")[0]

    def path(self, **values: Any) -> str:
        """The path with values that the converter would refuse, too."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(values[m[1]]), self.pattern)

    def subjects(self) -> dict[str, str]:
        """The table of each parameter that names a record. Raises KeyError for what nobody entered."""
        return {name: _subject(self, name) for name in self.parameters if (self.room, name) not in WORDS}

    def words(self) -> list[dict[str, str]]:
        """Every choice of words; one empty choice where the address asks for none."""
        names = [name for name in self.parameters if (self.room, name) in WORDS]
        choices = [WORDS[self.room, name]() for name in names]
        return [dict(zip(names, chosen, strict=True)) for chosen in product(*choices)]


def _subject(address: Address, parameter: str) -> str:
    before = re.search(rf"([\w-]+)/<(?:\w+:)?{parameter}>", address.pattern)
    key = (address.room, before[1] if before else "")
    if key not in SUBJECTS:
        raise KeyError(
            f"{address.name} has a parameter {parameter!r} after {key[1]!r}: enter it in SUBJECTS or WORDS"
        )
    return SUBJECTS[key]


@cache
def all_addresses() -> tuple[Address, ...]:
    return tuple(a for a in _walk(get_resolver()) if not a.pattern.startswith(("static", "__")))


def address_named(name: str) -> Address:
    return next(a for a in all_addresses() if a.name == name)


def with_records() -> list[Address]:
    return [a for a in all_addresses() if a.subjects()]


def _walk(resolver: URLResolver, prefix: str = "", namespace: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, path, inside)
        elif isinstance(entry, URLPattern):
            kinds = {
                n: type(c).__name__.removesuffix("Converter") for n, c in entry.pattern.converters.items()
            }
            yield Address(f"{namespace}{entry.name or path}", path, kinds, entry.callback)


def model_of(label: str) -> Any:
    return apps.get_model(label)


def written(label: str, row: Any) -> str:
    """How a record is named in a path."""
    if label == "people.letter":
        from commonweal.ground.people.links import token_for

        return token_for(row)
    return str(row.slug if label == "publications.publication" and row.slug else row.pk)


def arguments(address: Address, row: Any) -> list[dict[str, str]]:
    """Every set of arguments under which the address speaks of this record (of the first parameter's table)."""
    (name, label), *rest = address.subjects().items()
    values = {name: _as(address, name, label, row)}
    for other, its in rest:
        child = model_of(its).objects.filter(**{BELONGS[its]: row.pk}).order_by("pk").first()
        values[other] = str(child.pk) if child else "0"
    return [values | chosen for chosen in address.words()]


def _as(address: Address, name: str, label: str, row: Any) -> str:
    return written(label, row) if address.parameters[name] != "Int" else str(row.pk)


def first_subject(address: Address) -> str:
    return next(iter(address.subjects().values()), "")


def first_parameter(address: Address) -> str:
    return next(iter(address.subjects()))


def labels(addresses: Iterable[Address]) -> list[str]:
    return sorted({label for a in addresses for label in a.subjects().values()})
