"""What would be made from a reading, and what would change by a file that comes back?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from commonweal.act.plans.models import Strategy
from commonweal.act.plans.reads.exporting import Tables, tables_of
from commonweal.act.plans.rules import changes as changing
from commonweal.act.plans.rules import importing, naming, returning
from commonweal.act.plans.rules.cells import read_cells
from commonweal.ground.partners.models import Organisation, OrganisationName
from commonweal.ground.partners.reads import choosable
from commonweal.ground.visibility.rules import NotPossible, Viewer
from commonweal.listen.intake import reads as intake
from commonweal.listen.intake.models import IntakeDocument

OpenDoubt = tuple[intake.DoubtLine, dict[str, Any]]


@dataclass(frozen=True)
class NameLine:
    """A printed name as the person who imports sees it: who it may be, where it stands, and what is proposed."""

    number: int
    name: str
    actions: tuple[str, ...]
    matched: Organisation | None
    is_person: bool
    maybe_same: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Proposal:
    plan: importing.PlanToMake
    names: tuple[NameLine, ...]
    owner: Organisation | None
    link_bodies: dict[str, Organisation]
    organisations: tuple[tuple[int, str], ...]


def documents(viewer: Viewer) -> Any:
    """Readings that the viewer may see, with what was decided about their doubts."""
    return intake.get_documents(viewer).prefetch_related("decisions")


def made_from(viewer: Viewer, document: IntakeDocument) -> Strategy | None:
    """The plan that was made from this reading before."""
    found: Strategy | None = (
        Strategy.objects.visible_to(viewer)
        .filter(source__startswith=importing.source_mark(document.pk))
        .first()
    )
    return found


def plan_to_make(document: IntakeDocument) -> importing.PlanToMake:
    """Raises NotPossible where the reading holds no plan."""
    return _plan(document, _open_doubts(document))


def _plan(document: IntakeDocument, doubts: list[OpenDoubt]) -> importing.PlanToMake:
    said = [importing.Doubt(line.line, line.kind, line.text, doubt["place"]) for line, doubt in doubts]
    settled = intake.get_settled(document)
    return importing.plan_from(settled, said, reading=document.pk, title=document.title)


def _open_doubts(document: IntakeDocument) -> list[OpenDoubt]:
    """Each doubt that nobody has decided, as people read it and as it was found."""
    lines = intake.list_doubts(document)
    return [pair for pair in zip(lines, document.result["doubts"], strict=True) if not pair[0].decision]


def propose(document: IntakeDocument, on: date) -> Proposal:
    doubts = _open_doubts(document)
    plan = _plan(document, doubts)
    bodies = _bodies_by_name(on)
    names = plan.names()
    same = _maybe_same(document, doubts)
    lines = tuple(_name_line(n, name, names[name], bodies, same) for n, name in enumerate(names))
    chosen = {body.pk: body.name for body in bodies.values()}
    links = {area.title: bodies.get(_folded(f"{area.title} link body")) for area in plan.areas}
    return Proposal(
        plan=plan,
        names=lines,
        owner=bodies.get(_folded(plan.body)),
        link_bodies={title: body for title, body in links.items() if body},
        organisations=tuple(sorted(chosen.items(), key=lambda pair: pair[1].casefold())),
    )


def _name_line(
    number: int, name: str, actions: list[str], bodies: dict[str, Organisation], same: dict[str, str]
) -> NameLine:
    return NameLine(
        number=number,
        name=name,
        actions=tuple(actions),
        matched=bodies.get(_folded(name)),
        is_person=naming.looks_like_a_person(name),
        maybe_same=same.get(name, ""),
        kind=naming.likely_kind(name),
    )


def _maybe_same(document: IntakeDocument, doubts: list[OpenDoubt]) -> dict[str, str]:
    """Two names that the reading takes for one body, where nobody has said so yet."""
    settled = intake.get_settled(document)
    return {
        str(_at(settled, doubt["place"])): str(doubt["correction"])
        for _, doubt in doubts
        if doubt["kind"] == "names_may_be_one_body" and doubt["correction"]
    }


def _at(settled: dict[str, Any], place: str) -> object:
    value: Any = settled
    for part in place.strip("/").split("/"):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _bodies_by_name(on: date) -> dict[str, Organisation]:
    """Every organisation that exists on the day under its name, aliases, short name and earlier names.

    As partners.reads.find_organisation finds one, for many names in two queries; what two bodies share is no answer.
    """
    bodies = {body.pk: body for body in choosable(on).prefetch_related("aliases")}
    found = {_folded(body.name): body for body in bodies.values()}
    for body in bodies.values():
        for alias in body.aliases.all():
            found.setdefault(_folded(alias.alias), body)
    shared: dict[str, set[int]] = {}
    for body in bodies.values():
        if body.short_name:
            shared.setdefault(_folded(body.short_name), set()).add(body.pk)
    for key, name in OrganisationName.objects.filter(organisation__in=bodies).values_list(
        "organisation", "name"
    ):
        shared.setdefault(_folded(name), set()).add(key)
    for name, keys in shared.items():
        if len(keys) == 1:
            found.setdefault(name, bodies[next(iter(keys))])
    return found


# A file that comes back


def names_of_bodies() -> dict[str, str]:
    """Every name, short name and alias in small letters, with the organisation's own name; one query."""
    found: dict[str, str] = {}
    rows = Organisation.objects.values_list("name", "short_name", "aliases__alias").order_by("name")
    own = {_folded(name): name for name, _, _ in rows}
    short: dict[str, set[str]] = {}
    for name, short_name, alias in rows:
        if alias:
            found[_folded(alias)] = name
        if short_name:
            short.setdefault(_folded(short_name), set()).add(name)
    single = {key: next(iter(names)) for key, names in short.items() if len(names) == 1}
    return {**single, **found, **own}


def tables_to_change(viewer: Viewer, plan: Strategy) -> Tables:
    return tables_of(viewer, plan, with_updates=False)


def compare_file(viewer: Viewer, plan: Strategy, data: bytes) -> changing.Difference:
    """Raises CannotRead where the file is no plan that was taken out here."""
    brought = read_cells(data)
    return returning.compare(tables_to_change(viewer, plan), brought, names_of_bodies())


def compare_again(
    viewer: Viewer, plan: Strategy, changes: tuple[changing.Change, ...]
) -> changing.Difference:
    """What the person wanted to change, against the plan as it stands now."""
    now = changing.as_it_is_now(changes, tables_to_change(viewer, plan))
    return changing.Difference(
        changed=tuple(change for change in now if change.pk),
        new=tuple(change for change in now if not change.pk),
    )


def plan_named_in(viewer: Viewer, data: bytes) -> Strategy:
    """The plan that a file was taken out of, by the Id that its row for the plan carries."""
    for row in read_cells(data).rows:
        code = str(row.cells.get("Id", ""))
        if row.kind == "plan" and code.startswith("plan-") and code[5:].isdecimal():
            found = Strategy.objects.visible_to(viewer).filter(pk=int(code[5:])).first()
            if found:
                return found
    raise NotPossible("The file does not say which plan it belongs to. Name the plan’s number.")


def find_bodies(names: set[str]) -> dict[str, Organisation]:
    return {body.name: body for body in Organisation.objects.filter(Q(name__in=names))}
