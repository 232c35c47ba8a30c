"""Who is meant by a name, what was it called on a day, and which organisations are there?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonweal.ground.partners import rules
from commonweal.ground.partners.models import (
    Alias,
    BodyArea,
    Organisation,
    OrganisationName,
    OrganisationParent,
    period_q,
)
from commonweal.ground.places.models import Area
from commonweal.ground.visibility.rules import Viewer


def find_organisation(name_or_alias: str, *, on: date | None = None) -> Organisation | None:
    """The organisation that is called so; with a day, a name counts only while it was in use. None where nobody is.

    Its present name goes first, then its aliases and short name, then names it had. Large and small letters are alike.
    Two organisations that used one name (at different times, or on that day) are no answer: None.
    """
    name = rules.tidy(name_or_alias)
    if not name:
        return None
    if exact := Organisation.objects.filter(name__iexact=name).first():
        return exact if on is None or _was_called(exact, name, on) else None
    if alias := Alias.objects.filter(alias__iexact=name).select_related("organisation").first():
        return alias.organisation
    had = OrganisationName.objects.filter(period_q(on) if on else Q(), name__iexact=name)
    found = Organisation.objects.filter(Q(short_name__iexact=name) | Q(pk__in=had.values("organisation")))
    candidates = list(found.distinct()[:2])
    return candidates[0] if len(candidates) == 1 else None


def _was_called(organisation: Organisation, name: str, on: date) -> bool:
    return name_on(organisation, on).casefold() == name.casefold()


def get_organisation(viewer: Viewer, pk: int) -> Organisation | None:
    return list_organisations(viewer).filter(pk=pk).first()


def all_organisations() -> QuerySet[Organisation]:
    """Those that have ended too: for what lies in the past."""
    return Organisation.objects.all()


def list_organisations(
    viewer: Viewer, on: date | None = None, *, kind: str = "", area: int | None = None, words: str = ""
) -> QuerySet[Organisation]:
    """Every organisation that the viewer may see; with a day, those that existed then."""
    rows = Organisation.objects.visible_to(viewer)
    if on is not None:
        rows = rows.choosable(on)
    if kind:
        rows = rows.filter(kind=kind)
    if area is not None:
        covering = BodyArea.objects.filter(period_q(on) if on else Q(), body=OuterRef("pk"), area_id=area)
        rows = rows.filter(Exists(covering))
    if words:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Exists(Alias.objects.filter(organisation=OuterRef("pk"), alias__icontains=words))
            | Exists(OrganisationName.objects.filter(organisation=OuterRef("pk"), name__icontains=words))
        )
    return rows


def choosable(on: date) -> QuerySet[Organisation]:
    """Those that may be given something new on a day. A dissolved body stays citable but is not among them."""
    return Organisation.objects.choosable(on)


def name_on(organisation: Organisation, day: date) -> str:
    """What it was called on a day; its present name where nothing is recorded for that day."""
    held = [n for n in organisation.names.all() if rules.holds_on(n.since_on, n.until_on, day)]
    return held[-1].name if held else organisation.name


def names_on(organisations: Iterable[Organisation], day: date) -> dict[int, str]:
    """The name of each on a day, in one question."""
    names = {o.pk: o.name for o in organisations}
    rows = OrganisationName.objects.filter(period_q(day), organisation__in=list(names))
    return names | {row.organisation_id: row.name for row in rows}


def parent_on(organisation: Organisation, day: date) -> Organisation | None:
    row = OrganisationParent.objects.filter(period_q(day), organisation=organisation)
    first = row.select_related("parent").first()
    return first.parent if first else None


def list_parts(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """Those that belonged to it on a day."""
    belonging = OrganisationParent.objects.filter(period_q(on), parent=organisation)
    return Organisation.objects.filter(pk__in=belonging.values("organisation"))


def list_areas_of(body: Organisation, on: date) -> QuerySet[BodyArea]:
    """The areas that a body covers on a day."""
    return body.body_areas.filter(period_q(on)).select_related("area").order_by("area__name")


def list_bodies_in(area: int, on: date, *, viewer: Viewer) -> QuerySet[Organisation]:
    return list_organisations(viewer, on, area=area)


def area_named(pk: int) -> Area | None:
    return Area.objects.filter(pk=pk).only("pk", "name").first()
